/* SPDX-License-Identifier: MIT
 * One CSV record by libcsv in strict mode. libcsv is fed one physical line at a time, so that the
 * place of each record is known, and so that reading can go back to the line after a bad record's
 * first one: a lost quote takes everything up to the next quote with it.
 */
#include "csv_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

enum { CELL_BLOCK = 64 * 1024 };

static int never(unsigned char c)
{
	(void)c;
	return 0;
}

static void on_cell(void *data, size_t length, void *context)
{
	struct csv_reader *reader = context;

	if (reader->cell_count++ >= reader->cell_limit)
		return;
	reader->cells[reader->cell_count - 1].length = length;
	memcpy(reader->text + reader->text_length, data, length);
	reader->text_length += length;
	reader->text[reader->text_length++] = '\0';
}

static void on_row(int terminator, void *context)
{
	struct csv_reader *reader = context;

	(void)terminator;
	reader->row_ended = true;
}

static void reset_parser(struct csv_reader *reader)
{
	csv_set_opts(&reader->parser, 0);
	csv_fini(&reader->parser, NULL, NULL, NULL);
	csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
}

static void check_parser(struct csv_reader *reader)
{
	if (csv_error(&reader->parser) != CSV_EPARSE)
		BUG("libcsv: %s", csv_strerror(csv_error(&reader->parser)));
}

/* A quote in the middle of an unquoted cell, as in `12" monitor`, is a character like others; the
 * number of cells tells if it was meant so. Any other text at the wrong place is an error. */
static int feed(struct csv_reader *reader, char *line, size_t length)
{
	struct csv_parser *parser = &reader->parser;
	size_t used;

	while ((used = csv_parse(parser, line, length, on_cell, on_row, reader)) < length) {
		check_parser(reader);
		if (line[used] != '"')
			return -1;
		csv_set_opts(parser, 0);
		csv_parse(parser, line + used, 1, on_cell, on_row, reader);
		csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
		line += used + 1;
		length -= used + 1;
	}
	return 0;
}

/* Index of the first line feed at or after window.at; window.end when there is none yet. */
static size_t find_line_feed(struct csv_reader *reader)
{
	const struct window *window = &reader->window;
	int64_t at = window_offset(window, window->at), end = window_offset(window, window->end);
	const char *hit;

	if (at < reader->lf_from || at > reader->next_lf)
		reader->lf_from = reader->next_lf = at;
	if (reader->next_lf < end && window->data[reader->next_lf - window->base] != '\n') {
		size_t from = (size_t)(reader->next_lf - window->base);

		hit = memchr(window->data + from, '\n', window->end - from);
		reader->next_lf = hit ? window_offset(window, (size_t)(hit - window->data)) : end;
	}
	return (size_t)(reader->next_lf - window->base);
}

/* Length of the line at window.at with its end, CR LF, LF or CR; 0 when its end is not seen yet. */
static size_t line_length(struct csv_reader *reader)
{
	const struct window *window = &reader->window;
	const char *line = window->data + window->at;
	size_t lf = find_line_feed(reader);
	const char *cr = memchr(line, '\r', lf - window->at);

	if (cr && (size_t)(cr + 1 - window->data) < lf)
		return (size_t)(cr + 1 - line);
	if (cr && lf == window->end)
		return 0; /* a line feed may follow */
	return lf < window->end ? lf + 1 - window->at : 0;
}

static void replace_nuls(struct csv_reader *reader, char *line, size_t length)
{
	char *nul;

	while (length > 0 && (nul = memchr(line, '\0', length))) {
		*nul = ' ';
		reader->had_nul = true;
		length -= (size_t)(nul - line);
		line = nul;
	}
}

static void reserve_text(struct csv_reader *reader, size_t size)
{
	if (size <= reader->text_size)
		return;
	while (reader->text_size < size)
		reader->text_size = reader->text_size ? 2 * reader->text_size : CELL_BLOCK;
	reader->text = memory_resize(reader->text, reader->text_size);
}

static enum attempt bad(struct csv_reader *reader, const char *reason)
{
	snprintf(reader->reason, sizeof(reader->reason), "%s", reason);
	return ATTEMPT_BAD;
}

static void begin_record(struct csv_reader *reader)
{
	reader->window.mark = reader->window.at;
	reader->first_line = reader->line;
	reader->first_length = 0;
	reader->row_ended = reader->had_nul = false;
	reader->text_length = reader->cell_count = 0;
	reset_parser(reader);
}

