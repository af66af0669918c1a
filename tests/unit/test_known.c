/* SPDX-License-Identifier: MIT
 * What was judged is known to the store and its twin, until somebody writes or another moment is shown.
 */
#include "store_case.h"

#include "scratch.h"
#include "store/known.h"

static const struct known_question question = { "flow", "column", { "state", 5 }, 100 };

static bool knows(struct store *store, int64_t expected)
{
	struct buffer why = BUFFER_INIT(MIB);
	int64_t value = -1;
	bool known = known_recall(store, &question, &value, &why);

	if (known) {
		assert_int_equal(value, expected);
		assert_int_equal(why.length, strlen("so it is"));
		assert_memory_equal(why.data, "so it is", why.length);
	}
	buffer_release(&why);
	return known;
}

static void opens(struct store *store, enum store_mode mode)
{
	struct error err = ERROR_INIT;

	if (store_open(store, in_folder("a.db"), mode, &err) < 0)
		fail_msg("%s", err.text);
}

static void make_store(void)
{
	struct store store;

	opens(&store, STORE_WRITE);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	store_close(&store);
}

static void only_the_same_question_is_known(void **state)
{
	struct known_question other = question;
	struct store store;
	int64_t value;

	(void)state;
	make_store();
	opens(&store, STORE_READ);
	assert_false(knows(&store, 0));
	known_remember(&store, &question, 2, STR("so it is"));
	assert_true(knows(&store, 2));
	other.moment = 200;
	assert_false(known_recall(&store, &other, &value, NULL));
	other = question;
	other.name = STR("stat");
	assert_false(known_recall(&store, &other, &value, NULL));
	known_forget(&store);
	assert_false(knows(&store, 2));
	store_close(&store);
}

static void open_both(struct store *store, struct store *twin)
{
	struct error err = ERROR_INIT;

	make_store();
	opens(store, STORE_READ);
	if (store_twin(store, twin, &err) < 0)
		fail_msg("%s", err.text);
}

/* Names and all: those of the twin go with it. */
static void a_twin_shares_it_and_leaves_it_behind(void **state)
{
	struct store store, twin;

	(void)state;
	open_both(&store, &twin);
	known_remember(&twin, &question, 2, STR("so it is"));
	assert_true(knows(&store, 2));
	assert_true(knows(&twin, 2));
	store_close(&twin);
	assert_true(knows(&store, 2));
	store_close(&store);
}

static void who_shows_another_moment_knows_nothing_of_it(void **state)
{
	struct error err = ERROR_INIT;
	struct store store, twin;

	(void)state;
	open_both(&store, &twin);
	known_remember(&store, &question, 2, STR("so it is"));
	assert_int_equal(store_set_moment(&twin, true, 150, &err), 0);
	assert_false(knows(&twin, 2));
	known_remember(&twin, &question, 3, STR("so it is"));
	assert_true(knows(&store, 2));
	assert_true(knows(&twin, 3));
	store_close(&twin);
	store_close(&store);
}

static void what_others_write_makes_it_unknown(void **state)
{
	struct store store, writer;

	(void)state;
	make_store();
	opens(&store, STORE_READ);
	known_remember(&store, &question, 2, STR("so it is"));
	assert_true(knows(&store, 2));
	opens(&writer, STORE_WRITE);
	write_snapshot(&writer, "h2", 200, "flow_id=f2");
	store_close(&writer);
	expect(&store, "SELECT count(*) FROM snapshot", "2");
	assert_false(knows(&store, 2));
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(only_the_same_question_is_known),
		test_in_folder(a_twin_shares_it_and_leaves_it_behind),
		test_in_folder(who_shows_another_moment_knows_nothing_of_it),
		test_in_folder(what_others_write_makes_it_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
