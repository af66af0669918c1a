/* SPDX-License-Identifier: MIT
 * CSV: the header, then record by record. A record that does not fit the header, or in which the
 * quotes make no sense, is rejected, and reading goes on at the line after its first one.
 */
#include "reader.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "csv_header.h"
#include "csv_reader.h"
#include "source.h"

static bool ends_the_text(const struct csv_reader *reader)
{
	const struct window *window = &reader->window;

	return window->ended && window->at == window->end &&
	       !csv_is_line_end(window->data[window->end - 1]);
}

static enum attempt judge(struct csv_reader *reader)
{
	bool ends = ends_the_text(reader), is_short = reader->cell_count < reader->cell_limit;

	if ((reader->cell_count >= reader->named && reader->cell_count <= reader->cell_limit) ||
	    (reader->any_width && !(ends && is_short)))
		return ATTEMPT_RECORD;
	if (ends)
		reader->cut_off = is_short;
	snprintf(reader->reason, sizeof(reader->reason), "%zu cells where the header has %zu",
		 reader->cell_count, reader->cell_limit);
	return ATTEMPT_BAD;
}

static int tell_bad(struct csv_reader *reader, struct error *err)
{
	struct damage damage = reader->bad;

	reader->bad.number = 0;
	reader->doubtful_until = 0;
	return damage.number ? reader->sink->damage(reader->sink->context, &damage, err) : 0;
}

/* Keeps the bad record until it is known how far it reaches. */
static int note_bad(struct csv_reader *reader, struct error *err)
{
	if (reader->bad.number && reader->first_line <= reader->doubtful_until) {
		snprintf(reader->bad_reason, sizeof(reader->bad_reason),
			 "%s; the lines to %lld are rejected with it", reader->told_reason,
			 (long long)reader->first_line);
		reader->number--;
		return 0;
	}
	if (tell_bad(reader, err) < 0)
		return -1;
	memcpy(reader->told_reason, reader->reason, sizeof(reader->reason));
	memcpy(reader->bad_reason, reader->reason, sizeof(reader->reason));
	reader->bad = (struct damage){
		.number = reader->number,
		.byte_offset = window_offset(&reader->window, reader->window.mark),
		.line = reader->first_line,
		.reason = reader->bad_reason,
		.whole = 1,
	};
	return 0;
}

/* Goes back to the line after the bad record's first one, unless that is where we are. */
static int resynchronise(struct csv_reader *reader, struct error *err)
{
	struct window *window = &reader->window;
	int64_t last_line = reader->line - 1;

	if (reader->first_length == 0)
		return csv_skip_line(reader, err);
	if (last_line == reader->first_line || reader->row_ended)
		return 0;
	if (reader->doubtful_until < last_line)
		reader->doubtful_until = last_line;
	window->at = window->mark + reader->first_length;
	reader->line = reader->first_line + 1;
	reader->resyncs++;
	return 0;
}

static int give_up(struct csv_reader *reader, struct error *err)
{
	const struct damage damage = {
		.number = ++reader->number,
		.byte_offset = window_offset(&reader->window, reader->window.at),
		.line = reader->line,
		.reason = "too many damaged places: the rest of the file is not read",
		.whole = 1,
	};

	reader->cut_off = true;
	if (tell_bad(reader, err) < 0 ||
	    reader->sink->damage(reader->sink->context, &damage, err) < 0)
		return -1;
	return window_drain(&reader->window, err);
}

static int push(struct csv_reader *reader, struct error *err)
{
	const struct record_sink *sink = reader->sink;
	const struct record record = {
		.number = reader->number,
		.byte_offset = window_offset(&reader->window, reader->window.mark),
		.line = reader->first_line,
		.cells = reader->cells,
		.cell_count = reader->cell_limit,
	};
	const struct damage nuls = { record.number, record.byte_offset, record.line,
				     "NUL bytes, read as blanks", 0 };

	reader->cut_off = false;
	csv_place_cells(reader);
	if (reader->bad.number && tell_bad(reader, err) < 0)
		return -1;
	if (reader->had_nul && sink->damage(sink->context, &nuls, err) < 0)
		return -1;
	return sink->record(sink->context, &record, err);
}

