/* SPDX-License-Identifier: MIT
 * From SQLite's five types and the kind of a column to one value as the formats take it.
 */
#include "cell.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void cell_set_text(struct cell *cell, const char *text)
{
	cell->type = text ? CELL_TEXT : CELL_NULL;
	cell->text = str_of(text);
}

void cell_set_int(struct cell *cell, int64_t number)
{
	snprintf(cell->scratch, sizeof(cell->scratch), "%" PRId64, number);
	cell->text = str_of(cell->scratch);
	cell->type = CELL_NUMBER;
}

void cell_set_bool(struct cell *cell, bool truth)
{
	cell->truth = truth;
	cell->text = truth ? STR("yes") : STR("no");
	cell->type = CELL_BOOL;
}

void cell_set_time(struct cell *cell, int64_t at)
{
	timestamp_format(at, cell->scratch);
	cell->text = str_of(cell->scratch);
	cell->type = CELL_TIME;
}

/* The shortest text that reads back as the same number; infinities are no JSON, so text. */
static void set_real(struct cell *cell, double number)
{
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(cell->scratch, sizeof(cell->scratch), "%.*g", digits, number);
		if (strtod(cell->scratch, NULL) == number)
			break;
	}
	cell->text = str_of(cell->scratch);
	cell->type = isfinite(number) ? CELL_NUMBER : CELL_TEXT;
}

static void set_integer(struct cell *cell, int64_t number, enum value_kind kind)
{
	if (kind == RESULT_TIME)
		cell_set_time(cell, number);
	else if (kind == RESULT_BOOL)
		cell_set_bool(cell, number != 0);
	else
		cell_set_int(cell, number);
}

/* The bytes as they lie there: sqlite3_value_text would copy most of them, to put a NUL behind. */
static struct str text_of(sqlite3_value *value)
{
	const char *bytes = sqlite3_value_blob(value);

	return (struct str){ bytes ? bytes : "", (size_t)sqlite3_value_bytes(value) };
}

void cell_read(struct cell *cell, sqlite3_stmt *row, int column, enum value_kind kind)
{
	sqlite3_value *value = sqlite3_column_value(row, column); /* ours alone: no other thread */

	switch (sqlite3_value_type(value)) {
	case SQLITE_NULL:
		cell_set_text(cell, NULL);
		break;
	case SQLITE_INTEGER:
		set_integer(cell, sqlite3_value_int64(value), kind);
		break;
	case SQLITE_FLOAT:
		set_real(cell, sqlite3_value_double(value));
		break;
	default:
		cell->type = CELL_TEXT;
		cell->text = text_of(value);
	}
}
