/* SPDX-License-Identifier: MIT
 * JSON: the documented contract, {"stocktake": 1, "tenant", "snapshot", "reports": [...]}, one row
 * per line. What is no report (sql, list, ...) is a plain array of row objects.
 */
#include <inttypes.h>

#include "importers/import.h"

#include "json.h"
#include "json_row.h"
#include "output_formats.h"
#include "report_json.h"
#include "waivers.h"

struct json_state {
	bool has_reports;
	struct json_row row;
};

static void open_document(struct page *page)
{
	if (!page->document)
		return;
	report_json_document(page->stream, page->document);
	fputs(", \"reports\": [", page->stream);
}

static void begin(struct page *page)
{
	struct json_state *state = page->state;

	json_row_begin(&state->row, "{", page->head->columns, page->column_count);
}

static void row(struct page *page, const struct cell *cells)
{
	struct json_state *state = page->state;

	fputs(page_row_number(page) > 1 ? ",\n" : "\n", page->stream);
	json_row_put(&state->row, page->stream, cells, page->column_count);
	putc('}', page->stream);
}

static void end(struct page *page)
{
	struct json_state *state = page->state;

	json_row_release(&state->row);
}

static void print_columns(FILE *out, const struct result_head *head)
{
	fputs("\"columns\": [", out);
	for (size_t i = 0; i < head->column_count; i++) {
		fputs(i ? ", {\"name\": " : "{\"name\": ", out);
		json_text(out, head->columns[i].name);
		fputs(", \"kind\": ", out);
		json_text(out, value_kind_name(head->columns[i].kind));
		putc('}', out);
	}
	putc(']', out);
}

static void head(struct page *page)
{
	struct json_state *state = page->state;
	FILE *out = page->stream;

	if (!page->document) {
		putc('[', out);
		return;
	}
	fputs(state->has_reports ? ",\n{" : "\n{", out);
	state->has_reports = true;
	report_json_id(out, page->head);
	report_json_answer(page);
	fputs(",\n", out);
	print_columns(out, page->head);
	fputs(",\n\"rows\": [", out);
}

/* Ends the list of open rows, and begins that of the others. */
static void aside(struct page *page)
{
	fputs(page->count ? "\n],\n\"set_aside\": [" : "],\n\"set_aside\": [", page->stream);
}

static void foot(struct page *page)
{
	if (page_row_number(page))
		putc('\n', page->stream);
	fputs(page->document ? "]}" : "]\n", page->stream);
}

static void close_document(struct page *page)
{
	if (!page->document)
		return;
	fputs("\n]", page->stream);
	if (page->document->waivers) {
		fputs(",\n\"waivers\": ", page->stream);
		waivers_write_json(page->document->waivers, page->stream);
	}
	fputs("}\n", page->stream);
}

const struct format format_json = {
	.name = "json",
	.summary = "one document with all reports",
	.state_size = sizeof(struct json_state),
	.open = open_document,
	.has_series = true,
	.begin = begin,
	.row = row,
	.end = end,
	.aside = aside,
	.head = head,
	.foot = foot,
	.close = close_document,
};
