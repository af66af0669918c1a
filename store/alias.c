/* SPDX-License-Identifier: MIT
 * One thing, several names: which object each name means that some reference uses, in whatever case, in each
 * environment and in all of the store. Told from the versions and the staged rows, and with it which names
 * mean something else than they did before these rows.
 */
#include <string.h>

#include "base/limits.h"
#include "internal.h"

/* --- Which kinds of names are used --------------------------------------------------------- */

#define KIND "substr(ref, 1, instr(ref, ':') - 1)"

/* Of references that have an index: from one kind to the next is one step. */
static int collect_stored(struct store *store, const char *references, struct error *err)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO temp.alias_kind WITH RECURSIVE used (ref) AS"
		" (SELECT (SELECT ref FROM (%s) ORDER BY ref COLLATE NOCASE LIMIT 1)"
		" UNION ALL SELECT (SELECT n.ref FROM (%s) AS n WHERE n.ref COLLATE NOCASE >"
		"  max(substr(used.ref, 1, instr(used.ref, ':') - 1) || ';', used.ref)"
		"  ORDER BY n.ref COLLATE NOCASE LIMIT 1) FROM used WHERE used.ref IS NOT NULL)"
		" SELECT " KIND " FROM used WHERE ref IS NOT NULL";

	return store_execf(store, err, sql, references, references);
}

static int collect_stored_kinds(struct store *store, const struct entity *entity,
				const struct column *id, const struct column *ref, void *context,
				struct error *err)
{
	char references[256];

	(void)id;
	(void)context;
	snprintf(references, sizeof(references),
		 "SELECT %s AS ref FROM main.%s_version WHERE %s IS NOT NULL", ref->name,
		 entity->name, ref->name);
	return collect_stored(store, references, err);
}

static int collect_staged_kinds(struct store *store, const struct entity *entity,
				const struct column *id, const struct column *ref, void *context,
				struct error *err)
{
	(void)id;
	(void)context;
	return store_execf(store, err,
			   "INSERT OR IGNORE INTO temp.alias_kind SELECT DISTINCT " KIND
			   " FROM (SELECT %s AS ref FROM temp.%s_staged WHERE %s IS NOT NULL)",
			   ref->name, entity->name, ref->name);
}

/* Coverage names environments and objects too. */
static int collect_kinds(struct store *store, const struct entity *entity, struct error *err)
{
	char references[256];
	bool any;

	snprintf(references, sizeof(references),
		 "SELECT scope_ref AS ref FROM main.coverage WHERE entity = '%s' AND scope_ref <> ''",
		 entity->name);
	if (entity_may_refer(store, entity, &any, err) < 0)
		return -1;
	if (!any)
		return 0;
	if (collect_stored(store, references, err) < 0)
		return -1;
	return entity_each_ref(store, entity, collect_stored_kinds, NULL, err);
}

static int collect_all_kinds(struct store *store, const bool *staged, struct error *err)
{
	for (size_t i = 0; i < store->schema->count; i++) {
		const struct entity *entity = &store->schema->entities[i];

		if (collect_kinds(store, entity, err) < 0 ||
		    (staged[i] &&
		     entity_each_ref(store, entity, collect_staged_kinds, NULL, err) < 0))
			return -1;
	}
	return 0;
}

/* --- Who bears a name ---------------------------------------------------------------------- */

/* Stored rows come first, so that `is_new` is what only staged rows tell. */
static const struct {
	const char *table;
	int is_new;
} tellers[] = { { "main.$name_version", 0 }, { "temp.$name_staged", 1 } };

enum { TELLERS = sizeof(tellers) / sizeof(tellers[0]) };

/* The environment of a row, when it is known: what stands there by another name has to be resolved. */
static const char resolved_environment[] =
	"CASE WHEN environment_ref IS NULL THEN environment_id ELSE"
	" (SELECT a.id FROM temp.alias AS a WHERE a.name = environment_ref AND a.environment = '') END";

/* An environment that means something else now: objects live elsewhere than they did. */
static const char moved_homes[] =
	"INSERT OR IGNORE INTO temp.touched SELECT '$name.%s:' || name FROM temp.bearer WHERE object IN"
	" (SELECT $key_text FROM main.$name_version WHERE environment_ref IS NOT NULL"
	"  AND environment_ref COLLATE NOCASE IN (SELECT name FROM temp.touched));";

/* Objects of an environment: one name may stand for another object in each. */
static bool is_located(const struct entity *entity)
{
	return entity->environment >= 0 && strcmp(entity->name, "environment") != 0;
}

/* In which environments each object that bears a name was ever seen. */
static void put_homes(struct buffer *template, const struct entity *entity, const char *name)
{
	bool by_name = entity->columns[entity->environment].ref >= 0;

	for (int i = 0; i < TELLERS; i++)
		buffer_printf(template,
			      "INSERT OR IGNORE INTO temp.home SELECT object, environment, %d FROM"
			      " (SELECT $key_text AS object, %s AS environment FROM %s)"
			      " WHERE environment <> '' AND object IN (SELECT object FROM temp.bearer);",
			      tellers[i].is_new, by_name ? resolved_environment : "environment_id",
			      tellers[i].table);
	if (by_name)
		buffer_printf(template, moved_homes, name);
}

