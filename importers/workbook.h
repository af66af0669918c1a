/* SPDX-License-Identifier: MIT
 * A spreadsheet as Office Open XML has it (.xlsx, .xlsm), read row by row. Memory does not grow
 * with it but for 8 bytes a shared string.
 */
#ifndef IMPORTERS_WORKBOOK_H
#define IMPORTERS_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "package.h"

/* --- Texts (workbook_text.c) ------------------------------------------------------------------ */

/* Collects the <t> of a string: runs are joined, phonetic runs left out, blanks around a <t> that is
 * not xml:space="preserve" dropped. */
struct rich_text {
	struct buffer text;
	size_t start; /* of the <t> that is open */
	int phonetic; /* elements open in a phonetic run, itself counted */
	bool open, preserve;
};

void rich_text_start(struct rich_text *rich, const char *name, const char *const *attributes);
int rich_text_add(struct rich_text *rich, const char *text, size_t length, struct error *err);
void rich_text_end(struct rich_text *rich, const char *name);

/* Undoes "_x000D_" in place; what is no character stays as written. Returns the new length. */
size_t text_unescape(char *text, size_t length);

/* --- Shared strings (workbook_strings.c) ------------------------------------------------------ */

struct shared_strings {
	FILE *file;       /* all texts, one behind the other; NULL: there are none */
	int64_t *offsets; /* where each ends */
	size_t count, capacity;
	struct buffer window; /* of the file, from `window_at` on: neighbours are asked for together */
	int64_t window_at;
};

int shared_strings_read(struct shared_strings *strings, struct package *package, const char *part,
			struct error *err);
/* Good until the next call. */
int shared_strings_get(struct shared_strings *strings, size_t index, struct str *text,
		       struct error *err);
void shared_strings_release(struct shared_strings *strings);

/* --- Numbers and dates (workbook_styles.c, workbook_value.c) ---------------------------------- */

struct cell_styles {
	bool *is_date; /* by cell style */
	size_t count, capacity;
};

int cell_styles_read(struct cell_styles *styles, struct package *package, const char *part,
		     struct error *err);
/* Whether a number format code shows a date: not a time alone, and nothing elapsed. */
bool format_shows_date(const char *code);

/* A number as people write it: whole without exponent, else 15 digits. What is no number stays. */
void number_print(struct str raw, struct buffer *out);
/* A day number as "2026-03-01T08:15:00". False, and nothing written, for what is no day. */
bool date_print(struct str raw, bool from_1904, struct buffer *out);

/* --- The workbook (workbook.c) ---------------------------------------------------------------- */

struct sheet {
	char *name, *part;
	bool hidden; /* or very hidden */
};

struct workbook {
	struct package package;
	bool from_1904;
	struct sheet *sheets; /* worksheets, in their order */
	size_t sheet_count, sheet_capacity;
	struct shared_strings strings;
	struct cell_styles styles;
};

/* Whether the file's main part is a workbook. */
bool workbook_is(const char *path);
/* -1 with `err` set when it is damaged; close always. */
int workbook_open(struct workbook *workbook, const char *path, struct error *err);
void workbook_release(struct workbook *workbook);

/* --- Rows of a sheet (workbook_sheet.c) ------------------------------------------------------- */

struct sheet_row {
	int64_t number; /* from 1 */
	size_t width;   /* columns up to the last cell that has a value */
	size_t filled;  /* cells with a value */
	size_t texts;   /* of them: texts */
	const struct sheet_cell {
		size_t start, length; /* in `text`; length 0: empty */
	} *cells; /* LIMIT_SHEET_COLUMNS of them */
	const char *text;
};

static inline struct str sheet_cell(const struct sheet_row *row, size_t column)
{
	return (struct str){ row->text + row->cells[column].start, row->cells[column].length };
}

struct row_sink {
	/* Rows with a value, one after the other; borrowed until it returns. */
	int (*row)(void *context, const struct sheet_row *row, struct error *err);
	void *context;
};

int sheet_read(struct workbook *workbook, const char *part, const struct row_sink *sink,
	       struct error *err);

/* --- Tables in a sheet (workbook_tables.c) ---------------------------------------------------- */

struct sheet_table {
	char *name;
	int64_t first_row, last_row; /* the header's, the last record's */
	size_t first_column, end_column;
	bool has_header;
};

struct sheet_tables {
	struct sheet_table *items;
	size_t count, capacity;
};

/* The tables that are laid over a sheet; release always. */
int sheet_tables_read(struct sheet_tables *tables, struct package *package, const char *sheet_part,
		      struct error *err);
void sheet_tables_release(struct sheet_tables *tables);
/* "C5" as column 2, row 5; a row that is not told stays as it was. False beyond the last column
 * or row, and for what is no reference. `*reference` is moved behind it. */
bool cell_reference(const char **reference, size_t *column, int64_t *row);

/* --- Logical names of a Dataverse export (workbook_map.c) ------------------------------------- */

/* What the hidden sheet of a workbook that Dataverse wrote says of the columns. */
struct column_map {
	char *text; /* owned; the entries point into it */
	struct column_name {
		const char *logical, *shown;
		bool used;
	} *entries;
	size_t count, capacity;
};

/* From the sheet's first cell, "<table>:<checksum>:<logical>=<shown, URL-encoded>&...". False, and
 * an empty map, when it is something else. */
bool column_map_parse(struct column_map *map, struct str cell);
void column_map_release(struct column_map *map);
/* Writes the logical names over the shown ones when most of the header is the map's. Names that the
 * map does not know stay, and so does that of the checksum. */
void column_map_apply(struct column_map *map, struct str *header, size_t count);

#endif
