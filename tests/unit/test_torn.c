/* SPDX-License-Identifier: MIT
 * What is left when a process dies while it writes.
 */
#include "store_case.h"

#include "base/platform.h"
#include "scratch.h"

static void opens(struct store *store, enum store_mode mode)
{
	struct error err = ERROR_INIT;

	if (store_open(store, in_folder("s.db"), mode, &err) < 0)
		fail_msg("%s", err.text);
}

/* More than the pages that are kept in memory, so that some reach the file before the end. */
static void die_while_writing(void)
{
	struct error err = ERROR_INIT;
	struct store store;

	opens(&store, STORE_WRITE);
	store_exec(&store, &err,
		   "PRAGMA cache_size = 1; BEGIN; CREATE TABLE torn (t TEXT);"
		   "INSERT INTO torn WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		   " WHERE i < 500) SELECT hex(zeroblob(1000)) FROM n;");
	_exit(0);
}

static void what_a_dead_process_began_is_undone_for_readers_too(void **state)
{
	struct error err = ERROR_INIT;
	struct file_facts journal;
	struct store store;
	pid_t child;
	int status;

	(void)state;
	opens(&store, STORE_WRITE);
	store_close(&store);
	child = fork();
	if (child == 0)
		die_while_writing();
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(platform_file_facts(in_folder("s.db-journal"), &journal, &err), 0);
	assert_true(journal.bytes > 0);
	opens(&store, STORE_READ);
	expect(&store, "SELECT count(*) FROM sqlite_schema WHERE name = 'torn'", "0");
	assert_int_equal(store_verify(&store, &err), 0);
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_a_dead_process_began_is_undone_for_readers_too, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
