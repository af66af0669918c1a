/* SPDX-License-Identifier: MIT
 * Under one mutex stands only whose a report is; all else belongs to one thread. The thread works ahead of the caller,
 * who plays its tapes in the meantime: played at the end, they would leave the thread without work.
 */
#include "crew.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/platform.h"
#include "queries/ahead.h"
#include "store/shelf.h"

/* Below, opening a second connection costs more than it gives: for fewer reports it only makes the tables
 * they name, and only of a large store. */
enum { CREW_LEAST = 12, LARGE_STORE = 32 << 20 };

enum turn { TURN_FREE, TURN_TAKEN, TURN_TAPED };

struct crew {
	struct store *store; /* the caller's */
	struct store twin;   /* the thread's */
	struct shelf *shelf;
	struct ahead *ahead; /* NULL: it runs reports */
	const struct settings *settings;
	const struct report *const *reports;
	struct tape *tapes; /* one a report, as are the turns */
	enum turn *turns;
	size_t count;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
};

static void *make_tables(void *context)
{
	struct crew *crew = context;

	ahead_work(crew->ahead, &crew->twin);
	return NULL;
}

/* With the mutex held. */
static void put_on_tape(struct crew *crew, struct store *store, size_t index)
{
	crew->turns[index] = TURN_TAKEN;
	pthread_mutex_unlock(&crew->mutex);
	tape_record(&crew->tapes[index], store, crew->reports[index], crew->settings);
	pthread_mutex_lock(&crew->mutex);
	crew->turns[index] = TURN_TAPED;
	pthread_cond_signal(&crew->changed);
}

/* From the middle on, and then what is left before it, the last one first, for the caller comes from the front. */
static bool find_ahead(const struct crew *crew, size_t *index)
{
	size_t middle = crew->count / 2;

	for (*index = middle; *index < crew->count; ++*index)
		if (crew->turns[*index] == TURN_FREE)
			return true;
	for (*index = middle; *index > 0;)
		if (crew->turns[--*index] == TURN_FREE)
			return true;
	return false;
}

static void *run(void *context)
{
	struct crew *crew = context;
	size_t index;

	pthread_mutex_lock(&crew->mutex);
	while (find_ahead(crew, &index))
		put_on_tape(crew, &crew->twin, index);
	pthread_mutex_unlock(&crew->mutex);
	return NULL;
}

static bool is_large(struct store *store)
{
	const char *path = sqlite3_db_filename(store->db, "main");
	struct error unknown = ERROR_INIT;
	struct file_facts facts;

	return path != NULL && platform_file_facts(path, &facts, &unknown) == 0 &&
	       facts.bytes >= LARGE_STORE;
}

/* Whether there is anything for a second hand. */
static bool find_work(struct crew *crew, struct store *store)
{
	if (platform_processors() < 2)
		return false;
	if (crew->count >= CREW_LEAST)
		return true;
	if (is_large(store))
		crew->ahead = ahead_new(crew->reports, crew->count);
	return crew->ahead != NULL;
}

static void start(struct crew *crew)
{
	crew->tapes = memory_alloc((crew->count + 1) * sizeof(*crew->tapes));
	crew->turns = memory_alloc((crew->count + 1) * sizeof(*crew->turns)); /* all are free */
	pthread_mutex_init(&crew->mutex, NULL);
	pthread_cond_init(&crew->changed, NULL);
	if (pthread_create(&crew->thread, NULL, crew->ahead ? make_tables : run, crew) != 0)
		BUG("no thread can be made");
}

struct crew *crew_new(struct store *store, const struct settings *settings,
		      const struct report *const *reports, size_t count)
{
	struct error lonely = ERROR_INIT;
	struct crew *crew = memory_alloc(sizeof(*crew));

	*crew = (struct crew){
		.store = store,
		.settings = settings,
		.reports = reports,
		.count = count,
	};
	if (!find_work(crew, store) || store_twin(store, &crew->twin, &lonely) < 0) {
		ahead_free(crew->ahead);
		free(crew);
		return NULL;
	}
	crew->shelf = shelf_new(store, &crew->twin, &lonely); /* without one each derives for itself */
	if (!crew->ahead) /* both have enough to do, and nobody helps to sort */
		sqlite3_limit(store->db, SQLITE_LIMIT_WORKER_THREADS, 0);
	start(crew);
	if (crew->ahead)
		ahead_work(crew->ahead, store);
	return crew;
}

/* The thread is at the caller's next report: in the meantime a later one goes on tape, the last one first, for the thread
 * comes from the front. */
static void pass_time(struct crew *crew)
{
	for (size_t i = crew->count; i-- > 0;) {
		if (crew->turns[i] == TURN_FREE) {
			put_on_tape(crew, crew->store, i);
			return;
		}
	}
	pthread_cond_wait(&crew->changed, &crew->mutex);
}

bool crew_is_ours(struct crew *crew, size_t index, struct tape **tape)
{
	bool ours;

	pthread_mutex_lock(&crew->mutex);
	while (crew->turns[index] == TURN_TAKEN)
		pass_time(crew);
	ours = crew->turns[index] == TURN_FREE;
	crew->turns[index] = TURN_TAKEN;
	pthread_mutex_unlock(&crew->mutex);
	*tape = ours ? NULL : &crew->tapes[index];
	return ours;
}

void crew_free(struct crew *crew)
{
	if (!crew)
		return;
	pthread_join(crew->thread, NULL);
	pthread_cond_destroy(&crew->changed);
	pthread_mutex_destroy(&crew->mutex);
	ahead_free(crew->ahead);
	shelf_free(crew->shelf);
	store_close(&crew->twin);
	for (size_t i = 0; i < crew->count; i++)
		tape_release(&crew->tapes[i]);
	free(crew->tapes);
	free(crew->turns);
	free(crew);
}
