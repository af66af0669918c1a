/* SPDX-License-Identifier: MIT
 * CSV: a header line, then one line per row; lines end in LF, quotes as in RFC 4180. One file holds
 * one table. What a table cannot say (not evaluated, partial) goes to standard error.
 */
#include "csv.h"
#include "output_formats.h"

static void begin(struct page *page)
{
	const struct result_head *head = page->head;
	char at[TIMESTAMP_SIZE] = "";
	bool is_series = page_snapshot(page, at);

	if (head->column_count == 0)
		return; /* it failed, and that is said elsewhere */
	if (head->status != STATUS_COMPLETE)
		fprintf(stderr, "stocktake: %s%s%s: %s: %s\n",
			head->report ? head->report->id : "sql", is_series ? " at " : "", at,
			status_text(head->status), head->reason);
	if (page->results > 1)
		return; /* of a series, and under the same header */
	if (is_series)
		fputs("snapshot_at,", page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		if (i)
			putc(',', page->stream);
		csv_text(page->stream, str_of(head->columns[i].name), page->verbatim);
	}
	putc('\n', page->stream);
}

static void row(struct page *page, const struct cell *cells)
{
	char at[TIMESTAMP_SIZE];

	if (page_snapshot(page, at))
		fprintf(page->stream, "%s,", at);
	for (size_t i = 0; i < page->column_count; i++) {
		if (i)
			putc(',', page->stream);
		if (cells[i].type == CELL_TEXT)
			csv_text(page->stream, cells[i].text, page->verbatim);
		else
			csv_plain(page->stream, cells[i].text);
	}
	putc('\n', page->stream);
}

const struct format format_csv = {
	.name = "csv",
	.summary = "one table; text that Excel would calculate gets a leading ' (--verbatim: not)",
	.is_single = true,
	.is_flat = true,
	.has_series = true,
	.begin = begin,
	.row = row,
};
