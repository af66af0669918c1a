/* SPDX-License-Identifier: MIT
 * The commit of an import: one row per object, references resolved, merged into history, every
 * record accounted for. Whatever fails, the transaction is rolled back whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/platform.h"
#include "internal.h"
#include "staged.h"
#include "store/answer.h"

#ifndef STOCKTAKE_VERSION
#define STOCKTAKE_VERSION "unknown"
#endif

static struct template_values values_of(const struct staging *staging, size_t index, int64_t at)
{
	return (struct template_values){ &staging->store->schema->entities[index], at };
}

/* Files that the snapshot holds already, byte for byte, say nothing new. What could not be read has
 * no hash, and is known by its path. */
static int drop_known_files(struct staging *staging, int64_t at, struct error *err)
{
	sqlite3_stmt *known = store_prepare(
		staging->store, err,
		"SELECT n.source_file_id FROM source_file AS n WHERE n.snapshot_at = 0 AND EXISTS"
		" (SELECT 1 FROM source_file AS k WHERE k.snapshot_at = ?1 AND k.sha256 = n.sha256"
		"  AND k.format IS n.format AND (n.sha256 <> '' OR k.path = n.path))");
	int code;

	if (known == NULL)
		return -1;
	sqlite3_bind_int64(known, 1, at);
	while ((code = store_step(known, err)) == SQLITE_ROW) {
		if (staging_withdraw_file(staging, sqlite3_column_int64(known, 0), err) < 0) {
			code = -1;
			break;
		}
	}
	sqlite3_finalize(known);
	if (code < 0)
		return -1;
	return store_execf(staging->store, err,
			   "DELETE FROM source_file AS n WHERE n.snapshot_at = 0 AND EXISTS"
			   " (SELECT 1 FROM source_file AS k WHERE k.snapshot_at = %lld"
			   "  AND k.sha256 = n.sha256 AND k.format IS n.format"
			   "  AND (n.sha256 <> '' OR k.path = n.path))",
			   (long long)at);
}

static int note_snapshot(struct staging *staging, const struct snapshot_facts *snapshot,
			 struct error *err)
{
	sqlite3_stmt *note = store_prepare(
		staging->store, err,
		"INSERT INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT DO UPDATE SET label = coalesce(excluded.label, label),"
		" collected_by = coalesce(max(excluded.collected_by, collected_by),"
		"  excluded.collected_by, collected_by)");
	int result;

	if (note == NULL)
		return -1;
	sqlite3_bind_int64(note, 1, snapshot->at);
	bind_text(note, 2, snapshot->basis);
	bind_text(note, 3, snapshot->label);
	sqlite3_bind_int64(note, 4, platform_now());
	bind_text(note, 5, STOCKTAKE_VERSION);
	bind_text(note, 6, snapshot->collected_by);
	result = step_done(note, err);
	sqlite3_finalize(note);
	return result;
}

/* SQLite asks now and then how it goes (staging.c), so that a long step is seen. */
static void tell_step(struct staging *staging, const struct entity *entity)
{
	staging->merging = entity->name;
	staging->steps_done++;
}

typedef int entity_step(struct staging *staging, size_t index, const struct template_values *values,
			void *context, struct error *err);

/* Runs a step for each entity of which something was staged. */
static int for_each_used(struct staging *staging, int64_t at, entity_step *step, void *context,
			 struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = values_of(staging, i, at);

		if (!staging->stages[i].used)
			continue;
		tell_step(staging, values.entity);
		if (step(staging, i, &values, context, err) < 0)
			return error_prefix(err, "cannot merge '%s'", values.entity->name);
	}
	return 0;
}

struct merge_context {
	bool exists, is_newest; /* the snapshot */
	bool is_first;  /* all its names are new: looking at all references is cheaper than at each name */
	bool unsettled; /* any reference may mean something else, not only those by new names */
};

