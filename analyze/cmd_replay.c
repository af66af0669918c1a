/* SPDX-License-Identifier: MIT
 * The reports through time: how many findings each had at each snapshot, and the life of each finding.
 */
#include "commands.h"
#include "listing.h"
#include "output_formats.h"
#include "replay.h"

/* --- What is shown -------------------------------------------------------------------------- */

static const char steps_sql[] =
	"SELECT k.report, k.title, k.severity, a.snapshot_at, a.status, nullif(a.reason, ''),\n"
	"       a.findings, a.fresh, a.reopened, a.resolved, a.unseen\n"
	"  FROM temp.asked AS k JOIN answer AS a USING (question_id)\n"
	" ORDER BY k.position, a.snapshot_at";

static const struct result_column step_columns[] = {
	{ "report", RESULT_TEXT },       { "title", RESULT_TEXT },     { "severity", RESULT_TEXT },
	{ "snapshot_at", RESULT_TIME },  { "status", RESULT_TEXT },    { "reason", RESULT_TEXT },
	{ "findings", RESULT_INTEGER },  { "new", RESULT_INTEGER },    { "reopened", RESULT_INTEGER },
	{ "resolved", RESULT_INTEGER },  { "unseen", RESULT_INTEGER },
};

/* A mark for each snapshot, of many for each of 40 stretches of them; a dot where nothing was
 * evaluated. The numbers are those of the whole series, but unseen, which is of today. */
static const char trend_sql[] =
	"WITH series AS (SELECT k.position, k.question_id, max(a.findings) AS top, count(*) AS steps,\n"
	"   sum(a.fresh) AS fresh, sum(a.reopened) AS reopened, sum(a.resolved) AS resolved,\n"
	"   min(a.snapshot_at) FILTER (WHERE a.findings IS NOT NULL) AS first_at,\n"
	"   max(a.snapshot_at) FILTER (WHERE a.findings IS NOT NULL) AS last_at,\n"
	"   count(*) - count(a.findings) AS gaps\n"
	"   FROM temp.asked AS k JOIN answer AS a USING (question_id) GROUP BY k.position),\n"
	"step AS (SELECT s.*, a.findings, row_number() OVER (PARTITION BY s.position ORDER BY a.snapshot_at) AS n\n"
	"   FROM series AS s JOIN answer AS a USING (question_id)),\n"
	"trend AS (SELECT position, group_concat(CASE WHEN findings IS NULL THEN '·' WHEN top = 0 THEN '▁'\n"
	"      ELSE substr('▁▂▃▄▅▆▇█', 1 + (findings * 7 + top - 1) / top, 1) END, '') AS marks\n"
	"   FROM (SELECT * FROM step WHERE steps <= 40 OR n = steps OR n * 40 / steps < (n + 1) * 40 / steps\n"
	"          ORDER BY position, n)\n"
	"  GROUP BY position)\n"
	"SELECT k.report, k.severity, t.marks, f.findings, l.findings, s.fresh, s.reopened, s.resolved,\n"
	"       l.unseen, s.gaps\n"
	"  FROM temp.asked AS k JOIN series AS s USING (position) JOIN trend AS t USING (position)\n"
	"  LEFT JOIN answer AS f ON f.question_id = s.question_id AND f.snapshot_at = s.first_at\n"
	"  LEFT JOIN answer AS l ON l.question_id = s.question_id AND l.snapshot_at = s.last_at\n"
	" ORDER BY k.position";

static const struct result_column trend_columns[] = {
	{ "report", RESULT_TEXT },       { "severity", RESULT_TEXT },     { "trend", RESULT_TEXT },
	{ "first", RESULT_INTEGER },     { "last", RESULT_INTEGER },      { "new", RESULT_INTEGER },
	{ "reopened", RESULT_INTEGER },  { "resolved", RESULT_INTEGER },  { "unseen", RESULT_INTEGER },
	{ "not_evaluated", RESULT_INTEGER },
};

