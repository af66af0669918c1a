/* SPDX-License-Identifier: MIT
 * The import in the making, as staging.c (rows in) and commit.c (merge) share it.
 */
#ifndef STORE_STAGED_H
#define STORE_STAGED_H

#include "store/staging.h"

struct tally;
struct writer;

struct stage {
	sqlite3_stmt *put;   /* prepared at the first row */
	struct tally *tally; /* for entities of which only maxima count */
	bool used;           /* rows or coverage were given */
	bool has_primary;    /* some row was the first of its record */
	bool has_refs;       /* some row names another object by another name */
};

struct staging {
	struct store *store;
	struct stage *stages; /* one for each entity of the schema */
	struct writer *writer; /* the thread that steps `put` and the statements below */
	sqlite3_stmt *add_reject, *add_coverage, *add_sequence;
	bool has_sequences; /* some record is numbered */
	bool open; /* the transaction */
	const struct snapshot_facts *snapshot; /* while it merges, else NULL */
	const char *merging; /* the entity, or NULL */
	int64_t steps, steps_done; /* of the merge */
};

/* Puts the tallied rows into their tables. */
int staging_flush(struct staging *staging, struct error *err);

void bind_text(sqlite3_stmt *statement, int index, const char *text); /* NULL binds NULL */
/* Steps a statement without results and resets it. */
int step_done(sqlite3_stmt *statement, struct error *err);

#endif
