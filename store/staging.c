/* SPDX-License-Identifier: MIT
 * One import in the making. The transaction opens with the staging, so a second importer waits
 * for the first; TEMP tables take the rows, file facts and rejects go to their places at once,
 * and nothing is seen by others before the commit.
 */
#include "store/staging.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "internal.h"
#include "staged.h"
#include "tally.h"
#include "writer.h"

enum { ROW_VALUES = 128 }; /* more than any entity has columns */

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
	"DROP TABLE IF EXISTS temp.sequenced; DROP TABLE IF EXISTS temp.outdated;"
	"CREATE TEMP TABLE coverage_staged (entity TEXT, resource_kind TEXT, scope TEXT,"
	" scope_id TEXT, scope_ref TEXT,"
	" PRIMARY KEY (entity, resource_kind, scope, scope_id, scope_ref)) WITHOUT ROWID;"
	"CREATE TEMP TABLE folded (source_file_id INTEGER NOT NULL);"
	"CREATE TEMP TABLE sequenced (source_file_id INTEGER, record INTEGER, sequence INTEGER,"
	" gone INTEGER, PRIMARY KEY (source_file_id, record)) WITHOUT ROWID;"
	"CREATE TEMP TABLE outdated (source_file_id INTEGER, record INTEGER,"
	" PRIMARY KEY (source_file_id, record)) WITHOUT ROWID;";

static const char create_rows[] =
	"DROP TABLE IF EXISTS temp.$name_staged;"
	"CREATE TEMP TABLE $name_staged AS SELECT $row, 0 AS is_primary"
	" FROM main.$name_version WHERE FALSE;";

static int create_tables(struct staging *staging, struct error *err)
{
	if (store_exec(staging->store, err, create_facts) < 0)
		return -1;
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct template_values values = { &staging->store->schema->entities[i], 0 };

		if (sql_run_template(staging->store, create_rows, &values, err) < 0)
			return -1;
	}
	return 0;
}

enum { STEPS_BETWEEN_LOOKS = 20000 };

/* SQLite asks now and then, also in the midst of a long statement, whether to go on. */
static int look_around(void *context)
{
	const struct staging *staging = context;
	const struct snapshot_facts *facts = staging->snapshot;

	if (facts && facts->merging && staging->merging)
		facts->merging(facts->context, staging->merging, staging->steps_done,
			       staging->steps);
	return interrupt_came();
}

int staging_begin(struct staging **result, struct store *store, struct error *err)
{
	struct staging *staging = memory_alloc(sizeof(*staging));

	*result = staging;
	staging->store = store;
	staging->writer = writer_new();
	staging->stages = memory_alloc(store->schema->count * sizeof(*staging->stages));
	if (create_tables(staging, err) < 0)
		return -1;
	interrupt_hold();
	store_let_read(store);
	if (store_begin(store, err) < 0)
		return -1;
	staging->open = true;
	sqlite3_progress_handler(store->db, STEPS_BETWEEN_LOOKS, look_around, staging);
	staging->add_reject = store_prepare(
		store, err, "INSERT INTO reject VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	staging->add_coverage = store_prepare(
		store, err, "INSERT OR IGNORE INTO temp.coverage_staged VALUES (?1, ?2, ?3, ?4, '')");
	staging->add_sequence =
		store_prepare(store, err, "INSERT INTO temp.sequenced VALUES (?1, ?2, ?3, ?4)");
	return staging->add_reject == NULL || staging->add_coverage == NULL ||
			       staging->add_sequence == NULL
		       ? -1
		       : 0;
}

void staging_end(struct staging *staging)
{
	if (staging == NULL)
		return;
	writer_free(staging->writer);
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		sqlite3_finalize(staging->stages[i].put);
		tally_free(staging->stages[i].tally);
	}
	sqlite3_finalize(staging->add_reject);
	sqlite3_finalize(staging->add_coverage);
	sqlite3_finalize(staging->add_sequence);
	sqlite3_progress_handler(staging->store->db, 0, NULL, NULL);
	if (staging->open)
		sqlite3_exec(staging->store->db, "ROLLBACK", NULL, NULL, NULL);
	if (interrupt_came())
		store_gather(staging->store);
	interrupt_release();
	free(staging->stages);
	free(staging);
}

