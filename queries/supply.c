/* SPDX-License-Identifier: MIT
 * Views follow the moment by themselves. A derived table is computed once for a moment, because it
 * costs too much to be computed for every report; it alone may use patterns and take JSON apart.
 */
#include "supply.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "queries/lists.h"
#include "store/evidence.h"
#include "store/schema.h"
#include "store/shelf.h"

static const char before[] = "_before";

/* Made together, by the store. */
static bool is_change(struct str name)
{
	return str_equal(name, STR("change")) || str_equal(name, STR("comparison"));
}

struct str supply_name(const struct embedded_file *file)
{
	return (struct str){ file->name, strlen(file->name) - strlen(".sql") };
}

const struct embedded_file *supply_find(const struct embedded_file *files, struct str name)
{
	for (; files->name != NULL; files++) {
		if (str_equal(supply_name(files), name))
			return files;
	}
	return NULL;
}

/* "flow_before": the entity flow, or NULL. */
static const struct entity *find_earlier(const struct store *store, struct str name)
{
	if (name.length < strlen(before) ||
	    memcmp(name.data + name.length - strlen(before), before, strlen(before)) != 0)
		return NULL;
	name.length -= strlen(before);
	return schema_entity(store->schema, name);
}

bool supply_has(const struct store *store, const char *text)
{
	struct str name = str_of(text);

	return is_change(name) || supply_find(view_files, name) != NULL || supply_find(derived_files, name) != NULL ||
	       list_find(name) != NULL || find_earlier(store, name) != NULL;
}

struct str supply_missing(const char *message)
{
	static const char phrase[] = "no such table: ";
	const char *found = strstr(message, phrase), *point;

	if (found == NULL)
		return (struct str){ "", 0 };
	found += strlen(phrase);
	point = strchr(found, '.');
	return str_of(point != NULL ? point + 1 : found);
}

static bool has_table(struct store *store, struct str name)
{
	char text[64];

	snprintf(text, sizeof(text), "%.*s", (int)name.length, name.data);
	return sqlite3_table_column_metadata(store->db, "temp", text, NULL, NULL, NULL, NULL, NULL,
					     NULL) == SQLITE_OK;
}

/* --- Derived tables ------------------------------------------------------------------------ */

/* A statement of ours; what it misses is made first. */
static sqlite3_stmt *prepare_supplied(struct store *store, const char *sql, struct error *err)
{
	sqlite3_stmt *statement;
	bool made = true;

	while ((statement = store_prepare(store, err, sql)) == NULL) {
		char message[sizeof(err->text)];
		struct str missing;

		memcpy(message, err->text, sizeof(message));
		missing = supply_missing(sqlite3_errmsg(store->db));
		if (missing.length == 0)
			return NULL;
		missing = str_of(memcpy(message, missing.data, missing.length + 1));
		if (supply(store, missing, &made, err) < 0 || !made)
			return NULL;
		*err = (struct error)ERROR_INIT;
	}
	return statement;
}

/* "-- index: a, b" lines of the file */
static int create_indexes(struct store *store, const struct embedded_file *file, struct str name,
			  struct error *err)
{
	static const char mark[] = "-- index: ";
	int number = 0;

	for (const char *at = strstr(file->content, mark); at != NULL; at = strstr(at, mark)) {
		at += strlen(mark);
		if (store_execf(store, err, "CREATE INDEX %s.%.*s_%d ON %.*s (%.*s)",
				shelf_schema(store), (int)name.length, name.data, ++number,
				(int)name.length, name.data, (int)strcspn(at, "\n"), at) < 0)
			return -1;
	}
	return 0;
}

/* A list that list_match reads must stand before the statement runs. */
static int supply_matched(struct store *store, const char *sql, struct error *err)
{
	static const char call[] = "list_match('";

	for (const char *at = strstr(sql, call); at != NULL; at = strstr(at, call)) {
		struct str name = { at + strlen(call), strcspn(at + strlen(call), "'") };

		if (supply_once(store, name, err) < 0)
			return -1;
		at += strlen(call);
	}
	return 0;
}

/* Else the planner would take it for a small one. */
static int measure(struct store *store, const char *schema, struct str name, struct error *err)
{
	return store_execf(store, err, "ANALYZE %s.%.*s", schema, (int)name.length, name.data);
}

/* For which moment, and compared with which snapshot. */
static int note_made(struct store *store, struct str name, struct error *err)
{
	return store_execf(store, err, "INSERT INTO temp.derived VALUES ('%.*s', %lld, %lld)",
			   (int)name.length, name.data, (long long)store->moment,
			   (long long)store->before);
}

