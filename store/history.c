/* SPDX-License-Identifier: MIT
 * The merge of a snapshot into history, set-based. What history is: for each object, the
 * observations of it in the order of the snapshots. An observation is a row of a snapshot; where a
 * snapshot covered the object's scope and has no row, the object was gone. A version is a run of
 * observations with equal values: [first, first observation of something else).
 *
 * Two ways lead there. A snapshot newer than all others only appends: versions are closed and
 * opened. Any other one takes the observations of the objects it concerns out of their versions,
 * adds its own, and builds these versions anew. The property test holds both to the same result.
 *
 * What makes the second way possible: at which snapshots a version was observed can always be told
 * again: at its start, where coverage says so, and where a sighting was noted.
 */
#include <string.h>

#include "base/limits.h"
#include "internal.h"
#include "store/answer.h"

#define FOREVER "9223372036854775807"

#define CONTAINS_AT "v.valid_from <= $at AND (v.valid_to IS NULL OR v.valid_to > $at)"

#define SIGHTED(time)                                                                              \
	"EXISTS (SELECT 1 FROM main.sighting AS g WHERE g.entity = '$name'"                        \
	" AND g.object_key = $key_text(v) AND g.snapshot_at = " time ")"

#define OBSERVED_AT                                                                                \
	"(v.valid_from = $at OR $covered(v, main.coverage, c.snapshot_at = $at) OR " SIGHTED("$at") ")"

/* The last number given to a version that holds. */
#define LAST_HOLDING                                                                               \
	"ifnull((SELECT max(version_id) FROM main.$name_version WHERE " VERSION_HOLDS("") "), 0)"

/* The last number given to a version that ends on the day of `time`. */
#define LAST_ENDED(time)                                                                           \
	"ifnull((SELECT max(version_id) FROM main.$name_version"                                   \
	" WHERE version_id >= " VERSION_ENDED_FROM(time)                                           \
	" AND version_id < " VERSION_ENDED_FROM(time) " + " VERSIONS_A_DAY "), " VERSION_ENDED_FROM(time) ")"

static const char staged_key_template[] =
	"CREATE INDEX IF NOT EXISTS temp.$name_staged_key ON $name_staged ($keys);";

static const char coverage_template[] =
	"INSERT OR IGNORE INTO main.coverage"
	" SELECT $at, entity, resource_kind, scope, scope_id, scope_ref FROM temp.coverage_staged"
	" WHERE entity = '$name';";

/* One row for each staged object. */
static int fold_staged(struct store *store, const struct template_values *values,
		       struct error *err)
{
	char table[128];

	snprintf(table, sizeof(table), "%s_staged", values->entity->name);
	return fold_duplicates(store, values, table, false, err);
}

/* --- A snapshot newer than all others ------------------------------------------------------- */

static const char compare_template[] =
	"CREATE TEMP TABLE $name_changed AS SELECT s.rowid AS id, v.version_id"
	" FROM temp.$name_staged AS s"
	" LEFT JOIN main.$name_version AS v ON $match(v,s) AND " VERSION_HOLDS("v.")
	" WHERE v.version_id IS NULL OR ($data(s)) IS NOT ($data(v));";

/* A changed object's new version takes the number of the one that ends. */
static const char append_template[] =
	"INSERT INTO main.sighting SELECT $at, '$name', $key_text(s) FROM temp.$name_staged AS s"
	" WHERE NOT $covered(s, main.coverage, c.snapshot_at = $at)"
	" AND s.rowid NOT IN (SELECT id FROM temp.$name_changed);"

	"UPDATE temp.$name_changed SET version_id = rowid + " LAST_HOLDING " WHERE version_id IS NULL;"

	"INSERT INTO temp.$name_changed SELECT NULL, v.version_id FROM main.$name_version AS v"
	" WHERE " VERSION_HOLDS("v.")
	" AND NOT EXISTS (SELECT 1 FROM temp.$name_staged AS s WHERE $match(s,v))"
	" AND $covered(v, temp.coverage_staged, TRUE);"

	"UPDATE main.$name_version AS v SET valid_to = $at, version_id = c.rowid + " LAST_ENDED("$at")
	" FROM temp.$name_changed AS c WHERE v.version_id = c.version_id;"

	"INSERT INTO main.$name_version (version_id, $row, valid_from)"
	" SELECT c.version_id, $row(s), $at FROM temp.$name_changed AS c"
	" JOIN temp.$name_staged AS s ON s.rowid = c.id;"

	"DROP TABLE temp.$name_changed;";

