/* SPDX-License-Identifier: MIT
 * The moment: which snapshot the entity views show. The newest is what the persistent views show;
 * for an older one TEMP views of the same names shadow them.
 */
#include <stdio.h>

#include "base/memory.h"
#include "base/timestamp.h"
#include "follow.h"
#include "internal.h"
#include "store/evidence.h"

static int find_moment(struct store *store, bool has_at, int64_t at, struct error *err)
{
	sqlite3_stmt *statement = store_prepare(
		store, err, "SELECT max(snapshot_at) FROM snapshot WHERE snapshot_at <= ?1");
	int code;

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, has_at ? at : INT64_MAX);
	code = store_step(statement, err);
	store->has_moment = code == SQLITE_ROW &&
			    sqlite3_column_type(statement, 0) != SQLITE_NULL;
	store->moment = store->has_moment ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_finalize(statement);
	return code < 0 ? -1 : 0;
}

static int is_newest(struct store *store, bool *newest, struct error *err)
{
	int64_t last;

	if (store_int64(store, err, "SELECT max(snapshot_at) FROM snapshot", 0, &last) < 0)
		return -1;
	*newest = last == store->moment;
	return 0;
}

/* The moment itself, for SQL: no row while there is no snapshot. What was judged of another one is over. */
static int create_moment(struct store *store, struct error *err)
{
	evidence_forget(store);
	return store_execf(store, err,
			   "DROP VIEW IF EXISTS temp.moment;"
			   "CREATE TEMP VIEW moment AS SELECT %lld AS at,"
			   " CASE WHEN %d THEN %lld END AS before_at WHERE %d",
			   (long long)store->moment, store->has_before, (long long)store->before,
			   store->has_moment);
}

static int find_before(struct store *store, int64_t limit, struct error *err)
{
	char sql[96];

	snprintf(sql, sizeof(sql), "SELECT max(snapshot_at) FROM snapshot WHERE snapshot_at <= %lld",
		 (long long)limit);
	if (store_int64(store, err, sql, INT64_MIN, &store->before) < 0)
		return -1;
	store->has_before = store->before != INT64_MIN;
	return 0;
}

int store_set_before(struct store *store, int64_t at, struct error *err)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	if (at >= store->moment)
		return error_set(err, "%s is not before the other snapshot", text);
	if (find_before(store, at, err) < 0)
		return -1;
	if (!store->has_before)
		return error_set(err, "no snapshot at or before %s", text);
	return create_moment(store, err);
}

int store_snapshots(struct store *store, int64_t last, int64_t **times, size_t *count,
		    struct error *err)
{
	sqlite3_stmt *rows = store_prepare(
		store, err,
		"SELECT snapshot_at FROM main.snapshot WHERE snapshot_at <= ?1 ORDER BY 1");
	size_t capacity = 0;
	int code;

	*times = NULL;
	*count = 0;
	if (rows == NULL)
		return -1;
	sqlite3_bind_int64(rows, 1, last);
	while ((code = store_step(rows, err)) == SQLITE_ROW) {
		*times = memory_reserve(*times, *count, &capacity, sizeof(**times));
		(*times)[(*count)++] = sqlite3_column_int64(rows, 0);
	}
	sqlite3_finalize(rows);
	return code < 0 ? -1 : 0;
}

int store_show_earlier(struct store *store, const struct entity *entity, struct error *err)
{
	static const char view[] =
		"CREATE TEMP VIEW $name_before AS SELECT $data, valid_from, source_file_id, record"
		" FROM main.$name_version"
		" WHERE valid_from <= (SELECT before_at FROM moment) AND"
		" (valid_to IS NULL OR valid_to > (SELECT before_at FROM moment));";
	struct template_values values = { entity, store->moment };

	if (store->follow != NULL)
		return follow_earlier(store, entity, err);
	return sql_run_template(store, view, &values, err);
}

int store_set_moment(struct store *store, bool has_at, int64_t at, struct error *err)
{
	static const char drop[] = "DROP VIEW IF EXISTS temp.$name;";
	static const char shadow[] =
		"CREATE TEMP VIEW $name AS SELECT $data, valid_from, source_file_id, record"
		" FROM main.$name_version"
		" WHERE valid_from <= $at AND (valid_to IS NULL OR valid_to > $at);";
	char text[TIMESTAMP_SIZE];
	bool newest;

	if (find_moment(store, has_at, at, err) < 0 || is_newest(store, &newest, err) < 0 ||
	    find_before(store, store->moment - 1, err) < 0 || create_moment(store, err) < 0)
		return -1;
	timestamp_format(at, text);
	if (has_at && !store->has_moment)
		return error_set(err, "no snapshot at or before %s", text);
	if (store->follow != NULL)
		return follow_moment(store, err);
	for (size_t i = 0; i < store->schema->count; i++) {
		struct template_values values = { &store->schema->entities[i], store->moment };

		if (sql_run_template(store, drop, &values, err) < 0 ||
		    (!newest && sql_run_template(store, shadow, &values, err) < 0))
			return -1;
	}
	return 0;
}
