/* SPDX-License-Identifier: MIT
 * One import in the making. The transaction opens with the staging, so a second importer waits
 * for the first; TEMP tables take the rows, file facts and rejects go to their places at once,
 * and nothing is seen by others before the commit.
 */
#include "store/staging.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "internal.h"

#ifndef STOCKTAKE_VERSION
#define STOCKTAKE_VERSION "unknown"
#endif

struct stage {
	sqlite3_stmt *put; /* prepared at the first row */
	bool used;         /* rows or coverage were given */
};

struct staging {
	struct store *store;
	struct stage *stages; /* one for each entity of the schema */
	sqlite3_stmt *add_reject, *add_coverage;
	bool open; /* the transaction */
};

const char *coverage_scope_name(enum coverage_scope scope)
{
	static const char *const names[] = {
		[COVERS_TENANT] = "tenant",
		[COVERS_ENVIRONMENT] = "environment",
		[COVERS_OBJECT] = "object",
		[COVERS_SOME] = "some",
	};

	return names[scope];
}

static const char create_facts[] =
	"DROP TABLE IF EXISTS temp.coverage_staged; DROP TABLE IF EXISTS temp.folded;"
	"CREATE TEMP TABLE coverage_staged (entity TEXT, resource_kind TEXT, scope TEXT,"
	" scope_id TEXT, PRIMARY KEY (entity, resource_kind, scope, scope_id)) WITHOUT ROWID;"
	"CREATE TEMP TABLE folded (source_file_id INTEGER NOT NULL);";

static const char create_rows[] =
	"DROP TABLE IF EXISTS temp.$name_staged;"
	"CREATE TEMP TABLE $name_staged AS SELECT $row, 0 AS is_primary"
	" FROM main.$name_version WHERE FALSE;";

static struct template_values values_of(const struct staging *staging, size_t index, int64_t at)
{
	return (struct template_values){ &staging->store->schema->entities[index], at };
}

static int create_tables(struct staging *staging, struct error *err)
{
	if (store_exec(staging->store, err, create_facts) < 0)
		return -1;
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = values_of(staging, i, 0);

		if (sql_run_template(staging->store, create_rows, &values, err) < 0)
			return -1;
	}
	return 0;
}

int staging_begin(struct staging **result, struct store *store, struct error *err)
{
	struct staging *staging = memory_alloc(sizeof(*staging));

	*result = staging;
	staging->store = store;
	staging->stages = memory_alloc(store->schema->count * sizeof(*staging->stages));
	if (create_tables(staging, err) < 0)
		return -1;
	if (store_exec(store, err, "BEGIN IMMEDIATE") < 0)
		return error_prefix(err, "the store is in use by another import");
	staging->open = true;
	staging->add_reject = store_prepare(
		store, err, "INSERT INTO reject VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	staging->add_coverage = store_prepare(
		store, err, "INSERT OR IGNORE INTO temp.coverage_staged VALUES (?1, ?2, ?3, ?4)");
	return staging->add_reject == NULL || staging->add_coverage == NULL ? -1 : 0;
}

void staging_end(struct staging *staging)
{
	if (staging == NULL)
		return;
	for (size_t i = 0; i < staging->store->schema->count; i++)
		sqlite3_finalize(staging->stages[i].put);
	sqlite3_finalize(staging->add_reject);
	sqlite3_finalize(staging->add_coverage);
	if (staging->open)
		sqlite3_exec(staging->store->db, "ROLLBACK", NULL, NULL, NULL);
	free(staging->stages);
	free(staging);
}

/* --- Files ------------------------------------------------------------------------------------ */

