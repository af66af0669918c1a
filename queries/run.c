/* SPDX-License-Identifier: MIT
 * Runs one statement under the guard and pushes its result to a sink: the evidence is judged
 * first, parameters are bound by name, and the kinds of the columns are known before the first row.
 */
#include "queries/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "columns.h"
#include "guard.h"
#include "param.h"
#include "queries/judge.h"
#include "supply.h"

struct run {
	struct store *store;
	const char *sql;
	struct guard guard;
	sqlite3_stmt *statement;
	struct result_head head;
	struct result_column *columns; /* owned, as are params */
	struct setting *params;
};

/* --- The statement ------------------------------------------------------------------------- */

static int count_lines(const char *from, const char *to)
{
	int lines = 1;

	for (; from < to; from++)
		lines += *from == '\n';
	return lines;
}

/* What the guard refused, or else what SQLite says; in a report's file also the line. */
static int sql_error(struct run *run, struct error *err)
{
	sqlite3 *db = run->store->db;
	int offset = sqlite3_error_offset(db);
	const struct report *report = run->head.report;

	if (run->guard.is_late)
		return error_set(err, "it took longer than %d seconds", LIMIT_REPORT_SECONDS);
	error_set(err, "%s",
		  run->guard.refusal[0] != '\0' ? run->guard.refusal : sqlite3_errmsg(db));
	if (report != NULL && offset >= 0)
		error_prefix(err, "line %d", count_lines(report->source, run->sql + offset));
	return -1;
}

/* After the statement only blanks, comments and semicolons may stand. */
static int check_surplus(struct run *run, const char *rest, struct error *err)
{
	while (*rest != '\0') {
		sqlite3_stmt *surplus = NULL;
		const char *next = rest;
		int code = sqlite3_prepare_v2(run->store->db, rest, -1, &surplus, &next);

		sqlite3_finalize(surplus);
		if (code != SQLITE_OK || surplus != NULL)
			return error_set(err, "surplus text after the statement: '%.60s'",
					 rest + strspn(rest, " \t\r\n"));
		if (next == rest)
			break;
		rest = next;
	}
	return 0;
}

/* What the statement names and nobody made yet is made, out of the guard's sight: 1 when something
 * was. */
static int make_missing(struct run *run, struct error *err)
{
	char message[256];
	struct str missing;
	bool made = false;
	int result;

	snprintf(message, sizeof(message), "%s", sqlite3_errmsg(run->store->db));
	missing = supply_missing(message);
	if (missing.length == 0)
		return 0;
	guard_pause(&run->guard);
	result = supply(run->store, missing, &made, err);
	guard_resume(&run->guard);
	if (result == 0 && !made) /* the message again, for sql_error */
		sqlite3_prepare_v2(run->store->db, run->sql, -1, &run->statement, NULL);
	return result < 0 ? -1 : made;
}

static int prepare(struct run *run, struct error *err)
{
	const char *rest;

	if (strlen(run->sql) > LIMIT_SQL_TEXT)
		return error_set(err, "the SQL is longer than %ld bytes", (long)LIMIT_SQL_TEXT);
	while (sqlite3_prepare_v2(run->store->db, run->sql, -1, &run->statement, &rest) !=
	       SQLITE_OK) {
		int made = make_missing(run, err);

		if (made <= 0)
			return made < 0 ? -1 : sql_error(run, err);
	}
	if (run->statement == NULL)
		return error_set(err, "there is no SQL statement");
	if (sqlite3_column_count(run->statement) == 0 || !sqlite3_stmt_readonly(run->statement))
		return error_set(err, "'SELECT' is all that is allowed"); /* VACUUM asks nobody */
	return check_surplus(run, rest, err);
}

/* --- Parameters ---------------------------------------------------------------------------- */

static int choose_params(struct run *run, const struct setting *settings, size_t setting_count,
			 struct error *err)
{
	const struct report *report = run->head.report;

	run->params = memory_alloc((report->param_count + 1) * sizeof(*run->params));
	for (size_t i = 0; i < report->param_count; i++) {
		const struct param *param = &report->params[i];

		run->params[i].name = param->name;
		run->params[i].value = param_value(param, settings, setting_count);
		if (param_check(param->kind, run->params[i].value) < 0)
			return error_set(err, "parameter '%s': not %s: '%s'", param->name,
					 param_kind_phrase(param->kind), run->params[i].value);
	}
	run->head.params = run->params;
	run->head.param_count = report->param_count;
	return 0;
}

/* `name` begins with ':'. */
static bool bind_param(struct run *run, int index, const char *name)
{
	const struct report *report = run->head.report;

	if (strcmp(name, ":as_of") == 0) {
		if (run->store->has_moment)
			sqlite3_bind_int64(run->statement, index, run->store->moment);
		return true;
	}
	for (size_t i = 0; i < run->head.param_count; i++) {
		if (name[0] != ':' || strcmp(name + 1, report->params[i].name) != 0)
			continue;
		param_bind(run->statement, index, report->params[i].kind, run->params[i].value);
		return true;
	}
	return false;
}