/* The end of the text lies inside a record, or right behind one that has no line end. */
static enum attempt end_record(struct csv_reader *reader)
{
	if (csv_fini(&reader->parser, on_cell, on_row, reader) != 0) {
		reader->cut_off = true;
		return bad(reader, "quote never closed");
	}
	return reader->row_ended ? ATTEMPT_RECORD : ATTEMPT_END;
}

/* A line of the record, taken over by libcsv. ATTEMPT_END: the record goes on. */
static enum attempt take_line(struct csv_reader *reader, size_t length)
{
	struct window *window = &reader->window;
	char *line = window->data + window->at;
	bool is_first = window->at == window->mark;

	replace_nuls(reader, line, length);
	window->at += length;
	reader->line++;
	if (is_first)
		reader->first_length = length;
	/* a cell takes its own bytes and a NUL for its delimiter; the last may have none */
	reserve_text(reader, window->at - window->mark + 1);
	if (feed(reader, line, length) < 0)
		return bad(reader, "text after a closing quote");
	if (reader->row_ended)
		return ATTEMPT_RECORD;
	if (reader->parser.entry_pos > LIMIT_QUOTED_FIELD)
		return bad(reader, "quote never closed");
	if (is_first && csv_is_line_end(*line))
		return ATTEMPT_EMPTY_LINE;
	return ATTEMPT_END;
}

void csv_reader_init(struct csv_reader *reader, struct source *source,
		     const struct record_sink *sink)
{
	*reader = (struct csv_reader){ .sink = sink, .cell_limit = LIMIT_CSV_COLUMNS };
	window_init(&reader->window, source);
	reader->cells = memory_alloc(LIMIT_CSV_COLUMNS * sizeof(*reader->cells));
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		BUG("libcsv cannot start");
	/* libcsv would cut blanks off unquoted cells */
	csv_set_space_func(&reader->parser, never);
	csv_set_blk_size(&reader->parser, CELL_BLOCK);
}

void csv_reader_release(struct csv_reader *reader)
{
	csv_free(&reader->parser);
	window_release(&reader->window);
	free(reader->text);
	free(reader->cells);
}

bool csv_is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

void csv_place_cells(struct csv_reader *reader)
{
	const char *text = reader->text;
	size_t count = reader->cell_count;

	if (count > reader->cell_limit)
		count = reader->cell_limit;
	for (size_t i = 0; i < count; i++) {
		reader->cells[i].data = text;
		text += reader->cells[i].length + 1;
	}
	for (size_t i = count; i < reader->cell_limit; i++)
		reader->cells[i] = STR("");
}

/* Gets a whole line into the window: its length, 0 at the end of the text or, with `*full` set,
 * when the record is too large. */
long csv_next_line(struct csv_reader *reader, bool *full, struct error *err)
{
	struct window *window = &reader->window;
	enum window_result more;
	size_t length;

	*full = false;
	while ((length = line_length(reader)) == 0) {
		more = window_more(window, err);
		if (more == WINDOW_BROKEN)
			return -1;
		*full = more == WINDOW_FULL;
		if (*full)
			return 0;
		if (more == WINDOW_ENDED)
			return (long)(window->end - window->at);
	}
	return (long)length;
}

/* A line that is itself too large for the window. */
int csv_skip_line(struct csv_reader *reader, struct error *err)
{
	struct window *window = &reader->window;
	enum window_result more;
	size_t length;

	while ((length = line_length(reader)) == 0) {
		window->mark = window->at = window->end;
		more = window_more(window, err);
		if (more <= WINDOW_ENDED)
			return more;
	}
	window->at += length;
	reader->line++;
	return 0;
}

enum attempt csv_read_record(struct csv_reader *reader, struct error *err)
{
	enum attempt attempt = ATTEMPT_END;
	bool full;
	long length;

	begin_record(reader);
	while (attempt == ATTEMPT_END) {
		length = csv_next_line(reader, &full, err);
		if (length < 0)
			return ATTEMPT_STOP;
		if (full)
			return bad(reader, "longer than 8 MiB");
		if (length == 0)
			return end_record(reader);
		attempt = take_line(reader, (size_t)length);
	}
	return attempt;
}
