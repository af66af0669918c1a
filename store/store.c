/* SPDX-License-Identifier: MIT
 * The connection: opening, closing and the small verbs with which SQL is run. The only file that
 * opens a database.
 */
#include "store/store.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "follow.h"
#include "internal.h"
#include "known.h"
#include "store/schema.h"

/* A writer tells people who holds the store; a reader has only to wait until a writer, which writes into the file
 * at its end, is through. So has a writer at its end, for those who read. */
enum { WRITER_WAITS = 5000, READER_WAITS = 60000, READERS_TAKE = 60000 }; /* milliseconds */

static const char pragmas[] = "PRAGMA analysis_limit = 1000;"
			      "PRAGMA threads = 1;"
			      "PRAGMA trusted_schema = OFF;";

/* Settings of an importer that must survive a power cut and stay small in memory: one durable
 * transaction costs next to nothing, a big page cache makes sorting slower, and big pages of TEMP tables
 * take an eighth off the time of those that read them in order, as a replay does (measured). */
static const char writing_pragmas[] = "PRAGMA cache_size = -4096;"
				      "PRAGMA temp.page_size = 32768;"
				      "PRAGMA temp.cache_size = -4096;"
				      "PRAGMA temp.journal_mode = OFF;";

/* A reader joins whole tables again and again, in no order of their pages. More cache than this gives
 * nothing (measured), for the system keeps the file's pages too. */
static const char reading_pragmas[] = "PRAGMA cache_size = -8192;"
				      "PRAGMA temp.cache_size = -8192;"
				      "PRAGMA temp.journal_mode = OFF;";

static int set_sql_error(sqlite3 *db, const char *sql, struct error *err)
{
	return error_set(err, "%s, in SQL: %.300s", sqlite3_errmsg(db), sql);
}

int store_exec(struct store *store, struct error *err, const char *sql)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return set_sql_error(store->db, sql, err);
	return 0;
}

/* SQLite's file format: who writes holds one byte from the begin of the transaction on; of the store, or of
 * the index beside it while readers go on. */
enum { RESERVED_BYTE = 0x40000001, WAL_WRITE_BYTE = 120 };

/* "process 1234 is writing into it" */
static int set_busy_error(sqlite3 *db, struct error *err)
{
	const char *path = sqlite3_db_filename(db, "main");
	char *index = sqlite3_mprintf("%s-shm", path);
	int64_t holder = platform_lock_holder(path, RESERVED_BYTE);

	if (holder == 0 && index != NULL)
		holder = platform_lock_holder(index, WAL_WRITE_BYTE);
	sqlite3_free(index);
	if (holder == 0)
		return error_set(err, "another process is writing into the store; try again");
	return error_set(err, "process %lld is writing into the store; try again when it is done",
			 (long long)holder);
}

int store_begin(struct store *store, struct error *err)
{
	int code;

	sqlite3_busy_timeout(store->db, WRITER_WAITS);
	code = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	sqlite3_busy_timeout(store->db, 0); /* a page that would go to the file waits in memory */
	if (code == SQLITE_OK)
		return 0;
	return code == SQLITE_BUSY ? set_busy_error(store->db, err) :
				     set_sql_error(store->db, "BEGIN IMMEDIATE", err);
}

int store_commit(struct store *store, struct error *err)
{
	int code;

	sqlite3_busy_timeout(store->db, READERS_TAKE);
	code = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		return 0;
	return code == SQLITE_BUSY ? error_set(err, "another process has been reading the store for"
						    " a minute without a pause; try again") :
				     set_sql_error(store->db, "COMMIT", err);
}

void store_let_read(struct store *store)
{
	if (store->fresh[0] != NULL)
		return;
	sqlite3_busy_timeout(store->db, WRITER_WAITS);
	sqlite3_exec(store->db, "PRAGMA main.journal_mode = WAL", NULL, NULL, NULL);
}

void store_gather(struct store *store)
{
	sqlite3_exec(store->db, "PRAGMA main.journal_mode = DELETE", NULL, NULL, NULL);
}

int store_execf(struct store *store, struct error *err, const char *format, ...)
{
	va_list args;
	char *sql;
	int result;

	va_start(args, format);
	sql = sqlite3_vmprintf(format, args);
	va_end(args);
	if (sql == NULL)
		return error_set(err, "out of memory");
	result = store_exec(store, err, sql);
	sqlite3_free(sql);
	return result;
}

