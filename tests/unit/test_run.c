/* SPDX-License-Identifier: MIT
 * The engine: evidence, parameters, columns and errors, with reports written for the test.
 */
#include "report_case.h"

#include "base/arena.h"
#include "queries/header.h"

#define HEAD "-- title: T\n-- severity: low\n"

/* What a sink was told; texts are copied because they die with the run. */
struct told {
	enum status status;
	char reason[1000], missing[200], params[200], columns[400], rows[400];
	bool ended, is_sql;
	int fail_at; /* 1: begin, 2: row, 3: end */
};

static void add(char *to, size_t size, const char *format, const char *a, const char *b)
{
	size_t length = strlen(to);

	snprintf(to + length, size - length, "%s", length ? " " : "");
	length = strlen(to);
	snprintf(to + length, size - length, "%s%s%s", a, format, b);
}

static int tell_begin(void *context, const struct result_head *head, struct error *err)
{
	struct told *told = context;

	told->status = head->status;
	told->is_sql = head->report == NULL;
	snprintf(told->reason, sizeof(told->reason), "%s", head->reason);
	for (size_t i = 0; i < head->missing_count; i++)
		add(told->missing, sizeof(told->missing), "", head->missing[i]->text, "");
	for (size_t i = 0; i < head->param_count; i++)
		add(told->params, sizeof(told->params), "=", head->params[i].name,
		    head->params[i].value);
	for (size_t i = 0; i < head->column_count; i++)
		add(told->columns, sizeof(told->columns), ":", head->columns[i].name,
		    value_kind_name(head->columns[i].kind));
	return told->fail_at == 1 ? error_set(err, "full") : 0;
}

static int tell_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct told *told = context;
	const char *text = (const char *)sqlite3_column_text(row, 0);

	add(told->rows, sizeof(told->rows), "", text ? text : "-", "");
	return told->fail_at == 2 ? error_set(err, "full") : 0;
}

static int tell_end(void *context, struct error *err)
{
	struct told *told = context;

	told->ended = true;
	return told->fail_at == 3 ? error_set(err, "full") : 0;
}

/* Runs the report `text`, named x, over `rows`; the error's text, or "". */
static const char *run(const char *text, const char *rows, const struct setting *settings,
		       size_t count, struct told *told)
{
	static struct error err;
	struct result_sink sink = { tell_begin, tell_row, tell_end, told };
	struct arena arena = ARENA_INIT;
	struct report report;
	struct store store;

	err = (struct error)ERROR_INIT;
	if (header_parse(&arena, "x.sql", str_of(text), &report, &err) < 0)
		fail_msg("%s", err.text);
	report.id = "x";
	open_case(&store, rows);
	if (report_run(&store, &report, settings, count, &sink, &err) == 0)
		assert_string_equal(err.text, "");
	store_close(&store);
	arena_release(&arena);
	return err.text;
}

static const char *run_sql(const char *sql, struct told *told)
{
	static struct error err;
	struct result_sink sink = { tell_begin, tell_row, tell_end, told };
	struct store store;

	err = (struct error)ERROR_INIT;
	open_case(&store, "flow: flow_id=f\nflow: flow_id=g\n");
	if (sql_run(&store, sql, &sink, &err) == 0)
		assert_string_equal(err.text, "");
	store_close(&store);
	return err.text;
}

/* --- Status ---------------------------------------------------------------------------------- */

static const struct {
	const char *header, *rows, *reason, *missing;
	enum status status;
} evidence[] = {
	{ "", "", "", "", STATUS_COMPLETE },
	{ "-- needs: flow\n", "flow: flow_id=f\n", "", "", STATUS_COMPLETE },
	{ "-- needs: flow\n", "covers flow\n", "", "", STATUS_COMPLETE },
	{ "-- needs: flow, principal\n-- wants: app\n", "covers flow\n",
	  "no principal was imported", "principal app", STATUS_NOT_EVALUATED },
	{ "-- needs: flow, principal\n", "", "no flow was imported; no principal was imported",
	  "flow principal", STATUS_NOT_EVALUATED },
	{ "-- needs: flow\n-- wants: app\n", "covers flow\n", "no app was imported", "app",
	  STATUS_PARTIAL },
	{ "-- needs: flow\n", "some flow\n", "flow: no list of", "flow", STATUS_PARTIAL },
	{ "-- needs: flow\n-- wants: role_assignment:flow\n",
	  "covers flow\ncovers role_assignment:flow\n", "", "", STATUS_COMPLETE },
	{ "-- needs: role_assignment:flow\n", "covers role_assignment:app\n",
	  "no role_assignment of flow was imported", "role_assignment:flow", STATUS_NOT_EVALUATED },
	{ "-- needs: environment.sku\n", "environment: environment_id=e, sku=Trial\n", "", "",
	  STATUS_COMPLETE },
	{ "-- needs: environment.sku\n", "environment: environment_id=e\n",
	  "no imported environment says its sku", "environment.sku", STATUS_NOT_EVALUATED },
	{ "-- wants: environment.sku\n",
	  "environment: environment_id=e\nenvironment: environment_id=f, sku=Trial\n",
	  "1 of 2: environment.sku is not known", "environment.sku", STATUS_PARTIAL },
};

