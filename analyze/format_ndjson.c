/* SPDX-License-Identifier: MIT
 * NDJSON: one object per line. A row of a report carries the report's id as "report"; after the
 * rows comes one object that tells how the report was answered, known by its list "missing".
 */
#include "json.h"
#include "json_row.h"
#include "output_formats.h"
#include "report_json.h"

static void begin(struct page *page)
{
	json_row_begin(page->state, page->head->report ? ", " : "{", page->head->columns,
		       page->column_count);
}

static void row(struct page *page, const struct cell *cells)
{
	const struct report *report = page->head->report;
	char at[TIMESTAMP_SIZE];

	if (report) {
		fputs("{\"report\": ", page->stream);
		json_text(page->stream, report->id);
	}
	if (page_snapshot(page, at))
		fprintf(page->stream, ", \"snapshot_at\": \"%s\"", at);
	json_row_put(page->state, page->stream, cells, page->column_count);
	fputs("}\n", page->stream);
}

static void end(struct page *page)
{
	json_row_release(page->state);
	if (!page->head->report)
		return;
	fputs("{\"report\": ", page->stream);
	json_text(page->stream, page->head->report->id);
	fputs(", \"title\": ", page->stream);
	json_text(page->stream, page->head->report->title);
	report_json_answer(page);
	fputs("}\n", page->stream);
}

const struct format format_ndjson = {
	.name = "ndjson",
	.summary = "one row per line, then one line on how the report was answered",
	.is_flat = true,
	.has_series = true,
	.state_size = sizeof(struct json_row),
	.begin = begin,
	.row = row,
	.end = end,
};
