/* SPDX-License-Identifier: MIT
 * Each count is remembered by itself: what a later scan does not know yet is all that it counts.
 */
#include "census.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "internal.h"
#include "known.h"

static const char objects[] = "objects", unresolved[] = "unresolved", filled_in[] = "filled in",
		  expected[] = "expected";

static struct known_question ask(const struct store *store, const struct entity *entity,
				 const char *what, int column)
{
	return (struct known_question){ entity->name, what,
					str_of(column < 0 ? "" : entity->columns[column].name),
					store->moment };
}

static bool recall(struct store *store, const struct entity *entity, const char *what, int column,
		   int64_t *value)
{
	struct known_question question = ask(store, entity, what, column);

	return known_recall(store, &question, value, NULL);
}

static void remember(struct store *store, const struct entity *entity, const char *what, int column,
		     int64_t value)
{
	struct known_question question = ask(store, entity, what, column);
	int64_t before;

	if (!known_recall(store, &question, &before, NULL))
		known_remember(store, &question, value, STR(""));
}

void census_expect(struct store *store, const struct entity *entity, int column)
{
	remember(store, entity, expected, column, true);
}

/* --- The scan ------------------------------------------------------------------------------ */

/* "a_id = a_ref OR b_id = b_ref": what was not resolved has kept the name that its source gave. */
static void print_unresolved(struct buffer *sql, const struct entity *entity)
{
	const char *or = "";

	buffer_puts(sql, ", count(CASE WHEN ");
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *column = &entity->columns[i];

		if (column->ref < 0)
			continue;
		buffer_printf(sql, "%s%s = %s", or, column->name, entity->columns[column->ref].name);
		or = " OR ";
	}
	buffer_printf(sql, "%s THEN 1 END)", *or ? "" : "FALSE");
}

static bool is_expected(struct store *store, const struct entity *entity, int column)
{
	int64_t value;

	return recall(store, entity, expected, column, &value) &&
	       !recall(store, entity, filled_in, column, &value);
}

struct counts {
	int64_t all, unresolved, filled; /* the last of the column that was asked for */
};

/* The column that is asked for, and those that are expected, get true. */
static void print_scan(struct buffer *sql, struct store *store, const struct entity *entity,
		       int column, bool *counted)
{
	int64_t known;

	buffer_puts(sql, "SELECT count(*)");
	if (recall(store, entity, unresolved, -1, &known))
		buffer_printf(sql, ", %lld", (long long)known);
	else
		print_unresolved(sql, entity);
	for (int i = 0; i < (int)entity->data_count; i++) {
		counted[i] = i == column || is_expected(store, entity, i);
		if (counted[i])
			buffer_printf(sql, ", count(%s)", entity->columns[i].name);
	}
	buffer_printf(sql, " FROM %s", entity->name);
}

static void read_scan(struct store *store, const struct entity *entity, int column,
		      const bool *counted, sqlite3_stmt *row, struct counts *counts)
{
	int at = 0;

	counts->all = sqlite3_column_int64(row, at++);
	counts->unresolved = sqlite3_column_int64(row, at++);
	remember(store, entity, objects, -1, counts->all);
	remember(store, entity, unresolved, -1, counts->unresolved);
	for (int i = 0; i < (int)entity->data_count; i++) {
		int64_t filled = counted[i] ? sqlite3_column_int64(row, at++) : 0;

		if (counted[i])
			remember(store, entity, filled_in, i, filled);
		if (i == column)
			counts->filled = filled;
	}
}

/* `column` -1: none. */
static int scan(struct store *store, const struct entity *entity, int column, struct counts *counts,
		struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	bool *counted = memory_alloc((entity->data_count + 1) * sizeof(*counted));
	sqlite3_stmt *query;
	int code = -1;

	print_scan(&sql, store, entity, column, counted);
	query = store_prepare(store, err, sql.data);
	if (query)
		code = store_step(query, err);
	if (code == SQLITE_ROW)
		read_scan(store, entity, column, counted, query, counts);
	sqlite3_finalize(query);
	buffer_release(&sql);
	free(counted);
	return code == SQLITE_ROW ? 0 : -1;
}

int census_of_column(struct store *store, const struct entity *entity, int column, int64_t *all,
		     int64_t *filled, struct error *err)
{
	struct counts counts = { 0 };

	if (recall(store, entity, objects, -1, all) &&
	    recall(store, entity, filled_in, column, filled))
		return 0;
	if (scan(store, entity, column, &counts, err) < 0)
		return -1;
	*all = counts.all;
	*filled = counts.filled;
	return 0;
}

int census_unresolved(struct store *store, const struct entity *entity, int64_t *count,
		      struct error *err)
{
	struct counts counts = { 0 };

	if (recall(store, entity, unresolved, -1, count))
		return 0;
	if (scan(store, entity, -1, &counts, err) < 0)
		return -1;
	*count = counts.unresolved;
	return 0;
}
