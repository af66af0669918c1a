/* SPDX-License-Identifier: MIT
 * What reports name is found in their text, through views and tables, and two hands make all of it once.
 */
#include "shelf_case.h"

#include <pthread.h>

#include "queries/ahead.h"

struct hands {
	struct pair pair;
	struct ahead *ahead;
};

static struct ahead *ahead_of(const char *sql)
{
	static struct report report;
	static const struct report *const reports[] = { &report };

	report = (struct report){ .id = "x", .sql = sql };
	return ahead_new(reports, 1);
}

static void *work_there(void *context)
{
	struct hands *hands = context;

	ahead_work(hands->ahead, &hands->pair.other);
	return NULL;
}

static void work(struct hands *hands, const char *sql)
{
	pthread_t thread;

	open_pair(&hands->pair);
	hands->ahead = ahead_of(sql);
	assert_non_null(hands->ahead);
	assert_int_equal(pthread_create(&thread, NULL, work_there, hands), 0);
	ahead_work(hands->ahead, &hands->pair.one);
	pthread_join(thread, NULL);
	ahead_free(hands->ahead);
}

static void two_hands_make_all_that_is_named(void **state)
{
	struct hands hands;

	(void)state;
	work(&hands, "SELECT * FROM dlp_finding JOIN flow_home USING (flow_id)");
	assert_int_equal(ask(&hands.pair.one, "SELECT count(*) FROM dlp_finding"), 0);
	assert_int_equal(ask(&hands.pair.other, "SELECT count(*) FROM dlp_finding"), 0);
	assert_int_equal(ask(&hands.pair.one, "SELECT count(*) FROM dlp_kit"), 0);
	assert_int_equal(ask(&hands.pair.other, "SELECT count(*) FROM flow_home"), 0);
	assert_int_equal(ask(&hands.pair.one, "SELECT count(*) FROM mail_recipient"), -1);
	close_pair(&hands.pair);
}

/* dlp_class names used_connector. */
static void one_hand_is_enough(void **state)
{
	struct pair pair;
	struct ahead *ahead = ahead_of("SELECT 1 FROM dlp_class\nLEFT join\n-- both\n  dlp_rule_hit ON 1");

	(void)state;
	open_pair(&pair);
	assert_non_null(ahead);
	ahead_work(ahead, &pair.one);
	assert_int_equal(ask(&pair.other, "SELECT count(*) FROM dlp_class"), 0);
	assert_int_equal(ask(&pair.other, "SELECT count(*) FROM dlp_rule_hit"), 0);
	assert_int_equal(ask(&pair.other, "SELECT count(*) FROM used_connector"), 0);
	ahead_work(ahead, &pair.other); /* nothing is left */
	ahead_free(ahead);
	close_pair(&pair);
}

static void one_table_is_not_worth_a_second_hand(void **state)
{
	(void)state;
	assert_null(ahead_of("SELECT 1 FROM flow_call"));
	assert_null(ahead_of("SELECT flow_home, ' FROM flow_home', 'it''s' FROM flow_call"));
	assert_null(ahead_of("SELECT 1 FROM flow -- FROM flow_call JOIN flow_home\n JOIN app"));
	assert_null(ahead_of(""));
}

/* What the table reads is there, and is not what it should be: the report will tell. */
static void what_cannot_be_made_is_passed_over(void **state)
{
	struct error err = ERROR_INIT;
	struct hands hands;
	struct ahead *ahead = ahead_of("SELECT 1 FROM flow_call_closure JOIN flow_home");

	(void)state;
	open_pair(&hands.pair);
	assert_non_null(ahead);
	assert_int_equal(store_exec(&hands.pair.one, &err, "CREATE TEMP TABLE flow_call (x)"), 0);
	ahead_work(ahead, &hands.pair.one);
	ahead_free(ahead);
	assert_int_equal(ask(&hands.pair.one, "SELECT count(*) FROM flow_call_closure"), -1);
	assert_int_equal(ask(&hands.pair.one, "SELECT count(*) FROM flow_home"), 0);
	close_pair(&hands.pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(two_hands_make_all_that_is_named),
		test_in_folder(one_hand_is_enough),
		cmocka_unit_test(one_table_is_not_worth_a_second_hand),
		test_in_folder(what_cannot_be_made_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
