/* SPDX-License-Identifier: MIT
 * Counts while the reports pass, and writes at the end. The charts draw what the cells say, so that they
 * follow when somebody edits these.
 */
#include "xlsx_overview.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { NUMBERS_ROW = 4, CHART_COLUMN = 8, LINES_OF_CHART = 18 };

static const char sheet_name[] = "overview";

static const uint32_t colours[SEVERITY_COUNT] = {
	[SEVERITY_INFO] = 0x8A8F98, [SEVERITY_LOW] = 0x3B7DD8,      [SEVERITY_MEDIUM] = 0xE8A33D,
	[SEVERITY_HIGH] = 0xD1462F, [SEVERITY_CRITICAL] = 0x7A1020,
};

void xlsx_overview_open(struct xlsx_overview *overview, lxw_workbook *workbook)
{
	*overview = (struct xlsx_overview){
		.sheet = workbook_add_worksheet(workbook, sheet_name),
	};
}

static struct xlsx_area *find_area(struct xlsx_overview *overview, const struct xlsx_area *area)
{
	for (size_t i = 0; i < overview->count; i++)
		if (strcmp(overview->areas[i].name, area->name) == 0)
			return &overview->areas[i];
	overview->areas = memory_reserve(overview->areas, overview->count, &overview->capacity,
					 sizeof(*overview->areas));
	overview->areas[overview->count] = *area;
	return &overview->areas[overview->count++];
}

