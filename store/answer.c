/* SPDX-License-Identifier: MIT
 * Gives answers: what an answer shows is put beside what stands, both in the order of their fingerprints,
 * and only the difference is written: what is new, seen again, gone, or only not seen.
 */
#include "store/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* An answer on its way in: what it shows is put beside the last spell of each finding, in the order
 * of the fingerprints. */
struct giving {
	struct store *store;
	struct answer *answer;
	sqlite3_stmt *miss; /* inserts into temp.missing */
	size_t next;        /* of the answer's findings; those before it were dealt with */
	size_t begun;       /* the first so many of them begin a spell */
	int64_t shown, fresh, reopened;
};

static int compare(struct str a, struct str b)
{
	int order = memcmp(a.data, b.data, a.length < b.length ? a.length : b.length);

	return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_findings(const void *a, const void *b)
{
	const struct answer_finding *left = a, *right = b;

	return compare(left->fingerprint, right->fingerprint);
}

static void sort_findings(struct answer *answer)
{
	struct answer_finding *findings = answer->findings;
	size_t kept = 0;

	if (answer->finding_count == 0)
		return;
	qsort(findings, answer->finding_count, sizeof(*findings), compare_findings);
	for (size_t i = 1; i < answer->finding_count; i++) {
		if (compare_findings(&findings[kept], &findings[i]) != 0)
			findings[++kept] = findings[i];
	}
	answer->finding_count = kept + 1;
}

/* The next finding was not shown before: a spell begins. */
static void begin_spell(struct giving *giving)
{
	struct answer_finding *findings = giving->answer->findings;

	giving->shown++;
	findings[giving->begun++] = findings[giving->next++];
}

static void begin_fresh(struct giving *giving)
{
	giving->fresh++;
	begin_spell(giving);
}

static const char last_spells_sql[] =
	"SELECT question_id, fingerprint, max(seen_from), resource_kind, resource_id, environment_id,"
	" seen_to, gone_at FROM main.spell WHERE question_id = ?1 GROUP BY fingerprint"
	" ORDER BY fingerprint";

/* Its columns; those before SEEN_TO are those of temp.missing. */
enum { FINGERPRINT = 1, SEEN_TO = 6, GONE_AT, COPIED = SEEN_TO };

static const char missing_sql[] =
	"CREATE TEMP TABLE IF NOT EXISTS missing (question_id INTEGER, fingerprint TEXT,"
	" seen_from INTEGER, resource_kind TEXT, resource_id TEXT, environment_id TEXT,"
	" is_gone INTEGER DEFAULT 1, PRIMARY KEY (question_id, fingerprint)) WITHOUT ROWID;"
	"DELETE FROM temp.missing;";

static bool is_null(sqlite3_stmt *row, int column)
{
	return sqlite3_column_type(row, column) == SQLITE_NULL;
}

/* A finding that is not known to be gone, and not shown. */
static int miss(struct giving *giving, sqlite3_stmt *spell, struct error *err)
{
	int code;

	for (int i = 0; i < COPIED; i++)
		sqlite3_bind_value(giving->miss, i + 1, sqlite3_column_value(spell, i));
	code = store_step(giving->miss, err);
	sqlite3_reset(giving->miss);
	return code < 0 ? -1 : 0;
}

static int meet_spell(struct giving *giving, sqlite3_stmt *spell, struct error *err)
{
	const struct answer *answer = giving->answer;
	struct str fingerprint = column_str(spell, FINGERPRINT);
	bool stands = is_null(spell, SEEN_TO), is_shown = answer->is_same && stands;

	while (giving->next < answer->finding_count &&
	       compare(answer->findings[giving->next].fingerprint, fingerprint) < 0)
		begin_fresh(giving);
	if (giving->next < answer->finding_count &&
	    str_equal(answer->findings[giving->next].fingerprint, fingerprint)) {
		is_shown = true;
		giving->reopened += !is_null(spell, GONE_AT);
		if (!stands) {
			begin_spell(giving);
			return 0;
		}
		giving->next++;
	}
	giving->shown += is_shown;
	return is_shown || !is_null(spell, GONE_AT) ? 0 : miss(giving, spell, err);
}

static int meet_spells(struct giving *giving, struct error *err)
{
	sqlite3_stmt *spells = store_prepare(giving->store, err, last_spells_sql);
	int code = SQLITE_DONE, result = spells != NULL ? 0 : -1;

	if (result == 0)
		sqlite3_bind_int64(spells, 1, giving->answer->question);
	while (result == 0 && (code = store_step(spells, err)) == SQLITE_ROW)
		result = meet_spell(giving, spells, err);
	sqlite3_finalize(spells);
	while (giving->next < giving->answer->finding_count)
		begin_fresh(giving);
	return code < 0 ? -1 : result;
}

static int find_changes(struct giving *giving, struct error *err)
{
	int result;

	if (store_exec(giving->store, err, missing_sql) < 0)
		return -1;
	giving->miss = store_prepare(giving->store, err,
				     "INSERT INTO temp.missing (question_id, fingerprint, seen_from,"
				     " resource_kind, resource_id, environment_id)"
				     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	if (giving->miss == NULL)
		return -1;
	sort_findings(giving->answer);
	result = meet_spells(giving, err);
	sqlite3_finalize(giving->miss);
	return result;
}

/* --- What it means ------------------------------------------------------------------------- */

/* The entity was covered where the resource is, or was never known when the finding was. */
static const char unproved_template[] =
	"UPDATE temp.missing AS s SET is_gone = 0 WHERE is_gone"
	" AND EXISTS (SELECT 1 FROM main.coverage AS c WHERE c.entity = '$name'"
	"  AND c.snapshot_at <= $at)"
	" AND (NOT EXISTS (SELECT 1 FROM main.coverage AS c WHERE c.entity = '$name'"
	"  AND c.snapshot_at = $at AND ('%s' = '' OR c.resource_kind IN ('', '%s'))"
	"  AND (c.scope = 'tenant' OR c.scope = 'environment' AND c.scope_id = s.environment_id"
	"   OR c.scope = 'object' AND c.scope_id = s.resource_id))%s);";

/* Said of the answer's moment, which need not be the one that the store shows. */
static const char unknown_format[] =
	" OR s.resource_kind = '$name' AND EXISTS (SELECT 1 FROM main.$name_version AS o"
	" WHERE o.%s = s.resource_id AND o.valid_from <= $at"
	" AND (o.valid_to IS NULL OR o.valid_to > $at) AND o.%s IS NULL)";

static int keep_unproved(struct store *store, const struct answer *answer,
			 const struct answer_gap *gap, struct error *err)
{
	const struct entity *entity = schema_entity(store->schema, str_of(gap->entity));
	struct template_values values = { entity, answer->at };
	struct buffer column = BUFFER_INIT(LIMIT_SQL_TEXT), template = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	if (gap->column != NULL)
		buffer_printf(&column, unknown_format, entity_first_key(entity), gap->column);
	buffer_printf(&template, unproved_template, gap->part, gap->part,
		      column.data ? column.data : "");
	result = sql_run_template(store, template.data, &values, err);
	buffer_release(&column);
	buffer_release(&template);
	return result;
}

static int prove(struct store *store, const struct answer *answer, struct error *err)
{
	for (size_t i = 0; i < answer->gap_count && !answer->is_complete; i++)
		if (keep_unproved(store, answer, &answer->gaps[i], err) < 0)
			return -1;
	return 0;
}

/* --- What is kept of it -------------------------------------------------------------------- */

static const char *const change_sql[] = {
	"INSERT INTO main.answer SELECT ?1, ?2, ?3, ?4, ?5, iif(e.again, ?6, NULL),"
	" iif(e.again, ?7, NULL),"
	" iif(e.again, (SELECT count(*) FROM temp.missing WHERE is_gone), NULL),"
	" iif(e.again, (SELECT count(*) FROM temp.missing WHERE NOT is_gone), NULL)"
	" FROM (SELECT EXISTS (SELECT 1 FROM main.answer WHERE question_id = ?1"
	"  AND findings IS NOT NULL) AS again) AS e",

	"UPDATE main.spell AS p SET seen_to = coalesce(p.seen_to, ?2), gone_at = iif(m.is_gone, ?2, NULL)"
	" FROM temp.missing AS m WHERE p.question_id = m.question_id"
	" AND p.fingerprint = m.fingerprint AND p.seen_from = m.seen_from"
	" AND (m.is_gone OR p.seen_to IS NULL)",
	NULL,
};

static void bind_answer(sqlite3_stmt *statement, const struct giving *giving)
{
	const struct answer *answer = giving->answer;

	sqlite3_bind_int64(statement, 1, answer->question);
	sqlite3_bind_int64(statement, 2, answer->at);
	sqlite3_bind_text(statement, 3, answer->status, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, answer->reason, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 5, giving->shown);
	sqlite3_bind_int64(statement, 6, giving->fresh);
	sqlite3_bind_int64(statement, 7, giving->reopened);
}

static int run_bound(const struct giving *giving, const char *sql, struct error *err)
{
	sqlite3_stmt *statement = store_prepare(giving->store, err, sql);
	int code;

	if (statement == NULL)
		return -1;
	bind_answer(statement, giving); /* what a statement does not ask for is left out */
	code = store_step(statement, err);
	sqlite3_finalize(statement);
	return code < 0 ? -1 : 0;
}

static void bind_str(sqlite3_stmt *statement, int index, struct str text)
{
	sqlite3_bind_text(statement, index, text.data ? text.data : "", (int)text.length,
			  SQLITE_STATIC);
}

static int begin_spells(const struct giving *giving, struct error *err)
{
	sqlite3_stmt *insert = store_prepare(giving->store, err,
					     "INSERT INTO main.spell VALUES"
					     " (?1, ?2, ?3, NULL, NULL, ?4, ?5, ?6, ?7, ?8)");
	int code = insert != NULL ? SQLITE_DONE : -1;

	for (size_t i = 0; i < giving->begun && code >= 0; i++) {
		const struct answer_finding *finding = &giving->answer->findings[i];

		sqlite3_bind_int64(insert, 1, giving->answer->question);
		bind_str(insert, 2, finding->fingerprint);
		sqlite3_bind_int64(insert, 3, giving->answer->at);
		bind_str(insert, 4, finding->severity);
		bind_str(insert, 5, finding->resource_kind);
		bind_str(insert, 6, finding->resource_id);
		bind_str(insert, 7, finding->environment_id);
		bind_str(insert, 8, finding->name);
		code = store_step(insert, err);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	return code < 0 ? -1 : 0;
}

int answer_give(struct store *store, struct answer *answer, struct error *err)
{
	struct giving giving = { .store = store, .answer = answer };

	if (!answer->is_evaluated)
		return run_bound(&giving,
				 "INSERT INTO main.answer (question_id, snapshot_at, status, reason)"
				 " VALUES (?1, ?2, ?3, ?4)",
				 err);
	if (find_changes(&giving, err) < 0 || prove(store, answer, err) < 0)
		return -1;
	for (size_t i = 0; change_sql[i] != NULL; i++)
		if (run_bound(&giving, change_sql[i], err) < 0)
			return -1;
	return begin_spells(&giving, err);
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