/* The first rows of an entity: nothing to compare with, and an index is cheaper built after. That
 * it is unique also tells whether some object was described twice, which is rare: looking for it
 * ahead would sort all rows once more. */
static int fill(struct store *store, const struct template_values *values, struct error *err)
{
	static const char insert[] =
		"DROP INDEX IF EXISTS main.$name_version_key;"
		"INSERT INTO main.$name_version ($row, valid_from)"
		" SELECT $row(s), $at FROM temp.$name_staged AS s;";
	static const char index[] =
		"CREATE UNIQUE INDEX main.$name_version_key ON $name_version ($keys, valid_from);";
	struct error twice = ERROR_INIT;

	if (sql_run_template(store, insert, values, err) < 0)
		return -1;
	if (sql_run_template(store, index, values, &twice) == 0)
		return 0;
	if (sqlite3_errcode(store->db) != SQLITE_CONSTRAINT)
		return error_set(err, "%s", twice.text);
	if (sql_run_template(store, "DELETE FROM main.$name_version;", values, err) < 0 ||
	    fold_staged(store, values, err) < 0 ||
	    sql_run_template(store, insert, values, err) < 0)
		return -1;
	return sql_run_template(store, index, values, err);
}

static int count_filled(struct store *store, const struct template_values *values,
			int64_t *filled, struct error *err)
{
	return sql_count_template(store, "SELECT EXISTS (SELECT 1 FROM main.$name_version)", values,
				  filled, err);
}

static int merge_newest(struct store *store, const struct template_values *values,
			struct error *err)
{
	int64_t filled;

	if (sql_run_template(store, coverage_template, values, err) < 0 ||
	    count_filled(store, values, &filled, err) < 0)
		return -1;
	return filled ? sql_run_template(store, append_template, values, err) :
			fill(store, values, err);
}

/* --- Any other snapshot ---------------------------------------------------------------------- */

/* Objects that the snapshot shows otherwise than their versions do, or shows gone. */
static const char affected_template[] =
	"CREATE TEMP TABLE affected AS SELECT $keys(s) FROM temp.$name_staged AS s"
	" WHERE NOT EXISTS (SELECT 1 FROM main.$name_version AS v WHERE $match(v,s)"
	"  AND " CONTAINS_AT " AND ($data(v)) IS ($data(s)))"
	" UNION SELECT $keys(v) FROM main.$name_version AS v WHERE v.valid_from < $at"
	"  AND (v.valid_to IS NULL OR v.valid_to > $at)"
	"  AND $covered(v, temp.coverage_staged, TRUE)"
	"  AND NOT EXISTS (SELECT 1 FROM temp.$name_staged AS s WHERE $match(s,v))"
	"  AND NOT " OBSERVED_AT ";"
	"CREATE UNIQUE INDEX temp.affected_key ON affected ($keys);";

/* The observations of the affected objects, as their versions remember them. `$at` is left to the
 * staged rows where there is one. */
#define REMEMBERED(from)                                                                           \
	"SELECT $row(v), n.snapshot_at, 0 FROM " from                                              \
	" JOIN main.$name_version AS v ON $match(v,a)"                                             \
	" JOIN main.snapshot AS n ON n.snapshot_at >= v.valid_from"                                \
	"  AND (v.valid_to IS NULL OR n.snapshot_at < v.valid_to)"                                 \
	" WHERE (n.snapshot_at = v.valid_from"                                                     \
	"  OR $covered(v, main.coverage, c.snapshot_at = n.snapshot_at)"                           \
	"  OR " SIGHTED("n.snapshot_at") ")"

