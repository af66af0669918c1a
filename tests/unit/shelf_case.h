/* SPDX-License-Identifier: MIT
 * An empty store, opened twice, with a shelf between the two connections; the test works in a scratch folder.
 */
#ifndef SHELF_CASE_H
#define SHELF_CASE_H

#include "store_case.h"

#include "scratch.h"
#include "store/shelf.h"

struct pair {
	struct store one, other;
	struct shelf *shelf;
};

static inline void open_pair(struct pair *pair)
{
	struct error err = ERROR_INIT;

	assert_int_equal(store_open(&pair->one, in_folder("a.db"), STORE_WRITE, &err), 0);
	store_close(&pair->one);
	assert_int_equal(store_open(&pair->one, in_folder("a.db"), STORE_READ, &err), 0);
	assert_int_equal(store_twin(&pair->one, &pair->other, &err), 0);
	setenv("TMPDIR", folder, 1);
	pair->shelf = shelf_new(&pair->one, &pair->other, &err);
	unsetenv("TMPDIR");
	if (pair->shelf == NULL)
		fail_msg("%s", err.text);
}

static inline void close_pair(struct pair *pair)
{
	shelf_free(pair->shelf);
	store_close(&pair->other);
	store_close(&pair->one);
}

/* -1 when there is no such table */
static inline int64_t ask(struct store *store, const char *sql)
{
	struct error err = ERROR_INIT;
	int64_t value = -1;

	store_int64(store, &err, sql, 0, &value);
	return value;
}

#endif
