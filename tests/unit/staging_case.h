/* SPDX-License-Identifier: MIT
 * A store for each case, and imports of a few flows into it.
 */
#ifndef TESTS_UNIT_STAGING_CASE_H
#define TESTS_UNIT_STAGING_CASE_H

#include "store_case.h"

static struct store store;
static struct hand hand;

static inline int open_store(void **state)
{
	(void)state;
	open_memory(&store);
	return 0;
}

static inline int close_store(void **state)
{
	(void)state;
	store_close(&store);
	return 0;
}

/* A file with up to two flows. */
static inline void begin_flows(const char *hash, const char *first, const char *second)
{
	begin(&hand, &store, hash);
	if (first)
		put(&hand, "flow", first);
	if (second)
		put(&hand, "flow", second);
}

static inline void whole_snapshot(int64_t at, const char *hash, const char *first, const char *second)
{
	begin_flows(hash, first, second);
	cover_tenant(&hand, "flow");
	commit(&hand, at);
}

#define test(f) cmocka_unit_test_setup_teardown(f, open_store, close_store)

#endif
