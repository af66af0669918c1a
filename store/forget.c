/* SPDX-License-Identifier: MIT
 * Forgets a snapshot: its observations leave the versions that it began or ended, its names leave what
 * they resolved, and its files, rejects and coverage go.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "internal.h"
#include "store/answer.h"

static int check_snapshot(struct store *store, int64_t at, struct error *err)
{
	char sql[96];
	int64_t count;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM snapshot WHERE snapshot_at = %lld",
		 (long long)at);
	if (store_int64(store, err, sql, 0, &count) < 0)
		return -1;
	return count > 0 ? 0 : error_set(err, "there is no snapshot at that time");
}

typedef int entity_step(struct store *store, const struct template_values *values,
			struct error *err);

static int for_each(struct store *store, int64_t at, entity_step *step, struct error *err)
{
	for (size_t i = 0; i < store->schema->count; i++) {
		struct template_values values = { &store->schema->entities[i], at };

		if (step(store, &values, err) < 0)
			return error_prefix(err, "'%s'", values.entity->name);
	}
	return 0;
}

static int collect_names(struct store *store, struct error *err)
{
	bool *staged = memory_alloc(store->schema->count * sizeof(*staged));
	bool unsettled;
	int result = alias_collect(store, staged, &unsettled, err);

	free(staged);
	return result;
}

static int make_staging(struct store *store, const struct template_values *values,
			struct error *err)
{
	return sql_run_template(store,
				"DROP TABLE IF EXISTS temp.$name_staged;"
				"CREATE TEMP TABLE $name_staged AS SELECT $row, 0 AS is_primary"
				" FROM main.$name_version WHERE FALSE;",
				values, err);
}

static int drop_staging(struct store *store, const struct template_values *values,
			struct error *err)
{
	return sql_run_template(store, "DROP TABLE temp.$name_staged;", values, err);
}

/* Names went with the snapshot. */
static int resolve(struct store *store, const struct template_values *values, struct error *err)
{
	return history_resolve(store, values, true, err);
}

/* Names are collected from staged rows too, of which there are none here. */
static int resolve_anew(struct store *store, int64_t at, struct error *err)
{
	if (for_each(store, at, make_staging, err) < 0 || collect_names(store, err) < 0 ||
	    for_each(store, at, resolve, err) < 0)
		return -1;
	return for_each(store, at, drop_staging, err);
}

int forget_observations(struct store *store, int64_t at, struct error *err)
{
	if (for_each(store, at, history_forget, err) < 0)
		return -1;
	return store_execf(store, err,
			   "DELETE FROM reject WHERE source_file_id IN"
			   " (SELECT source_file_id FROM source_file WHERE snapshot_at = %lld);"
			   "DELETE FROM source_file WHERE snapshot_at = %lld;",
			   (long long)at, (long long)at);
}

static int forget_all(struct store *store, int64_t at, struct error *err)
{
	if (check_snapshot(store, at, err) < 0 || forget_observations(store, at, err) < 0 ||
	    store_execf(store, err, "DELETE FROM snapshot WHERE snapshot_at = %lld",
			(long long)at) < 0 ||
	    answers_drop(store, at, err) < 0)
		return -1;
	return resolve_anew(store, at, err);
}

int store_forget(struct store *store, int64_t at, struct error *err)
{
	int result;

	store_let_read(store);
	if (store_begin(store, err) < 0)
		return -1;
	result = forget_all(store, at, err);
	if (result == 0)
		result = store_commit(store, err);
	if (result < 0) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	return store_set_moment(store, false, 0, err);
}
