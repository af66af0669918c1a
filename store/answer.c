/* SPDX-License-Identifier: MIT
 * Gives answers, set-based: what an answer shows is put beside what stands, and the difference is what is
 * new, seen again, gone, or only not seen.
 */
#include "store/answer.h"

#include <stdio.h>

#include "base/limits.h"
#include "internal.h"

/* --- Questions ----------------------------------------------------------------------------- */

/* ?1 is the report, ?2 the digest; gives the first column, 0 where there is none. */
static int run_named(struct store *store, const char *sql, const char *report, const char *sha256,
		     int64_t *value, struct error *err)
{
	sqlite3_stmt *statement = store_prepare(store, err, sql);
	int code;

	*value = 0;
	if (statement == NULL)
		return -1;
	sqlite3_bind_text(statement, 1, report, -1, SQLITE_STATIC);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_text(statement, 2, sha256, -1, SQLITE_STATIC);
	code = store_step(statement, err);
	if (code == SQLITE_ROW)
		*value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code < 0 ? -1 : 0;
}

int question_find(struct store *store, const char *report, const char *sha256, int64_t *question,
		  struct error *err)
{
	return run_named(store,
			 "SELECT question_id FROM main.question WHERE report = ?1 AND sha256 = ?2",
			 report, sha256, question, err);
}

/* The question that leaves, one at a time: each new one comes alone. */
static int drop_oldest(struct store *store, const char *report, struct error *err)
{
	int64_t count, oldest;

	if (run_named(store, "SELECT count(*) FROM main.question WHERE report = ?1", report, NULL,
		      &count, err) < 0 ||
	    run_named(store, "SELECT min(question_id) FROM main.question WHERE report = ?1", report,
		      NULL, &oldest, err) < 0)
		return -1;
	if (count <= LIMIT_QUESTIONS)
		return 0;
	return store_execf(store, err,
			   "DELETE FROM main.spell WHERE question_id = %lld;"
			   "DELETE FROM main.answer WHERE question_id = %lld;"
			   "DELETE FROM main.question WHERE question_id = %lld;",
			   (long long)oldest, (long long)oldest, (long long)oldest);
}

int question_ask(struct store *store, const char *report, const char *sha256, int64_t *question,
		 struct error *err)
{
	if (question_find(store, report, sha256, question, err) < 0)
		return -1;
	if (*question != 0)
		return 0;
	if (run_named(store,
		      "INSERT INTO main.question (report, sha256) VALUES (?1, ?2)"
		      " RETURNING question_id",
		      report, sha256, question, err) < 0)
		return -1;
	return drop_oldest(store, report, err);
}

int question_newest(struct store *store, int64_t question, int64_t *at, bool *evaluated,
		    struct error *err)
{
	sqlite3_stmt *newest = store_prepare(store, err,
					     "SELECT snapshot_at, findings IS NOT NULL"
					     " FROM main.answer WHERE question_id = ?1"
					     " ORDER BY snapshot_at DESC LIMIT 1");
	int code;

	*at = INT64_MIN;
	*evaluated = false;
	if (newest == NULL)
		return -1;
	sqlite3_bind_int64(newest, 1, question);
	code = store_step(newest, err);
	if (code == SQLITE_ROW) {
		*at = sqlite3_column_int64(newest, 0);
		*evaluated = sqlite3_column_int(newest, 1);
	}
	sqlite3_finalize(newest);
	return code < 0 ? -1 : 0;
}

/* --- What an answer shows ------------------------------------------------------------------ */

int answer_begin(struct store *store, struct error *err)
{
	return store_exec(store, err,
			  "CREATE TEMP TABLE IF NOT EXISTS shown (fingerprint TEXT PRIMARY KEY,"
			  " severity TEXT, resource_kind TEXT, resource_id TEXT,"
			  " environment_id TEXT, name TEXT) WITHOUT ROWID;"
			  "DELETE FROM temp.shown;");
}

