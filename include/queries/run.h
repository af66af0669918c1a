/* SPDX-License-Identifier: MIT
 * Runs reports, and a user's own SQL, at the store's moment: judges the evidence, binds
 * parameters, guards the statement, and pushes the result to a sink.
 */
#ifndef QUERIES_RUN_H
#define QUERIES_RUN_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/error.h"
#include "queries/catalogue.h"
#include "store/store.h"

enum status { STATUS_COMPLETE, STATUS_PARTIAL, STATUS_NOT_EVALUATED };
const char *status_name(enum status status); /* "complete", "partial", "not-evaluated" */

enum value_kind { RESULT_TEXT, RESULT_INTEGER, RESULT_REAL, RESULT_TIME, RESULT_BOOL };
const char *value_kind_name(enum value_kind kind); /* "text", "integer", "real", "time", "boolean" */

struct result_column {
	const char *name;
	enum value_kind kind; /* time and boolean by name (_at, is_, has_, or a truth of the schema),
			       * else by declared type */
};

/* A value that `--set` gave. */
struct setting {
	const char *name, *value;
};

/* Everything known before the first row. Borrowed until the sink's `end` returns. */
struct result_head {
	const struct report *report; /* NULL for a user's own SQL */
	enum status status;
	const struct need *const *missing; /* the needs and wants that were absent or not whole */
	size_t missing_count;
	const char *reason;          /* why partial or not evaluated, sentences joined by "; "; '' else */
	const struct setting *params; /* every parameter with the value in force */
	size_t param_count;
	const struct result_column *columns; /* also for STATUS_NOT_EVALUATED */
	size_t column_count;
};

/* begin, then row for each row (never for STATUS_NOT_EVALUATED), then end; 0 or -1 with `err`. */
struct result_sink {
	int (*begin)(void *context, const struct result_head *head, struct error *err);
	int (*row)(void *context, sqlite3_stmt *row, struct error *err);
	int (*end)(void *context, struct error *err);
	void *context;
};

/* Settings that the report has no parameter for are passed over, so that one set serves several
 * reports; that each fits at least one is the caller's to check. */
int report_run(struct store *store, const struct report *report, const struct setting *settings,
	       size_t setting_count, const struct result_sink *sink, struct error *err);

/* Read-only SQL under the same guard; `:as_of` is bound when it is used. */
int sql_run(struct store *store, const char *sql, const struct result_sink *sink,
	    struct error *err);

#endif
