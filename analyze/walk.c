/* SPDX-License-Identifier: MIT
 * Two walkers take turns at the snapshots: each has a connection of its own that follows the moment, and
 * asks all reports there, in one order. So one walks ahead and the other behind it, and the answers to a
 * question come nearly in the order of the snapshots, in which alone they can be given: who is too
 * early waits. There is one connection that writes, for whoever holds the mutex.
 */
#include "walk.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/platform.h"
#include "queries/question.h"
#include "store/schema.h"

#include "catch.h"
#include "progress.h"

enum {
	WALKERS = 2,
	WRITES_MAX = 20000,  /* rows of a transaction, which wait in memory */
	WRITE_SECONDS = 10,  /* how much work is lost when a walk is stopped */
};

/* One report on its way through the snapshots. */
struct track {
	const struct report *report;
	int64_t question;
	struct reads reads;
	size_t next;       /* the first snapshot without an answer */
	bool is_evaluated; /* the answer before it */
	bool has_failed;
};

struct walk {
	struct replay *replay;
	struct store *store; /* where answers are kept */
	int64_t *times;
	size_t count;
	pthread_rwlock_t reading; /* nobody reads while a transaction is written into the file */
	pthread_mutex_t mutex;    /* for all below, and to write */
	pthread_cond_t given;     /* some track went on, or all is over */
	struct track *tracks;
	size_t taken; /* snapshots before it have a walker, or need none */
	bool is_writing, has_failed;
	int written;          /* rows, as the connection counts them, before this transaction */
	double written_until; /* seconds, when it is to end */
	int64_t data_version; /* as SQLite counts what others commit */
	struct error err;     /* when it has failed */
	struct progress progress;
	int64_t done, total;
};

struct walker {
	struct walk *walk;
	struct store store;
	bool *turned; /* entities that changed with this snapshot */
	struct catch catch;
	pthread_t thread;
};

/* --- Transactions -------------------------------------------------------------------------- */

static int read_data_version(struct walk *walk, int64_t *version, struct error *err)
{
	return store_int64(walk->store, err, "PRAGMA data_version", 0, version);
}

/* What was read is the store as it was when the walk began. */
static int begin(struct walk *walk, struct error *err)
{
	int64_t version;

	if (walk->is_writing)
		return 0;
	if (store_begin(walk->store, err) < 0)
		return error_prefix(err, "the answers cannot be kept in the store");
	walk->is_writing = true;
	walk->written = sqlite3_total_changes(walk->store->db);
	walk->written_until = platform_seconds() + WRITE_SECONDS;
	if (read_data_version(walk, &version, err) < 0)
		return -1;
	if (version == walk->data_version)
		return 0;
	return error_set(err, "the store was changed meanwhile; run this again");
}

/* Answers stand at any moment: a walk that is stopped goes on where it was. */
static int commit(struct walk *walk, struct error *err)
{
	int result;

	if (!walk->is_writing)
		return 0;
	pthread_rwlock_wrlock(&walk->reading);
	result = store_commit(walk->store, err);
	pthread_rwlock_unlock(&walk->reading);
	walk->is_writing = result < 0;
	return result;
}

static int write_answer(struct walk *walk, struct answer *answer, struct error *err)
{
	if (begin(walk, err) < 0 || answer_give(walk->store, answer, err) < 0)
		return -1;
	if (sqlite3_total_changes(walk->store->db) - walk->written < WRITES_MAX &&
	    platform_seconds() < walk->written_until)
		return 0;
	return commit(walk, err);
}

/* --- One answer ---------------------------------------------------------------------------- */

static bool is_turned(const struct walker *walker, const struct track *track)
{
	if (track->reads.is_timed)
		return true;
	for (size_t i = 0; i < walker->store.schema->count; i++)
		if (walker->turned[i] && track->reads.entities[i])
			return true;
	return false;
}

/* Until the snapshots before have their answers; false when this one needs none any more. */
static bool wait_turn(struct walk *walk, const struct track *track, size_t at)
{
	while (track->next < at && !track->has_failed && !walk->has_failed)
		pthread_cond_wait(&walk->given, &walk->mutex);
	return track->next == at && !track->has_failed && !walk->has_failed;
}