static void judges_the_evidence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(evidence) / sizeof(evidence[0]); i++) {
		struct told told = { 0 };
		char text[300];

		snprintf(text, sizeof(text), HEAD "%sSELECT 7 AS seven", evidence[i].header);
		assert_string_equal(run(text, evidence[i].rows, NULL, 0, &told), "");
		assert_int_equal(told.status, evidence[i].status);
		assert_non_null(strstr(told.reason, evidence[i].reason)); /* store/ words it */
		assert_int_equal(told.reason[0] == '\0', evidence[i].reason[0] == '\0');
		assert_string_equal(told.missing, evidence[i].missing);
		assert_string_equal(told.rows, told.status == STATUS_NOT_EVALUATED ? "" : "7");
		assert_true(told.ended);
	}
}

static void does_not_evaluate_without_a_snapshot(void **state)
{
	struct told told = { 0 };
	struct result_sink sink = { tell_begin, tell_row, tell_end, &told };
	struct report report = { .id = "x", .sql = "SELECT flow_id, 1 AS is_on FROM flow" };
	struct error err = ERROR_INIT;
	struct store store;

	(void)state;
	report.source = report.sql;
	assert_int_equal(store_open(&store, NULL, STORE_MEMORY, &err), 0);
	assert_int_equal(report_run(&store, &report, NULL, 0, &sink, &err), 0);
	assert_int_equal(told.status, STATUS_NOT_EVALUATED);
	assert_string_equal(told.reason, "the store holds no snapshot");
	assert_string_equal(told.columns, "flow_id:text is_on:boolean");
	assert_true(told.ended);
	store_close(&store);
}

/* --- Parameters and columns ------------------------------------------------------------------ */

#define PARAMS \
	HEAD "-- param: days integer 30 x\n-- param: share real 0.5 x\n-- param: mode text a x\n"

static void binds_parameters_by_kind(void **state)
{
	const struct setting settings[] = {
		{ "days", "7" },
		{ "other", "report's" },
		{ "days", "-8" },
		{ "mode", "it's" },
	};
	static const char text[] = PARAMS
		"SELECT typeof(:days) || typeof(:share) || typeof(:mode)"
		" || :days || :share || :mode || :as_of";
	struct told told = { 0 };

	(void)state;
	assert_string_equal(run(text, "", NULL, 0, &told), "");
	assert_string_equal(told.rows, "integerrealtext300.5a1800000000");
	assert_string_equal(told.params, "days=30 share=0.5 mode=a");
	told = (struct told){ 0 };
	assert_string_equal(run(text, "", settings, 4, &told), "");
	assert_string_equal(told.rows, "integerrealtext-80.5it's1800000000");
	assert_string_equal(told.params, "days=-8 share=0.5 mode=it's");
}

