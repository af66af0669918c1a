/* SPDX-License-Identifier: MIT
 * A workbook: an overview with charts, a summary, a sheet for each area, then one for each report that has rows. It is
 * written to a temporary file row by row, and copied to where it belongs when it is whole.
 */

#include "base/platform.h"

#include "areas.h"
#include "output_formats.h"
#include "xlsx_area.h"
#include "xlsx_cell.h"
#include "xlsx_overview.h"

enum {
	SUMMARY_HEADING = 2,  /* row; above it stands what the workbook is about */
};

enum summary_column {
	SUMMARY_REPORT,
	SUMMARY_TITLE,
	SUMMARY_GROUP,
	SUMMARY_SEVERITY,
	SUMMARY_STATUS,
	SUMMARY_ROWS,
	SUMMARY_ASIDE,
	SUMMARY_REASON,
	SUMMARY_COLUMNS
};

static const struct {
	const char *name;
	double width;
	enum value_kind kind;
} summary_columns[SUMMARY_COLUMNS] = {
	[SUMMARY_REPORT] = { "report", 36, RESULT_TEXT },
	[SUMMARY_TITLE] = { "title", 64, RESULT_TEXT },
	[SUMMARY_GROUP] = { "group", 16, RESULT_TEXT },
	[SUMMARY_SEVERITY] = { "severity", 10, RESULT_TEXT },
	[SUMMARY_STATUS] = { "status", 14, RESULT_TEXT },
	[SUMMARY_ROWS] = { "rows", 8, RESULT_INTEGER },
	[SUMMARY_ASIDE] = { "set_aside", 10, RESULT_INTEGER },
	[SUMMARY_REASON] = { "reason", 60, RESULT_TEXT },
};

struct xlsx_state {
	FILE *file; /* the temporary one */
	lxw_workbook *workbook;
	struct xlsx_overview overview;
	struct xlsx_areas areas;
	char about[512];        /* which tenant, and when */
	lxw_worksheet *summary; /* NULL: a list that is no report */
	lxw_worksheet *sheet;   /* of the current report, once it has a row */
	struct xlsx_styles styles;
	lxw_row_t row, summary_row; /* next to be written */
	char name[XLSX_NAME_MAX + 1];
};

/* --- The workbook ------------------------------------------------------------------------- */

/* The time of the snapshot, so that the same facts give the same file. */
static void set_properties(struct xlsx_state *state, const struct document *document)
{
	char title[] = "Stocktake";
	lxw_doc_properties properties = { .title = title };

	properties.created = document && document->has_snapshot ? (time_t)document->at
								: SECONDS_PER_DAY;
	workbook_set_properties(state->workbook, &properties);
}

static void make_styles(struct xlsx_state *state)
{
	struct xlsx_styles *styles = &state->styles;

	styles->title = workbook_add_format(state->workbook);
	styles->heading = workbook_add_format(state->workbook);
	styles->number_heading = workbook_add_format(state->workbook);
	styles->time = workbook_add_format(state->workbook);
	styles->text = workbook_add_format(state->workbook);
	format_set_bold(styles->title);
	format_set_bold(styles->heading);
	format_set_bottom(styles->heading, LXW_BORDER_THIN);
	format_set_bold(styles->number_heading);
	format_set_bottom(styles->number_heading, LXW_BORDER_THIN);
	format_set_align(styles->number_heading, LXW_ALIGN_RIGHT);
	format_set_num_format(styles->time, "yyyy-mm-dd hh:mm:ss");
	format_set_num_format(styles->text, "@");
}

