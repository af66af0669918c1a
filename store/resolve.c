/* SPDX-License-Identifier: MIT
 * One thing, several names. A source that knows an object only by another name (a CoE row id, a
 * display name) leaves "entity.column:value" in x_ref; here x_id gets the object's own id, when exactly
 * one object of the row's environment, or else of the store, bears that name, in whatever case. Else
 * x_id keeps the text as it came. What comes out depends on what the store holds, never on its order.
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

/* The environment of a row, when it is known: what stands there by another name has to be resolved. */
static const char resolved_environment[] =
	"CASE WHEN environment_ref IS NULL THEN environment_id ELSE"
	" (SELECT a.id FROM temp.alias AS a WHERE a.name = environment_ref AND a.environment = '') END";

/* Objects of an environment: one name may stand for another object in each. */
static bool is_located(const struct entity *entity)
{
	return entity->environment >= 0 && strcmp(entity->name, "environment") != 0;
}

/* In which environments each object that bears a name was ever seen. */
static int collect_homes(struct store *store, const struct template_values *values,
			 struct error *err)
{
	const struct entity *entity = values->entity;
	struct buffer template = BUFFER_INIT(LIMIT_SQL_TEXT);
	const char *environment = entity->columns[entity->environment].ref < 0
					  ? "environment_id"
					  : resolved_environment;
	int result;

	buffer_printf(&template,
		      "INSERT OR IGNORE INTO temp.home SELECT object, environment FROM"
		      " (SELECT $key_text AS object, %s AS environment FROM main.$name_version"
		      " UNION SELECT $key_text, %s FROM temp.$name_staged)"
		      " WHERE environment <> '' AND object IN (SELECT object FROM temp.bearer);",
		      environment, environment);
	result = sql_run_template(store, template.data, values, err);
	buffer_release(&template);
	return result;
}

/* Whom a name means in an environment, and whom it means in all of the store ('' as environment). */
static const char name_objects[] =
	"INSERT OR IGNORE INTO temp.alias SELECT '%s.%s:' || b.name, h.environment, min(b.id), 1"
	" FROM temp.bearer AS b JOIN temp.home AS h ON h.object = b.object"
	" GROUP BY b.name, h.environment HAVING count(DISTINCT b.id) = 1;"
	"INSERT OR IGNORE INTO temp.alias SELECT '%s.%s:' || name, '', min(id),"
	" max(object IN (SELECT object FROM temp.home))"
	" FROM temp.bearer GROUP BY name HAVING count(DISTINCT id) = 1;"
	"DELETE FROM temp.bearer; DELETE FROM temp.home;";

static int collect_bearers(struct store *store, const struct entity *entity, const char *name,
			   struct error *err)
{
	struct template_values values = { entity, 0 };
	struct buffer template = BUFFER_INIT(LIMIT_SQL_TEXT);
	const char *id = entity_identity(entity);
	int result;

	buffer_printf(&template,
		      "INSERT INTO temp.bearer SELECT name, id, object FROM"
		      " (SELECT %s AS name, %s AS id, $key_text AS object FROM main.$name_version"
		      " UNION SELECT %s, %s, $key_text FROM temp.$name_staged)"
		      " WHERE name IS NOT NULL AND id IS NOT NULL",
		      name, id, name, id);
	result = sql_run_template(store, template.data, &values, err);
	buffer_release(&template);
	if (result == 0 && is_located(entity))
		result = collect_homes(store, &values, err);
	return result;
}

/* `kind` is "entity.column"; a kind that no schema knows names nothing. */
static int collect_names(struct store *store, struct str kind, struct error *err)
{
	const char *dot = memchr(kind.data, '.', kind.length);
	const struct entity *entity;
	const char *name;
	struct str column;
	int index;

	if (dot == NULL)
		return 0;
	entity = schema_entity(store->schema, (struct str){ kind.data, (size_t)(dot - kind.data) });
	column = (struct str){ dot + 1, kind.length - (size_t)(dot + 1 - kind.data) };
	if (entity == NULL || (index = entity_column(entity, column)) < 0)
		return 0;
	name = entity->columns[index].name;
	if (collect_bearers(store, entity, name, err) < 0)
		return -1;
	return store_execf(store, err, name_objects, entity->name, name, entity->name, name);
}

/* Environments come first: where the others live may itself stand there by another name. */
static int collect_all_names(struct store *store, struct error *err)
{
	sqlite3_stmt *kinds = store_prepare(
		store, err,
		"SELECT kind FROM temp.alias_kind ORDER BY kind NOT LIKE 'environment.%'");
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

static const char create_names[] =
	"DROP TABLE IF EXISTS temp.alias; DROP TABLE IF EXISTS temp.alias_kind;"
	"DROP TABLE IF EXISTS temp.bearer; DROP TABLE IF EXISTS temp.home;"
	"CREATE TEMP TABLE alias (name TEXT COLLATE NOCASE, environment TEXT, id TEXT NOT NULL,"
	" located INTEGER NOT NULL, PRIMARY KEY (name, environment)) WITHOUT ROWID;"
	"CREATE TEMP TABLE alias_kind (kind TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TEMP TABLE bearer (name TEXT COLLATE NOCASE, id TEXT, object TEXT);"
	"CREATE TEMP TABLE home (object TEXT, environment TEXT, PRIMARY KEY (object, environment))"
	" WITHOUT ROWID;";

int alias_collect(struct store *store, const bool *staged, struct error *err)
{
	char table[128];

	if (store_exec(store, err, create_names) < 0)
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
	if (store_exec(store, err,
		       "INSERT OR IGNORE INTO temp.alias_kind"
		       " SELECT DISTINCT substr(scope_ref, 1, instr(scope_ref, ':') - 1)"
		       " FROM main.coverage WHERE scope_ref <> ''") < 0)
		return -1;
	return collect_all_names(store, err);
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

int resolve_coverage(struct store *store, const struct template_values *values, const char *table,
		     struct error *err)
{
	return store_execf(store, err,
			   "UPDATE %s SET scope_id = " SCOPE
			   " WHERE entity = '%s' AND scope_ref <> '' AND scope_id <> " SCOPE,
			   table, values->entity->name);
}

int collect_moved(struct store *store, const struct template_values *values, int64_t *count,
		  struct error *err)
{
	static const char template[] =
		"DROP TABLE IF EXISTS temp.moved;"
		"CREATE TEMP TABLE moved AS SELECT entity, resource_kind, scope, scope_id, " SCOPE
		" AS means" MOVED ";"
		"INSERT INTO temp.moved SELECT entity, resource_kind, scope, means, means"
		" FROM temp.moved;";

	if (sql_count_template(store, "SELECT count(*)" MOVED, values, count, err) < 0)
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
	return for_each_ref(store, entity, resolve_column, name, err);
}

void stale_condition(const struct entity *entity, struct buffer *condition)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *id = &entity->columns[i];

		if (id->ref < 0)
			continue;
		buffer_printf(condition, "%s(v.%s IS NOT NULL AND v.%s IS NOT ",
			      condition->length == 0 ? "" : " OR ", entity->columns[id->ref].name,
			      id->name);
		put_meaning(condition, entity, id, "v.");
		buffer_puts(condition, ")");
	}
}
