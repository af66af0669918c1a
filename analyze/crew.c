/* SPDX-License-Identifier: MIT
 * The two ends of the list move towards each other under one mutex; all else belongs to one thread.
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

struct crew {
	struct store store; /* the thread's */
	struct shelf *shelf;
	struct ahead *ahead; /* NULL: it runs reports */
	const struct settings *settings;
	const struct report *const *reports;
	struct tape *tapes; /* one a report */
	size_t count;
	size_t front;       /* reports before it are the caller's */
	size_t back;        /* reports from it on are the thread's */
	size_t ready;       /* from it on they are on tape */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
};

static void *make_tables(void *context)
{
	struct crew *crew = context;

	ahead_work(crew->ahead, &crew->store);
	return NULL;
}

static void *run(void *context)
{
	struct crew *crew = context;

	pthread_mutex_lock(&crew->mutex);
	while (crew->front < crew->back) {
		size_t index = --crew->back;

		pthread_mutex_unlock(&crew->mutex);
		tape_record(&crew->tapes[index], &crew->store, crew->reports[index], crew->settings);
		pthread_mutex_lock(&crew->mutex);
		crew->ready = index;
		pthread_cond_signal(&crew->changed);
	}
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
		.settings = settings,
		.reports = reports,
		.count = count,
		.back = count,
		.ready = count,
	};
	if (!find_work(crew, store) || store_twin(store, &crew->store, &lonely) < 0) {
		ahead_free(crew->ahead);
		free(crew);
		return NULL;
	}
	crew->shelf = shelf_new(store, &crew->store, &lonely); /* without one each derives for itself */
	if (!crew->ahead) /* both have enough to do, and nobody helps to sort */
		sqlite3_limit(store->db, SQLITE_LIMIT_WORKER_THREADS, 0);
	start(crew);
	if (crew->ahead)
		ahead_work(crew->ahead, store);
	return crew;
}

bool crew_is_ours(struct crew *crew, size_t index, struct tape **tape)
{
	bool ours;

	pthread_mutex_lock(&crew->mutex);
	ours = index < crew->back;
	if (ours)
		crew->front = index + 1;
	while (!ours && index < crew->ready)
		pthread_cond_wait(&crew->changed, &crew->mutex);
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
	store_close(&crew->store);
	for (size_t i = 0; i < crew->count; i++)
		tape_release(&crew->tapes[i]);
	free(crew->tapes);
	free(crew);
}
