/* SPDX-License-Identifier: MIT
 * The database file: one SQLite file holds every snapshot of a tenant. This is the only module
 * that opens a connection. Errors carry the SQL that failed.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <sqlite3.h>

#include "base/error.h"
#include "base/text.h"

struct entity;
struct follow;
struct known;
struct schema;
struct shelf;

enum store_mode {
	STORE_READ,   /* must exist; nothing but TEMP objects can be written */
	STORE_WRITE,  /* created and migrated when needed */
	STORE_MEMORY, /* a private store that ends with the connection; path is ignored */
};

struct store {
	sqlite3 *db;           /* owned; for queries/, which runs report SQL on it */
	struct schema *schema; /* owned; the described entities */
	int64_t moment;        /* the snapshot time that the entity views show */
	bool has_moment;       /* false while the store holds no snapshot */
	int64_t before;        /* the snapshot it is compared with */
	bool has_before;       /* false when there is none */
	char *fresh[2];        /* private: files that go when the process is interrupted; or NULL */
	struct follow *follow; /* owned; NULL unless store_follow was called */
	struct shelf *shelf;   /* borrowed; NULL unless it shares tables with another */
	struct known *known;   /* shared with its twin: what evidence.c was asked before */
	unsigned known_version; /* private: of the database, when `known` was used last */
};

/* Refuses by name: a file that is no stocktake store, one with a newer schema, one in use. A file that is
 * made here is removed again when the process is interrupted before store_keep. */
int store_open(struct store *store, const char *path, enum store_mode mode, struct error *err);
void store_keep(struct store *store);  /* something stands in it now */
void store_close(struct store *store); /* also after a failed open */

/* A second connection that reads the same file at the same moment, with the same TEMP tables and views,
 * for another thread. -1 also for a store in memory, which can have none. */
int store_twin(struct store *store, struct store *twin, struct error *err);

/* Shows the newest snapshot at or before `at` through the views named after the entities, by TEMP
 * views that shadow the persistent ones. `has_at` false: the newest. Sets moment, has_moment.
 * -1 when the store holds snapshots but none that old. */
int store_set_moment(struct store *store, bool has_at, int64_t at, struct error *err);
/* Compares with the newest snapshot at or before `at`, which lies before the moment, and not with the
 * one just before it. */
int store_set_before(struct store *store, int64_t at, struct error *err);

/* For who looks at one snapshot after another, the oldest first: from here on, until the store is
 * closed, the entities are TEMP tables that store_set_moment moves by what changed. `from` is the first
 * moment that will be shown; the store must not be written meanwhile. */
int store_follow(struct store *store, int64_t from, struct error *err);
/* Of each entity whether some version began or ended at the snapshot `at`, from `from` on. */
int store_turned(struct store *store, int64_t at, bool *turned, struct error *err);

/* The times of all snapshots up to `last`, the oldest first; the caller frees them. */
int store_snapshots(struct store *store, int64_t last, int64_t **times, size_t *count,
		    struct error *err);

/* Makes the TEMP view NAME_before: the entity at the snapshot before the moment, whichever that is;
 * empty when there is none. */
int store_show_earlier(struct store *store, const struct entity *entity, struct error *err);

/* Makes the TEMP tables `change` (one row an object that was added or removed, one row a column that
 * changed) and `comparison` (each entity that either snapshot knows, and whether they can be
 * compared), from the snapshot before to the moment. */
int store_fill_changes(struct store *store, struct error *err);

/* Takes a snapshot out: the store is as if it had never been imported. All or nothing. -1 when there
 * is none at exactly `at`. Values that were first read in it bear no file any more. */
int store_forget(struct store *store, int64_t at, struct error *err);

/* Whether the file is sound and history is as it must be; -1 with what is wrong. */
int store_verify(struct store *store, struct error *err);

/* The whole store in canonical text, sorted, without import times, row numbers or provenance:
 * equal text means equal facts. */
int store_dump(struct store *store, FILE *out, struct error *err);

/* --- Statements at hand height ------------------------------------------------------------ */

/* Runs SQL without results. */
int store_exec(struct store *store, struct error *err, const char *sql);
int store_execf(struct store *store, struct error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Readers see the state before, and wait for nothing, whatever is written until the store is closed; unless one is
 * reading for longer than a writer waits, or the file has just been made: then they wait as they do for others. */
void store_let_read(struct store *store);
/* Ends that sooner, when nobody else has the store open: it is one file again. */
void store_gather(struct store *store);
/* A transaction that writes. Waits some seconds for another one to end, then says who holds the store. */
int store_begin(struct store *store, struct error *err);
/* Its end. Waits for readers where it must, up to a minute. */
int store_commit(struct store *store, struct error *err);
/* NULL with `err` set on failure. The caller finalizes. */
sqlite3_stmt *store_prepare(struct store *store, struct error *err, const char *sql);
/* SQLITE_ROW or SQLITE_DONE, or -1 with `err` set. */
int store_step(sqlite3_stmt *statement, struct error *err);
/* First column of the first row; `missing` when there is no row or it is NULL. */
int store_int64(struct store *store, struct error *err, const char *sql, int64_t missing,
		int64_t *value);

struct str column_str(sqlite3_stmt *statement, int column); /* dies with the next step */

#endif
