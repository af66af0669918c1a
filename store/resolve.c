/* SPDX-License-Identifier: MIT
 * One thing, several names. A source that knows an object only by another name (a CoE row id, a
 * display name) leaves "entity.column:value" in x_ref; here x_id gets the object's own id, when
 * exactly one object of the store bears that name. Else x_id keeps the text as it came.
 * Which ids come out depends on what the store holds, never on the order in which it came.
 */
#include <string.h>

#include "base/limits.h"
#include "internal.h"

typedef int ref_visitor(struct store *store, const struct entity *entity,
			const struct column *id, const struct column *ref, void *context,
			struct error *err);

static int for_each_ref(struct store *store, const struct entity *entity, ref_visitor *visit,
			void *context, struct error *err)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *id = &entity->columns[i];

		if (id->ref >= 0 &&
		    visit(store, entity, id, &entity->columns[id->ref], context, err) < 0)
			return -1;
	}
	return 0;
}

/* `context` is the table to look through. */
static int collect_kinds(struct store *store, const struct entity *entity, const struct column *id,
			 const struct column *ref, void *context, struct error *err)
{
	const char *table = context;

	(void)entity;
	(void)id;
	return store_execf(store, err,
			   "INSERT OR IGNORE INTO temp.alias_kind"
			   " SELECT DISTINCT substr(%s, 1, instr(%s, ':') - 1) FROM %s"
			   " WHERE %s IS NOT NULL",
			   ref->name, ref->name, table, ref->name);
}

/* `kind` is "entity.column"; a kind that no schema knows names nothing. */
static int collect_names(struct store *store, struct str kind, struct error *err)
{
	const char *dot = memchr(kind.data, '.', kind.length);
	const struct entity *entity;
	const char *id, *name;
	struct str column;
	int index;

	if (dot == NULL)
		return 0;
	entity = schema_entity(store->schema, (struct str){ kind.data, (size_t)(dot - kind.data) });
	column = (struct str){ dot + 1, kind.length - (size_t)(dot + 1 - kind.data) };
	if (entity == NULL || (index = entity_column(entity, column)) < 0)
		return 0;
	id = entity_identity(entity);
	name = entity->columns[index].name;
	return store_execf(store, err,
			   "INSERT OR IGNORE INTO temp.alias SELECT '%s.%s:' || name, min(id) FROM"
			   " (SELECT %s AS name, %s AS id FROM main.%s_version"
			   " UNION SELECT %s, %s FROM temp.%s_staged)"
			   " WHERE name IS NOT NULL AND id IS NOT NULL"
			   " GROUP BY name HAVING count(*) = 1",
			   entity->name, name, name, id, entity->name, name, id, entity->name);
}

static int collect_all_names(struct store *store, struct error *err)
{
	sqlite3_stmt *kinds = store_prepare(store, err, "SELECT kind FROM temp.alias_kind");
	int code = -1;

	if (kinds == NULL)
		return -1;
	while ((code = store_step(kinds, err)) == SQLITE_ROW) {
		if (collect_names(store, column_str(kinds, 0), err) < 0) {
			code = -1;
			break;
		}
	}
	sqlite3_finalize(kinds);
	return code < 0 ? -1 : 0;
}

int alias_collect(struct store *store, const bool *staged, struct error *err)
{
	char table[128];

	if (store_exec(store, err,
		       "DROP TABLE IF EXISTS temp.alias; DROP TABLE IF EXISTS temp.alias_kind;"
		       "CREATE TEMP TABLE alias (name TEXT PRIMARY KEY, id TEXT NOT NULL)"
		       " WITHOUT ROWID;"
		       "CREATE TEMP TABLE alias_kind (kind TEXT PRIMARY KEY) WITHOUT ROWID;") < 0)
		return -1;
	for (size_t i = 0; i < store->schema->count; i++) {
		const struct entity *entity = &store->schema->entities[i];

		snprintf(table, sizeof(table), "main.%s_version", entity->name);
		if (for_each_ref(store, entity, collect_kinds, table, err) < 0)
			return -1;
		snprintf(table, sizeof(table), "temp.%s_staged", entity->name);
		if (staged[i] && for_each_ref(store, entity, collect_kinds, table, err) < 0)
			return -1;
	}
	return collect_all_names(store, err);
}

static int resolve_column(struct store *store, const struct entity *entity,
			  const struct column *id, const struct column *ref, void *context,
			  struct error *err)
{
	const char *table = context;

	(void)entity;
	return store_execf(store, err,
			   "UPDATE %s SET %s = coalesce((SELECT id FROM temp.alias WHERE name = %s), %s)"
			   " WHERE %s IS NOT NULL",
			   table, id->name, ref->name, ref->name, ref->name);
}

int resolve_table(struct store *store, const struct entity *entity, const char *table,
		  struct error *err)
{
	char name[128];

	snprintf(name, sizeof(name), "%s", table);
	return for_each_ref(store, entity, resolve_column, name, err);
}

void stale_condition(const struct entity *entity, struct buffer *condition)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *id = &entity->columns[i];
		const char *ref;

		if (id->ref < 0)
			continue;
		ref = entity->columns[id->ref].name;
		buffer_printf(condition,
			      "%s(v.%s IS NOT NULL AND v.%s IS NOT coalesce((SELECT id FROM"
			      " temp.alias WHERE name = v.%s), v.%s))",
			      condition->length == 0 ? "" : " OR ", ref, id->name, ref, ref);
	}
}
