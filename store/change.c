/* SPDX-License-Identifier: MIT
 * What changed between two snapshots: objects added, removed and changed, column by column, told from
 * the versions that begin or end between them. Written for each entity by the schema.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "internal.h"

static const char create_sql[] =
	"CREATE TEMP TABLE change (entity TEXT, change TEXT, resource_kind TEXT, resource_id TEXT,"
	" name TEXT, environment_id TEXT, column_name TEXT, value_before TEXT, value_after TEXT,"
	" is_moving INTEGER);"
	"CREATE TEMP TABLE comparison (entity TEXT PRIMARY KEY, is_compared INTEGER, note TEXT);";

/* Both states of each object that some version of begins or ends in the window. */
static const char touched_template[] =
	"SELECT o.version_id, n.version_id, $key_text(t), $data(o), $data(n) FROM"
	" (SELECT $keys FROM main.$name_version"
	"   WHERE " VERSION_HOLDS("") " AND valid_from > ?1 AND valid_from <= ?2"
	"  UNION SELECT $keys FROM main.$name_version"
	"   WHERE version_id >= " VERSION_ENDED_FROM("?1") " AND"
	"   (valid_from > ?1 AND valid_from <= ?2 OR valid_to > ?1 AND valid_to <= ?2)) AS t"
	" LEFT JOIN main.$name_version AS o ON $match(o,t) AND o.valid_from <= ?1"
	"  AND (o.valid_to IS NULL OR o.valid_to > ?1)"
	" LEFT JOIN main.$name_version AS n ON $match(n,t) AND n.valid_from <= ?2"
	"  AND (n.valid_to IS NULL OR n.valid_to > ?2)"
	" WHERE o.version_id IS NOT NULL OR n.version_id IS NOT NULL";

enum { OLD_VERSION, NEW_VERSION, KEY_TEXT, FIRST_DATA };

struct comparing {
	struct store *store;
	const struct entity *entity;
	sqlite3_stmt *both;   /* the two states of an object */
	sqlite3_stmt *insert; /* into temp.change */
	int name;             /* the column that people know it by, or -1 */
};

static int find_name(const struct entity *entity)
{
	static const char *const names[] = { "display_name", "name", "user_principal_name",
					     "unique_name" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int column = entity_column(entity, str_of(names[i]));

		if (column >= 0)
			return column;
	}
	return -1;
}

/* The new state's value of a column, or the old one's when the object is gone. */
static sqlite3_value *value_of(const struct comparing *c, int column)
{
	bool is_gone = sqlite3_column_type(c->both, NEW_VERSION) == SQLITE_NULL;
	int offset = is_gone ? FIRST_DATA : FIRST_DATA + (int)c->entity->data_count;

	return column < 0 ? NULL : sqlite3_column_value(c->both, offset + column);
}

static void bind_value(sqlite3_stmt *insert, int index, sqlite3_value *value)
{
	if (value == NULL)
		sqlite3_bind_null(insert, index);
	else
		sqlite3_bind_value(insert, index, value);
}

/* Times as people write them, and yes and no. */
static void bind_shown(sqlite3_stmt *insert, int index, const struct column *column,
		       sqlite3_value *value)
{
	char text[TIMESTAMP_SIZE];

	if (value == NULL || sqlite3_value_type(value) == SQLITE_NULL) {
		sqlite3_bind_null(insert, index);
	} else if (column->kind == COLUMN_TIME) {
		timestamp_format(sqlite3_value_int64(value), text);
		sqlite3_bind_text(insert, index, text, -1, SQLITE_TRANSIENT);
	} else if (column->kind == COLUMN_BOOL) {
		sqlite3_bind_text(insert, index, sqlite3_value_int(value) ? "yes" : "no", -1,
				  SQLITE_STATIC);
	} else {
		sqlite3_bind_value(insert, index, value);
	}
}