int answer_add(struct store *store, const struct answer_finding *finding, struct error *err)
{
	const struct str texts[] = { finding->fingerprint,    finding->severity,
				     finding->resource_kind,  finding->resource_id,
				     finding->environment_id, finding->name };
	sqlite3_stmt *add = store_prepare(store, err,
					  "INSERT OR IGNORE INTO temp.shown"
					  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	int code;

	if (add == NULL)
		return -1;
	for (int i = 0; i < 6; i++)
		sqlite3_bind_text(add, i + 1, texts[i].data ? texts[i].data : "",
				  (int)texts[i].length, SQLITE_STATIC);
	code = store_step(add, err);
	sqlite3_finalize(add);
	return code < 0 ? -1 : 0;
}

int answer_repeat(struct store *store, int64_t question, struct error *err)
{
	return store_execf(store, err,
			   "INSERT INTO temp.shown SELECT fingerprint, severity, resource_kind,"
			   " resource_id, environment_id, name FROM main.spell"
			   " WHERE question_id = %lld AND gone_at IS NULL AND seen_to IS NULL",
			   (long long)question);
}

/* --- What it means ------------------------------------------------------------------------- */

/* The last spell of each finding that is not known to be gone; and of those that are not shown now,
 * whether that proves anything. */
static const char standing_sql[] =
	"CREATE TEMP TABLE standing AS SELECT fingerprint, max(seen_from) AS seen_from, seen_to,"
	" resource_kind, resource_id, environment_id, 0 AS is_gone FROM main.spell AS s"
	" WHERE question_id = %lld AND gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM main.spell AS l"
	"  WHERE l.question_id = s.question_id AND l.fingerprint = s.fingerprint"
	"  AND l.seen_from > s.seen_from) GROUP BY fingerprint;"
	"CREATE UNIQUE INDEX temp.standing_key ON standing (fingerprint);"
	"UPDATE temp.standing AS s SET is_gone = 1"
	" WHERE NOT EXISTS (SELECT 1 FROM temp.shown AS n WHERE n.fingerprint = s.fingerprint);";

/* The entity was covered where the resource is, or was never known when the finding was. */
static const char unproved_template[] =
	"UPDATE temp.standing AS s SET is_gone = 0 WHERE is_gone"
	" AND EXISTS (SELECT 1 FROM main.coverage AS c WHERE c.entity = '$name'"
	"  AND c.snapshot_at <= $at)"
	" AND (NOT EXISTS (SELECT 1 FROM main.coverage AS c WHERE c.entity = '$name'"
	"  AND c.snapshot_at = $at AND ('%s' = '' OR c.resource_kind IN ('', '%s'))"
	"  AND (c.scope = 'tenant' OR c.scope = 'environment' AND c.scope_id = s.environment_id"
	"   OR c.scope = 'object' AND c.scope_id = s.resource_id))%s);";

static int find_standing(struct store *store, const struct answer *answer, struct error *err)
{
	return store_execf(store, err, standing_sql, (long long)answer->question);
}

static int keep_unproved(struct store *store, const struct answer *answer,
			 const struct answer_gap *gap, struct error *err)
{
	const struct entity *entity = schema_entity(store->schema, str_of(gap->entity));
	struct template_values values = { entity, answer->at };
	struct buffer column = BUFFER_INIT(LIMIT_SQL_TEXT), template = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	if (gap->column != NULL)
		buffer_printf(&column,
			      " OR s.resource_kind = '$name' AND EXISTS (SELECT 1 FROM $name AS o"
			      " WHERE o.%s = s.resource_id AND o.%s IS NULL)",
			      entity_first_key(entity), gap->column);
	buffer_printf(&template, unproved_template, gap->part, gap->part,
		      column.data ? column.data : "");
	result = sql_run_template(store, template.data, &values, err);
	buffer_release(&column);
	buffer_release(&template);
	return result;
}

/* ?1 is the question, ?2 the snapshot. */
static int run_bound(struct store *store, const struct answer *answer, const char *sql,
		     struct error *err)
{
	sqlite3_stmt *statement = store_prepare(store, err, sql);
	int code;

	if (statement == NULL)
		return -1;
	sqlite3_bind_int64(statement, 1, answer->question);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, answer->at);
	if (sqlite3_bind_parameter_count(statement) > 2) {
		sqlite3_bind_text(statement, 3, answer->status, -1, SQLITE_STATIC);
		sqlite3_bind_text(statement, 4, answer->reason, -1, SQLITE_STATIC);
	}
	code = store_step(statement, err);
	sqlite3_finalize(statement);
	return code < 0 ? -1 : 0;
}