static const char observed_template[] =
	"CREATE TEMP TABLE observed AS SELECT $row, 0 AS at, 0 AS is_primary"
	" FROM temp.$name_staged WHERE FALSE;"
	"INSERT INTO temp.observed " REMEMBERED("temp.affected AS a")
	" AND NOT (n.snapshot_at = $at"
	"  AND EXISTS (SELECT 1 FROM temp.$name_staged AS s WHERE $match(s,v)));"
	"INSERT INTO temp.observed SELECT $row(s), $at, 0"
	" FROM temp.affected AS a JOIN temp.$name_staged AS s ON $match(s,a);";

/* Each observation lasts until the next one, or until a covering snapshot without one; adjoining
 * observations with equal values are one version. */
static const char rebuild_template[] =
	"CREATE TEMP TABLE step AS SELECT o.rowid AS id, o.at, lag(o.rowid) OVER w AS previous,"
	" row_number() OVER (ORDER BY $keys(o), o.at) AS n,"
	" min(ifnull(lead(o.at) OVER w, " FOREVER "), ifnull($cover_after(o), " FOREVER ")) AS until"
	" FROM temp.observed AS o WINDOW w AS (PARTITION BY $keys(o) ORDER BY o.at);"
	"CREATE INDEX temp.step_id ON step (id);"

	"CREATE TEMP TABLE spell AS SELECT s.id, s.at, s.until, s.n,"
	" (p.id IS NULL OR p.until <> s.at OR ($data(o)) IS NOT ($data(q))) AS begins"
	" FROM temp.step AS s JOIN temp.observed AS o ON o.rowid = s.id"
	" LEFT JOIN temp.step AS p ON p.id = s.previous"
	" LEFT JOIN temp.observed AS q ON q.rowid = s.previous;"

	"DELETE FROM main.$name_version WHERE version_id IN (SELECT v.version_id"
	" FROM temp.affected AS a JOIN main.$name_version AS v ON $match(v,a));"
	"INSERT INTO main.$name_version (version_id, $row, valid_from, valid_to)"
	" SELECT x.version + iif(x.last = " FOREVER ", " LAST_HOLDING ", " LAST_ENDED("x.last") "),"
	" $row(o), x.at, nullif(x.last, " FOREVER ")"
	" FROM (SELECT id, at, begins, version, max(until) OVER (PARTITION BY version) AS last"
	"  FROM (SELECT *, sum(begins) OVER (ORDER BY n) AS version FROM temp.spell)) AS x"
	" JOIN temp.observed AS o ON o.rowid = x.id WHERE x.begins;"

	"DELETE FROM main.sighting WHERE entity = '$name'"
	" AND object_key IN (SELECT $key_text(a) FROM temp.affected AS a);"
	"INSERT INTO main.sighting SELECT o.at, '$name', $key_text(o)"
	" FROM temp.spell AS s JOIN temp.observed AS o ON o.rowid = s.id"
	" WHERE NOT s.begins AND NOT $covered(o, main.coverage, c.snapshot_at = o.at);";

/* Staged objects whose versions stand as they are were seen all the same. */
static const char seen_template[] =
	"INSERT OR IGNORE INTO main.sighting SELECT $at, '$name', $key_text(s)"
	" FROM temp.$name_staged AS s"
	" WHERE NOT EXISTS (SELECT 1 FROM temp.affected AS a WHERE $match(a,s))"
	" AND NOT EXISTS (SELECT 1 FROM main.$name_version AS v"
	"  WHERE $match(v,s) AND v.valid_from = $at)"
	" AND NOT $covered(s, main.coverage, c.snapshot_at = $at);"
	"DELETE FROM main.sighting WHERE entity = '$name' AND snapshot_at = $at AND object_key IN"
	" (SELECT $key_text(v) FROM main.$name_version AS v WHERE " CONTAINS_AT
	"  AND $covered(v, main.coverage, c.snapshot_at = $at));";

