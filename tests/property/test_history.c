/* SPDX-License-Identifier: MIT
 * History does not depend on the order in which snapshots are imported: random tenants, random
 * snapshots with partial coverage and references by other names, random permutations, and the
 * canonical dumps must be the same. A failure prints the seed and the two dumps.
 */
#include "random_tenant.h"

enum { ROUNDS = 80 };

static char *dump(struct store *store)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	struct error err = ERROR_INIT;

	assert_int_equal(store_dump(store, out, &err), 0);
	fclose(out);
	if (store_verify(store, &err) < 0)
		fail_msg("%s", err.text);
	return text;
}

static char *import_in_order(const struct snapshot *snapshots, const int *order)
{
	struct store store;
	struct error err = ERROR_INIT;
	char *text;

	if (store_open(&store, NULL, STORE_MEMORY, &err) < 0)
		fail_msg("%s", err.text);
	for (int i = 0; i < SNAPSHOTS; i++)
		import(&store, &snapshots[order[i]], (order[i] + 1) * SPACING);
	text = dump(&store);
	store_close(&store);
	return text;
}

/* What the store is without one of them, or after that one was imported and forgotten. */
static char *import_without(const struct snapshot *snapshots, const int *order, int left_out,
			    bool by_forgetting)
{
	struct store store;
	struct error err = ERROR_INIT;
	char *text;

	if (store_open(&store, NULL, STORE_MEMORY, &err) < 0)
		fail_msg("%s", err.text);
	for (int i = 0; i < SNAPSHOTS; i++)
		if (by_forgetting || order[i] != left_out)
			import(&store, &snapshots[order[i]], (order[i] + 1) * SPACING);
	if (by_forgetting && store_forget(&store, (left_out + 1) * SPACING, &err) < 0)
		fail_msg("%s", err.text);
	text = dump(&store);
	store_close(&store);
	return text;
}

static void shuffle(int *order)
{
	for (int i = SNAPSHOTS - 1; i > 0; i--) {
		int k = (int)pick((unsigned)i + 1), kept = order[i];

		order[i] = order[k];
		order[k] = kept;
	}
}

static void any_order_gives_the_same_store(void **unused)
{
	static struct snapshot snapshots[SNAPSHOTS];

	(void)unused;
	for (unsigned round = 0; round < ROUNDS; round++) {
		int order[SNAPSHOTS] = { 0, 1, 2, 3, 4 };
		char *straight, *shuffled;

		state = round;
		one_name = false;
		for (int i = 0; i < SNAPSHOTS; i++)
			make_snapshot(&snapshots[i]);
		straight = import_in_order(snapshots, order);
		shuffle(order);
		shuffled = import_in_order(snapshots, order);
		if (strcmp(straight, shuffled) != 0)
			fail_msg("seed %u, order %d %d %d %d %d\n--- in order\n%s\n--- shuffled\n%s",
				 round, order[0], order[1], order[2], order[3], order[4], straight,
				 shuffled);
		free(straight);
		free(shuffled);
	}
}

static void forgetting_undoes_an_import(void **unused)
{
	static struct snapshot snapshots[SNAPSHOTS];

	(void)unused;
	for (unsigned round = 0; round < ROUNDS / 2; round++) {
		int order[SNAPSHOTS] = { 0, 1, 2, 3, 4 }, left_out;
		char *without, *forgotten;

		state = round + 1000;
		one_name = true;
		for (int i = 0; i < SNAPSHOTS; i++)
			make_snapshot(&snapshots[i]);
		shuffle(order);
		left_out = (int)pick(SNAPSHOTS);
		without = import_without(snapshots, order, left_out, false);
		forgotten = import_without(snapshots, order, left_out, true);
		if (strcmp(without, forgotten) != 0)
			fail_msg("seed %u, without %d\n--- never imported\n%s\n--- forgotten\n%s",
				 round, left_out, without, forgotten);
		free(without);
		free(forgotten);
	}
}

static void forgets_only_what_it_holds(void **unused)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)unused;
	assert_int_equal(store_open(&store, NULL, STORE_MEMORY, &err), 0);
	assert_int_equal(store_forget(&store, 100, &err), -1);
	assert_string_equal(err.text, "there is no snapshot at that time");
	store_close(&store);
}

static void same_snapshot_twice_changes_nothing(void **unused)
{
	static struct snapshot snapshot;

	(void)unused;
	for (unsigned round = 0; round < ROUNDS / 4; round++) {
		struct store store;
		struct error err = ERROR_INIT;
		char *once, *twice;

		state = round;
		make_snapshot(&snapshot);
		assert_int_equal(store_open(&store, NULL, STORE_MEMORY, &err), 0);
		import(&store, &snapshot, 100);
		once = dump(&store);
		import(&store, &snapshot, 100);
		twice = dump(&store);
		assert_string_equal(once, twice);
		free(once);
		free(twice);
		store_close(&store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_order_gives_the_same_store),
		cmocka_unit_test(same_snapshot_twice_changes_nothing),
		cmocka_unit_test(forgetting_undoes_an_import),
		cmocka_unit_test(forgets_only_what_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
