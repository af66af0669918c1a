/* SPDX-License-Identifier: MIT
 * A list under a mutex: a run asks some two hundred questions, and each answer is a scan of many rows.
 */
#include "known.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"

struct answer {
	struct known_question question; /* its names lie in the arena, as `why` */
	int64_t value;
	struct str why;
};

struct known {
	pthread_mutex_t mutex;
	int stores; /* that have it */
	struct answer *answers;
	size_t count, capacity;
	struct arena texts;
};

struct known *known_new(void)
{
	struct known *known = memory_alloc(sizeof(*known));

	known->stores = 1;
	pthread_mutex_init(&known->mutex, NULL);
	return known;
}

void known_free(struct known *known)
{
	bool is_last;

	if (known == NULL)
		return;
	pthread_mutex_lock(&known->mutex);
	is_last = --known->stores == 0;
	pthread_mutex_unlock(&known->mutex);
	if (!is_last)
		return;
	pthread_mutex_destroy(&known->mutex);
	arena_release(&known->texts);
	free(known->answers);
	free(known);
}

static void forget(struct known *known)
{
	known->count = 0;
	arena_reset(&known->texts);
}

/* The database as each connection sees it has a number that changes with what others write. */
static unsigned version_of(struct store *store)
{
	unsigned version = 0;

	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
	return version;
}

void known_share(struct store *store, struct store *twin)
{
	pthread_mutex_lock(&store->known->mutex);
	store->known->stores++;
	pthread_mutex_unlock(&store->known->mutex);
	twin->known = store->known;
	twin->known_version = version_of(twin);
}

void known_forget(struct store *store)
{
	known_free(store->known);
	store->known = known_new();
	store->known_version = version_of(store);
}

static void forget_outdated(struct store *store)
{
	unsigned version = version_of(store);

	if (version != store->known_version)
		forget(store->known);
	store->known_version = version;
}

static bool is_same(const struct known_question *one, const struct known_question *other)
{
	return one->moment == other->moment && strcmp(one->entity, other->entity) == 0 &&
	       strcmp(one->what, other->what) == 0 && str_equal(one->name, other->name);
}

static const struct answer *find(const struct known *known, const struct known_question *question)
{
	for (size_t i = 0; i < known->count; i++) {
		if (is_same(&known->answers[i].question, question))
			return &known->answers[i];
	}
	return NULL;
}

bool known_recall(struct store *store, const struct known_question *question, int64_t *value,
		  struct buffer *why)
{
	struct known *known = store->known;
	const struct answer *answer;

	pthread_mutex_lock(&known->mutex);
	forget_outdated(store);
	answer = find(known, question);
	if (answer) {
		*value = answer->value;
		if (why)
			buffer_append(why, answer->why.data, answer->why.length);
	}
	pthread_mutex_unlock(&known->mutex);
	return answer != NULL;
}

static struct str keep(struct known *known, const char *text, size_t length)
{
	return (struct str){ arena_copy(&known->texts, text, length), length };
}

void known_remember(struct store *store, const struct known_question *question, int64_t value,
		    struct str why)
{
	struct known *known = store->known;
	struct answer answer = { *question, value, { NULL, 0 } };

	pthread_mutex_lock(&known->mutex);
	answer.question.entity = arena_copy(&known->texts, question->entity,
					    strlen(question->entity));
	answer.question.name = keep(known, question->name.data, question->name.length);
	answer.why = keep(known, why.data, why.length);
	known->answers = memory_reserve(known->answers, known->count, &known->capacity,
					sizeof(*known->answers));
	known->answers[known->count++] = answer;
	pthread_mutex_unlock(&known->mutex);
}
