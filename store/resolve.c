/* SPDX-License-Identifier: MIT
 * What references mean. A source that knows an object only by another name (a CoE row id, a display
 * name) leaves "entity.column:value" in x_ref; here x_id gets the object's own id, when exactly one
 * object of the row's environment, or else of the store, bears that name (alias.c). Else x_id keeps the
 * text as it came. What comes out depends on what the store holds, never on its order.
 */
#include "base/limits.h"
#include "internal.h"

int entity_may_refer(struct store *store, const struct entity *entity, bool *any, struct error *err)
{
	struct template_values values = { entity, 0 };
	int64_t found;
	int result = sql_count_template(store,
					"SELECT EXISTS (SELECT 1 FROM main.$name_version) OR EXISTS"
					" (SELECT 1 FROM main.coverage WHERE entity = '$name'"
					"  AND scope_ref <> '')",
					&values, &found, err);

	*any = found;
	return result;
}

int entity_each_ref(struct store *store, const struct entity *entity, ref_visitor *visit,
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

/* The environment of a row whose environment_id is resolved already; NULL when that is not known. `row`
 * is "" or "v.". */
static void put_environment(struct buffer *sql, const struct entity *entity,
			    const struct column *id, const char *row)
{
	const struct column *own =
		entity->environment < 0 ? NULL : &entity->columns[entity->environment];

	if (own == NULL || id == own)
		buffer_puts(sql, "NULL");
	else if (own->ref < 0)
		buffer_printf(sql, "nullif(%s%s, '')", row, own->name);
	else
		buffer_printf(sql, "nullif(nullif(%s%s, %s%s), '')", row, own->name, row,
			      entity->columns[own->ref].name);
}

/* What the reference of a row means: in the row's own environment, or else the only object of the
 * store, unless that is known to be in another environment than the row. */
static void put_meaning(struct buffer *sql, const struct entity *entity, const struct column *id,
			const char *row)
{
	const char *ref = entity->columns[id->ref].name;

	buffer_printf(sql,
		      "coalesce((SELECT id FROM temp.alias WHERE name = %s%s AND environment = ",
		      row, ref);
	put_environment(sql, entity, id, row);
	buffer_printf(sql,
		      "), (SELECT id FROM temp.alias WHERE name = %s%s AND environment = ''"
		      " AND (NOT located OR ",
		      row, ref);
	put_environment(sql, entity, id, row);
	buffer_printf(sql, " IS NULL)), %s%s)", row, ref);
}

/* What a scope means that is named otherwise. It stands for rows of any environment, so that a name is
 * no answer that means one object here and another there. */
#define SCOPE                                                                                      \
	"ifnull((SELECT id FROM temp.alias WHERE name = scope_ref AND environment = ''"            \
	" AND NOT located), scope_ref)"

#define MOVED " FROM main.coverage WHERE entity = '$name' AND scope_ref <> '' AND scope_id <> " SCOPE

/* By names that mean something else now: the index of a reference leads from them to the rows. */
#define TOUCHED " COLLATE NOCASE IN (SELECT name FROM temp.touched)"

int resolve_coverage(struct store *store, const struct template_values *values, const char *table,
		     struct error *err)
{
	return store_execf(store, err,
			   "UPDATE %s SET scope_id = " SCOPE
			   " WHERE entity = '%s' AND scope_ref <> '' AND scope_id <> " SCOPE,
			   table, values->entity->name);
}

int collect_moved(struct store *store, const struct template_values *values, bool whole,
		  int64_t *count, struct error *err)
{
	static const char template[] =
		"DROP TABLE IF EXISTS temp.moved;"
		"CREATE TEMP TABLE moved AS SELECT entity, resource_kind, scope, scope_id, " SCOPE
		" AS means" MOVED ";"
		"INSERT INTO temp.moved SELECT entity, resource_kind, scope, means, means"
		" FROM temp.moved;";
	static const char any[] = "SELECT count(*)" MOVED;
	static const char any_touched[] = "SELECT count(*)" MOVED " AND scope_ref" TOUCHED;

	if (sql_count_template(store, whole ? any : any_touched, values, count, err) < 0)
		return -1;
	return *count == 0 ? 0 : sql_run_template(store, template, values, err);
}

static int resolve_column(struct store *store, const struct entity *entity,
			  const struct column *id, const struct column *ref, void *context,
			  struct error *err)
{
	const char *table = context;
	struct buffer meaning = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	put_meaning(&meaning, entity, id, "");
	result = store_execf(store, err, "UPDATE %s SET %s = %s WHERE %s IS NOT NULL", table,
			     id->name, meaning.data, ref->name);
	buffer_release(&meaning);
	return result;
}

/* The environment first: what the others mean depends on it. */
int resolve_table(struct store *store, const struct entity *entity, const char *table,
		  struct error *err)
{
	char name[128];

	snprintf(name, sizeof(name), "%s", table);
	if (entity->environment >= 0) {
		const struct column *own = &entity->columns[entity->environment];

		if (own->ref >= 0 &&
		    resolve_column(store, entity, own, &entity->columns[own->ref], name, err) < 0)
			return -1;
	}
	return entity_each_ref(store, entity, resolve_column, name, err);
}

void stale_condition(const struct entity *entity, bool whole, struct buffer *condition)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *id = &entity->columns[i];
		const char *ref;

		if (id->ref < 0)
			continue;
		ref = entity->columns[id->ref].name;
		buffer_printf(condition, "%s(v.%s IS NOT NULL", condition->length == 0 ? "" : " OR ",
			      ref);
		if (!whole)
			buffer_printf(condition, " AND v.%s" TOUCHED, ref);
		buffer_printf(condition, " AND v.%s IS NOT ", id->name);
		put_meaning(condition, entity, id, "v.");
		buffer_puts(condition, ")");
	}
}