/* --- Files ------------------------------------------------------------------------------------ */

int staging_add_file(struct staging *staging, int64_t *file, struct error *err)
{
	static const char sql[] =
		"INSERT INTO source_file (snapshot_at, path, sha256, bytes, is_complete, records_read,"
		" records_kept, records_merged, records_rejected) VALUES (0, '', '', 0, 0, 0, 0, 0, 0)";

	if (writer_wait(staging->writer, err) < 0 || store_exec(staging->store, err, sql) < 0)
		return -1;
	*file = sqlite3_last_insert_rowid(staging->store->db);
	return 0;
}

void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

int step_done(sqlite3_stmt *statement, struct error *err)
{
	int code = store_step(statement, err);

	sqlite3_reset(statement);
	return code < 0 ? -1 : 0;
}

int staging_finish_file(struct staging *staging, int64_t file, const struct source_facts *facts,
			struct error *err)
{
	static const char sql[] =
		"UPDATE source_file SET path = ?2, sha256 = ?3, bytes = ?4, modified_at = ?5,"
		" format = ?6, reason = ?7, container = ?8, encoding = ?9, layout = ?10, covers = ?11,"
		" is_complete = ?12, records_read = ?13, records_rejected = ?14"
		" WHERE source_file_id = ?1";
	const char *const texts[] = { facts->format,   facts->reason, facts->container,
				      facts->encoding, facts->layout, facts->covers };
	sqlite3_stmt *update;
	int result;

	if (writer_wait(staging->writer, err) < 0)
		return -1;
	update = store_prepare(staging->store, err, sql);
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

int staging_withdraw_file(struct staging *staging, int64_t file, struct error *err)
{
	if (writer_wait(staging->writer, err) < 0)
		return -1;
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		if (staging->stages[i].used &&
		    store_execf(staging->store, err,
				"DELETE FROM temp.%s_staged WHERE source_file_id = %lld",
				staging->store->schema->entities[i].name, (long long)file) < 0)
			return -1;
	}
	return store_execf(staging->store, err,
			   "DELETE FROM temp.sequenced WHERE source_file_id = %lld;"
			   "DELETE FROM reject WHERE source_file_id = %lld",
			   (long long)file, (long long)file);
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
	if (writer_wait(staging->writer, err) == 0)
		stage->put = store_prepare(staging->store, err, sql.data);
	buffer_release(&sql);
	return stage->put == NULL ? -1 : 0;
}

static struct value int_value(int64_t number)
{
	return (struct value){ .type = VALUE_INT, .integer = number };
}

/* A slice without data is NULL. */
static struct value text_value(struct str text)
{
	return (struct value){ .type = text.data ? VALUE_TEXT : VALUE_NULL, .text = text };
}

static int put(struct staging *staging, struct stage *stage, const struct entity *entity,
	       const struct value *values, const struct staging_origin *origin, struct error *err)
{
	struct value row[ROW_VALUES];
	size_t next = entity->data_count;

	if (stage->put == NULL && prepare_put(staging, stage, entity, err) < 0)
		return -1;
	memcpy(row, values, next * sizeof(*row));
	row[next++] = int_value(origin->file);
	row[next++] = int_value(origin->record);
	row[next++] = int_value(origin->rank);
	row[next++] = int_value(origin->primary);
	return writer_run(staging->writer, stage->put, row, next, err);
}

static bool names_by_ref(const struct entity *entity, const struct value *values)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		if (entity->columns[i].kind == COLUMN_REF && values[i].type != VALUE_NULL)
			return true;
	}
	return false;
}

static int note_sequence(struct staging *staging, const struct staging_origin *origin,
			 struct error *err)
{
	const struct value values[] = {
		int_value(origin->file),
		int_value(origin->record),
		int_value(origin->sequence),
		int_value(origin->gone),
	};

	staging->has_sequences = true;
	return writer_run(staging->writer, staging->add_sequence, values,
			  sizeof(values) / sizeof(values[0]), err);
}