sqlite3_stmt *store_prepare(struct store *store, struct error *err, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
		set_sql_error(store->db, sql, err);
	return statement;
}

int store_step(sqlite3_stmt *statement, struct error *err)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return code;
	return set_sql_error(sqlite3_db_handle(statement), sqlite3_sql(statement), err);
}

int store_int64(struct store *store, struct error *err, const char *sql, int64_t missing,
		int64_t *value)
{
	sqlite3_stmt *statement = store_prepare(store, err, sql);
	int code;

	if (statement == NULL)
		return -1;
	code = store_step(statement, err);
	*value = missing;
	if (code == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
		*value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code < 0 ? -1 : 0;
}

struct str column_str(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return (struct str){ text ? text : "", (size_t)sqlite3_column_bytes(statement, column) };
}

/* The file is opened for reading only, and yet the connection may attach others to write into. */
static void reading_uri(struct buffer *uri, const char *path)
{
	buffer_printf(uri, *path == '/' ? "file://" : "file:");
	for (; *path; path++)
		buffer_printf(uri, strchr("%?#", *path) ? "%%%02X" : "%c", *path);
	buffer_printf(uri, "?mode=ro");
}

static int open_connection_at(struct store *store, const char *path, int flags)
{
	struct buffer uri = BUFFER_INIT(LIMIT_SQL_TEXT);
	int code;

	flags |= SQLITE_OPEN_NOMUTEX;
	if (!(flags & SQLITE_OPEN_READONLY))
		return sqlite3_open_v2(path, &store->db, flags, NULL);
	flags ^= SQLITE_OPEN_READONLY | SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI;
	reading_uri(&uri, path);
	code = sqlite3_open_v2(uri.data, &store->db, flags, NULL);
	buffer_release(&uri);
	return code;
}

static int open_file(struct store *store, const char *path, int flags, struct error *err)
{
	if (open_connection_at(store, path, flags) != SQLITE_OK)
		return error_set(err, "%s", sqlite3_errmsg(store->db));
	sqlite3_busy_timeout(store->db, flags == SQLITE_OPEN_READONLY ? READER_WAITS : WRITER_WAITS);
	if (store_exec(store, err, pragmas) < 0)
		return -1;
	return store_exec(store, err,
			  flags == SQLITE_OPEN_READONLY ? reading_pragmas : writing_pragmas);
}

/* What a process that died had begun to write is rolled back by the next one that may write; one that only
 * reads asks for it. */
static int roll_back_dead(const char *path, struct error *err)
{
	struct store writer = { 0 };
	struct error reason = ERROR_INIT;
	int result = open_file(&writer, path, SQLITE_OPEN_READWRITE, &reason);

	sqlite3_close(writer.db);
	if (result == 0)
		return 0;
	return error_set(err, "what a process that died had begun to write cannot be undone: %s",
			 reason.text);
}

static int open_connection(struct store *store, const char *path, enum store_mode mode,
			   struct error *err)
{
	static const int flags[] = {
		[STORE_READ] = SQLITE_OPEN_READONLY,
		[STORE_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[STORE_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct error reason = ERROR_INIT;

	if (mode == STORE_MEMORY)
		path = ":memory:";
	if (open_file(store, path, flags[mode], &reason) == 0)
		return 0;
	if (sqlite3_extended_errcode(store->db) != SQLITE_READONLY_ROLLBACK)
		return error_set(err, "%s", reason.text);
	sqlite3_close(store->db);
	store->db = NULL;
	return roll_back_dead(path, err) < 0 ? -1 : open_file(store, path, flags[mode], err);
}

/* An interrupted first import leaves nothing: neither the file nor its journal. Of two that begin at once only
 * the one that makes the file may remove it. */
static void watch_new_file(struct store *store, const char *path)
{
	static const char *const endings[] = { "", "-journal" };
	FILE *mine = fopen(path, "wx");

	if (mine == NULL)
		return;
	fclose(mine);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t size = strlen(path) + strlen(endings[i]) + 1;

		store->fresh[i] = memory_alloc(size);
		snprintf(store->fresh[i], size, "%s%s", path, endings[i]);
		interrupt_drop_file(store->fresh[i]);
	}
}

void store_keep(struct store *store)
{
	for (size_t i = 0; i < sizeof(store->fresh) / sizeof(store->fresh[0]); i++) {
		if (store->fresh[i])
			interrupt_keep_file(store->fresh[i]);
		free(store->fresh[i]);
		store->fresh[i] = NULL;
	}
}

int store_open(struct store *store, const char *path, enum store_mode mode, struct error *err)
{
	struct error missing = ERROR_INIT;
	struct file_facts facts;

	*store = (struct store){ .known = known_new() };
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* saves a lock at every allocation */
	store->schema = schema_parse(err);
	if (store->schema == NULL)
		return -1;
	if (mode == STORE_READ && platform_file_facts(path, &facts, &missing) < 0)
		return error_set(err, "no store '%s': import something first", path);
	if (mode == STORE_WRITE)
		watch_new_file(store, path);
	if (open_connection(store, path, mode, err) < 0 ||
	    migrate(store, mode != STORE_READ, err) < 0) {
		sqlite3_close(store->db); /* as it is: it may be another program's */
		store->db = NULL;
		return error_prefix(err, "cannot use store '%s'", path);
	}
	return store_set_moment(store, false, 0, err);
}

/* TEMP tables too: lists that a user set, for one. Both must have pages of one size. */
static int copy_temporary(struct store *from, struct store *to, struct error *err)
{
	sqlite3_backup *copy;
	int64_t page;

	if (store_int64(from, err, "PRAGMA temp.page_size", 0, &page) < 0 ||
	    store_execf(to, err, "PRAGMA temp.page_size = %lld", (long long)page) < 0)
		return -1;
	copy = sqlite3_backup_init(to->db, "temp", from->db, "temp");
	if (copy != NULL)
		sqlite3_backup_step(copy, -1);
	if (copy == NULL || sqlite3_backup_finish(copy) != SQLITE_OK)
		return error_set(err, "%s", sqlite3_errmsg(to->db));
	return 0;
}

int store_twin(struct store *store, struct store *twin, struct error *err)
{
	const char *path = sqlite3_db_filename(store->db, "main");

	*twin = (struct store){ 0 };
	if (path == NULL || *path == '\0')
		return error_set(err, "a store in memory has no twin");
	twin->schema = schema_parse(err);
	if (twin->schema == NULL || open_connection(twin, path, STORE_READ, err) < 0 ||
	    copy_temporary(store, twin, err) < 0) {
		store_close(twin);
		return error_prefix(err, "cannot open store '%s' a second time", path);
	}
	sqlite3_limit(twin->db, SQLITE_LIMIT_WORKER_THREADS, 0); /* it is the second thread itself */
	known_share(store, twin);
	twin->moment = store->moment;
	twin->has_moment = store->has_moment;
	twin->before = store->before;
	twin->has_before = store->has_before;
	return 0;
}

/* What store_let_read put beside the file goes back into it. */
static bool is_beside(struct store *store)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *mode = store_prepare(store, &err, "PRAGMA main.journal_mode");
	bool result = mode != NULL && store_step(mode, &err) == SQLITE_ROW &&
		      str_equal(column_str(mode, 0), STR("wal"));

	sqlite3_finalize(mode);
	return result;
}

/* The last one that has the store open makes it one file again, which can be read where nothing can be
 * written; for all others this fails, and may. */
static void gather(const char *path)
{
	struct store writer = { 0 };
	struct error err = ERROR_INIT;

	if (open_file(&writer, path, SQLITE_OPEN_READWRITE, &err) == 0)
		store_gather(&writer);
	sqlite3_close(writer.db);
}

static void close_connection(struct store *store)
{
	const char *name = sqlite3_db_filename(store->db, "main");
	char *path = is_beside(store) ? memory_copy(name, strlen(name)) : NULL;

	sqlite3_close(store->db);
	if (path)
		gather(path);
	free(path);
}

void store_close(struct store *store)
{
	if (store->db)
		close_connection(store);
	store_keep(store);
	follow_free(store->follow);
	known_free(store->known);
	schema_free(store->schema);
	*store = (struct store){ 0 };
}
