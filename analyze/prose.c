/* SPDX-License-Identifier: MIT
 * Headings and sentences, and tables by the output formats that there are.
 */
#include "prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "glyph.h"
#include "markdown.h"
#include "output_formats.h"

enum { PAPER_WIDTH = 80 }; /* of plain text that goes to no terminal */

void prose_open(struct prose *prose, const struct destination *destination, bool is_markdown)
{
	prose->is_markdown = is_markdown;
	prose->out = destination->stream;
	prose->width = destination->width ? destination->width : PAPER_WIDTH;
	page_open(&prose->page, is_markdown ? &format_markdown : &format_table, destination, NULL,
		  false);
}

int prose_close(struct prose *prose, struct error *err)
{
	return page_close(&prose->page, err);
}

/* --- Text ---------------------------------------------------------------------------------- */

static void put_line(int count, char mark, FILE *out)
{
	for (int i = 0; i < count; i++)
		putc(mark, out);
	putc('\n', out);
}

void prose_heading(struct prose *prose, int level, const char *text)
{
	int width;

	if (level > 1)
		putc('\n', prose->out);
	if (prose->is_markdown) {
		fputs(level > 1 ? "## " : "# ", prose->out);
		markdown_text(prose->out, str_of(text));
		fputs("\n\n", prose->out);
		return;
	}
	if (prose->page.has_colour)
		fputs("\033[1m", prose->out);
	width = glyph_print(prose->out, str_of(text), -1);
	fputs(prose->page.has_colour ? "\033[0m\n" : "\n", prose->out);
	put_line(width, level > 1 ? '-' : '=', prose->out);
	putc('\n', prose->out);
}

/* Breaks between words; a word that is wider than the line stands alone. */
static void put_wrapped(const struct prose *prose, int indent, const char *text)
{
	int column = indent;

	while (*text) {
		struct str word = { text, strcspn(text, " ") };
		int width = glyph_width(word);

		if (column > indent && column + 1 + width > prose->width) {
			fprintf(prose->out, "\n%*s", indent, "");
			column = indent;
		}
		if (column > indent) {
			putc(' ', prose->out);
			column++;
		}
		column += glyph_print(prose->out, word, -1);
		text += word.length + strspn(text + word.length, " ");
	}
	putc('\n', prose->out);
}

void prose_say(struct prose *prose, bool is_item, const char *text)
{
	if (is_item)
		fputs("- ", prose->out);
	if (!prose->is_markdown) {
		put_wrapped(prose, is_item ? 2 : 0, text);
		return;
	}
	markdown_text(prose->out, str_of(text));
	putc('\n', prose->out);
}

/* --- Tables -------------------------------------------------------------------------------- */

void prose_table_begin(struct prose *prose, const struct result_head *head)
{
	putc('\n', prose->out);
	page_begin(&prose->page, head);
}

void prose_table_end(struct prose *prose)
{
	page_end(&prose->page);
}

struct selection {
	struct prose *prose;
	const struct result_head *head;
	struct cell *cells;
	int64_t count;
};

static int on_begin(void *context, const struct result_head *head, struct error *err)
{
	struct selection *selection = context;

	(void)err;
	selection->head = head;
	selection->cells = memory_alloc((head->column_count + 1) * sizeof(*selection->cells));
	return 0;
}

/* The table begins with its first row, so that there is none without rows. */
static int on_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct selection *selection = context;
	const struct result_head *head = selection->head;

	(void)err;
	if (selection->count++ == 0)
		prose_table_begin(selection->prose, head);
	for (size_t i = 0; i < head->column_count; i++)
		cell_read(&selection->cells[i], row, (int)i, head->columns[i].kind);
	page_row(&selection->prose->page, selection->cells);
	return 0;
}

static int on_end(void *context, struct error *err)
{
	struct selection *selection = context;

	(void)err;
	if (selection->count)
		prose_table_end(selection->prose);
	return 0;
}

int prose_select(struct prose *prose, struct store *store, const char *sql, int64_t *count,
		 struct error *err)
{
	struct selection selection = { .prose = prose };
	const struct result_sink sink = { on_begin, on_row, on_end, &selection };
	int result = sql_run(store, sql, &sink, err);

	free(selection.cells);
	*count = selection.count;
	return result;
}
