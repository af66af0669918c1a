/* SPDX-License-Identifier: MIT
 * A second connection shows what the first one shows, whether that reads or writes.
 */
#include "store_case.h"

#include "scratch.h"

static int64_t ask(struct store *store, const char *sql)
{
	struct error err = ERROR_INIT;
	int64_t value = -1;

	if (store_int64(store, &err, sql, 0, &value) < 0)
		fail_msg("%s", err.text);
	return value;
}

static void shows_the_same(enum store_mode mode)
{
	struct store store, twin;
	struct error err = ERROR_INIT;

	assert_int_equal(store_open(&store, in_folder("a.db"), mode, &err), 0);
	assert_int_equal(store_set_moment(&store, true, 100, &err), 0);
	assert_int_equal(store_exec(&store, &err, "CREATE TEMP TABLE list AS SELECT 7 AS number"), 0);
	if (store_twin(&store, &twin, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(twin.moment, 100);
	assert_int_equal(ask(&twin, "SELECT at FROM moment"), 100);
	assert_int_equal(ask(&twin, "SELECT count(*) FROM flow WHERE flow_id = 'f1'"), 1);
	assert_int_equal(ask(&twin, "SELECT number FROM list"), 7);
	assert_int_equal(store_exec(&store, &err, "DROP TABLE temp.list"), 0);
	assert_int_equal(ask(&twin, "SELECT number FROM list"), 7);
	store_close(&twin);
	store_close(&store);
}

static void a_twin_shows_the_same(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(store_open(&store, in_folder("a.db"), STORE_WRITE, &err), 0);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	write_snapshot(&store, "h2", 200, "flow_id=f2");
	store_close(&store);
	shows_the_same(STORE_READ);
	shows_the_same(STORE_WRITE);
}

static void a_store_in_memory_has_none(void **state)
{
	struct store store, twin;
	struct error err = ERROR_INIT;

	(void)state;
	open_memory(&store);
	assert_int_equal(store_twin(&store, &twin, &err), -1);
	assert_string_equal(err.text, "a store in memory has no twin");
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_twin_shows_the_same),
		cmocka_unit_test(a_store_in_memory_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