static int read_rows(struct csv_reader *reader, struct error *err)
{
	enum attempt attempt;

	while ((attempt = csv_read_record(reader, err)) != ATTEMPT_END) {
		if (attempt == ATTEMPT_EMPTY_LINE)
			continue;
		if (attempt == ATTEMPT_STOP)
			return -1;
		reader->number++;
		if (attempt == ATTEMPT_RECORD)
			attempt = judge(reader);
		if (attempt == ATTEMPT_RECORD) {
			if (push(reader, err) < 0)
				return -1;
			continue;
		}
		if (note_bad(reader, err) < 0 || resynchronise(reader, err) < 0)
			return -1;
		if (reader->resyncs > LIMIT_RESYNC)
			return give_up(reader, err);
	}
	return tell_bad(reader, err);
}

/* What was dropped from the text, or put ahead of it, must not move the places in it. */
static void note_header(struct csv_reader *reader, const struct source_info *info)
{
	reader->any_width = info->header_bytes > 0;
	reader->window.base -= info->header_bytes;
	reader->line = 1 + info->has_type_line - reader->any_width;
}

/* Finds the header line and its delimiter, without reading it. */
static int seek_header(struct csv_reader *reader, struct error *err)
{
	struct window *window = &reader->window;
	char delimiter = 0;
	long length;
	bool full;

	if (window_more(window, err) == WINDOW_BROKEN)
		return -1;
	note_header(reader, source_info(window->source));
	while ((length = csv_next_line(reader, &full, err)) > 0) {
		struct str line = { window->data + window->at, (size_t)length };

		if (!csv_is_line_end(*line.data)) {
			if (delimiter)
				break;
			delimiter = csv_told_delimiter(line);
			if (!delimiter) {
				delimiter = csv_guess_delimiter(line);
				break;
			}
		}
		window->at += line.length;
		reader->line++;
	}
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	return length < 0 ? -1 : 0;
}

/* Spreadsheets leave columns without a name behind the last. */
static size_t count_named(const struct csv_reader *reader)
{
	size_t count = reader->cell_count;

	while (count > 1 && str_trim(reader->cells[count - 1]).length == 0)
		count--;
	return count;
}

static int read_header(struct csv_reader *reader, struct arena *arena, struct error *err)
{
	enum attempt attempt;

	if (seek_header(reader, err) < 0)
		return -1;
	attempt = csv_read_record(reader, err);
	if (attempt == ATTEMPT_STOP)
		return -1;
	if (attempt == ATTEMPT_BAD)
		return error_set(err, "header line: %s", reader->reason);
	if (attempt != ATTEMPT_RECORD)
		return error_set(err, "there is no header line");
	if (reader->cell_count > LIMIT_CSV_COLUMNS)
		return error_set(err, "the header has %zu columns, more than %d",
				 reader->cell_count, LIMIT_CSV_COLUMNS);
	csv_place_cells(reader);
	reader->named = count_named(reader);
	csv_clean_names(reader->cells, reader->cell_count, arena);
	reader->cell_limit = reader->cell_count;
	return reader->sink->header(reader->sink->context, reader->cells, reader->cell_count, err);
}

int read_csv(struct source *source, const struct record_sink *sink, int *ended_well,
	     struct error *err)
{
	struct arena names = ARENA_INIT;
	struct csv_reader reader;
	int result;

	csv_reader_init(&reader, source, sink);
	result = read_header(&reader, &names, err);
	if (result == 0)
		result = read_rows(&reader, err);
	*ended_well = result == 0 && !reader.cut_off;
	csv_reader_release(&reader);
	arena_release(&names);
	return result;
}
