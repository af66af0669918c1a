/* SPDX-License-Identifier: MIT
 * From the oldest snapshot to the newest, all reports at one before the next: what they derive of the
 * moment is made once.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queries/judge.h"
#include "queries/question.h"
#include "store/answer.h"
#include "store/schema.h"

#include "finding.h"
#include "progress.h"

/* One report on its way through the snapshots. */
struct track {
	const struct report *report;
	int64_t question;
	struct reads reads;
	bool has_failed;
};

/* The findings of one answer. They wait here, for under the guard nothing can be written. */
struct catch {
	struct finding_reader reader;
	struct cell *cells;
	struct answer_finding *items;
	size_t count, capacity;
	struct arena arena;
	struct answer *answer;
	struct answer_gap *gaps;
};

struct walk {
	struct replay *replay;
	struct store *store;
	struct track *tracks;
	bool *moved; /* entities that changed from the snapshot before to this one */
	struct catch catch;
	struct progress progress;
	int64_t before; /* the snapshot before; INT64_MIN for none */
	int64_t done, total;
};

/* --- Questions ----------------------------------------------------------------------------- */

typedef int question_verb(struct store *store, const char *report, const char *sha256,
			  int64_t *question, struct error *err);

static int name_questions(struct replay *replay, question_verb *verb, struct error *err)
{
	const struct settings *settings = replay->settings;
	struct setting *chosen = memory_alloc((settings->count + 1) * sizeof(*chosen));
	char ground[DIGEST_HEX_SIZE], digest[DIGEST_HEX_SIZE];
	int result = question_ground(&replay->session->store, program_version, ground, err);

	replay->questions = memory_alloc((replay->choice->count + 1) * sizeof(int64_t));
	for (size_t i = 0; i < replay->choice->count && result == 0; i++) {
		const struct report *report = replay->choice->reports[i];

		question_digest(ground, report, chosen, settings_for(settings, report, chosen),
				digest);
		result = verb(&replay->session->store, report->id, digest, &replay->questions[i],
			      err);
	}
	free(chosen);
	return result;
}

static int ask_questions(struct replay *replay, struct error *err)
{
	struct store *store = &replay->session->store;

	if (store_exec(store, err, "BEGIN IMMEDIATE") < 0)
		return error_prefix(err, "the answers cannot be kept in the store");
	if (name_questions(replay, question_ask, err) == 0)
		return store_exec(store, err, "COMMIT");
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int replay_find(struct replay *replay, struct error *err)
{
	return name_questions(replay, question_find, err);
}

/* --- One answer ---------------------------------------------------------------------------- */

static struct str keep(struct catch *catch, struct str text)
{
	if (text.length == 0)
		return STR("");
	return (struct str){ arena_copy(&catch->arena, text.data, text.length), text.length };
}

static void note_gaps(struct catch *catch, const struct need *const *missing, size_t count)
{
	free(catch->gaps);
	catch->gaps = memory_alloc((count + 1) * sizeof(*catch->gaps));
	for (size_t i = 0; i < count; i++)
		catch->gaps[i] = (struct answer_gap){ missing[i]->entity, missing[i]->part,
						      missing[i]->column };
	catch->answer->gaps = catch->gaps;
	catch->answer->gap_count = count;
}

static void note_status(struct catch *catch, enum status status, const char *reason)
{
	struct answer *answer = catch->answer;

	answer->status = status_name(status);
	answer->reason = arena_copy(&catch->arena, reason, strlen(reason));
	answer->is_evaluated = status != STATUS_NOT_EVALUATED;
	answer->is_complete = status == STATUS_COMPLETE;
}

static int catch_begin(void *context, const struct result_head *head, struct error *err)
{
	struct catch *catch = context;

	(void)err;
	free(catch->cells);
	catch->cells = memory_alloc((head->column_count + 1) * sizeof(*catch->cells));
	note_status(catch, head->status, head->reason);
	note_gaps(catch, head->missing, head->missing_count);
	finding_reader_begin(&catch->reader, head);
	return 0;
}

static int catch_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct catch *catch = context;
	const struct result_head *head = catch->reader.head;
	struct finding finding;

	(void)err;
	for (size_t i = 0; i < head->column_count; i++)
		cell_read(&catch->cells[i], row, (int)i, head->columns[i].kind);
	finding_read(&catch->reader, catch->cells, &finding);
	catch->items = memory_reserve(catch->items, catch->count, &catch->capacity,
				      sizeof(*catch->items));
	catch->items[catch->count++] = (struct answer_finding){
		.fingerprint = keep(catch, finding.fields[FIELD_FINGERPRINT]),
		.severity = keep(catch, finding.fields[FIELD_SEVERITY]),
		.resource_kind = keep(catch, finding.fields[FIELD_KIND]),
		.resource_id = keep(catch, finding.fields[FIELD_ID]),
		.environment_id = keep(catch, finding.fields[FIELD_ENVIRONMENT]),
		.name = keep(catch, finding.fields[FIELD_NAME]),
	};
	return 0;
}