int staging_put(struct staging *staging, const struct entity *entity, const struct value *values,
		const struct staging_origin *origin, struct error *err)
{
	struct stage *stage = stage_of(staging, entity);

	stage->has_primary |= origin->primary;
	stage->has_refs = stage->has_refs || names_by_ref(entity, values);
	if (origin->primary && origin->has_sequence && note_sequence(staging, origin, err) < 0)
		return -1;
	/* a numbered record may have to take its rows with it */
	if (!tally_fits(entity) || origin->primary || origin->has_sequence)
		return put(staging, stage, entity, values, origin, err);
	if (stage->tally == NULL)
		stage->tally = tally_new(entity);
	tally_add(stage->tally, values, origin);
	return 0;
}

struct flush {
	struct staging *staging;
	struct stage *stage;
	const struct entity *entity;
};

static int flush_row(void *context, const struct value *values,
		     const struct staging_origin *origin, struct error *err)
{
	struct flush *flush = context;

	return put(flush->staging, flush->stage, flush->entity, values, origin, err);
}

int staging_flush(struct staging *staging, struct error *err)
{
	for (size_t i = 0; i < staging->store->schema->count; i++) {
		struct stage *stage = &staging->stages[i];
		struct flush flush = { staging, stage, &staging->store->schema->entities[i] };

		if (stage->tally != NULL && tally_each(stage->tally, flush_row, &flush, err) < 0)
			return -1;
	}
	return writer_wait(staging->writer, err);
}

static struct value known_value(int64_t number, bool known)
{
	return known ? int_value(number) : (struct value){ .type = VALUE_NULL };
}

int staging_reject(struct staging *staging, int64_t file, const struct reject *reject,
		   struct error *err)
{
	const struct value values[] = {
		int_value(file),
		known_value(reject->record, reject->record > 0),
		known_value(reject->byte_offset, reject->byte_offset >= 0),
		known_value(reject->line, reject->line >= 0),
		text_value(reject->field),
		text_value(reject->value),
		text_value(str_of(reject->reason)),
	};

	return writer_run(staging->writer, staging->add_reject, values,
			  sizeof(values) / sizeof(values[0]), err);
}

/* --- Coverage --------------------------------------------------------------------------------- */

int staging_cover(struct staging *staging, const struct entity *entity, struct str resource_kind,
		  enum coverage_scope scope, struct str scope_id, struct error *err)
{
	const struct value values[] = {
		text_value(str_of(entity->name)),
		text_value(resource_kind),
		text_value(str_of(coverage_scope_name(scope))),
		text_value(scope_id),
	};

	stage_of(staging, entity);
	return writer_run(staging->writer, staging->add_coverage, values,
			  sizeof(values) / sizeof(values[0]), err);
}

/* The scope for every value of `column` that the file's rows of `seen_in` hold. Grouping sorts
 * them, and a sorted insert is three times as fast. */
static int cover_each(struct staging *staging, const struct entity *entity,
		      struct str resource_kind, enum coverage_scope scope,
		      const struct entity *seen_in, const char *column, int64_t file,
		      struct error *err)
{
	const struct column *id = &seen_in->columns[entity_column(seen_in, str_of(column))];
	const char *ref = id->ref < 0 ? "''" : seen_in->columns[id->ref].name;
	sqlite3_stmt *add;
	char sql[512];
	int result;

	snprintf(sql, sizeof(sql),
		 "INSERT OR IGNORE INTO temp.coverage_staged SELECT '%s', ?1, '%s', %s,"
		 " ifnull(%s, '') FROM temp.%s_staged WHERE source_file_id = ?2"
		 " AND %s IS NOT NULL GROUP BY %s, %s",
		 entity->name, coverage_scope_name(scope), column, ref, seen_in->name, column,
		 column, ref);
	if (writer_wait(staging->writer, err) < 0)
		return -1;
	add = store_prepare(staging->store, err, sql);
	if (add == NULL)
		return -1;
	sqlite3_bind_text64(add, 1, resource_kind.data, resource_kind.length, SQLITE_STATIC,
			    SQLITE_UTF8);
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
