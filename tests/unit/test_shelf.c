/* SPDX-License-Identifier: MIT
 * Two connections share the tables that either makes: nothing is made twice, nothing is seen half made, and no
 * file stays.
 */
#include "shelf_case.h"

#include <dirent.h>
#include <pthread.h>

static void make_table(struct store *store, const char *name)
{
	struct error err = ERROR_INIT;

	assert_int_equal(store_execf(store, &err, "CREATE TABLE %s.%s AS SELECT 7 AS number",
				     shelf_schema(store), name),
			 0);
}

static void what_one_makes_the_other_reads(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	assert_true(shelf_claim(&pair.one, STR("a")));
	make_table(&pair.one, "a");
	shelf_settle(&pair.one, STR("a"), true);
	assert_false(shelf_claim(&pair.other, STR("a")));
	assert_int_equal(ask(&pair.other, "SELECT number FROM a"), 7);
	assert_true(shelf_claim(&pair.other, STR("b")));
	make_table(&pair.other, "b");
	shelf_settle(&pair.other, STR("b"), true);
	assert_int_equal(ask(&pair.one, "SELECT a.number + b.number FROM a, b"), 14);
	close_pair(&pair);
}

static int count_files(const char *path)
{
	DIR *entries = opendir(path);
	int count = 0;

	assert_non_null(entries);
	for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
		count += entry->d_name[0] != '.';
	closedir(entries);
	return count;
}

static void it_leaves_nothing(void **state)
{
	struct pair pair;
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	open_pair(&pair);
	make_table(&pair.one, "a");
	assert_int_equal(count_files(folder), 1);
	shelf_free(pair.shelf);
	assert_string_equal(shelf_schema(&pair.one), "temp");
	assert_int_equal(ask(&pair.one, "SELECT number FROM a"), -1);
	store_close(&pair.other);
	store_close(&pair.one);
	assert_int_equal(store_open(&store, in_folder("a.db"), STORE_READ, &err), 0);
	assert_int_equal(ask(&store, "SELECT number FROM a"), -1);
	store_close(&store);
}

static void the_store_itself_cannot_be_written(void **state)
{
	struct pair pair;
	struct error err = ERROR_INIT;

	(void)state;
	open_pair(&pair);
	assert_int_equal(store_exec(&pair.one, &err, "CREATE TABLE main.a (x)"), -1);
	assert_non_null(strstr(err.text, "readonly"));
	close_pair(&pair);
}

static void where_one_fails_the_other_may_try(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	assert_true(shelf_claim(&pair.one, STR("a")));
	shelf_settle(&pair.one, STR("a"), false);
	assert_true(shelf_claim(&pair.other, STR("a")));
	shelf_settle(&pair.other, STR("a"), false);
	close_pair(&pair);
}

static void *read_when_made(void *context)
{
	struct pair *pair = context;
	int64_t *value = malloc(sizeof(*value));

	*value = shelf_claim(&pair->other, STR("a")) ? -2 : ask(&pair->other, "SELECT number FROM a");
	return value;
}

static void who_comes_second_waits(void **state)
{
	struct pair pair;
	pthread_t second;
	void *value;

	(void)state;
	open_pair(&pair);
	assert_true(shelf_claim(&pair.one, STR("a")));
	assert_int_equal(pthread_create(&second, NULL, read_when_made, &pair), 0);
	make_table(&pair.one, "a");
	shelf_settle(&pair.one, STR("a"), true);
	assert_int_equal(pthread_join(second, &value), 0);
	assert_int_equal(*(int64_t *)value, 7);
	free(value);
	close_pair(&pair);
}

static void without_a_shelf_tables_are_temporary(void **state)
{
	struct store store;

	(void)state;
	open_memory(&store);
	assert_string_equal(shelf_schema(&store), "temp");
	assert_true(shelf_claim(&store, STR("a")));
	shelf_settle(&store, STR("a"), true);
	assert_true(shelf_claim(&store, STR("a")));
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(what_one_makes_the_other_reads),
		test_in_folder(it_leaves_nothing),
		test_in_folder(the_store_itself_cannot_be_written),
		test_in_folder(where_one_fails_the_other_may_try),
		test_in_folder(who_comes_second_waits),
		cmocka_unit_test(without_a_shelf_tables_are_temporary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