/* The table with all that belongs to it. On a shelf the other connection sees all or nothing of it. */
static int fill(struct store *store, sqlite3_stmt *create, const struct embedded_file *file,
		struct str name, struct error *err)
{
	bool shelved = store->shelf != NULL;
	int result = shelved ? store_exec(store, err, "BEGIN") : 0;

	if (result == 0 && store_step(create, err) < 0)
		result = -1;
	sqlite3_finalize(create);
	if (result == 0)
		result = create_indexes(store, file, name, err);
	if (result == 0)
		result = measure(store, shelf_schema(store), name, err);
	if (result == 0)
		result = shelved ? store_exec(store, err, "COMMIT") : note_made(store, name, err);
	if (result < 0 && shelved)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return result;
}

static int derive(struct store *store, const struct embedded_file *file, struct str name,
		  struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *create = NULL;
	int result;

	if (!shelf_claim(store, name))
		return 0;
	buffer_printf(&sql, "CREATE TABLE %s.%.*s AS\n%s", shelf_schema(store), (int)name.length,
		      name.data, file->content);
	if (match_register(store, err) == 0 && supply_matched(store, file->content, err) == 0)
		create = prepare_supplied(store, sql.data, err);
	buffer_release(&sql);
	result = create != NULL ? fill(store, create, file, name, err) : -1;
	shelf_settle(store, name, result == 0);
	return result < 0 ? error_prefix(err, "derived table '%.*s'", (int)name.length, name.data) :
			    0;
}

static int drop_derived(struct store *store, const char *condition, struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *names;
	int code, result;

	if (store_exec(store, err,
		       "CREATE TEMP TABLE IF NOT EXISTS derived (name TEXT, at INTEGER,"
		       " before INTEGER)") < 0)
		return -1;
	buffer_printf(&sql, "SELECT name FROM temp.derived WHERE %s", condition);
	names = store_prepare(store, err, sql.data);
	buffer_clear(&sql);
	if (names == NULL) {
		buffer_release(&sql);
		return -1;
	}
	sqlite3_bind_int64(names, 1, store->moment);
	sqlite3_bind_int64(names, 2, store->before);
	while ((code = store_step(names, err)) == SQLITE_ROW)
		buffer_printf(&sql, "DROP TABLE temp.%s; DELETE FROM temp.derived WHERE name = '%s';",
			      (const char *)sqlite3_column_text(names, 0),
			      (const char *)sqlite3_column_text(names, 0));
	sqlite3_finalize(names);
	result = code < 0 ? -1 : store_exec(store, err, sql.data != NULL ? sql.data : "");
	buffer_release(&sql);
	return result;
}

int supply_forget(struct store *store, struct error *err)
{
	evidence_forget(store);
	return drop_derived(store, "TRUE", err);
}

int supply_refresh(struct store *store, struct error *err)
{
	return drop_derived(store, "at <> ?1 OR before <> ?2", err);
}

static int fill_changes(struct store *store, struct error *err)
{
	if (store_fill_changes(store, err) < 0)
		return error_prefix(err, "what changed");
	return note_made(store, STR("change"), err) < 0 ? -1 : note_made(store, STR("comparison"), err);
}

/* --- Any of them --------------------------------------------------------------------------- */

int supply(struct store *store, struct str name, bool *made, struct error *err)
{
	const struct embedded_file *view = supply_find(view_files, name);
	const struct embedded_file *derived = supply_find(derived_files, name);
	const struct embedded_file *list = list_find(name);
	const struct entity *earlier = find_earlier(store, name);

	*made = is_change(name) || view != NULL || derived != NULL || list != NULL || earlier != NULL;
	if (is_change(name))
		return fill_changes(store, err);
	if (view != NULL)
		return store_execf(store, err, "CREATE TEMP VIEW IF NOT EXISTS %.*s AS\n%s",
				   (int)name.length, name.data, view->content);
	if (derived != NULL)
		return derive(store, derived, name, err);
	if (list != NULL)
		return list_load(store, list, err) < 0 ? -1 : measure(store, "temp", name, err);
	return earlier != NULL ? store_show_earlier(store, earlier, err) : 0;
}

int supply_once(struct store *store, struct str name, struct error *err)
{
	bool made;

	if (has_table(store, name))
		return 0;
	if (supply(store, name, &made, err) < 0)
		return -1;
	return made ? 0 : error_set(err, "there is no table '%.*s'", (int)name.length, name.data);
}