static void begin_summary(struct xlsx_state *state, const struct document *document)
{
	char at[TIMESTAMP_SIZE] = "none";

	if (document->has_snapshot)
		timestamp_format(document->at, at);
	snprintf(state->about, sizeof(state->about), "Tenant %s%s%s, snapshot %s",
		 document->tenant_name ? document->tenant_name : "",
		 document->tenant_name ? ", " : "",
		 document->tenant ? document->tenant : "not told by the files", at);
	state->summary = workbook_add_worksheet(state->workbook, "summary");
	xlsx_text(state->summary, 0, 0, str_of(state->about), state->styles.title);
	for (int i = 0; i < SUMMARY_COLUMNS; i++) {
		lxw_col_t column = (lxw_col_t)i;

		worksheet_set_column(state->summary, column, column, summary_columns[i].width,
				     NULL);
		xlsx_text(state->summary, SUMMARY_HEADING, column, str_of(summary_columns[i].name),
			  xlsx_heading(&state->styles, summary_columns[i].kind));
	}
	worksheet_freeze_panes(state->summary, SUMMARY_HEADING + 1, 0);
	worksheet_set_landscape(state->summary);
	worksheet_fit_to_pages(state->summary, 1, 0); /* as many down as it takes */
	state->summary_row = SUMMARY_HEADING + 1;
}

static void open_document(struct page *page)
{
	struct xlsx_state *state = page->state;
	char path[64];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE };

	state->file = platform_temporary(path, &page->problem);
	if (!state->file)
		return;
	state->workbook = workbook_new_opt(path, &options);
	if (!state->workbook) {
		error_set(&page->problem, "cannot begin a workbook");
		return;
	}
	set_properties(state, page->document);
	make_styles(state);
	if (page->document) {
		xlsx_overview_open(&state->overview, state->workbook);
		begin_summary(state, page->document);
		xlsx_areas_open(&state->areas, state->workbook, page->document);
	}
}

/* --- One sheet ---------------------------------------------------------------------------- */

/* A report's id, cut to what a sheet's name may be and told apart from the others. */
static void name_sheet(struct xlsx_state *state, const struct result_head *head)
{
	const char *id = head->report ? head->report->id : "list";

	snprintf(state->name, sizeof(state->name), "%.*s", XLSX_NAME_MAX, id);
	for (int i = 2; workbook_get_worksheet_by_name(state->workbook, state->name); i++)
		snprintf(state->name, sizeof(state->name), "%.*s~%d", XLSX_NAME_MAX - 4, id, i);
}

static void begin_sheet(struct page *page)
{
	struct xlsx_state *state = page->state;

	name_sheet(state, page->head);
	state->sheet = workbook_add_worksheet(state->workbook, state->name);
	for (size_t i = 0; i < page->column_count; i++) {
		const struct result_column *column = &page->head->columns[i];

		worksheet_set_column(state->sheet, (lxw_col_t)i, (lxw_col_t)i,
				     xlsx_column_width(column), NULL);
		xlsx_text(state->sheet, 0, (lxw_col_t)i, str_of(column->name),
			  xlsx_heading(&state->styles, column->kind));
	}
	worksheet_freeze_panes(state->sheet, 1, 0);
	worksheet_repeat_rows(state->sheet, 0, 0);
	worksheet_set_landscape(state->sheet);
	worksheet_fit_to_pages(state->sheet, 2, 0); /* with one, wide reports were too small to read */
	state->row = 1;
}

static void begin(struct page *page)
{
	struct xlsx_state *state = page->state;

	state->sheet = NULL;
}

static void row(struct page *page, const struct cell *cells)
{
	struct xlsx_state *state = page->state;

	if (!state->workbook)
		return;
	if (!state->sheet)
		begin_sheet(page);
	for (size_t i = 0; i < page->column_count; i++)
		xlsx_cell(state->sheet, state->row, (lxw_col_t)i, &cells[i], &state->styles);
	state->row++;
}

static void put_number(struct xlsx_state *state, enum summary_column column, int64_t number)
{
	worksheet_write_number(state->summary, state->summary_row, (lxw_col_t)column,
			       (double)number, NULL);
}

static void put_text(struct xlsx_state *state, enum summary_column column, const char *text)
{
	xlsx_text(state->summary, state->summary_row, (lxw_col_t)column, str_of(text), NULL);
}

