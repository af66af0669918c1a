/* SPDX-License-Identifier: MIT
 * Each count is right whatever else is expected, and what is expected costs no scan of its own.
 */
#include "staging_case.h"

#include "store/census.h"

static int scans;

static int count_scan(unsigned event, void *context, void *statement, void *text)
{
	(void)event;
	(void)context;
	(void)statement;
	scans += strncmp(text, "SELECT count(*)", strlen("SELECT count(*)")) == 0;
	return 0;
}

static const struct entity *flow(int *column, const char *name)
{
	const struct entity *entity = entity_of(&store, "flow");

	*column = entity_column(entity, str_of(name));
	return entity;
}

static void expect_column(const char *name)
{
	int column;
	const struct entity *entity = flow(&column, name);

	census_expect(&store, entity, column);
}

static void filled(const char *name, int64_t wanted)
{
	struct error err = ERROR_INIT;
	int64_t all = -1, got = -1;
	int column;
	const struct entity *entity = flow(&column, name);

	if (census_of_column(&store, entity, column, &all, &got, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(all, 3);
	assert_int_equal(got, wanted);
}

static void unresolved(const char *name, int64_t wanted)
{
	struct error err = ERROR_INIT;
	int64_t got = -1;

	if (census_unresolved(&store, entity_of(&store, name), &got, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(got, wanted);
}

static void import_three(void)
{
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=e1, state=started, trigger_type=Request");
	put(&hand, "flow",
	    "flow_id=f2, environment_id=environment.coe_row_id:r, environment_ref=environment.coe_row_id:r,"
	    " state=stopped");
	put(&hand, "flow", "flow_id=f3, trigger_type=Request, display_name=C");
	commit(&hand, 100);
	scans = 0;
	sqlite3_trace_v2(store.db, SQLITE_TRACE_STMT, count_scan, NULL);
}

static void each_column_has_its_own_count(void **state)
{
	(void)state;
	import_three();
	expect_column("display_name");
	expect_column("trigger_type");
	filled("environment_id", 2);
	filled("display_name", 1);
	filled("trigger_type", 2);
	filled("owner_id", 0);
	unresolved("flow", 1);
}

static void what_is_expected_is_counted_with_the_first(void **state)
{
	(void)state;
	import_three();
	expect_column("display_name");
	unresolved("flow", 1);
	filled("display_name", 1);
	assert_int_equal(scans, 1);
	filled("state", 2);
	filled("state", 2);
	assert_int_equal(scans, 2);
}

static void what_refers_to_nothing_is_resolved(void **state)
{
	(void)state;
	import_three();
	unresolved("tenant", 0);
	unresolved("environment", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(each_column_has_its_own_count),
		test(what_is_expected_is_counted_with_the_first),
		test(what_refers_to_nothing_is_resolved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
