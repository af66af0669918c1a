/* SPDX-License-Identifier: MIT
 * What reports read beside the entities is made when it is named, follows the moment and the lists, and
 * lets nobody reach further than the guard does.
 */
#include "report_case.h"

#include "queries/supply.h"

static char said[4000];

static int begin(void *context, const struct result_head *head, struct error *err)
{
	(void)context;
	(void)head;
	(void)err;
	said[0] = '\0';
	return 0;
}

static int row(void *context, sqlite3_stmt *statement, struct error *err)
{
	size_t length = strlen(said);

	(void)context;
	(void)err;
	for (int i = 0; i < sqlite3_column_count(statement); i++) {
		const char *text = (const char *)sqlite3_column_text(statement, i);

		length += (size_t)snprintf(said + length, sizeof(said) - length, "%s%s",
					   i ? "|" : "", text ? text : "-");
	}
	snprintf(said + length, sizeof(said) - length, "\n");
	return 0;
}

static int end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

/* What the statement gives, or "! " and why not. */
static const char *ask(struct store *store, const char *sql)
{
	struct result_sink sink = { begin, row, end, NULL };
	struct error err = ERROR_INIT;

	if (sql_run(store, sql, &sink, &err) < 0)
		snprintf(said, sizeof(said), "! %s", err.text);
	return said;
}

static void lists_are_tables(void **state)
{
	struct error err = ERROR_INIT;
	struct store store;
	const struct list_cell cells[] = { { STR("domain"), STR("mail.example") } };
	const struct list_cell wrong[] = { { STR("nosuch"), STR("x") } };
	const struct list_cell evil[] = { { STR("domain); DROP TABLE x; --"), STR("x") } };

	(void)state;
	open_case(&store, "flow: flow_id=f\n");
	assert_string_not_equal(ask(&store, "SELECT count(*) FROM consumer_domain"), "0\n");
	assert_int_equal(list_clear(&store, STR("consumer_domain"), &err), 0);
	assert_int_equal(list_add(&store, STR("consumer_domain"), cells, 1, &err), 0);
	assert_string_equal(ask(&store, "SELECT domain FROM consumer_domain"), "mail.example\n");
	assert_int_equal(list_add(&store, STR("consumer_domain"), wrong, 1, &err), -1);
	assert_int_equal(list_add(&store, STR("consumer_domain"), evil, 1, &err), -1);
	assert_non_null(strstr(err.text, "is no name of a column"));
	assert_int_equal(list_clear(&store, STR("nosuch"), &err), -1);
	assert_string_equal(err.text, "there is no list 'nosuch'");
	store_close(&store);
}

static void earlier_states_and_changes(void **state)
{
	struct store store;

	(void)state;
	open_case(&store, "before flow: flow_id=f, state=started\nflow: flow_id=f, state=stopped\n");
	assert_string_equal(ask(&store, "SELECT flow_id, state FROM flow_before"), "f|started\n");
	assert_string_equal(ask(&store, "SELECT column_name, value_before, value_after FROM change"),
			    "state|started|stopped\n");
	store_close(&store);
}

static void derived_tables_follow_the_moment_and_the_lists(void **state)
{
	static const char sql[] = "SELECT principal_id, basis FROM service_account";
	const struct list_cell cells[] = { { STR("account"), STR("someone@corvid.example") } };
	struct error err = ERROR_INIT;
	struct store store;

	(void)state;
	open_case(&store, "before principal: principal_id=a, user_principal_name=svc-a@corvid.example\n"
			  "principal: principal_id=a, user_principal_name=someone@corvid.example\n");
	assert_string_equal(ask(&store, sql), "");
	assert_int_equal(store_set_moment(&store, true, MOMENT - WEEK, &err), 0);
	assert_string_equal(ask(&store, sql), "a|pattern\n");
	assert_int_equal(store_set_moment(&store, true, MOMENT, &err), 0);
	assert_string_equal(ask(&store, sql), "");
	assert_int_equal(list_clear(&store, STR("listed_service_account"), &err), 0);
	assert_int_equal(list_add(&store, STR("listed_service_account"), cells, 1, &err), 0);
	assert_string_equal(ask(&store, sql), "a|listed\n");
	store_close(&store);
}

/* Answers are remembered: one text's must not be given for another, nor a prefix's for the whole. */
static void each_text_has_its_own_answer(void **state)
{
	static const char sql[] =
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 5999)"
		" SELECT sum(m IS 'demo' AND i % 3 = 0), sum(m IS NULL AND i % 3 <> 0) FROM ("
		"  SELECT i, list_match('test_name', CASE i % 3 WHEN 0 THEN 'demo ' || (i / 3 % 700)"
		"   WHEN 1 THEN 'dem' WHEN 2 THEN printf('%0*d', i % 90, i) END) AS m FROM n)";
	struct error err = ERROR_INIT;
	struct store store;
	sqlite3_stmt *counts;

	(void)state;
	open_case(&store, "flow: flow_id=f\n");
	assert_int_equal(supply_once(&store, STR("test_name"), &err), 0);
	assert_int_equal(match_register(&store, &err), 0);
	counts = store_prepare(&store, &err, sql);
	assert_non_null(counts);
	assert_int_equal(store_step(counts, &err), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(counts, 0), 2000);
	assert_int_equal(sqlite3_column_int(counts, 1), 4000);
	sqlite3_finalize(counts);
	store_close(&store);
}

static void the_guard_stays(void **state)
{
	struct store store;

	(void)state;
	open_case(&store, "flow: flow_id=f\n");
	assert_non_null(strstr(ask(&store, "SELECT * FROM nosuch"), "no such table: nosuch"));
	assert_non_null(strstr(ask(&store, "SELECT * FROM nosuch_before"), "no such table"));
	assert_non_null(strstr(ask(&store, "SELECT list_match('consumer_domain', 'x')"), "! "));
	assert_non_null(strstr(ask(&store, "SELECT * FROM temp.derived"), "cannot be read"));
	assert_non_null(strstr(ask(&store, "DELETE FROM consumer_domain"), "! "));
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_tables),
		cmocka_unit_test(earlier_states_and_changes),
		cmocka_unit_test(derived_tables_follow_the_moment_and_the_lists),
		cmocka_unit_test(each_text_has_its_own_answer),
		cmocka_unit_test(the_guard_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