static int bind_params(struct run *run, struct error *err)
{
	int count = sqlite3_bind_parameter_count(run->statement);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(run->statement, i);

		if (name == NULL || !bind_param(run, i, name))
			return error_set(err, "there is no parameter '%s'",
					 name != NULL ? name : "?");
	}
	return 0;
}

/* --- The result ---------------------------------------------------------------------------- */

static bool has_column(const struct run *run, const char *name)
{
	for (int i = 0; name != NULL && i < sqlite3_column_count(run->statement); i++) {
		if (strcmp(sqlite3_column_name(run->statement, i), name) == 0)
			return true;
	}
	return name == NULL;
}

static int check_column(const struct run *run, const char *name, const char *what,
			struct error *err)
{
	if (has_column(run, name))
		return 0;
	return error_set(err, "its %s column '%s' is not in the result", what, name);
}

/* What the header says of the result. */
static int check_columns(const struct run *run, struct error *err)
{
	const struct report *report = run->head.report;

	if (check_column(run, report->resource_kind_column, "resource", err) < 0 ||
	    check_column(run, report->resource_column, "resource", err) < 0)
		return -1;
	for (size_t i = 0; i < report->key_count; i++) {
		if (check_column(run, report->keys[i], "key", err) < 0)
			return -1;
	}
	return 0;
}

static int step(struct run *run, struct error *err)
{
	int code = sqlite3_step(run->statement);

	return code == SQLITE_ROW || code == SQLITE_DONE ? code : sql_error(run, err);
}

static int push_rows(struct run *run, const struct result_sink *sink, int code, struct error *err)
{
	for (int64_t rows = 0; code == SQLITE_ROW; rows++) {
		if (rows == LIMIT_REPORT_ROWS)
			return error_set(err, "more than %d rows", LIMIT_REPORT_ROWS);
		if (sink->row(sink->context, run->statement, err) < 0)
			return -1;
		code = step(run, err);
	}
	return code < 0 ? -1 : 0;
}

static int push(struct run *run, const struct result_sink *sink, struct error *err)
{
	int code = SQLITE_DONE;

	if (run->head.status != STATUS_NOT_EVALUATED) {
		code = step(run, err);
		if (code < 0)
			return -1;
	}
	run->columns = columns_describe(run->statement, run->store->schema, code == SQLITE_ROW);
	run->head.columns = run->columns;
	run->head.column_count = (size_t)sqlite3_column_count(run->statement);
	if (sink->begin(sink->context, &run->head, err) < 0 || push_rows(run, sink, code, err) < 0)
		return -1;
	return sink->end(sink->context, err);
}

/* Everything from here to the end of the result happens under the guard. */
static int run_guarded(struct run *run, enum guarded guarded, const struct result_sink *sink,
		       struct error *err)
{
	int result = -1;

	if (supply_refresh(run->store, err) < 0) {
		free(run->params);
		return -1;
	}
	guard_begin(&run->guard, run->store, guarded, LIMIT_REPORT_SECONDS);
	if (prepare(run, err) == 0 && bind_params(run, err) == 0 &&
	    (run->head.report == NULL || check_columns(run, err) == 0))
		result = push(run, sink, err);
	sqlite3_finalize(run->statement);
	guard_end(&run->guard);
	free(run->columns);
	free(run->params);
	return result;
}

int report_run(struct store *store, const struct report *report, const struct setting *settings,
	       size_t setting_count, const struct result_sink *sink, struct error *err)
{
	struct run run = { .store = store, .sql = report->sql, .head.report = report };
	struct judgement judgement;
	int result = -1;

	if (judge_report(&judgement, store, report, err) == 0 &&
	    choose_params(&run, settings, setting_count, err) == 0) {
		run.head.status = judgement.status;
		run.head.missing = judgement.missing;
		run.head.missing_count = judgement.missing_count;
		run.head.reason = judgement.reason.data != NULL ? judgement.reason.data : "";
		result = run_guarded(&run, GUARD_REPORT, sink, err);
	} else {
		free(run.params);
	}
	judgement_release(&judgement);
	if (result == 0)
		return 0;
	if (report_is_own(report))
		return error_prefix(err, "report '%s' in '%s'", report->id, report->origin);
	return error_prefix(err, "report '%s'", report->id);
}

int sql_run(struct store *store, const char *sql, const struct result_sink *sink, struct error *err)
{
	struct run run = { .store = store, .sql = sql, .head.reason = "" };

	return run_guarded(&run, GUARD_USER, sink, err);
}
