/* SPDX-License-Identifier: MIT
 * One moment after another: every entity as a TEMP table that holds the moment and nothing else, moved
 * from snapshot to snapshot by what began and ended in between. What a moment costs does then not grow
 * with the history before it.
 */
#include "follow.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "internal.h"

/* What a TEMP table shows. */
struct shown {
	bool is_made;
	int64_t at;
};

struct follow {
	struct shown *now, *before; /* owned; of each entity, NAME and NAME_before */
};

/* --- What begins and ends when ------------------------------------------------------------- */

/* By one look at the versions that hold, and at those that ended since. */
static int find_turns(struct store *store, int64_t from, struct error *err)
{
	static const char create[] =
		"CREATE TEMP TABLE turn (at INTEGER, entity TEXT, is_end INTEGER,"
		" version_id INTEGER, PRIMARY KEY (at, entity, is_end, version_id)) WITHOUT ROWID";
	static const char template[] =
		"INSERT INTO temp.turn SELECT valid_from, '$name', 0, version_id"
		" FROM main.$name_version WHERE " VERSION_HOLDS("") " AND valid_from >= $at"
		" UNION ALL SELECT valid_from, '$name', 0, version_id FROM main.$name_version"
		" WHERE version_id >= " VERSION_ENDED_FROM("$at") " AND valid_from >= $at"
		" UNION ALL SELECT valid_to, '$name', 1, version_id FROM main.$name_version"
		" WHERE version_id >= " VERSION_ENDED_FROM("$at") " AND valid_to >= $at"
		" ORDER BY 1, 3, 4;";

	if (store_exec(store, err, create) < 0)
		return -1;
	for (size_t i = 0; i < store->schema->count; i++) {
		struct template_values values = { &store->schema->entities[i], from };

		if (sql_run_template(store, template, &values, err) < 0)
			return -1;
	}
	return 0;
}

int store_turned(struct store *store, int64_t at, bool *turned, struct error *err)
{
	sqlite3_stmt *names = store_prepare(store, err,
					    "SELECT DISTINCT entity FROM temp.turn WHERE at = ?1");
	int code;

	if (names == NULL)
		return -1;
	for (size_t i = 0; i < store->schema->count; i++)
		turned[i] = false;
	sqlite3_bind_int64(names, 1, at);
	while ((code = store_step(names, err)) == SQLITE_ROW)
		turned[schema_entity(store->schema, column_str(names, 0)) -
		       store->schema->entities] = true;
	sqlite3_finalize(names);
	return code < 0 ? -1 : 0;
}

/* --- Tables that move ---------------------------------------------------------------------- */

#define COLUMNS "$data, valid_from, source_file_id, record"
#define VERSIONS                                                                                   \
	"(rowid, " COLUMNS ") SELECT version_id, " COLUMNS " FROM main.$name_version WHERE "
#define TURNED " IN (SELECT version_id FROM temp.turn WHERE entity = '$name' AND at <= $at AND at > "

/* %s is the rest of the table's name, %lld the moment that it shows. */
static const char make_template[] =
	"DROP VIEW IF EXISTS temp.$name%s;"
	"CREATE TEMP TABLE $name%s AS SELECT " COLUMNS " FROM main.$name_version WHERE FALSE;"
	"INSERT INTO temp.$name%s " VERSIONS VERSION_HOLDS("") " AND valid_from <= $at;"
	"INSERT INTO temp.$name%s " VERSIONS "version_id >= " VERSION_ENDED_FROM("$at")
	" AND valid_to > $at AND valid_from <= $at;"
	"CREATE UNIQUE INDEX temp.$name%s_key ON $name%s ($keys);";

static const char move_template[] =
	"DELETE FROM temp.$name%s WHERE rowid" TURNED "%lld AND is_end);"
	"INSERT INTO temp.$name%s " VERSIONS "(valid_to IS NULL OR valid_to > $at)"
	" AND version_id" TURNED "%lld AND NOT is_end);";

static int show(struct store *store, size_t entity, const char *rest, struct shown *shown,
		int64_t at, struct error *err)
{
	struct template_values values = { &store->schema->entities[entity], at };
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	if (shown->is_made)
		buffer_printf(&sql, move_template, rest, (long long)shown->at, rest,
			      (long long)shown->at);
	else
		buffer_printf(&sql, make_template, rest, rest, rest, rest, rest, rest);
	*shown = (struct shown){ true, at };
	result = sql_run_template(store, sql.data, &values, err);
	buffer_release(&sql);
	return result;
}

static int64_t before_at(const struct store *store)
{
	return store->has_before ? store->before : INT64_MIN;
}

int follow_earlier(struct store *store, const struct entity *entity, struct error *err)
{
	size_t i = (size_t)(entity - store->schema->entities);

	return show(store, i, "_before", &store->follow->before[i], before_at(store), err);
}

int follow_moment(struct store *store, struct error *err)
{
	struct follow *follow = store->follow;

	for (size_t i = 0; i < store->schema->count; i++) {
		if (show(store, i, "", &follow->now[i], store->moment, err) < 0 ||
		    (follow->before[i].is_made &&
		     show(store, i, "_before", &follow->before[i], before_at(store), err) < 0))
			return -1;
	}
	return 0;
}

/* --- From here to there -------------------------------------------------------------------- */

int store_follow(struct store *store, int64_t from, struct error *err)
{
	store->follow = memory_alloc(sizeof(*store->follow));
	store->follow->now = memory_alloc((store->schema->count + 1) * sizeof(struct shown));
	store->follow->before = memory_alloc((store->schema->count + 1) * sizeof(struct shown));
	return find_turns(store, from, err);
}

void follow_free(struct follow *follow)
{
	if (follow == NULL)
		return;
	free(follow->now);
	free(follow->before);
	free(follow);
}
