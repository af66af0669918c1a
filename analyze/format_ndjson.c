/* SPDX-License-Identifier: MIT
 * NDJSON: one object per line. A row of a report carries the report's id as "report"; after the
 * rows comes one object that tells how the report was answered, known by its list "missing".
 */
#include "json.h"
#include "output_formats.h"
#include "report_json.h"

static void row(struct page *page, const struct cell *cells)
{
	const struct result_head *head = page->head;
	const char *before = "{";
	char at[TIMESTAMP_SIZE];

	if (head->report) {
		fputs("{\"report\": ", page->stream);
		json_text(page->stream, head->report->id);
		before = ", ";
	}
	if (page_snapshot(page, at))
		fprintf(page->stream, "%s\"snapshot_at\": \"%s\"", before, at);
	for (size_t i = 0; i < page->column_count; i++) {
		json_field(page->stream, before, head->columns[i].name, &cells[i]);
		before = ", ";
	}
	fputs("}\n", page->stream);
}

static void end(struct page *page)
{
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
	.row = row,
	.end = end,
};