/* A staged object that is itself known by another name only: what its id will be shows later. */
static void put_doubt(struct buffer *template, const struct entity *entity, const char *name,
		      const char *id)
{
	int ref = entity->columns[entity_column(entity, str_of(id))].ref;

	if (ref >= 0)
		buffer_printf(template,
			      "INSERT OR IGNORE INTO main.unsettled SELECT '$name' WHERE EXISTS"
			      " (SELECT 1 FROM temp.$name_staged WHERE %s IS NOT NULL AND %s IS NOT NULL);",
			      name, entity->columns[ref].name);
}

/* Which object it is matters only to where that lives. */
static void put_bearers(struct buffer *template, const struct entity *entity, const char *name)
{
	const char *id = entity_identity(entity);
	const char *object = is_located(entity) ? "$key_text" : "''";

	for (int i = 0; i < TELLERS; i++)
		buffer_printf(template,
			      "INSERT OR IGNORE INTO temp.bearer SELECT name, id, object, %d FROM"
			      " (SELECT %s AS name, %s AS id, %s AS object FROM %s)"
			      " WHERE name IS NOT NULL AND id IS NOT NULL;",
			      tellers[i].is_new, name, id, object, tellers[i].table);
	put_doubt(template, entity, name, id);
}

/* Whom a name means in an environment, and whom it means in all of the store ('' as environment). */
static const char name_objects[] =
	"INSERT OR IGNORE INTO temp.alias SELECT '$name.%s:' || b.name, h.environment, min(b.id), 1"
	" FROM temp.bearer AS b JOIN temp.home AS h ON h.object = b.object"
	" GROUP BY b.name, h.environment HAVING count(DISTINCT b.id) = 1;"
	"INSERT OR IGNORE INTO temp.alias SELECT '$name.%s:' || name, '', min(id),"
	" max(object IN (SELECT object FROM temp.home))"
	" FROM temp.bearer GROUP BY name HAVING count(DISTINCT id) = 1;"
	"INSERT OR IGNORE INTO temp.touched SELECT '$name.%s:' || name FROM temp.bearer"
	" WHERE is_new OR object IN (SELECT object FROM temp.home WHERE is_new);"
	"DELETE FROM temp.bearer; DELETE FROM temp.home;";

/* `kind` is "entity.column"; a kind that no schema knows names nothing. */
static int collect_names(struct store *store, struct str kind, struct error *err)
{
	const char *dot = memchr(kind.data, '.', kind.length);
	struct template_values values = { NULL, 0 };
	struct buffer template = BUFFER_INIT(LIMIT_SQL_TEXT);
	const char *name;
	struct str column;
	int index, result;

	if (dot == NULL)
		return 0;
	values.entity = schema_entity(store->schema,
				      (struct str){ kind.data, (size_t)(dot - kind.data) });
	column = (struct str){ dot + 1, kind.length - (size_t)(dot + 1 - kind.data) };
	if (values.entity == NULL || (index = entity_column(values.entity, column)) < 0)
		return 0;
	name = values.entity->columns[index].name;
	put_bearers(&template, values.entity, name);
	if (is_located(values.entity))
		put_homes(&template, values.entity, name);
	buffer_printf(&template, name_objects, name, name, name);
	result = sql_run_template(store, template.data, &values, err);
	buffer_release(&template);
	return result;
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
	"DROP TABLE IF EXISTS temp.touched;"
	"CREATE TEMP TABLE alias (name TEXT COLLATE NOCASE, environment TEXT, id TEXT NOT NULL,"
	" located INTEGER NOT NULL, PRIMARY KEY (name, environment)) WITHOUT ROWID;"
	"CREATE TEMP TABLE alias_kind (kind TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TEMP TABLE touched (name TEXT COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TEMP TABLE bearer (name TEXT COLLATE NOCASE, id TEXT, object TEXT, is_new INTEGER,"
	" PRIMARY KEY (name, id, object)) WITHOUT ROWID;"
	"CREATE TEMP TABLE home (object TEXT, environment TEXT, is_new INTEGER,"
	" PRIMARY KEY (object, environment)) WITHOUT ROWID;";

int alias_collect(struct store *store, const bool *staged, bool *unsettled, struct error *err)
{
	int64_t count;

	if (store_int64(store, err, "SELECT count(*) FROM main.unsettled", 0, &count) < 0 ||
	    store_exec(store, err, "DELETE FROM main.unsettled") < 0 ||
	    store_exec(store, err, create_names) < 0 ||
	    collect_all_kinds(store, staged, err) < 0)
		return -1;
	*unsettled = count > 0;
	return collect_all_names(store, err);
}