#define OF_STANDING                                                                                \
	" p.question_id = ?1 AND p.fingerprint = s.fingerprint AND p.seen_from = s.seen_from"
#define IS_SHOWN "EXISTS (SELECT 1 FROM temp.shown AS n WHERE n.fingerprint = s.fingerprint)"
#define HAS_SPELL                                                                                  \
	"EXISTS (SELECT 1 FROM main.spell AS p WHERE p.question_id = ?1"                           \
	" AND p.fingerprint = n.fingerprint)"

/* The numbers are taken before the spells are changed. */
static const char *const change_sql[] = {
	"INSERT INTO main.answer SELECT ?1, ?2, ?3, ?4, (SELECT count(*) FROM temp.shown),"
	" iif(e.again, (SELECT count(*) FROM temp.shown AS n WHERE NOT " HAS_SPELL "), NULL),"
	" iif(e.again, (SELECT count(*) FROM temp.shown AS n WHERE " HAS_SPELL
	"  AND n.fingerprint NOT IN (SELECT fingerprint FROM temp.standing)), NULL),"
	" iif(e.again, (SELECT count(*) FROM temp.standing WHERE is_gone), NULL),"
	" iif(e.again, (SELECT count(*) FROM temp.standing AS s WHERE NOT is_gone AND NOT " IS_SHOWN
	"), NULL) FROM (SELECT EXISTS (SELECT 1 FROM main.answer WHERE question_id = ?1"
	"  AND findings IS NOT NULL) AS again) AS e",

	"UPDATE main.spell AS p SET seen_to = coalesce(p.seen_to, ?2), gone_at = ?2"
	" FROM temp.standing AS s WHERE s.is_gone AND" OF_STANDING,

	"UPDATE main.spell AS p SET seen_to = ?2 FROM temp.standing AS s"
	" WHERE NOT s.is_gone AND s.seen_to IS NULL AND NOT " IS_SHOWN " AND" OF_STANDING,

	"INSERT INTO main.spell SELECT ?1, fingerprint, ?2, NULL, NULL, severity, resource_kind,"
	" resource_id, environment_id, name FROM temp.shown WHERE fingerprint NOT IN"
	" (SELECT fingerprint FROM temp.standing WHERE seen_to IS NULL)",

	"DELETE FROM temp.shown WHERE ?1",
	NULL,
};

static int give(struct store *store, const struct answer *answer, struct error *err)
{
	if (find_standing(store, answer, err) < 0)
		return -1;
	for (size_t i = 0; i < answer->gap_count && !answer->is_complete; i++)
		if (keep_unproved(store, answer, &answer->gaps[i], err) < 0)
			return -1;
	for (size_t i = 0; change_sql[i] != NULL; i++)
		if (run_bound(store, answer, change_sql[i], err) < 0)
			return -1;
	return store_exec(store, err, "DROP TABLE temp.standing");
}

int answer_end(struct store *store, const struct answer *answer, struct error *err)
{
	if (answer->is_evaluated)
		return give(store, answer, err);
	return run_bound(store, answer,
			 "INSERT INTO main.answer (question_id, snapshot_at, status, reason)"
			 " VALUES (?1, ?2, ?3, ?4)",
			 err);
}

/* --- What is no longer true ---------------------------------------------------------------- */

int answers_drop(struct store *store, int64_t from, struct error *err)
{
	static const char any_sql[] =
		"SELECT EXISTS (SELECT 1 FROM main.answer WHERE snapshot_at >= %lld)";
	long long at = from;
	char sql[128];
	int64_t any;

	snprintf(sql, sizeof(sql), any_sql, at);
	if (store_int64(store, err, sql, 0, &any) < 0)
		return -1;
	if (!any)
		return 0;
	return store_execf(store, err,
			   "DELETE FROM main.answer WHERE snapshot_at >= %lld;"
			   "DELETE FROM main.spell WHERE seen_from >= %lld;"
			   "UPDATE main.spell SET seen_to = NULL WHERE seen_to >= %lld;"
			   "UPDATE main.spell SET gone_at = NULL WHERE gone_at >= %lld;",
			   at, at, at, at);
}