/* Where nothing changed that a report reads, its answer is that of the snapshot before. */
static bool may_repeat(struct walker *walker, const struct track *track, size_t at)
{
	return !is_turned(walker, track) && wait_turn(walker->walk, track, at) &&
	       track->is_evaluated;
}

static int find_answer(struct walker *walker, const struct track *track, bool is_same,
		       struct error *err)
{
	struct walk *walk = walker->walk;
	int result;

	pthread_rwlock_rdlock(&walk->reading);
	result = is_same ? catch_same(&walker->catch, &walker->store, track->report, err) :
			   catch_asked(&walker->catch, &walker->store, track->report,
				       walk->replay->settings, err);
	pthread_rwlock_unlock(&walk->reading);
	return result;
}

/* A report that fails stops here, and the others go on. */
static void fail(struct walk *walk, struct track *track, const struct error *failure)
{
	progress_clear(&walk->progress);
	fprintf(stderr, "stocktake: %s\n", failure->text);
	track->has_failed = true;
	walk->replay->failures++;
}

static int keep_answer(struct walker *walker, struct track *track, size_t at, struct error *err)
{
	struct walk *walk = walker->walk;
	struct answer *answer = &walker->catch.answer;

	answer->question = track->question;
	answer->at = walk->times[at];
	if (write_answer(walk, answer, err) < 0)
		return -1;
	track->next++;
	track->is_evaluated = answer->is_evaluated;
	progress_show(&walk->progress, track->report->id, ++walk->done, walk->total);
	return 0;
}

/* With the mutex held, but while the report runs. */
static int answer(struct walker *walker, struct track *track, size_t at, struct error *err)
{
	struct walk *walk = walker->walk;
	struct error failure = ERROR_INIT;
	bool is_same;
	int found, result = 0;

	if (track->next > at)
		return 0;
	is_same = may_repeat(walker, track, at);
	if (track->has_failed || walk->has_failed)
		return 0;
	if (is_same)
		walk->replay->repeated++;
	else
		walk->replay->asked++;
	pthread_mutex_unlock(&walk->mutex);
	found = find_answer(walker, track, is_same, &failure);
	pthread_mutex_lock(&walk->mutex);
	if (!wait_turn(walk, track, at))
		return 0;
	if (found < 0)
		fail(walk, track, &failure);
	else
		result = keep_answer(walker, track, at, err);
	pthread_cond_broadcast(&walk->given);
	return result;
}

/* --- Walkers ------------------------------------------------------------------------------- */

static int step_to(struct walker *walker, int64_t at, struct error *err)
{
	struct store *store = &walker->store;
	int result = 0;

	pthread_rwlock_rdlock(&walker->walk->reading);
	if (store->follow == NULL)
		result = store_follow(store, at, err);
	if (result == 0)
		result = store_set_moment(store, true, at, err);
	if (result == 0)
		result = store_turned(store, at, walker->turned, err);
	pthread_rwlock_unlock(&walker->walk->reading);
	return result;
}

/* With the mutex held, but while the moment moves. */
static int visit(struct walker *walker, size_t at, struct error *err)
{
	struct walk *walk = walker->walk;
	int result;

	pthread_mutex_unlock(&walk->mutex);
	result = step_to(walker, walk->times[at], err);
	pthread_mutex_lock(&walk->mutex);
	for (size_t i = 0; i < walk->replay->choice->count && result == 0; i++)
		result = answer(walker, &walk->tracks[i], at, err);
	return result;
}

static void *go(void *context)
{
	struct walker *walker = context;
	struct walk *walk = walker->walk;
	struct error err = ERROR_INIT;

	pthread_mutex_lock(&walk->mutex);
	while (walk->taken < walk->count && !walk->has_failed) {
		if (visit(walker, walk->taken++, &err) == 0)
			continue;
		if (!walk->has_failed)
			walk->err = err;
		walk->has_failed = true;
		pthread_cond_broadcast(&walk->given);
	}
	pthread_mutex_unlock(&walk->mutex);
	return NULL;
}

