/* SPDX-License-Identifier: MIT
 * One value of a result, as the formats take it: times are ISO 8601 already, booleans yes or no,
 * and what is not known is blank.
 */
#ifndef ANALYZE_CELL_H
#define ANALYZE_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "queries/run.h"

enum cell_type { CELL_NULL, CELL_TEXT, CELL_NUMBER, CELL_TIME, CELL_BOOL };

struct cell {
	enum cell_type type;
	bool truth;      /* of CELL_BOOL */
	struct str text; /* for people; '' for CELL_NULL. Borrowed, or `scratch` (then with a NUL) */
	char scratch[TIMESTAMP_SIZE]; /* also holds any number */
};

/* Of the current row; `kind` says how an integer is meant. Dies with the next step. */
void cell_read(struct cell *cell, sqlite3_stmt *row, int column, enum value_kind kind);

/* Values that the program itself lists. NULL gives CELL_NULL. */
void cell_set_text(struct cell *cell, const char *text);
void cell_set_int(struct cell *cell, int64_t number);
void cell_set_bool(struct cell *cell, bool truth);
void cell_set_time(struct cell *cell, int64_t at);

#endif