int staging_add_file(struct staging *staging, int64_t *file, struct error *err)
{
	static const char sql[] =
		"INSERT INTO source_file (snapshot_at, path, sha256, bytes, is_complete, records_read,"
		" records_kept, records_merged, records_rejected) VALUES (0, '', '', 0, 0, 0, 0, 0, 0)";

	if (store_exec(staging->store, err, sql) < 0)
		return -1;
	*file = sqlite3_last_insert_rowid(staging->store->db);
	return 0;
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static int step_done(sqlite3_stmt *statement, struct error *err)
{
	int code = store_step(statement, err);

	sqlite3_reset(statement);
	return code < 0 ? -1 : 0;
}

int staging_finish_file(struct staging *staging, int64_t file, const struct source_facts *facts,
			struct error *err)
{
	sqlite3_stmt *update = store_prepare(
		staging->store, err,
		"UPDATE source_file SET path = ?2, sha256 = ?3, bytes = ?4, modified_at = ?5,"
		" format = ?6, reason = ?7, container = ?8, encoding = ?9, layout = ?10, covers = ?11,"
		" is_complete = ?12, records_read = ?13, records_rejected = ?14"
		" WHERE source_file_id = ?1");
	const char *const texts[] = { facts->format,   facts->reason, facts->container,
				      facts->encoding, facts->layout, facts->covers };
	int result;

	if (update == NULL)
		return -1;
	sqlite3_bind_int64(update, 1, file);
	bind_text(update, 2, facts->path);
	bind_text(update, 3, facts->sha256);
	sqlite3_bind_int64(update, 4, facts->bytes);
	if (facts->has_modified_at)
		sqlite3_bind_int64(update, 5, facts->modified_at);
	for (int i = 0; i < 6; i++)
		bind_text(update, 6 + i, texts[i]);
	sqlite3_bind_int(update, 12, facts->is_complete);
	sqlite3_bind_int64(update, 13, facts->records_read);
	sqlite3_bind_int64(update, 14, facts->records_rejected);
	result = step_done(update, err);
	sqlite3_finalize(update);
	return result;
}

/* Rows and rejects of the file, in every table that has any. */
static int remove_file(struct staging *staging, int64_t file, struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		if (staging->stages[i].used &&
		    store_execf(staging->store, err,
				"DELETE FROM temp.%s_staged WHERE source_file_id = %lld",
				staging->store->schema->entities[i].name, (long long)file) < 0)
			return -1;
	}
	return store_execf(staging->store, err, "DELETE FROM reject WHERE source_file_id = %lld",
			   (long long)file);
}

int staging_withdraw_file(struct staging *staging, int64_t file, struct error *err)
{
	return remove_file(staging, file, err);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static struct stage *stage_of(struct staging *staging, const struct entity *entity)
{
	struct stage *stage = &staging->stages[entity - staging->store->schema->entities];

	stage->used = true;
	return stage;
}

static int prepare_put(struct staging *staging, struct stage *stage, const struct entity *entity,
		       struct error *err)
{
	struct template_values values = { entity, 0 };
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);

	sql_expand(&sql, "INSERT INTO temp.$name_staged VALUES (", &values);
	for (size_t i = 0; i < entity->data_count; i++)
		buffer_puts(&sql, "?,");
	buffer_puts(&sql, "?,?,?,?)");
	stage->put = store_prepare(staging->store, err, sql.data);
	buffer_release(&sql);
	return stage->put == NULL ? -1 : 0;
}

static void bind_value(sqlite3_stmt *statement, int index, const struct value *value)
{
	switch (value->type) {
	case VALUE_NULL:
		sqlite3_bind_null(statement, index);
		break;
	case VALUE_INT:
		sqlite3_bind_int64(statement, index, value->integer);
		break;
	case VALUE_REAL:
		sqlite3_bind_double(statement, index, value->real);
		break;
	case VALUE_TEXT:
		sqlite3_bind_text64(statement, index, value->text.data, value->text.length,
				    SQLITE_STATIC, SQLITE_UTF8);
		break;
	}
}

int staging_put(struct staging *staging, const struct entity *entity, const struct value *values,
		const struct staging_origin *origin, struct error *err)
{
	struct stage *stage = stage_of(staging, entity);
	int next = (int)entity->data_count;

	if (stage->put == NULL && prepare_put(staging, stage, entity, err) < 0)
		return -1;
	for (int i = 0; i < next; i++)
		bind_value(stage->put, i + 1, &values[i]);
	sqlite3_bind_int64(stage->put, next + 1, origin->file);
	sqlite3_bind_int64(stage->put, next + 2, origin->record);
	sqlite3_bind_int(stage->put, next + 3, origin->rank);
	sqlite3_bind_int(stage->put, next + 4, origin->primary);
	return step_done(stage->put, err);
}

