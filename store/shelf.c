/* SPDX-License-Identifier: MIT
 * Each side is a database in WAL mode, so that one connection reads it while the other one writes. Its files have
 * lost their names once both have opened them: they vanish with the process, however it ends.
 */
#include "store/shelf.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"
#include "base/platform.h"

enum { SIDES = 2, CHECKPOINT_PAGES = 1000 /* as SQLite has it by default */ };

static const char *const schemas[SIDES] = { "shelf_1", "shelf_2" };

struct entry {
	struct str table;
	bool is_made; /* else it is being made */
};

struct shelf {
	struct store *stores[SIDES];
	struct arena names;
	struct entry *entries; /* owned */
	size_t count, capacity;
	pthread_mutex_t mutex;
	pthread_cond_t settled;
};

/* --- Files --------------------------------------------------------------------------------- */

/* The file is there already, and empty. */
static int attach(struct store *store, int side, const char *path, struct error *err)
{
	char sql[32];
	sqlite3_stmt *statement;
	int code;

	snprintf(sql, sizeof(sql), "ATTACH ?1 AS %s", schemas[side]);
	statement = store_prepare(store, err, sql);
	if (statement == NULL)
		return -1;
	sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
	code = store_step(statement, err);
	sqlite3_finalize(statement);
	if (code < 0)
		return -1;
	/* Nothing is kept: no byte need reach the disk, and the log need never be copied into the database. */
	sqlite3_wal_autocheckpoint(store->db, 0);
	return store_execf(store, err,
			   "PRAGMA %s.journal_mode = WAL; PRAGMA %s.synchronous = OFF;"
			   "PRAGMA %s.cache_size = -4096; SELECT count(*) FROM %s.sqlite_schema",
			   schemas[side], schemas[side], schemas[side], schemas[side]);
}

static void forget_names(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char name[PLATFORM_PATH_SIZE + sizeof("-wal")];

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, endings[i]);
		remove(name);
	}
}

static int open_side(struct shelf *shelf, int side, struct error *err)
{
	char path[PLATFORM_PATH_SIZE];
	int result = platform_temporary_file(path, err);

	if (result < 0)
		return -1;
	for (int i = 0; i < SIDES && result == 0; i++)
		result = attach(shelf->stores[i], side, path, err);
	forget_names(path);
	return result;
}

/* A side that was never attached is let be. */
static void detach(struct store *store)
{
	char sql[32];

	for (int side = 0; side < SIDES; side++) {
		snprintf(sql, sizeof(sql), "DETACH %s", schemas[side]);
		sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	}
	sqlite3_wal_autocheckpoint(store->db, CHECKPOINT_PAGES);
	store->shelf = NULL;
}

struct shelf *shelf_new(struct store *one, struct store *other, struct error *err)
{
	struct shelf *shelf = memory_alloc(sizeof(*shelf));

	*shelf = (struct shelf){ .stores = { one, other } };
	pthread_mutex_init(&shelf->mutex, NULL);
	pthread_cond_init(&shelf->settled, NULL);
	for (int side = 0; side < SIDES; side++) {
		if (open_side(shelf, side, err) < 0) {
			shelf_free(shelf);
			return NULL;
		}
	}
	one->shelf = other->shelf = shelf;
	return shelf;
}

void shelf_free(struct shelf *shelf)
{
	if (shelf == NULL)
		return;
	for (int i = 0; i < SIDES; i++)
		detach(shelf->stores[i]);
	pthread_cond_destroy(&shelf->settled);
	pthread_mutex_destroy(&shelf->mutex);
	arena_release(&shelf->names);
	free(shelf->entries);
	free(shelf);
}

/* --- What stands on it --------------------------------------------------------------------- */

const char *shelf_schema(const struct store *store)
{
	return store->shelf == NULL ? "temp" : schemas[store->shelf->stores[1] == store];
}

static struct entry *find(struct shelf *shelf, struct str table)
{
	for (size_t i = 0; i < shelf->count; i++) {
		if (str_equal(shelf->entries[i].table, table))
			return &shelf->entries[i];
	}
	return NULL;
}

static void add(struct shelf *shelf, struct str table)
{
	const char *name = arena_copy(&shelf->names, table.data, table.length);

	shelf->entries = memory_reserve(shelf->entries, shelf->count, &shelf->capacity,
					sizeof(*shelf->entries));
	shelf->entries[shelf->count++] = (struct entry){ { name, table.length }, false };
}

bool shelf_claim(struct store *store, struct str table)
{
	struct shelf *shelf = store->shelf;
	struct entry *entry;

	if (shelf == NULL)
		return true;
	pthread_mutex_lock(&shelf->mutex);
	while ((entry = find(shelf, table)) != NULL && !entry->is_made)
		pthread_cond_wait(&shelf->settled, &shelf->mutex);
	if (entry == NULL)
		add(shelf, table);
	pthread_mutex_unlock(&shelf->mutex);
	return entry == NULL;
}

void shelf_settle(struct store *store, struct str table, bool made)
{
	struct shelf *shelf = store->shelf;
	struct entry *entry;

	if (shelf == NULL)
		return;
	pthread_mutex_lock(&shelf->mutex);
	entry = find(shelf, table);
	entry->is_made = made;
	if (!made) /* the other may try, and say in its turn why not */
		*entry = shelf->entries[--shelf->count];
	pthread_cond_broadcast(&shelf->settled);
	pthread_mutex_unlock(&shelf->mutex);
}