void xlsx_overview_add(struct xlsx_overview *overview, const struct page *page,
		       const struct xlsx_area *area)
{
	const struct result_head *head = page->head;
	struct xlsx_area *sum;

	overview->reports[head->status]++;
	if (!head_is_findings(head) || head->status == STATUS_NOT_EVALUATED || !page->count ||
	    !area->name)
		return;
	sum = find_area(overview, area);
	for (int s = 0; s < SEVERITY_COUNT; s++)
		sum->findings[s] += page->by_severity[s];
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* Critical stands first. */
static lxw_col_t column_of(int severity)
{
	return (lxw_col_t)(SEVERITY_COUNT - severity);
}

static void put_area(lxw_worksheet *sheet, lxw_row_t row, const struct xlsx_area *area,
		     lxw_format *style)
{
	int64_t all = 0;
	char link[64];

	snprintf(link, sizeof(link), "internal:'%s'!A1", area->sheet ? area->sheet : "");
	if (area->sheet)
		worksheet_write_url_opt(sheet, row, 0, link, NULL, area->name, NULL);
	else
		xlsx_text(sheet, row, 0, str_of(area->name), style);
	for (int s = 0; s < SEVERITY_COUNT; s++) {
		worksheet_write_number(sheet, row, column_of(s), (double)area->findings[s], style);
		all += area->findings[s];
	}
	worksheet_write_number(sheet, row, SEVERITY_COUNT + 1, (double)all, style);
}

static void put_heading(lxw_worksheet *sheet, const struct xlsx_styles *styles)
{
	xlsx_text(sheet, NUMBERS_ROW, 0, STR("area"), styles->heading);
	for (int s = SEVERITY_CRITICAL; s >= 0; s--)
		xlsx_text(sheet, NUMBERS_ROW, column_of(s),
			  str_of(severity_name((enum severity)s)), styles->number_heading);
	xlsx_text(sheet, NUMBERS_ROW, SEVERITY_COUNT + 1, STR("findings"), styles->number_heading);
}

/* The areas from NUMBERS_ROW + 1, and all of them in the row after. */
static void put_numbers(const struct xlsx_overview *overview, const struct xlsx_styles *styles)
{
	struct xlsx_area all = { .name = "all" };
	lxw_row_t row = NUMBERS_ROW + 1;

	put_heading(overview->sheet, styles);
	for (size_t i = 0; i < overview->count; i++) {
		put_area(overview->sheet, row++, &overview->areas[i], NULL);
		for (int s = 0; s < SEVERITY_COUNT; s++)
			all.findings[s] += overview->areas[i].findings[s];
	}
	put_area(overview->sheet, row, &all, styles->title);
}

static void put_about(const struct xlsx_overview *overview, const struct xlsx_styles *styles,
		      const char *about)
{
	const int64_t *reports = overview->reports;
	char text[160];

	xlsx_text(overview->sheet, 0, 0, str_of(about), styles->title);
	snprintf(text, sizeof(text),
		 "%" PRId64 " reports: %" PRId64 " complete, %" PRId64 " partial, %" PRId64
		 " not evaluated. What was not evaluated is not known, which is no all-clear.",
		 reports[STATUS_COMPLETE] + reports[STATUS_PARTIAL] +
			 reports[STATUS_NOT_EVALUATED],
		 reports[STATUS_COMPLETE], reports[STATUS_PARTIAL], reports[STATUS_NOT_EVALUATED]);
	xlsx_text(overview->sheet, 1, 0, str_of(text), NULL);
	xlsx_text(overview->sheet, 2, 0,
		  STR("Findings that are set aside do not count. The sheet summary lists every report."),
		  NULL);
}

/* --- Charts --------------------------------------------------------------------------------- */

static void fill(lxw_chart_series *series, uint32_t colour)
{
	lxw_chart_fill style = { .color = colour };

	chart_series_set_fill(series, &style);
}

static void insert(const struct xlsx_overview *overview, lxw_chart *chart, const char *title,
		   lxw_row_t row, double height)
{
	char description[64]; /* for who cannot see it */
	lxw_chart_options options = {
		.y_scale = height, .x_scale = 1.2, .description = description,
	};

	snprintf(description, sizeof(description), "%s", title);
	chart_title_set_name(chart, title);
	worksheet_insert_chart_opt(overview->sheet, row, CHART_COLUMN, chart, &options);
}

/* One bar for each severity, in its colour. */
static void chart_severities(const struct xlsx_overview *overview, lxw_workbook *workbook)
{
	lxw_chart *chart = workbook_add_chart(workbook, LXW_CHART_COLUMN);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	lxw_row_t row = NUMBERS_ROW + 1 + (lxw_row_t)overview->count;
	lxw_chart_fill fills[SEVERITY_COUNT];
	lxw_chart_point points[SEVERITY_COUNT];
	lxw_chart_point *list[SEVERITY_COUNT + 1] = { NULL };

	chart_series_set_categories(series, sheet_name, NUMBERS_ROW, 1, NUMBERS_ROW,
				    SEVERITY_COUNT);
	chart_series_set_values(series, sheet_name, row, 1, row, SEVERITY_COUNT);
	chart_series_set_labels(series);
	for (int i = 0; i < SEVERITY_COUNT; i++) {
		fills[i] = (lxw_chart_fill){ .color = colours[SEVERITY_CRITICAL - i] };
		points[i] = (lxw_chart_point){ .fill = &fills[i] };
		list[i] = &points[i];
	}
	chart_series_set_points(series, list);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	insert(overview, chart, "Open findings by severity", 0, 1);
}

/* One bar for each area, made up of its severities. */
static void chart_areas(const struct xlsx_overview *overview, lxw_workbook *workbook)
{
	lxw_chart *chart = workbook_add_chart(workbook, LXW_CHART_BAR_STACKED);
	lxw_row_t first = NUMBERS_ROW + 1, last = NUMBERS_ROW + (lxw_row_t)overview->count;

	for (int s = SEVERITY_CRITICAL; s >= 0; s--) {
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

		chart_series_set_name_range(series, sheet_name, NUMBERS_ROW, column_of(s));
		chart_series_set_categories(series, sheet_name, first, 0, last, 0);
		chart_series_set_values(series, sheet_name, first, column_of(s), last,
					column_of(s));
		fill(series, colours[s]);
	}
	chart_axis_set_reverse(chart->y_axis); /* the first area on top */
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	insert(overview, chart, "Open findings by area", LINES_OF_CHART,
	       1 + (double)overview->count / 20);
}

void xlsx_overview_close(struct xlsx_overview *overview, lxw_workbook *workbook,
			 const struct xlsx_styles *styles, const char *about)
{
	if (overview->sheet) {
		worksheet_set_landscape(overview->sheet);
		worksheet_fit_to_pages(overview->sheet, 1, 1);
		worksheet_set_column(overview->sheet, 0, 0, 20, NULL);
		worksheet_set_column(overview->sheet, 1, SEVERITY_COUNT + 1, 10, NULL);
		put_about(overview, styles, about);
		put_numbers(overview, styles);
		if (overview->count) {
			chart_severities(overview, workbook);
			chart_areas(overview, workbook);
		}
	}
	free(overview->areas);
	*overview = (struct xlsx_overview){ 0 };
}