static void refuses_values_of_another_kind(void **state)
{
	static const struct {
		struct setting setting;
		const char *message;
	} cases[] = {
		{ { "days", "abc" }, "report 'x': parameter 'days': not an integer: 'abc'" },
		{ { "days", "7.5" }, "report 'x': parameter 'days': not an integer: '7.5'" },
		{ { "days", "" }, "report 'x': parameter 'days': not an integer: ''" },
		{ { "days", "9223372036854775808" },
		  "report 'x': parameter 'days': not an integer: '9223372036854775808'" },
		{ { "share", "half" }, "report 'x': parameter 'share': not a number: 'half'" },
		{ { "share", "inf" }, "report 'x': parameter 'share': not a number: 'inf'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct told told = { 0 };

		assert_string_equal(
			run(PARAMS "SELECT :days, :share, :mode", "", &cases[i].setting, 1, &told),
			cases[i].message);
		assert_false(told.ended);
	}
}

static void knows_the_kinds_of_columns(void **state)
{
	static const char text[] = HEAD
		"SELECT flow_id, created_at, 1 AS is_x, 1 AS has_x, 1 AS waf_enabled, shared_users, 1 AS i,"
		" 1.5 AS r, 't' AS t, NULL AS n, 2 AS _at, 3 AS this FROM flow";
	struct told told = { 0 };

	(void)state;
	assert_string_equal(run(text, "flow: flow_id=f\n", NULL, 0, &told), "");
	assert_string_equal(told.columns,
			    "flow_id:text created_at:time is_x:boolean has_x:boolean"
			    " waf_enabled:boolean shared_users:integer i:integer r:real t:text n:text _at:integer"
			    " this:integer");
	told = (struct told){ 0 };
	assert_string_equal(run(text, "covers flow\n", NULL, 0, &told), "");
	assert_string_equal(told.rows, "");
	assert_string_equal(told.columns,
			    "flow_id:text created_at:time is_x:boolean has_x:boolean"
			    " waf_enabled:boolean shared_users:integer i:text r:text t:text n:text _at:text this:text");
}

/* --- Errors ---------------------------------------------------------------------------------- */

static const struct {
	const char *text, *message;
} errors[] = {
	{ HEAD "-- needs: flows\nSELECT 1", "there is no entity 'flows'" },
	{ HEAD "-- wants: flow.colour\nSELECT 1", "entity 'flow' has no column 'colour'" },
	{ HEAD "-- needs: flow:x\nSELECT 1", "'flow:x': entity 'flow' has no parts" },
	{ HEAD "-- resource: flow id\nSELECT 1 AS x",
	  "its resource column 'id' is not in the result" },
	{ HEAD "-- resource: :kind x\nSELECT 1 AS x",
	  "its resource column 'kind' is not in the result" },
	{ HEAD "--\n-- Text.\nSELECT 1\n  FROM flow\n WHERE colour = 1",
	  "line 7: no such column: colour" },
	{ HEAD "SELECT :days", "there is no parameter ':days'" },
	{ HEAD "SELECT ?", "there is no parameter '?'" },
	{ HEAD "SELECT @as_of", "there is no parameter '@as_of'" },
	{ HEAD "SELECT datetime('now')", "'datetime' is no allowed function" },
	{ HEAD "DELETE FROM coverage", "'SELECT' is all that is allowed" },
	{ HEAD "VACUUM", "'SELECT' is all that is allowed" },
	{ HEAD "-- needs: app\n/* nothing */", "there is no SQL statement" },
	{ HEAD "SELECT 1; SELECT 2", "surplus text after the statement: 'SELECT 2'" },
	{ HEAD "SELECT 1; DROP TABLE x", "surplus text after the statement: 'DROP TABLE x'" },
};

static void names_the_report_and_the_mistake(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		struct told told = { 0 };
		const char *message = run(errors[i].text, "", NULL, 0, &told);

		assert_non_null(strstr(message, "report 'x': "));
		if (!strstr(message, errors[i].message))
			fail_msg("%s", message);
		assert_false(told.ended);
	}
}

static void stops_when_the_sink_does(void **state)
{
	(void)state;
	for (int at = 1; at <= 3; at++) {
		struct told told = { .fail_at = at };

		assert_string_equal(run(HEAD "SELECT 1 UNION SELECT 2", "", NULL, 0, &told),
				    "report 'x': full");
		assert_string_equal(told.rows, at == 1 ? "" : at == 2 ? "1" : "1 2");
		assert_int_equal(told.ended, at == 3);
	}
}

static void limits_rows(void **state)
{
	struct told told = { 0 };

	(void)state;
	assert_string_equal(run(HEAD
				"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
				" SELECT '' FROM n",
				"", NULL, 0, &told),
			    "report 'x': more than 1000000 rows");
	assert_false(told.ended);
}

/* --- A user's own SQL ------------------------------------------------------------------------ */

static void runs_a_users_sql(void **state)
{
	struct told told = { 0 };

	(void)state;
	assert_string_equal(run_sql("SELECT flow_id FROM flow ORDER BY 1 ; -- done\n;", &told), "");
	assert_true(told.is_sql);
	assert_int_equal(told.status, STATUS_COMPLETE);
	assert_string_equal(told.rows, "f g");
	told = (struct told){ 0 };
	assert_string_equal(run_sql("SELECT datetime(:as_of, 'unixepoch')", &told), "");
	assert_string_equal(told.rows, "2027-01-15 08:00:00");
}

static void refuses_a_users_wrong_sql(void **state)
{
	static const char *const cases[][2] = {
		{ "SELECT 1; SELECT 2", "surplus text after the statement: 'SELECT 2'" },
		{ "", "there is no SQL statement" },
		{ "SELECT colour FROM flow", "no such column: colour" },
		{ "SELECT :x", "there is no parameter ':x'" },
		{ "PRAGMA user_version", "'SELECT' is all that is allowed" },
		{ "SELECT sql FROM sqlite_schema", "'sqlite_master' cannot be read" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct told told = { 0 };

		assert_string_equal(run_sql(cases[i][0], &told), cases[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_the_evidence),
		cmocka_unit_test(does_not_evaluate_without_a_snapshot),
		cmocka_unit_test(binds_parameters_by_kind),
		cmocka_unit_test(refuses_values_of_another_kind),
		cmocka_unit_test(knows_the_kinds_of_columns),
		cmocka_unit_test(names_the_report_and_the_mistake),
		cmocka_unit_test(stops_when_the_sink_does),
		cmocka_unit_test(limits_rows),
		cmocka_unit_test(runs_a_users_sql),
		cmocka_unit_test(refuses_a_users_wrong_sql),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
