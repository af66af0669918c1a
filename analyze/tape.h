/* SPDX-License-Identifier: MIT
 * A result that is kept until its turn comes: a report is run into it, maybe by another thread, and
 * its rows are read again later. They lie in a temporary file.
 */
#ifndef ANALYZE_TAPE_H
#define ANALYZE_TAPE_H

#include "base/arena.h"
#include "queries/run.h"

#include "cell.h"
#include "settings.h"
#include "spool.h"

struct tape {
	struct spool rows;
	struct result_head head; /* points to the three lists below, and to `texts` */
	struct result_column *columns;
	struct setting *params;
	const struct need **missing;
	struct arena texts;
	struct cell *cells;   /* of the row that is written; owned */
	char *line;           /* the row that is written or read; owned */
	size_t capacity;      /* of the line */
	struct error failure; /* why the report failed; '' when it did not */
};

/* Runs the report into a tape that is zeroed. What it says of a failure, tape_begin tells. */
void tape_record(struct tape *tape, struct store *store, const struct report *report,
		 const struct settings *settings);

/* Back to the first row. -1 with the report's failure, or when its rows could not be kept. */
int tape_begin(struct tape *tape, struct error *err);
/* Reads a row into a cell for each column; `*more` false after the last. Texts die with the next row.
 * -1 when what was kept cannot be read again. */
int tape_row(struct tape *tape, struct cell *cells, bool *more, struct error *err);
void tape_release(struct tape *tape);

#endif