static int catch_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static int write_answer(struct walk *walk, struct error *err)
{
	if (answer_begin(walk->store, err) < 0)
		return -1;
	for (size_t i = 0; i < walk->catch.count; i++)
		if (answer_add(walk->store, &walk->catch.items[i], err) < 0)
			return -1;
	return answer_end(walk->store, walk->catch.answer, err);
}

/* A report that fails stops here, and the others go on. */
static int ask(struct walk *walk, struct track *track, struct error *err)
{
	const struct result_sink sink = { catch_begin, catch_row, catch_end, &walk->catch };
	const struct settings *settings = walk->replay->settings;
	struct setting *chosen = memory_alloc((settings->count + 1) * sizeof(*chosen));
	size_t count = settings_for(settings, track->report, chosen);
	struct error failure = ERROR_INIT;
	int result = report_run(walk->store, track->report, chosen, count, &sink, &failure);

	free(chosen);
	walk->replay->asked++;
	if (result == 0)
		return write_answer(walk, err);
	progress_clear(&walk->progress);
	fprintf(stderr, "stocktake: %s\n", failure.text);
	track->has_failed = true;
	walk->replay->failures++;
	return 0;
}

/* The evidence may be other than it was, though what it speaks of is the same. */
static int repeat(struct walk *walk, const struct track *track, struct error *err)
{
	struct judgement judgement;
	int result = judge_report(&judgement, walk->store, track->report, err);

	if (result == 0) {
		note_status(&walk->catch, judgement.status,
			    judgement.reason.data ? judgement.reason.data : "");
		note_gaps(&walk->catch, judgement.missing, judgement.missing_count);
		result = answer_begin(walk->store, err);
	}
	if (result == 0)
		result = answer_repeat(walk->store, track->question, err);
	if (result == 0)
		result = answer_end(walk->store, walk->catch.answer, err);
	judgement_release(&judgement);
	walk->replay->repeated++;
	return result;
}

static bool is_moved(const struct walk *walk, const struct track *track)
{
	if (track->reads.is_timed)
		return true;
	for (size_t i = 0; i < walk->store->schema->count; i++)
		if (walk->moved[i] && track->reads.entities[i])
			return true;
	return false;
}

static int answer(struct walk *walk, struct track *track, int64_t at, struct error *err)
{
	struct answer answer = { .question = track->question, .at = at };
	int64_t newest;
	bool evaluated;

	walk->done++;
	if (track->has_failed)
		return 0;
	progress_show(&walk->progress, track->report->id, walk->done, walk->total);
	if (question_newest(walk->store, track->question, &newest, &evaluated, err) < 0)
		return -1;
	if (newest >= at)
		return 0;
	if (newest != walk->before)
		return error_set(err, "the store was changed meanwhile; run this again");
	arena_reset(&walk->catch.arena);
	walk->catch.count = 0;
	walk->catch.answer = &answer;
	return evaluated && !is_moved(walk, track) ? repeat(walk, track, err)
						   : ask(walk, track, err);
}

/* --- From snapshot to snapshot ------------------------------------------------------------- */

/* When each entity changed, by one look at its versions. */
static int find_moves(struct walk *walk, struct error *err)
{
	const struct schema *schema = walk->store->schema;

	if (store_exec(walk->store, err,
		       "CREATE TEMP TABLE moved (at INTEGER, entity INTEGER,"
		       " PRIMARY KEY (at, entity)) WITHOUT ROWID") < 0)
		return -1;
	for (size_t i = 0; i < schema->count; i++) {
		const char *name = schema->entities[i].name;

		if (store_execf(walk->store, err,
				"INSERT INTO temp.moved SELECT valid_from, %d FROM main.%s_version"
				" UNION SELECT valid_to, %d FROM main.%s_version"
				"  WHERE valid_to IS NOT NULL",
				(int)i, name, (int)i, name) < 0)
			return -1;
	}
	return 0;
}