static void put_summary(struct page *page)
{
	struct xlsx_state *state = page->state;
	const struct result_head *head = page->head;
	char link[XLSX_NAME_MAX + 32];

	snprintf(link, sizeof(link), "internal:'%s'!A1", state->name);
	if (state->sheet)
		worksheet_write_url_opt(state->summary, state->summary_row, SUMMARY_REPORT, link,
					NULL, head->report->id, NULL);
	else
		put_text(state, SUMMARY_REPORT, head->report->id);
	put_text(state, SUMMARY_TITLE, head->report->title);
	put_text(state, SUMMARY_GROUP, head->report->group);
	put_text(state, SUMMARY_SEVERITY, severity_name(head->report->severity));
	put_text(state, SUMMARY_STATUS, status_text(head->status));
	put_text(state, SUMMARY_REASON, head->reason);
	if (head->status != STATUS_NOT_EVALUATED) {
		put_number(state, SUMMARY_ROWS, page->count);
		put_number(state, SUMMARY_ASIDE, page->aside);
	}
	state->summary_row++;
}

static void count_report(struct page *page)
{
	struct xlsx_state *state = page->state;
	int index = xlsx_areas_add(&state->areas, page, state->sheet ? state->name : NULL);
	const struct xlsx_area area = {
		.name = index < 0 ? NULL : areas_name(state->areas.areas, (size_t)index),
		.sheet = xlsx_areas_sheet(&state->areas, index),
	};

	xlsx_overview_add(&state->overview, page, &area);
}

/* Rows of a report that failed half-way cannot be taken back, so they are called what they are. */
static void end(struct page *page)
{
	struct xlsx_state *state = page->state;

	if (!state->workbook)
		return;
	if (!state->sheet && !page->head->report && page->column_count)
		begin_sheet(page); /* an empty list has its columns all the same */
	if (state->sheet && page->head->status == STATUS_NOT_EVALUATED)
		xlsx_text(state->sheet, state->row, 0,
			  STR("The report failed here; the rows above say nothing."),
			  state->styles.title);
	else if (state->sheet && page->column_count)
		worksheet_autofilter(state->sheet, 0, 0, state->row - 1,
				     (lxw_col_t)(page->column_count - 1));
	if (page->head->report && state->summary) {
		put_summary(page);
		count_report(page);
	}
	state->sheet = NULL;
}

/* --- The end ------------------------------------------------------------------------------ */

static void copy(FILE *from, FILE *to)
{
	char block[1 << 16];
	size_t length;

	rewind(from);
	while ((length = fread(block, 1, sizeof(block), from)) > 0)
		fwrite(block, 1, length, to);
}

static void close_document(struct page *page)
{
	struct xlsx_state *state = page->state;
	lxw_error code;

	if (state->workbook) {
		if (state->summary)
			worksheet_autofilter(state->summary, SUMMARY_HEADING, 0,
					     state->summary_row - 1, SUMMARY_COLUMNS - 1);
		xlsx_areas_write(&state->areas, &state->styles, state->about);
		xlsx_overview_close(&state->overview, state->workbook, &state->styles,
				    state->about);
		code = workbook_close(state->workbook);
		if (code != LXW_NO_ERROR)
			error_set(&page->problem, "cannot write the workbook: %s",
				  lxw_strerror(code));
		else
			copy(state->file, page->stream);
	}
	xlsx_areas_close(&state->areas);
	if (state->file)
		fclose(state->file);
}

const struct format format_xlsx = {
	.name = "xlsx",
	.summary = "a workbook: charts, a summary, and a sheet for each area and each report that has rows",
	.is_flat = true,
	.is_binary = true,
	.state_size = sizeof(struct xlsx_state),
	.open = open_document,
	.begin = begin,
	.row = row,
	.end = end,
	.close = close_document,
};
