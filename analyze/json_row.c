/* SPDX-License-Identifier: MIT
 * Cells go into a line, and the line to the stream when it is full or the row ends. A text that needs an
 * escape, or is long, goes to the stream by itself.
 */
#include "json_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

#include "json.h"

enum { LINE_SIZE = 4096 };

struct line {
	FILE *out;
	size_t used;
	char text[LINE_SIZE];
};

void json_row_begin(struct json_row *row, const char *before, const struct result_column *columns,
		    size_t count)
{
	size_t length = 0, start = 0;
	FILE *out;

	json_row_release(row);
	row->names = memory_alloc((count + 1) * sizeof(*row->names));
	out = open_memstream(&row->text, &length);
	if (!out)
		BUG("no memory for a stream");
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : before, out);
		json_text(out, columns[i].name);
		fputs(": ", out);
		fflush(out); /* sets the length */
		row->names[i].length = length - start;
		start = length;
	}
	fclose(out);
	for (size_t i = 0, at = 0; i < count; at += row->names[i++].length)
		row->names[i].data = row->text + at;
}

static void flush(struct line *line)
{
	fwrite(line->text, 1, line->used, line->out);
	line->used = 0;
}

static void add(struct line *line, struct str piece)
{
	if (piece.length > LINE_SIZE - line->used)
		flush(line);
	if (piece.length > LINE_SIZE) {
		fwrite(piece.data, 1, piece.length, line->out);
		return;
	}
	memcpy(line->text + line->used, piece.data, piece.length);
	line->used += piece.length;
}

static void add_quoted(struct line *line, struct str text)
{
	const char *end = NULL;

	if (text.length + JSON_QUOTES > LINE_SIZE - line->used)
		flush(line);
	if (text.length + JSON_QUOTES <= LINE_SIZE)
		end = json_quote_plain(line->text + line->used, text);
	if (end) {
		line->used = (size_t)(end - line->text);
		return;
	}
	flush(line);
	json_str(line->out, text);
}

void json_row_put(const struct json_row *row, FILE *out, const struct cell *cells, size_t count)
{
	struct line line;

	line.out = out; /* and the text is not zeroed */
	line.used = 0;
	for (size_t i = 0; i < count; i++) {
		const struct str *bare = json_bare(&cells[i]);

		add(&line, row->names[i]);
		if (bare)
			add(&line, *bare);
		else
			add_quoted(&line, cells[i].text);
	}
	flush(&line);
}

void json_row_release(struct json_row *row)
{
	free(row->text);
	free(row->names);
	*row = (struct json_row){ 0 };
}