static const char drop_template[] =
	"DROP TABLE IF EXISTS temp.affected; DROP TABLE IF EXISTS temp.observed;"
	"DROP TABLE IF EXISTS temp.step; DROP TABLE IF EXISTS temp.spell;";

/* Objects may have lost a name, or bear that of another. */
static const char unsettle_template[] = "INSERT OR IGNORE INTO main.unsettled VALUES ('$name');";

static int run_all(struct store *store, const char *const *templates,
		   const struct template_values *values, struct error *err)
{
	for (; *templates != NULL; templates++) {
		if (sql_run_template(store, *templates, values, err) < 0)
			return -1;
	}
	return 0;
}

int history_prepare(struct store *store, const struct template_values *values, bool is_newest,
		    struct error *err)
{
	int64_t filled = 1;

	if (is_newest && count_filled(store, values, &filled, err) < 0)
		return -1;
	if (!filled)
		return 0;
	if (fold_staged(store, values, err) < 0 ||
	    sql_run_template(store, staged_key_template, values, err) < 0)
		return -1;
	return is_newest ? sql_run_template(store, compare_template, values, err) : 0;
}

int history_merge(struct store *store, const struct template_values *values, bool is_newest,
		  struct error *err)
{
	static const char *const insert[] = {
		affected_template, observed_template, coverage_template, rebuild_template,
		seen_template,     drop_template,     NULL,
	};

	return is_newest ? merge_newest(store, values, err) : run_all(store, insert, values, err);
}

int history_recall(struct store *store, const struct template_values *values, struct error *err)
{
	static const char template[] =
		"INSERT INTO temp.$name_staged ($row, is_primary) SELECT $row(v), 0"
		" FROM main.$name_version AS v WHERE " CONTAINS_AT " AND " OBSERVED_AT
		" AND EXISTS (SELECT 1 FROM temp.$name_staged AS s WHERE $match(s,v));";

	if (sql_run_template(store, staged_key_template, values, err) < 0)
		return -1;
	return sql_run_template(store, template, values, err);
}

/* --- A snapshot taken back ------------------------------------------------------------------- */

/* Only where a version begins or ends with the snapshot does history change without it. */
static const char parted_template[] =
	"CREATE TEMP TABLE affected AS SELECT $keys(v) FROM main.$name_version AS v"
	" WHERE " VERSION_HOLDS("v.") " AND v.valid_from = $at"
	" UNION SELECT $keys(v) FROM main.$name_version AS v"
	" WHERE v.version_id >= " VERSION_ENDED_FROM("$at")
	" AND (v.valid_from = $at OR v.valid_to = $at);"
	"CREATE UNIQUE INDEX temp.affected_key ON affected ($keys);"
	"CREATE TEMP TABLE observed AS SELECT $row, 0 AS at, 0 AS is_primary"
	" FROM main.$name_version WHERE FALSE;"
	"INSERT INTO temp.observed " REMEMBERED("temp.affected AS a") " AND n.snapshot_at <> $at;"
	"DELETE FROM main.coverage WHERE entity = '$name' AND snapshot_at = $at;"
	"DELETE FROM main.sighting WHERE entity = '$name' AND snapshot_at = $at;"
	/* which file told it later is not known: only the first one is kept */
	"UPDATE temp.observed SET source_file_id = 0, record = 0 WHERE source_file_id IN"
	" (SELECT source_file_id FROM main.source_file WHERE snapshot_at = $at);";

int history_forget(struct store *store, const struct template_values *values, struct error *err)
{
	static const char *const steps[] = { parted_template, rebuild_template, drop_template,
					     unsettle_template, NULL };

	return run_all(store, steps, values, err);
}

/* --- References resolved later --------------------------------------------------------------- */

