/* SPDX-License-Identifier: MIT
 * What the two halves of the CSV reader share: csv_record.c reads one record with libcsv,
 * read_csv.c judges it and goes on after a bad one.
 */
#ifndef IMPORTERS_CSV_READER_H
#define IMPORTERS_CSV_READER_H

#include <csv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"
#include "window.h"

enum { CSV_REASON_SIZE = 160 };

/* What became of an attempt to read a record. */
enum attempt {
	ATTEMPT_STOP = -1, /* the source broke or the sink stopped */
	ATTEMPT_END,       /* no record left */
	ATTEMPT_RECORD,
	ATTEMPT_EMPTY_LINE,
	ATTEMPT_BAD, /* see csv_reader.reason */
};

struct csv_reader {
	struct window window;
	struct csv_parser parser;
	const struct record_sink *sink;
	int64_t line;             /* of window.at, from 1 */
	int64_t next_lf, lf_from; /* offsets: no line feed lies in [lf_from, next_lf) */

	/* the record that is being read; it starts at window.mark */
	int64_t number, first_line;
	size_t first_length; /* of its first line; 0: not known yet */
	bool row_ended, had_nul;
	char reason[CSV_REASON_SIZE]; /* why it is bad */
	char *text;                   /* its cells, each with a NUL behind it */
	size_t text_length, text_size;
	struct str *cells;
	size_t cell_count, cell_limit;

	/* a bad record that is not told yet: the lines after it may be part of it */
	struct damage bad;
	char told_reason[CSV_REASON_SIZE];
	char bad_reason[CSV_REASON_SIZE + 64];
	int64_t doubtful_until; /* up to this line, what does not fit belongs to it; 0: none */
	int resyncs;
	bool cut_off;
	size_t named;   /* columns up to the last that has a name; further cells may be left out */
	bool any_width; /* rows are as long as the table was when they were written */
};

void csv_reader_init(struct csv_reader *reader, struct source *source,
		     const struct record_sink *sink);
void csv_reader_release(struct csv_reader *reader);
/* The record at window.at, or an attempt at it: from window.mark to window.at. */
enum attempt csv_read_record(struct csv_reader *reader, struct error *err);
/* Gets a whole line into the window: its length, 0 at the end of the text or, with `*full` set,
 * when the record is too large; -1. */
long csv_next_line(struct csv_reader *reader, bool *full, struct error *err);
/* Passes over the line at window.at, which may be larger than the window. */
int csv_skip_line(struct csv_reader *reader, struct error *err);
bool csv_is_line_end(char c);
/* Points the cells of a whole record to their text; those it lacks are empty. */
void csv_place_cells(struct csv_reader *reader);

#endif