static int put(const struct comparing *c, const char *change, const struct column *column,
	       sqlite3_value *before, sqlite3_value *after, struct error *err)
{
	int result;

	sqlite3_bind_text(c->insert, 1, c->entity->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(c->insert, 2, change, -1, SQLITE_STATIC);
	bind_value(c->insert, 3, value_of(c, c->entity->resource_kind));
	sqlite3_bind_value(c->insert, 4, sqlite3_column_value(c->both, KEY_TEXT));
	bind_value(c->insert, 5, value_of(c, c->name));
	bind_value(c->insert, 6, value_of(c, c->entity->environment));
	sqlite3_bind_text(c->insert, 7, column ? column->name : NULL, -1, SQLITE_STATIC);
	bind_shown(c->insert, 8, column, before);
	bind_shown(c->insert, 9, column, after);
	sqlite3_bind_int(c->insert, 10, c->entity->moving || (column && column->moving));
	result = store_step(c->insert, err) < 0 ? -1 : 0;
	sqlite3_reset(c->insert);
	return result;
}

static bool is_same(sqlite3_value *a, sqlite3_value *b)
{
	const unsigned char *left = sqlite3_value_text(a), *right = sqlite3_value_text(b);

	if (left == NULL || right == NULL)
		return left == right;
	return strcmp((const char *)left, (const char *)right) == 0;
}

static bool is_reference_text(const struct entity *entity, size_t column)
{
	return entity->columns[column].kind == COLUMN_REF;
}

static int put_columns(const struct comparing *c, struct error *err)
{
	size_t count = c->entity->data_count;

	for (size_t i = 0; i < count; i++) {
		sqlite3_value *before = sqlite3_column_value(c->both, FIRST_DATA + (int)i);
		sqlite3_value *after = sqlite3_column_value(c->both, FIRST_DATA + (int)(count + i));

		if (!is_reference_text(c->entity, i) && !is_same(before, after) &&
		    put(c, "changed", &c->entity->columns[i], before, after, err) < 0)
			return -1;
	}
	return 0;
}

static int put_object(const struct comparing *c, struct error *err)
{
	if (sqlite3_column_type(c->both, OLD_VERSION) == SQLITE_NULL)
		return put(c, "added", NULL, NULL, NULL, err);
	if (sqlite3_column_type(c->both, NEW_VERSION) == SQLITE_NULL)
		return put(c, "removed", NULL, NULL, NULL, err);
	return put_columns(c, err);
}

static int compare_entity(struct comparing *c, int64_t from, int64_t to, struct error *err)
{
	struct template_values values = { c->entity, to };
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int code = SQLITE_DONE, result = 0;

	sql_expand(&sql, touched_template, &values);
	c->both = store_prepare(c->store, err, sql.data);
	buffer_release(&sql);
	if (c->both == NULL)
		return -1;
	c->name = find_name(c->entity);
	sqlite3_bind_int64(c->both, 1, from);
	sqlite3_bind_int64(c->both, 2, to);
	while (result == 0 && (code = store_step(c->both, err)) == SQLITE_ROW)
		result = put_object(c, err);
	sqlite3_finalize(c->both);
	return code < 0 ? -1 : result;
}

/* What was never collected until then cannot be compared; what was collected earlier can, as it was. */
static int note_comparison(struct store *store, const struct entity *entity, int64_t from,
			   int64_t to, bool *is_compared, struct error *err)
{
	char sql[256];
	int64_t before, after;

	snprintf(sql, sizeof(sql),
		 "SELECT max(snapshot_at) FROM coverage WHERE entity = '%s' AND snapshot_at <= %lld",
		 entity->name, (long long)from);
	if (store_int64(store, err, sql, INT64_MIN, &before) < 0)
		return -1;
	snprintf(sql, sizeof(sql),
		 "SELECT max(snapshot_at) FROM coverage WHERE entity = '%s' AND snapshot_at > %lld"
		 " AND snapshot_at <= %lld", entity->name, (long long)from, (long long)to);
	if (store_int64(store, err, sql, INT64_MIN, &after) < 0)
		return -1;
	*is_compared = before != INT64_MIN && after != INT64_MIN;
	if (before == INT64_MIN && after == INT64_MIN)
		return 0;
	return store_execf(store, err,
			   "INSERT INTO temp.comparison VALUES ('%s', %d, %s)", entity->name,
			   *is_compared,
			   before == INT64_MIN ? "'was not collected before'" :
			   after == INT64_MIN  ? "'was not collected since'" :
			   before != from      ? "'as it was collected earlier'" :
						 "NULL");
}

static int compare_all(struct comparing *c, int64_t from, int64_t to, struct error *err)
{
	for (size_t i = 0; i < c->store->schema->count; i++) {
		bool is_compared;

		c->entity = &c->store->schema->entities[i];
		if (note_comparison(c->store, c->entity, from, to, &is_compared, err) < 0 ||
		    (is_compared && compare_entity(c, from, to, err) < 0))
			return error_prefix(err, "'%s'", c->entity->name);
	}
	return 0;
}

int store_fill_changes(struct store *store, struct error *err)
{
	struct comparing comparing = { .store = store };
	int64_t from;
	int result;

	if (store_exec(store, err, create_sql) < 0 ||
	    store_int64(store, err, "SELECT before_at FROM moment", INT64_MIN, &from) < 0)
		return -1;
	if (from == INT64_MIN)
		return 0;
	comparing.insert = store_prepare(
		store, err, "INSERT INTO temp.change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
	if (comparing.insert == NULL)
		return -1;
	result = compare_all(&comparing, from, store->moment, err);
	sqlite3_finalize(comparing.insert);
	return result;
}
