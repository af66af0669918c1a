/* SPDX-License-Identifier: MIT
 * Lines of the plan that say something, found by fingerprint.
 */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/timestamp.h"

struct plan_item {
	char *fingerprint, *assigned_to, *due_at, *comment; /* in the arena; '' when not filled in */
};

static char *keep(struct plan *plan, sqlite3_stmt *row, int column)
{
	struct str text = column_str(row, column);

	return arena_copy(&plan->arena, text.data ? text.data : "", text.length);
}

static char *keep_time(struct plan *plan, sqlite3_stmt *row, int column)
{
	char text[TIMESTAMP_SIZE] = "";

	if (sqlite3_column_type(row, column) != SQLITE_NULL)
		timestamp_format(sqlite3_column_int64(row, column), text);
	return arena_copy(&plan->arena, text, strlen(text));
}

int plan_read(struct plan *plan, struct store *store, struct error *err)
{
	sqlite3_stmt *statement = store_prepare(
		store, err,
		"SELECT fingerprint, assigned_to, due_at, comment FROM plan_item"
		" WHERE COALESCE(assigned_to, due_at, comment) IS NOT NULL ORDER BY fingerprint");
	int step;

	if (!statement)
		return -1;
	while ((step = store_step(statement, err)) == SQLITE_ROW) {
		plan->items = memory_reserve(plan->items, plan->count, &plan->capacity,
					     sizeof(*plan->items));
		plan->items[plan->count++] = (struct plan_item){
			.fingerprint = keep(plan, statement, 0),
			.assigned_to = keep(plan, statement, 1),
			.due_at = keep_time(plan, statement, 2),
			.comment = keep(plan, statement, 3),
		};
	}
	sqlite3_finalize(statement);
	return step == SQLITE_DONE ? 0 : -1;
}

static int by_fingerprint(const void *key, const void *item)
{
	return strcmp(key, ((const struct plan_item *)item)->fingerprint);
}

void plan_apply(const struct plan *plan, struct finding *finding)
{
	const struct plan_item *item = NULL;

	if (plan->count)
		item = bsearch(finding->fields[FIELD_FINGERPRINT].data, plan->items, plan->count,
			       sizeof(*plan->items), by_fingerprint);
	if (!item)
		return;
	finding->fields[FIELD_ASSIGNED] = str_of(item->assigned_to);
	finding->fields[FIELD_DUE] = str_of(item->due_at);
	finding->fields[FIELD_COMMENT] = str_of(item->comment);
}

void plan_release(struct plan *plan)
{
	arena_release(&plan->arena);
	free(plan->items);
	*plan = (struct plan){ 0 };
}
