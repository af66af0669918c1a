/* SPDX-License-Identifier: MIT
 * Markdown: a heading, a line on the answer and a table (GitHub's dialect) for each report.
 */
#include <ctype.h>
#include <string.h>

#include "glyph.h"
#include "markdown.h"
#include "output_formats.h"

/* An underscore inside a word is no emphasis, and names read better without a backslash. */
static bool is_special(char byte, char before)
{
	if (byte == '_')
		return !isalnum((unsigned char)before);
	return byte && strchr("\\`*[]|~", byte);
}

static void put_byte(FILE *out, char byte, char before)
{
	static const char *const entities[] = { ['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;" };
	size_t index = (unsigned char)byte;

	if (index < sizeof(entities) / sizeof(entities[0]) && entities[index]) {
		fputs(entities[index], out);
		return;
	}
	if (is_special(byte, before))
		putc('\\', out);
	putc(byte, out);
}

void markdown_text(FILE *out, struct str text)
{
	struct glyph glyph;
	char before = ' ';

	while (glyph_next(&text, &glyph)) {
		if (str_equal(glyph.text, STR("\\n"))) {
			fputs("<br>", out);
			continue;
		}
		for (size_t i = 0; i < glyph.text.length; i++) {
			put_byte(out, glyph.text.data[i], before);
			before = glyph.text.data[i];
		}
	}
}

static void begin(struct page *page)
{
	const struct result_head *head = page->head;

	if (head->status == STATUS_NOT_EVALUATED)
		return;
	putc('|', page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		putc(' ', page->stream);
		markdown_text(page->stream, str_of(head->columns[i].name));
		fputs(" |", page->stream);
	}
	fputs("\n|", page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		enum value_kind kind = head->columns[i].kind;

		fputs(kind == RESULT_INTEGER || kind == RESULT_REAL ? " --: |" : " --- |",
		      page->stream);
	}
	putc('\n', page->stream);
}

static void row(struct page *page, const struct cell *cells)
{
	putc('|', page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		putc(' ', page->stream);
		markdown_text(page->stream, cells[i].text);
		fputs(" |", page->stream);
	}
	putc('\n', page->stream);
}

static void aside(struct page *page)
{
	fputs("\nSet aside:\n\n", page->stream);
}

static void head(struct page *page)
{
	const struct result_head *result = page->head;
	char count[COUNT_SIZE], at[TIMESTAMP_SIZE];

	if (!result->report)
		return;
	fputs("## ", page->stream);
	markdown_text(page->stream, str_of(result->report->title));
	if (page_snapshot(page, at))
		fprintf(page->stream, " at %s", at);
	fprintf(page->stream, "\n\n`%s`: %s, **%s**", result->report->id,
		severity_name(result->report->severity), status_text(result->status));
	if (result->status != STATUS_COMPLETE) {
		fputs(": ", page->stream);
		markdown_text(page->stream, str_of(result->reason));
	}
	count_text(page, count);
	if (result->status != STATUS_NOT_EVALUATED)
		fprintf(page->stream, "%s %s", result->status == STATUS_COMPLETE ? "," : ";",
			count);
	fputs("\n\n", page->stream);
}

static void foot(struct page *page)
{
	if (page->head->report && page->head->status != STATUS_NOT_EVALUATED)
		putc('\n', page->stream);
}

const struct format format_markdown = {
	.name = "markdown",
	.summary = "a heading and a table for each report",
	.has_series = true,
	.begin = begin,
	.row = row,
	.aside = aside,
	.head = head,
	.foot = foot,
};
