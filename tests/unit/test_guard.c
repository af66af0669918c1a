/* SPDX-License-Identifier: MIT
 * The guard: what report SQL and a user's SQL may do, and for how long.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "queries/guard.h"

static struct store store;

static int open_store(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	return store_open(&store, NULL, STORE_MEMORY, &err);
}

static int close_store(void **state)
{
	(void)state;
	store_close(&store);
	return 0;
}

/* The refusal, or "" when the statement may be prepared, or SQLite's own word. */
static const char *refusal(struct guard *guard, enum guarded guarded, const char *sql)
{
	static char message[200];
	sqlite3_stmt *statement = NULL;
	int code;

	guard_begin(guard, &store, guarded, 10);
	code = sqlite3_prepare_v2(store.db, sql, -1, &statement, NULL);
	snprintf(message, sizeof(message), "%s", sqlite3_errmsg(store.db));
	sqlite3_finalize(statement);
	guard_end(guard);
	if (code == SQLITE_OK)
		return "";
	return guard->refusal[0] ? guard->refusal : message;
}

static void allows_reading(void **state)
{
	static const char *const allowed[] = {
		"SELECT * FROM flow",
		"SELECT flow_id, valid_to FROM flow_version",
		"SELECT count(*) FROM role_assignment",
		"SELECT s.snapshot_at, f.path, r.reason FROM snapshot s, source_file f, reject r",
		"SELECT 1 FROM coverage WHERE entity = 'principal'",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
		" SELECT sum(i), count(*) FROM n",
		"WITH mine AS (SELECT * FROM app) SELECT count(*) FROM mine",
		"SELECT lower(display_name) || substr('x', 1, 2), rank() OVER (ORDER BY flow_id)"
		" FROM flow WHERE display_name LIKE '%a%' AND coalesce(state, '') <> 'x'",
		"SELECT LOWER('X'), json_extract('{}', '$.a')",
		"VALUES (1), (2)",
		"EXPLAIN QUERY PLAN SELECT * FROM flow",
		"SELECT main.flow.flow_id FROM main.flow",
	};
	struct guard guard;

	(void)state;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++) {
		assert_string_equal(refusal(&guard, GUARD_REPORT, allowed[i]), "");
		assert_string_equal(refusal(&guard, GUARD_USER, allowed[i]), "");
	}
}

static const struct {
	const char *sql, *refusal; /* NULL: any */
} refused[] = {
	{ "INSERT INTO snapshot VALUES (1, '', '', 1, '')", "'SELECT' is all that is allowed" },
	{ "UPDATE flow_version SET state = 'x'", "'SELECT' is all that is allowed" },
	{ "DELETE FROM coverage", "'SELECT' is all that is allowed" },
	{ "CREATE TABLE x (a)", "'SELECT' is all that is allowed" },
	{ "CREATE TEMP TABLE x (a)", "'SELECT' is all that is allowed" },
	{ "CREATE TEMP VIEW flow AS SELECT 1", "'SELECT' is all that is allowed" },
	{ "CREATE VIRTUAL TABLE x USING fts5(a)", "'SELECT' is all that is allowed" },
	{ "DROP TABLE coverage", "'SELECT' is all that is allowed" },
	{ "ATTACH '/tmp/stocktake-guard.db' AS x", "'SELECT' is all that is allowed" },
	{ "DETACH main", "'SELECT' is all that is allowed" },
	{ "PRAGMA user_version = 7", "'SELECT' is all that is allowed" },
	{ "PRAGMA table_info(flow)", "'SELECT' is all that is allowed" },
	{ "BEGIN", "'SELECT' is all that is allowed" },
	{ "SAVEPOINT x", "'SELECT' is all that is allowed" },
	{ "ANALYZE", "'SELECT' is all that is allowed" },
	{ "REINDEX", "'SELECT' is all that is allowed" },
	{ "SELECT load_extension('x')", "'load_extension' is no allowed function" },
	{ "SELECT readfile('/etc/passwd')", "no such function: readfile" },
	{ "SELECT randomblob(9)", "'randomblob' is no allowed function" },
	{ "SELECT zeroblob(999999999)", "'zeroblob' is no allowed function" },
	{ "SELECT current_timestamp", "'current_timestamp' is no allowed function" },
	{ "SELECT sqlite_version()", "'sqlite_version' is no allowed function" },
	{ "SELECT fts3_tokenizer('x')", "'fts3_tokenizer' is no allowed function" },
	{ "SELECT sql FROM sqlite_schema", "'sqlite_master' cannot be read" },
	{ "SELECT count(*) FROM sqlite_master", "'sqlite_master' cannot be read" },
	{ "SELECT name FROM temp.sqlite_temp_schema", "'sqlite_temp_master' cannot be read" },
	{ "SELECT * FROM pragma_table_info('flow')", NULL }, /* SQLite's word depends on its age */
	{ "SELECT count(*) FROM pragma_function_list", NULL },
	{ "SELECT * FROM json_each('[1]')", NULL },
	{ "WITH sqlite_x AS (SELECT name FROM sqlite_schema) SELECT * FROM sqlite_x",
	  "'sqlite_master' cannot be read" },
};