static void bind_str(sqlite3_stmt *statement, int index, struct str text)
{
	if (text.data == NULL)
		sqlite3_bind_null(statement, index);
	else
		sqlite3_bind_text64(statement, index, text.data, text.length, SQLITE_STATIC,
				    SQLITE_UTF8);
}

static void bind_known(sqlite3_stmt *statement, int index, int64_t number, bool known)
{
	if (known)
		sqlite3_bind_int64(statement, index, number);
	else
		sqlite3_bind_null(statement, index);
}

int staging_reject(struct staging *staging, int64_t file, const struct reject *reject,
		   struct error *err)
{
	sqlite3_stmt *add = staging->add_reject;

	sqlite3_bind_int64(add, 1, file);
	bind_known(add, 2, reject->record, reject->record > 0);
	bind_known(add, 3, reject->byte_offset, reject->byte_offset >= 0);
	bind_known(add, 4, reject->line, reject->line >= 0);
	bind_str(add, 5, reject->field);
	bind_str(add, 6, reject->value);
	bind_text(add, 7, reject->reason);
	return step_done(add, err);
}

/* --- Coverage --------------------------------------------------------------------------------- */

int staging_cover(struct staging *staging, const struct entity *entity, struct str resource_kind,
		  enum coverage_scope scope, struct str scope_id, struct error *err)
{
	sqlite3_stmt *add = staging->add_coverage;

	stage_of(staging, entity);
	bind_text(add, 1, entity->name);
	bind_str(add, 2, resource_kind);
	bind_text(add, 3, coverage_scope_name(scope));
	bind_str(add, 4, scope_id);
	return step_done(add, err);
}

/* The scope for every value of `column` that the file's rows of `seen_in` hold. */
static int cover_each(struct staging *staging, const struct entity *entity,
		      struct str resource_kind, enum coverage_scope scope,
		      const struct entity *seen_in, const char *column, int64_t file,
		      struct error *err)
{
	sqlite3_stmt *add;
	char sql[512];
	int result;

	snprintf(sql, sizeof(sql),
		 "INSERT OR IGNORE INTO temp.coverage_staged SELECT DISTINCT '%s', ?1, '%s', %s"
		 " FROM temp.%s_staged WHERE source_file_id = ?2 AND %s IS NOT NULL",
		 entity->name, coverage_scope_name(scope), column, seen_in->name, column);
	add = store_prepare(staging->store, err, sql);
	if (add == NULL)
		return -1;
	bind_str(add, 1, resource_kind);
	sqlite3_bind_int64(add, 2, file);
	stage_of(staging, entity);
	result = step_done(add, err);
	sqlite3_finalize(add);
	return result;
}

int staging_cover_environments(struct staging *staging, const struct entity *entity,
			       struct str resource_kind, const struct entity *seen_in,
			       int64_t file, struct error *err)
{
	if (entity->environment < 0 || seen_in->environment < 0)
		return staging_cover(staging, entity, resource_kind, COVERS_SOME, STR(""), err);
	return cover_each(staging, entity, resource_kind, COVERS_ENVIRONMENT, seen_in,
			  "environment_id", file, err);
}

int staging_cover_objects(struct staging *staging, const struct entity *entity,
			  struct str resource_kind, int64_t file, struct error *err)
{
	if (entity->resource < 0)
		return staging_cover(staging, entity, resource_kind, COVERS_SOME, STR(""), err);
	return cover_each(staging, entity, resource_kind, COVERS_OBJECT, entity,
			  entity->columns[entity->resource].name, file, err);
}

/* --- Commit ----------------------------------------------------------------------------------- */