/* Objects whose versions would resolve otherwise today, with their observations. */
static int collect_stale(struct store *store, const struct template_values *values,
			 const char *condition, struct error *err)
{
	struct buffer template = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	buffer_printf(&template,
		      "CREATE TEMP TABLE affected AS SELECT DISTINCT $keys(v)"
		      " FROM main.$name_version AS v WHERE %s;"
		      "CREATE UNIQUE INDEX temp.affected_key ON affected ($keys);"
		      "CREATE TEMP TABLE observed AS SELECT $row, 0 AS at, 0 AS is_primary"
		      " FROM temp.$name_staged WHERE FALSE;"
		      "INSERT INTO temp.observed " REMEMBERED("temp.affected AS a") ";",
		      condition);
	result = sql_run_template(store, template.data, values, err);
	buffer_release(&template);
	return result;
}

/* An object may get the key of another by this: that one is affected too. */
static const char newcomers_template[] =
	"CREATE TEMP TABLE newcomer AS SELECT DISTINCT $keys(o) FROM temp.observed AS o"
	" WHERE NOT EXISTS (SELECT 1 FROM temp.affected AS a WHERE $match(a,o));"
	"INSERT INTO temp.observed " REMEMBERED("temp.newcomer AS a") ";"
	"INSERT INTO temp.affected SELECT * FROM temp.newcomer;"
	"DROP TABLE temp.newcomer;";

/* What was answered from the first of these observations on was answered of other ids. */
static int drop_answers(struct store *store, struct error *err)
{
	int64_t first;

	if (store_int64(store, err, "SELECT min(at) FROM temp.observed", INT64_MAX, &first) < 0)
		return -1;
	return answers_drop(store, first, err);
}

/* What was remembered rests on the coverage as it stood, what is built rests on what it means now. */
static int rebuild_stale(struct store *store, const struct template_values *values,
			 const char *condition, struct error *err)
{
	if (collect_stale(store, values, condition, err) < 0 ||
	    resolve_table(store, values->entity, "temp.observed", err) < 0 ||
	    sql_run_template(store, newcomers_template, values, err) < 0 ||
	    fold_duplicates(store, values, "observed", true, err) < 0 ||
	    resolve_coverage(store, values, "main.coverage", err) < 0 ||
	    sql_run_template(store, rebuild_template, values, err) < 0 ||
	    sql_run_template(store, unsettle_template, values, err) < 0 ||
	    drop_answers(store, err) < 0)
		return -1;
	return sql_run_template(store, drop_template, values, err);
}

/* Which versions concern what is stale: those that refer by a name that means something else today, and
 * those in a scope that coverage names and now means, or meant. */
static int find_stale(struct store *store, const struct template_values *values, bool whole,
		      struct buffer *condition, int64_t *moved, struct error *err)
{
	stale_condition(values->entity, whole, condition);
	if (collect_moved(store, values, whole, moved, err) < 0)
		return -1;
	if (*moved > 0)
		buffer_printf(condition, "%s$covered(v, temp.moved, TRUE)",
			      condition->length == 0 ? "" : " OR ");
	return 0;
}

int history_resolve(struct store *store, const struct template_values *values, bool whole,
		    struct error *err)
{
	struct buffer condition = BUFFER_INIT(LIMIT_SQL_TEXT);
	struct buffer any = BUFFER_INIT(LIMIT_SQL_TEXT);
	int64_t stale = 0, moved = 0;
	bool refers = false;
	int result = entity_may_refer(store, values->entity, &refers, err);

	if (result == 0 && refers)
		result = find_stale(store, values, whole, &condition, &moved, err);
	if (result == 0 && condition.length > 0) {
		buffer_printf(&any, "SELECT EXISTS (SELECT 1 FROM main.$name_version AS v WHERE %s)",
			      condition.data);
		result = sql_count_template(store, any.data, values, &stale, err);
	}
	if (result == 0 && stale)
		result = rebuild_stale(store, values, condition.data, err);
	else if (result == 0 && moved > 0)
		result = resolve_coverage(store, values, "main.coverage", err);
	buffer_release(&condition);
	buffer_release(&any);
	return result;
}