/* Gives staged rows their ids, and joins them with what the snapshot knew already. */
static int settle(struct staging *staging, size_t index, const struct template_values *values,
		  void *context, struct error *err)
{
	const struct merge_context *merge = context;
	char table[128];

	if (resolve_coverage(staging->store, values, "temp.coverage_staged", err) < 0)
		return -1;
	snprintf(table, sizeof(table), "%s_staged", values->entity->name);
	if (staging->stages[index].has_refs &&
	    resolve_table(staging->store, values->entity, table, err) < 0)
		return -1;
	return merge->exists ? history_recall(staging->store, values, err) : 0;
}

static int prepare_entity(struct staging *staging, size_t index,
			  const struct template_values *values, void *context, struct error *err)
{
	const struct merge_context *merge = context;

	(void)index;
	return history_prepare(staging->store, values, merge->is_newest, err);
}

static int merge_entity(struct staging *staging, size_t index,
			const struct template_values *values, void *context, struct error *err)
{
	const struct merge_context *merge = context;

	(void)index;
	return history_merge(staging->store, values, merge->is_newest, err);
}

static int resolve_all(struct staging *staging, int64_t at, bool whole, struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = values_of(staging, i, at);

		tell_step(staging, values.entity);
		if (history_resolve(staging->store, &values, whole, err) < 0)
			return error_prefix(err, "cannot resolve '%s'", values.entity->name);
	}
	return 0;
}

/* kept and merged are counted apart from read and rejected, so that the account can be wrong. */
static int count_primary(struct staging *staging, size_t index,
			 const struct template_values *values, void *context, struct error *err)
{
	(void)context;
	if (!staging->stages[index].has_primary)
		return 0;
	return store_execf(staging->store, err,
			   "UPDATE source_file AS f SET records_kept = records_kept + n.kept"
			   " FROM (SELECT source_file_id, count(*) AS kept FROM temp.%s_staged"
			   "  WHERE is_primary GROUP BY source_file_id) AS n"
			   " WHERE f.source_file_id = n.source_file_id",
			   values->entity->name);
}

static int count_merged(struct staging *staging, struct error *err)
{
	return store_exec(staging->store, err,
			  "UPDATE source_file AS f SET records_merged = n.merged"
			  " FROM (SELECT source_file_id, count(*) AS merged FROM temp.folded"
			  "  GROUP BY source_file_id) AS n"
			  " WHERE f.source_file_id = n.source_file_id");
}

static int check_account(struct staging *staging, struct error *err)
{
	int64_t wrong;

	if (store_int64(staging->store, err,
			"SELECT count(*) FROM source_file WHERE snapshot_at = 0 AND records_read"
			" <> records_kept + records_merged + records_rejected",
			0, &wrong) < 0)
		return -1;
	if (wrong > 0)
		return error_set(err, "%d files do not account for every record", (int)wrong);
	return 0;
}

static int find_outdated(struct staging *staging, size_t index,
			 const struct template_values *values, void *context, struct error *err)
{
	(void)context;
	return staging->stages[index].has_primary ? outdated_find(staging->store, values, err) : 0;
}

static int remove_outdated(struct staging *staging, size_t index,
			   const struct template_values *values, void *context, struct error *err)
{
	(void)index;
	(void)context;
	return outdated_drop(staging->store, values, err);
}

static int drop_outdated(struct staging *staging, int64_t at, struct error *err)
{
	if (!staging->has_sequences)
		return 0;
	if (for_each_used(staging, at, find_outdated, NULL, err) < 0)
		return -1;
	return for_each_used(staging, at, remove_outdated, NULL, err);
}

static int collect_names(struct staging *staging, bool *unsettled, struct error *err)
{
	size_t count = staging->store->schema->count;
	bool *staged = memory_alloc(count * sizeof(*staged));
	int result;

	for (size_t i = 0; i < count; i++)
		staged[i] = staging->stages[i].has_refs;
	result = alias_collect(staging->store, staged, unsettled, err);
	free(staged);
	return result;
}