/* ?1 is the newest snapshot: what is not gone is as old as that. */
static const char lives_sql[] =
	"WITH life AS (SELECT question_id, fingerprint, min(seen_from) AS first_at,\n"
	"   max(seen_from) AS last_from, count(*) - 1 AS breaks, count(gone_at) AS ends\n"
	"   FROM spell WHERE question_id IN (SELECT question_id FROM temp.asked)\n"
	"  GROUP BY question_id, fingerprint),\n"
	"told AS (SELECT l.*, s.*, (SELECT max(a.snapshot_at) FROM answer AS a\n"
	"    WHERE a.question_id = l.question_id AND a.findings IS NOT NULL\n"
	"      AND (s.seen_to IS NULL OR a.snapshot_at < s.seen_to)) AS last_at\n"
	"   FROM life AS l JOIN spell AS s ON s.question_id = l.question_id\n"
	"    AND s.fingerprint = l.fingerprint AND s.seen_from = l.last_from)\n"
	"SELECT k.report, t.severity, t.resource_kind, nullif(t.resource_id, ''), nullif(t.name, ''),\n"
	"       nullif(t.environment_id, ''),\n"
	"       CASE WHEN t.gone_at IS NOT NULL THEN 'resolved' WHEN t.seen_to IS NOT NULL THEN 'unseen'\n"
	"            WHEN t.ends > 0 THEN 'reopened' ELSE 'open' END,\n"
	"       t.first_at, t.last_at, t.gone_at, (coalesce(t.gone_at, ?1) - t.first_at) / 86400,\n"
	"       (SELECT count(*) FROM answer AS a WHERE a.question_id = t.question_id\n"
	"           AND a.snapshot_at > t.first_at AND a.snapshot_at < coalesce(t.gone_at, ?1 + 1)\n"
	"           AND (a.findings IS NULL OR EXISTS (SELECT 1 FROM spell AS p\n"
	"                 WHERE p.question_id = t.question_id AND p.fingerprint = t.fingerprint\n"
	"                   AND p.seen_to <= a.snapshot_at AND coalesce(p.gone_at,\n"
	"                       (SELECT min(o.seen_from) FROM spell AS o WHERE o.question_id = p.question_id\n"
	"                           AND o.fingerprint = p.fingerprint AND o.seen_from > p.seen_from),\n"
	"                       ?1 + 1) > a.snapshot_at))),\n"
	"       t.fingerprint\n"
	"  FROM told AS t JOIN temp.asked AS k USING (question_id)\n"
	" ORDER BY k.position, t.gone_at IS NOT NULL, t.first_at, t.fingerprint";