static int walker_open(struct walker *walker, struct walk *walk, struct error *err)
{
	walker->walk = walk;
	walker->catch = (struct catch)CATCH_INIT;
	walker->turned = memory_alloc((walk->store->schema->count + 1) * sizeof(bool));
	return store_twin(walk->store, &walker->store, err);
}

static void walker_close(struct walker *walker)
{
	store_close(&walker->store);
	catch_release(&walker->catch);
	free(walker->turned);
}

/* --- The whole way ------------------------------------------------------------------------- */

/* All at once: none that works waits for one that never came. */
static int send(struct walk *walk, struct error *err)
{
	size_t left = walk->count - walk->taken, count = left < WALKERS ? left : WALKERS;
	struct walker walkers[WALKERS] = { 0 };
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++)
		result = walker_open(&walkers[i], walk, err);
	for (size_t i = 0; i < count && result == 0; i++)
		if (pthread_create(&walkers[i].thread, NULL, go, &walkers[i]) != 0)
			BUG("no thread can be made");
	for (size_t i = 0; i < count && result == 0; i++)
		pthread_join(walkers[i].thread, NULL);
	for (size_t i = 0; i < count; i++)
		walker_close(&walkers[i]);
	if (walk->has_failed)
		*err = walk->err;
	result = walk->has_failed || result < 0 ? -1 : commit(walk, err);
	if (walk->is_writing)
		sqlite3_exec(walk->store->db, "ROLLBACK", NULL, NULL, NULL);
	return result;
}

/* What is in a transaction stays in memory, so that the others can read the file. */
static int send_out(struct walk *walk, struct error *err)
{
	int result;

	if (walk->taken >= walk->count)
		return 0;
	if (store_exec(walk->store, err, "PRAGMA cache_spill = OFF") < 0)
		return -1;
	result = send(walk, err);
	sqlite3_exec(walk->store->db, "PRAGMA cache_spill = ON", NULL, NULL, NULL);
	return result;
}

static int find_start(struct walk *walk, struct track *track, struct error *err)
{
	int64_t newest;

	if (question_newest(walk->store, track->question, &newest, &track->is_evaluated, err) < 0)
		return -1;
	while (track->next < walk->count && walk->times[track->next] <= newest)
		track->next++;
	walk->done += (int64_t)track->next;
	if (track->next < walk->taken)
		walk->taken = track->next;
	return 0;
}

static int set_out(struct walk *walk, struct error *err)
{
	const struct replay *replay = walk->replay;
	const size_t count = replay->choice->count;

	walk->tracks = memory_alloc((count + 1) * sizeof(*walk->tracks));
	if (read_data_version(walk, &walk->data_version, err) < 0 ||
	    store_snapshots(walk->store, INT64_MAX, &walk->times, &walk->count, err) < 0)
		return -1;
	walk->taken = walk->count;
	walk->total = (int64_t)(walk->count * count);
	for (size_t i = 0; i < count; i++) {
		walk->tracks[i].report = replay->choice->reports[i];
		walk->tracks[i].question = replay->questions[i];
		reads_find(&walk->tracks[i].reads, walk->store, replay->choice->reports[i]);
		if (find_start(walk, &walk->tracks[i], err) < 0)
			return -1;
	}
	return 0;
}

int walk_snapshots(struct replay *replay, struct error *err)
{
	struct walk walk = {
		.replay = replay,
		.store = &replay->session->store,
		.reading = PTHREAD_RWLOCK_INITIALIZER,
		.mutex = PTHREAD_MUTEX_INITIALIZER,
		.given = PTHREAD_COND_INITIALIZER,
	};
	int result;

	progress_start(&walk.progress, PROGRESS_REPORTS, replay->quiet);
	result = set_out(&walk, err);
	if (result == 0)
		result = send_out(&walk, err);
	progress_clear(&walk.progress);
	for (size_t i = 0; i < replay->choice->count; i++)
		reads_release(&walk.tracks[i].reads);
	free(walk.tracks);
	free(walk.times);
	return result;
}
