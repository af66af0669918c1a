/* SPDX-License-Identifier: MIT
 * Who needs whom is read from the text: the names behind FROM and JOIN. A name that this overlooks is made
 * when a statement misses it, as always. A table is taken when all it needs is made, and first the one
 * for which the longest chain waits.
 */
#include "queries/ahead.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queries/judge.h"
#include "supply.h"

enum state { STATE_WAITING, STATE_TAKEN, STATE_DONE };

struct table {
	size_t chain; /* tables from the report to this one; 0: nobody named it */
	enum state state;
};

struct ahead {
	const struct report *const *reports; /* borrowed */
	size_t report_count;
	bool is_judged;       /* somebody looks, or looked, at their evidence */
	size_t count;         /* of all derived tables there are */
	struct table *tables; /* in the order of derived_files; owned, as are needs */
	bool *needs;          /* whether one needs the other: [one * count + other] */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
};

/* --- Names --------------------------------------------------------------------------------- */

static void want_all(struct ahead *ahead, bool *needs, const char *sql, size_t chain);

static void want_table(struct ahead *ahead, bool *needs, size_t index, size_t chain)
{
	struct table *table = &ahead->tables[index];

	if (needs != NULL)
		needs[index] = true;
	if (table->chain >= chain || chain > ahead->count) /* that long is a circle */
		return;
	table->chain = chain;
	want_all(ahead, &ahead->needs[index * ahead->count], derived_files[index].content,
		 chain + 1);
}

static void want(struct ahead *ahead, bool *needs, struct str name, size_t chain)
{
	const struct embedded_file *view = supply_find(view_files, name);
	const struct embedded_file *derived = supply_find(derived_files, name);

	if (view != NULL)
		want_all(ahead, needs, view->content, chain);
	if (derived != NULL)
		want_table(ahead, needs, (size_t)(derived - derived_files), chain);
}

static bool is_word(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_';
}

/* Behind the piece of SQL that begins here: a comment, a text, a word, or one byte. */
static const char *skip_piece(const char *at)
{
	const char *end = at + 1;

	if (strncmp(at, "--", 2) == 0)
		return at + strcspn(at, "\n");
	if (*at == '\'') {
		end += strcspn(end, "'");
		return *end == '\'' ? end + 1 : end;
	}
	while (is_word(*at) && is_word(*end))
		end++;
	return end;
}

/* `needs` is a row of the matrix, or NULL for a report. */
static void want_all(struct ahead *ahead, bool *needs, const char *sql, size_t chain)
{
	bool is_source = false; /* the next word is one */

	while (*sql != '\0') {
		const char *end = skip_piece(sql);
		struct str piece = { sql, (size_t)(end - sql) };

		if (is_source && is_word(*sql))
			want(ahead, needs, piece, chain);
		if (!isspace((unsigned char)*sql) && strncmp(sql, "--", 2) != 0)
			is_source = str_equal_fold(piece, STR("from")) ||
				    str_equal_fold(piece, STR("join"));
		sql = end;
	}
}

/* --- Work ---------------------------------------------------------------------------------- */

static bool is_ready(const struct ahead *ahead, size_t index)
{
	if (ahead->tables[index].chain == 0 || ahead->tables[index].state != STATE_WAITING)
		return false;
	for (size_t i = 0; i < ahead->count; i++) {
		if (ahead->needs[index * ahead->count + i] && ahead->tables[i].state != STATE_DONE)
			return false;
	}
	return true;
}

/* The best one to be made now; NULL when there is none. `*busy`: the other hand is making one. */
static struct table *choose(struct ahead *ahead, bool *busy)
{
	struct table *best = NULL;

	*busy = false;
	for (size_t i = 0; i < ahead->count; i++) {
		struct table *table = &ahead->tables[i];

		*busy = *busy || table->state == STATE_TAKEN;
		if (is_ready(ahead, i) && (best == NULL || table->chain > best->chain))
			best = table;
	}
	return best;
}

/* What is judged here is known when the reports ask (evidence.h). */
static void judge_all(const struct ahead *ahead, struct store *store)
{
	for (size_t i = 0; i < ahead->report_count; i++) {
		struct error passed_over = ERROR_INIT;
		struct judgement judgement;

		judge_report(&judgement, store, ahead->reports[i], &passed_over);
		judgement_release(&judgement);
	}
}

/* Nothing can be made until the other hand is done with its table. */
static void pass_time(struct ahead *ahead, struct store *store)
{
	if (ahead->is_judged) {
		pthread_cond_wait(&ahead->changed, &ahead->mutex);
		return;
	}
	ahead->is_judged = true;
	pthread_mutex_unlock(&ahead->mutex);
	judge_all(ahead, store);
	pthread_mutex_lock(&ahead->mutex);
}

static struct table *take(struct ahead *ahead, struct store *store)
{
	struct table *table;
	bool busy;

	pthread_mutex_lock(&ahead->mutex);
	while ((table = choose(ahead, &busy)) == NULL && busy)
		pass_time(ahead, store);
	if (table != NULL)
		table->state = STATE_TAKEN;
	pthread_mutex_unlock(&ahead->mutex);
	return table;
}

static void settle(struct ahead *ahead, struct table *table)
{
	pthread_mutex_lock(&ahead->mutex);
	table->state = STATE_DONE;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->mutex);
}

void ahead_work(struct ahead *ahead, struct store *store)
{
	struct error passed_over = ERROR_INIT;
	struct table *table;

	if (supply_refresh(store, &passed_over) < 0)
		return;
	while ((table = take(ahead, store)) != NULL) {
		const struct embedded_file *file = &derived_files[table - ahead->tables];

		supply_once(store, supply_name(file), &passed_over);
		settle(ahead, table);
	}
}

struct ahead *ahead_new(const struct report *const *reports, size_t count)
{
	struct ahead *ahead = memory_alloc(sizeof(*ahead));
	size_t wanted = 0;

	ahead->reports = reports;
	ahead->report_count = count;
	while (derived_files[ahead->count].name != NULL)
		ahead->count++;
	ahead->tables = memory_alloc((ahead->count + 1) * sizeof(*ahead->tables));
	ahead->needs = memory_alloc(ahead->count * ahead->count + 1);
	pthread_mutex_init(&ahead->mutex, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	for (size_t i = 0; i < count; i++)
		want_all(ahead, NULL, reports[i]->sql, 1);
	for (size_t i = 0; i < ahead->count; i++)
		wanted += ahead->tables[i].chain > 0;
	if (wanted >= 2)
		return ahead;
	ahead_free(ahead);
	return NULL;
}

void ahead_free(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->mutex);
	free(ahead->needs);
	free(ahead->tables);
	free(ahead);
}