static const struct result_column life_columns[] = {
	{ "report", RESULT_TEXT },         { "severity", RESULT_TEXT },
	{ "resource_kind", RESULT_TEXT },  { "resource_id", RESULT_TEXT },
	{ "name", RESULT_TEXT },           { "environment_id", RESULT_TEXT },
	{ "state", RESULT_TEXT },          { "first_seen_at", RESULT_TIME },
	{ "last_seen_at", RESULT_TIME },   { "resolved_at", RESULT_TIME },
	{ "age_days", RESULT_INTEGER },    { "gaps", RESULT_INTEGER },
	{ "fingerprint", RESULT_TEXT },
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* --- The command ---------------------------------------------------------------------------- */

static int list_asked(const struct replay *replay, struct error *err)
{
	struct store *store = &replay->session->store;
	sqlite3_stmt *insert;
	int result = 0;

	if (store_exec(store, err,
		       "CREATE TEMP TABLE asked (position INTEGER PRIMARY KEY,"
		       " question_id INTEGER, report TEXT, title TEXT, severity TEXT)") < 0)
		return -1;
	insert = store_prepare(store, err, "INSERT INTO temp.asked VALUES (?1, ?2, ?3, ?4, ?5)");
	for (size_t i = 0; insert && i < replay->choice->count && result == 0; i++) {
		const struct report *report = replay->choice->reports[i];

		sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
		sqlite3_bind_int64(insert, 2, replay->questions[i]);
		sqlite3_bind_text(insert, 3, report->id, -1, SQLITE_STATIC);
		sqlite3_bind_text(insert, 4, report->title, -1, SQLITE_STATIC);
		sqlite3_bind_text(insert, 5, severity_name(report->severity), -1, SQLITE_STATIC);
		result = store_step(insert, err) < 0 ? -1 : 0;
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	return insert ? result : -1;
}

static enum outcome show(const struct replay *replay, const struct options *options,
			 struct error *err)
{
	static const char nothing[] = "no finding in any snapshot", no_answer[] = "the store holds no snapshot";
	const struct format *format = output_format_choose(options, false, err);
	struct store *store = &replay->session->store;

	if (!format)
		return OUTCOME_USAGE;
	if (list_asked(replay, err) < 0)
		return OUTCOME_FAILED;
	if (options->findings)
		return listing_select(options, store, lives_sql, store->moment, life_columns,
				      LENGTH(life_columns), nothing, err);
	if (format == &format_table || format == &format_markdown)
		return listing_select(options, store, trend_sql, 0, trend_columns,
				      LENGTH(trend_columns), no_answer, err);
	return listing_select(options, store, steps_sql, 0, step_columns, LENGTH(step_columns),
			      no_answer, err);
}

static int check_reports(const struct choice *choice, struct error *err)
{
	for (size_t i = 0; i < choice->count; i++)
		if (!choice->reports[i]->resource_column)
			return error_set(err, "report '%s' only lists: it has no findings to follow",
					 choice->reports[i]->id);
	return 0;
}

static enum outcome run(struct session *session, const struct options *options,
			struct choice *choice, const struct settings *settings, struct error *err)
{
	struct replay replay = {
		.session = session,
		.settings = settings,
		.choice = choice,
		.quiet = options->quiet,
	};
	enum outcome outcome = OUTCOME_FAILED;

	if (replay_run(&replay, err) == 0) {
		if (!options->quiet && replay.asked + replay.repeated)
			fprintf(stderr, "stocktake: %zu answers computed, %zu as in the snapshot before\n",
				replay.asked, replay.repeated);
		outcome = show(&replay, options, err);
	}
	if (outcome == OUTCOME_DONE && replay.failures) {
		error_set(err, "%zu of %zu reports failed", replay.failures, choice->count);
		outcome = OUTCOME_FAILED;
	}
	replay_release(&replay);
	return outcome;
}

static enum outcome choose(struct session *session, const struct options *options,
			   struct error *err)
{
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	if (choice_make(&choice, options, session->catalogue, err) == 0 &&
	    (!options->arguments.count || check_reports(&choice, err) == 0) &&
	    session_set(session, &settings, options, &choice, err) == 0) {
		choice_keep_findings(&choice);
		outcome = run(session, options, &choice, &settings, err);
	}
	settings_release(&settings);
	choice_release(&choice);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome = OUTCOME_FAILED;

	if (session_open_existing(&session, options, err) == 0 &&
	    session_settle(&session, options, err) == 0)
		outcome = choose(&session, options, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_replay[] = {
	OPTION_GROUP,
	{ .name = "findings",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(findings),
	  .help = "the life of each finding: first seen, last seen, resolved, age, gaps" },
	OPTION_SET,
	OPTION_SETTINGS,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_VERBATIM,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_replay = {
	.name = "replay",
	.summary = "Follows the reports through all snapshots",
	.usage = "[ID...] [--group G] [--findings]",
	.text = "As a table, a line for each report with its trend; in other formats a row for each report\n"
		"and snapshot. What could not be evaluated is a gap and resolves nothing; a finding that is\n"
		"'unseen' is missing from an answer that does not prove it gone. Answers are kept in the\n"
		"store, so that a second replay only asks what is new.",
	.example =
		"stocktake replay\n"
		"stocktake replay orphaned-flows --findings --format csv -o lives.csv",
	.options = options_of_replay,
	.least = 0,
	.most = ANY_NUMBER,
	.is_paged = true,
	.exec = exec,
};
