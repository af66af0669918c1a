/* SPDX-License-Identifier: MIT
 * The sheets stand before those of the reports, and are written when every answer is known.
 */
#include "xlsx_area.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "areas.h"

enum { FIGURES_ROW = 3, REPORTS_ROW = 6 }; /* headings */

enum report_column {
	COLUMN_REPORT,
	COLUMN_TITLE,
	COLUMN_SEVERITY,
	COLUMN_STATUS,
	COLUMN_ROWS,
	COLUMN_ASIDE,
	COLUMN_COUNT
};

static const struct {
	const char *name;
	double width;
	enum value_kind kind;
} columns[COLUMN_COUNT] = {
	[COLUMN_REPORT] = { "report", 36, RESULT_TEXT },
	[COLUMN_TITLE] = { "title", 64, RESULT_TEXT },
	[COLUMN_SEVERITY] = { "severity", 12, RESULT_TEXT },
	[COLUMN_STATUS] = { "status", 14, RESULT_TEXT },
	[COLUMN_ROWS] = { "rows", 10, RESULT_INTEGER },
	[COLUMN_ASIDE] = { "set_aside", 10, RESULT_INTEGER },
};

struct xlsx_report {
	const struct report *report;
	enum status status;
	enum severity severity; /* the gravest that a row has; without rows the report's own */
	int64_t count, aside, by_severity[SEVERITY_COUNT];
	bool is_findings;
	int area; /* -1: none */
	size_t order;
	char sheet[XLSX_NAME_MAX + 1]; /* '': it has none */
};

/* --- Gathering ------------------------------------------------------------------------------ */

static lxw_worksheet *add_sheet(struct xlsx_areas *areas, lxw_workbook *workbook, size_t index)
{
	char name[XLSX_NAME_MAX + 1];

	snprintf(name, sizeof(name), "area-%.*s", XLSX_NAME_MAX - 5,
		 areas_name(areas->areas, index));
	return workbook_add_worksheet(workbook, name);
}

void xlsx_areas_open(struct xlsx_areas *areas, lxw_workbook *workbook,
		     const struct document *document)
{
	size_t count;
	bool *used;

	*areas = (struct xlsx_areas){ .areas = areas_open() };
	count = areas_count(areas->areas);
	used = memory_alloc(count * sizeof(*used));
	areas->sheets = memory_alloc(count * sizeof(*areas->sheets));
	for (size_t i = 0; i < document->report_count; i++) {
		int area = areas_find(areas->areas, document->reports[i]);

		if (area >= 0)
			used[area] = true;
	}
	for (size_t i = 0; i < count; i++)
		areas->sheets[i] = used[i] ? add_sheet(areas, workbook, i) : NULL;
	free(used);
}

int xlsx_areas_add(struct xlsx_areas *areas, const struct page *page, const char *sheet)
{
	const struct result_head *head = page->head;
	struct xlsx_report *report;

	areas->reports = memory_reserve(areas->reports, areas->count, &areas->capacity,
					sizeof(*areas->reports));
	report = &areas->reports[areas->count];
	*report = (struct xlsx_report){
		.report = head->report,
		.status = head->status,
		.severity = head->report->severity,
		.count = page->count,
		.aside = page->aside,
		.is_findings = head_is_findings(head),
		.area = areas_find(areas->areas, head->report),
		.order = areas->count++,
	};
	snprintf(report->sheet, sizeof(report->sheet), "%s", sheet ? sheet : "");
	if (!report->is_findings || report->status == STATUS_NOT_EVALUATED)
		return report->area;
	for (int s = 0; s < SEVERITY_COUNT; s++) {
		report->by_severity[s] = page->by_severity[s];
		if (page->by_severity[s])
			report->severity = (enum severity)s;
	}
	return report->area;
}

const char *xlsx_areas_sheet(const struct xlsx_areas *areas, int index)
{
	return index >= 0 && areas->sheets[index] ? areas->sheets[index]->name : NULL;
}

/* --- One sheet ------------------------------------------------------------------------------ */

/* What was found before what is clean, and that before what is not known; the gravest first. */
static int weight(const struct xlsx_report *report)
{
	if (report->status == STATUS_NOT_EVALUATED)
		return 2;
	return report->count ? 0 : 1;
}