/* Files that the snapshot holds already, byte for byte, say nothing new. */
static int drop_known_files(struct staging *staging, int64_t at, struct error *err)
{
	sqlite3_stmt *known = store_prepare(
		staging->store, err,
		"SELECT n.source_file_id FROM source_file AS n WHERE n.snapshot_at = 0 AND EXISTS"
		" (SELECT 1 FROM source_file AS k WHERE k.snapshot_at = ?1 AND k.sha256 = n.sha256"
		"  AND k.format IS n.format)");
	int code;

	if (known == NULL)
		return -1;
	sqlite3_bind_int64(known, 1, at);
	while ((code = store_step(known, err)) == SQLITE_ROW) {
		if (remove_file(staging, sqlite3_column_int64(known, 0), err) < 0) {
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
			   "  AND k.sha256 = n.sha256 AND k.format IS n.format)",
			   (long long)at);
}

static int note_snapshot(struct staging *staging, const struct snapshot_facts *snapshot,
			 struct error *err)
{
	sqlite3_stmt *note = store_prepare(
		staging->store, err,
		"INSERT INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT DO UPDATE SET label = coalesce(excluded.label, label)");
	int result;

	if (note == NULL)
		return -1;
	sqlite3_bind_int64(note, 1, snapshot->at);
	bind_text(note, 2, snapshot->basis);
	bind_text(note, 3, snapshot->label);
	sqlite3_bind_int64(note, 4, platform_now());
	bind_text(note, 5, STOCKTAKE_VERSION);
	result = step_done(note, err);
	sqlite3_finalize(note);
	return result;
}

typedef int entity_step(struct staging *staging, size_t index, const struct template_values *values,
			void *context, struct error *err);

/* Runs a step for each entity of which something was staged. */
static int for_each_used(struct staging *staging, int64_t at, entity_step *step, void *context,
			 struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = values_of(staging, i, at);

		if (staging->stages[i].used && step(staging, i, &values, context, err) < 0)
			return error_prefix(err, "cannot merge '%s'", values.entity->name);
	}
	return 0;
}

struct merge_context {
	bool exists, is_newest; /* the snapshot */
};

/* Makes the staged rows of an entity one per object. */
static int settle(struct staging *staging, size_t index, const struct template_values *values,
		  void *context, struct error *err)
{
	const struct merge_context *merge = context;
	char table[128];

	(void)index;
	snprintf(table, sizeof(table), "%s_staged", values->entity->name);
	if (resolve_table(staging->store, values->entity, table, err) < 0 ||
	    (merge->exists && history_recall(staging->store, values, err) < 0))
		return -1;
	return fold_duplicates(staging->store, values, table, false, err);
}

static int merge_entity(struct staging *staging, size_t index,
			const struct template_values *values, void *context, struct error *err)
{
	const struct merge_context *merge = context;

	(void)index;
	return history_merge(staging->store, values, merge->is_newest, err);
}

static int resolve_all(struct staging *staging, int64_t at, struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = values_of(staging, i, at);

		if (history_resolve(staging->store, &values, err) < 0)
			return error_prefix(err, "cannot resolve '%s'", values.entity->name);
	}
	return 0;
}

/* kept and merged are counted apart from read and rejected, so that the account can be wrong. */
static int count_primary(struct staging *staging, size_t index,
			 const struct template_values *values, void *context, struct error *err)
{
	(void)index;
	(void)context;
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

static int merge_all(struct staging *staging, const struct snapshot_facts *snapshot,
		     struct merge_context *merge, struct error *err)
{
	struct store *store = staging->store;

	if (alias_collect(store, err) < 0 ||
	    for_each_used(staging, snapshot->at, settle, merge, err) < 0 ||
	    for_each_used(staging, snapshot->at, count_primary, merge, err) < 0 ||
	    count_merged(staging, err) < 0 || check_account(staging, err) < 0 ||
	    note_snapshot(staging, snapshot, err) < 0 ||
	    for_each_used(staging, snapshot->at, merge_entity, merge, err) < 0 ||
	    resolve_all(staging, snapshot->at, err) < 0)
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
	*merge = (struct merge_context){ .exists = same > 0, .is_newest = at > last };
	return 0;
}

int staging_commit(struct staging *staging, const struct snapshot_facts *snapshot, int64_t *fresh,
		   struct error *err)
{
	struct merge_context merge;

	if (drop_known_files(staging, snapshot->at, err) < 0 ||
	    store_int64(staging->store, err,
			"SELECT count(*) FROM source_file WHERE snapshot_at = 0", 0, fresh) < 0)
		return -1;
	if (*fresh == 0)
		return 0;
	if (describe_snapshot(staging, snapshot->at, &merge, err) < 0 ||
	    merge_all(staging, snapshot, &merge, err) < 0 ||
	    store_exec(staging->store, err, "COMMIT") < 0)
		return -1;
	staging->open = false;
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