static void refuses_everything_else(void **state)
{
	struct guard guard;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *found = refusal(&guard, GUARD_USER, refused[i].sql);

		assert_string_not_equal(found, "");
		if (refused[i].refusal)
			assert_string_equal(found, refused[i].refusal);
	}
}

static void keeps_the_clock_from_reports(void **state)
{
	struct guard guard;

	(void)state;
	assert_string_equal(refusal(&guard, GUARD_USER, "SELECT datetime(1, 'unixepoch')"), "");
	assert_string_equal(refusal(&guard, GUARD_REPORT, "SELECT datetime(1, 'unixepoch')"),
			    "'datetime' is no allowed function");
}

static const char endless[] =
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
	" SELECT count(*) FROM n";

static void ends_what_takes_too_long(void **state)
{
	sqlite3_stmt *statement = NULL;
	struct guard guard;

	(void)state;
	guard_begin(&guard, &store, GUARD_REPORT, 0.05);
	assert_int_equal(sqlite3_prepare_v2(store.db, endless, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_INTERRUPT);
	assert_true(guard.is_late);
	sqlite3_finalize(statement);
	guard_end(&guard);
}

static void limits_the_size_of_a_value(void **state)
{
	static const char large[] =
		"SELECT length(replace(printf('%1000000d', 1), ' ', printf('%100d', 1)))";
	sqlite3_stmt *statement = NULL;
	struct guard guard;

	(void)state;
	guard_begin(&guard, &store, GUARD_USER, 10);
	assert_int_equal(sqlite3_prepare_v2(store.db, large, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_TOOBIG);
	sqlite3_finalize(statement);
	guard_end(&guard);
}

static void leaves_the_connection_as_it_was(void **state)
{
	int limit = sqlite3_limit(store.db, SQLITE_LIMIT_LENGTH, -1);
	struct error err = ERROR_INIT;
	struct guard guard;

	(void)state;
	guard_begin(&guard, &store, GUARD_REPORT, 10);
	assert_int_equal(store_exec(&store, &err, "CREATE TEMP TABLE x (a)"), -1);
	guard_end(&guard);
	assert_int_equal(sqlite3_limit(store.db, SQLITE_LIMIT_LENGTH, -1), limit);
	assert_int_equal(store_exec(&store, &err, "CREATE TEMP TABLE x (a); DROP TABLE x"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allows_reading),
		cmocka_unit_test(refuses_everything_else),
		cmocka_unit_test(keeps_the_clock_from_reports),
		cmocka_unit_test(ends_what_takes_too_long),
		cmocka_unit_test(limits_the_size_of_a_value),
		cmocka_unit_test(leaves_the_connection_as_it_was),
	};

	return cmocka_run_group_tests(tests, open_store, close_store);
}