static int merge_all(struct staging *staging, const struct snapshot_facts *snapshot,
		     struct merge_context *merge, struct error *err)
{
	struct store *store = staging->store;

	if (drop_outdated(staging, snapshot->at, err) < 0 ||
	    collect_names(staging, &merge->unsettled, err) < 0 ||
	    for_each_used(staging, snapshot->at, settle, merge, err) < 0 ||
	    note_snapshot(staging, snapshot, err) < 0 ||
	    for_each_used(staging, snapshot->at, prepare_entity, merge, err) < 0 ||
	    for_each_used(staging, snapshot->at, merge_entity, merge, err) < 0 ||
	    for_each_used(staging, snapshot->at, count_primary, merge, err) < 0 ||
	    count_merged(staging, err) < 0 || check_account(staging, err) < 0 ||
	    resolve_all(staging, snapshot->at, merge->unsettled || merge->is_first, err) < 0)
		return -1;
	return store_execf(store, err,
			   "UPDATE source_file SET snapshot_at = %lld WHERE snapshot_at = 0",
			   (long long)snapshot->at);
}

static int describe_snapshot(struct staging *staging, int64_t at, struct merge_context *merge,
			     struct error *err)
{
	int64_t last, same;
	char sql[96];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM snapshot WHERE snapshot_at = %lld",
		 (long long)at);
	if (store_int64(staging->store, err, sql, 0, &same) < 0 ||
	    store_int64(staging->store, err, "SELECT max(snapshot_at) FROM snapshot", INT64_MIN,
			&last) < 0)
		return -1;
	*merge = (struct merge_context){ .exists = same > 0,
					 .is_newest = at > last,
					 .is_first = last == INT64_MIN };
	return 0;
}

/* What was staged is passed over some times, and everything once at the end. */
static void begin_steps(struct staging *staging, const struct snapshot_facts *snapshot)
{
	size_t count = staging->store->schema->count, used = 0;
	size_t passes = staging->has_sequences ? 6 : 4;

	for (size_t i = 0; i < count; i++)
		used += staging->stages[i].used;
	staging->steps = (int64_t)(passes * used + count);
	staging->snapshot = snapshot;
}

int staging_commit(struct staging *staging, const struct snapshot_facts *snapshot, int64_t *fresh,
		   struct error *err)
{
	struct merge_context merge;

	if (staging_flush(staging, err) < 0 ||
	    (snapshot->replaces && forget_observations(staging->store, snapshot->at, err) < 0) ||
	    drop_known_files(staging, snapshot->at, err) < 0 ||
	    store_int64(staging->store, err,
			"SELECT count(*) FROM source_file WHERE snapshot_at = 0", 0, fresh) < 0)
		return -1;
	if (*fresh == 0)
		return 0;
	begin_steps(staging, snapshot);
	if (describe_snapshot(staging, snapshot->at, &merge, err) < 0 ||
	    merge_all(staging, snapshot, &merge, err) < 0 ||
	    answers_drop(staging->store, snapshot->at, err) < 0 ||
	    store_commit(staging->store, err) < 0)
		return -1;
	staging->open = false;
	store_keep(staging->store);
	return store_set_moment(staging->store, false, 0, err);
}

int staging_account(struct staging *staging, int64_t file, int64_t *kept, int64_t *merged,
		    struct error *err)
{
	char sql[128];

	snprintf(sql, sizeof(sql),
		 "SELECT records_kept FROM source_file WHERE source_file_id = %lld",
		 (long long)file);
	if (store_int64(staging->store, err, sql, 0, kept) < 0)
		return -1;
	snprintf(sql, sizeof(sql),
		 "SELECT records_merged FROM source_file WHERE source_file_id = %lld",
		 (long long)file);
	return store_int64(staging->store, err, sql, 0, merged);
}