static int read_moves(struct walk *walk, int64_t at, struct error *err)
{
	sqlite3_stmt *moves = store_prepare(walk->store, err,
					    "SELECT entity FROM temp.moved WHERE at = ?1");
	int code;

	if (moves == NULL)
		return -1;
	memset(walk->moved, 0, walk->store->schema->count * sizeof(*walk->moved));
	sqlite3_bind_int64(moves, 1, at);
	while ((code = store_step(moves, err)) == SQLITE_ROW)
		walk->moved[sqlite3_column_int(moves, 0)] = true;
	sqlite3_finalize(moves);
	return code < 0 ? -1 : 0;
}

static int answer_all(struct walk *walk, int64_t at, struct error *err)
{
	if (store_set_moment(walk->store, true, at, err) < 0 || read_moves(walk, at, err) < 0)
		return -1;
	for (size_t i = 0; i < walk->replay->choice->count; i++)
		if (answer(walk, &walk->tracks[i], at, err) < 0)
			return -1;
	return 0;
}

static int in_transaction(struct walk *walk, int64_t at, struct error *err)
{
	if (store_exec(walk->store, err, "BEGIN IMMEDIATE") < 0)
		return error_prefix(err, "the answers cannot be kept in the store");
	if (answer_all(walk, at, err) == 0)
		return store_exec(walk->store, err, "COMMIT");
	sqlite3_exec(walk->store->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* The oldest snapshot that some question has no answer to: the one after the oldest newest. */
static int first_missing(struct walk *walk, int64_t *after, struct error *err)
{
	bool evaluated;

	*after = INT64_MAX;
	for (size_t i = 0; i < walk->replay->choice->count; i++) {
		int64_t newest;

		if (question_newest(walk->store, walk->tracks[i].question, &newest, &evaluated,
				    err) < 0)
			return -1;
		if (newest < *after)
			*after = newest;
	}
	return 0;
}

static int walk_times(struct walk *walk, struct error *err)
{
	int64_t *times = NULL, after = INT64_MAX;
	size_t count = 0;
	int result = store_snapshots(walk->store, INT64_MAX, &times, &count, err);

	if (result == 0)
		result = first_missing(walk, &after, err);
	if (result == 0 && count > 0 && after < times[count - 1])
		result = find_moves(walk, err);
	walk->total = (int64_t)(count * walk->replay->choice->count);
	walk->before = INT64_MIN;
	for (size_t i = 0; i < count && result == 0; i++) {
		if (times[i] > after)
			result = in_transaction(walk, times[i], err);
		else
			walk->done += (int64_t)walk->replay->choice->count;
		walk->before = times[i];
	}
	free(times);
	return result;
}

static void set_out(struct walk *walk)
{
	const struct choice *choice = walk->replay->choice;

	walk->tracks = memory_alloc((choice->count + 1) * sizeof(*walk->tracks));
	walk->moved = memory_alloc((walk->store->schema->count + 1) * sizeof(*walk->moved));
	for (size_t i = 0; i < choice->count; i++) {
		walk->tracks[i].report = choice->reports[i];
		walk->tracks[i].question = walk->replay->questions[i];
		reads_find(&walk->tracks[i].reads, walk->store, choice->reports[i]);
	}
	progress_start(&walk->progress, PROGRESS_REPORTS, walk->replay->quiet);
}

static void arrive(struct walk *walk)
{
	progress_clear(&walk->progress);
	for (size_t i = 0; i < walk->replay->choice->count; i++)
		reads_release(&walk->tracks[i].reads);
	finding_reader_release(&walk->catch.reader);
	arena_release(&walk->catch.arena);
	free(walk->catch.cells);
	free(walk->catch.items);
	free(walk->catch.gaps);
	free(walk->tracks);
	free(walk->moved);
}

int replay_run(struct replay *replay, struct error *err)
{
	struct walk walk = {
		.replay = replay,
		.store = &replay->session->store,
		.catch.reader = FINDING_READER_INIT,
	};
	int result;

	if (ask_questions(replay, err) < 0)
		return -1;
	set_out(&walk);
	result = walk_times(&walk, err);
	arrive(&walk);
	if (result == 0)
		result = store_set_moment(&replay->session->store, false, 0, err);
	return result;
}

void replay_release(struct replay *replay)
{
	free(replay->questions);
	replay->questions = NULL;
}