static int compare(const void *left, const void *right)
{
	const struct xlsx_report *a = left, *b = right;

	if (a->area != b->area)
		return a->area < b->area ? -1 : 1;
	if (weight(a) != weight(b))
		return weight(a) - weight(b);
	if (a->severity != b->severity)
		return (int)b->severity - (int)a->severity;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static void put_figures(lxw_worksheet *sheet, const int64_t findings[SEVERITY_COUNT],
			const struct xlsx_styles *styles)
{
	int64_t all = 0;
	lxw_col_t column = COLUMN_SEVERITY;

	for (int s = SEVERITY_CRITICAL; s >= 0; s--, column++) {
		xlsx_text(sheet, FIGURES_ROW, column, str_of(severity_name((enum severity)s)),
			  styles->number_heading);
		all += findings[s];
	}
	xlsx_text(sheet, FIGURES_ROW, COLUMN_TITLE, STR("open findings"),
		  styles->number_heading);
	worksheet_write_number(sheet, FIGURES_ROW + 1, COLUMN_TITLE, (double)all, styles->title);
	column = COLUMN_SEVERITY;
	for (int s = SEVERITY_CRITICAL; s >= 0; s--, column++)
		worksheet_write_number(sheet, FIGURES_ROW + 1, column, (double)findings[s],
				       NULL);
}

static void put_report(lxw_worksheet *sheet, lxw_row_t row, const struct xlsx_report *report)
{
	char link[XLSX_NAME_MAX + 32];

	snprintf(link, sizeof(link), "internal:'%s'!A1", report->sheet);
	if (*report->sheet)
		worksheet_write_url_opt(sheet, row, COLUMN_REPORT, link, NULL, report->report->id,
					NULL);
	else
		xlsx_text(sheet, row, COLUMN_REPORT, str_of(report->report->id), NULL);
	xlsx_text(sheet, row, COLUMN_TITLE, str_of(report->report->title), NULL);
	if (report->is_findings)
		xlsx_text(sheet, row, COLUMN_SEVERITY, str_of(severity_name(report->severity)),
			  NULL);
	xlsx_text(sheet, row, COLUMN_STATUS, str_of(status_text(report->status)), NULL);
	if (report->status == STATUS_NOT_EVALUATED)
		return;
	worksheet_write_number(sheet, row, COLUMN_ROWS, (double)report->count, NULL);
	worksheet_write_number(sheet, row, COLUMN_ASIDE, (double)report->aside, NULL);
}

static void put_head(const struct xlsx_areas *areas, int area, const struct xlsx_styles *styles,
		     const char *about)
{
	lxw_worksheet *sheet = areas->sheets[area];
	int64_t findings[SEVERITY_COUNT] = { 0 };

	for (size_t i = 0; i < areas->count; i++)
		for (int s = 0; s < SEVERITY_COUNT && areas->reports[i].area == area; s++)
			findings[s] += areas->reports[i].by_severity[s];
	xlsx_text(sheet, 0, COLUMN_REPORT, str_of(areas_name(areas->areas, (size_t)area)),
		  styles->title);
	xlsx_text(sheet, 1, COLUMN_REPORT, str_of(about), NULL);
	worksheet_write_url_opt(sheet, 2, COLUMN_REPORT, "internal:'overview'!A1", NULL,
				"overview", NULL);
	put_figures(sheet, findings, styles);
	for (int i = 0; i < COLUMN_COUNT; i++) {
		lxw_col_t column = (lxw_col_t)i;

		worksheet_set_column(sheet, column, column, columns[i].width, NULL);
		xlsx_text(sheet, REPORTS_ROW, column, str_of(columns[i].name),
			  xlsx_heading(styles, columns[i].kind));
	}
	worksheet_freeze_panes(sheet, REPORTS_ROW + 1, 0);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
}

static void put_area(const struct xlsx_areas *areas, int area, const struct xlsx_styles *styles,
		     const char *about)
{
	lxw_row_t row = REPORTS_ROW + 1;

	put_head(areas, area, styles, about);
	for (size_t i = 0; i < areas->count; i++)
		if (areas->reports[i].area == area)
			put_report(areas->sheets[area], row++, &areas->reports[i]);
	worksheet_autofilter(areas->sheets[area], REPORTS_ROW, 0, row - 1, COLUMN_COUNT - 1);
}

void xlsx_areas_write(struct xlsx_areas *areas, const struct xlsx_styles *styles,
		      const char *about)
{
	if (!areas->areas)
		return;
	if (areas->count)
		qsort(areas->reports, areas->count, sizeof(*areas->reports), compare);
	for (size_t i = 0; i < areas_count(areas->areas); i++)
		if (areas->sheets[i])
			put_area(areas, (int)i, styles, about);
}

void xlsx_areas_close(struct xlsx_areas *areas)
{
	areas_close(areas->areas);
	free(areas->sheets);
	free(areas->reports);
	*areas = (struct xlsx_areas){ 0 };
}
