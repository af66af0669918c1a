/* SPDX-License-Identifier: MIT
 * Default deny: SQLite asks before it compiles each part of a statement, and asks again every so
 * many steps whether it may go on. The tables below are the policy.
 */
#include "guard.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/platform.h"
#include "store/schema.h"
#include "supply.h"

enum { STEPS_BETWEEN_LOOKS = 20000 };

/* Readable beside the entities' views and versions. */
static const char *const tables[] = { "snapshot", "source_file", "reject",
				      "coverage", "sighting",    "moment",
				      "question", "answer",      "spell",  NULL };

static const char *const functions[] = {
	"->",           "->>",          "abs",        "avg",
	"ceil",         "ceiling",      "char",       "coalesce",
	"concat",       "concat_ws",    "count",      "cume_dist",
	"dense_rank",   "first_value",  "floor",      "format",
	"glob",         "group_concat", "hex",        "ifnull",
	"iif",          "instr",        "json",       "json_array_length",
	"json_extract", "json_type",    "json_valid", "lag",
	"last_value",   "lead",         "length",     "like",
	"lower",        "ltrim",        "max",        "min",
	"mod",          "nth_value",    "ntile",      "nullif",
	"percent_rank", "power",        "printf",     "quote",
	"rank",         "replace",      "round",      "row_number",
	"rtrim",        "sign",         "string_agg", "substr",
	"substring",    "sum",          "total",      "trim",
	"typeof",       "unicode",      "upper",      NULL
};

/* For GUARD_USER only. */
static const char *const date_functions[] = { "date", "datetime",  "julianday", "strftime",
					      "time", "unixepoch", NULL };

static bool is_listed(const char *const *list, const char *name)
{
	for (; *list != NULL; list++) {
		if (sqlite3_stricmp(*list, name) == 0)
			return true;
	}
	return false;
}

static bool is_view_or_versions(const struct entity *entity, const char *table)
{
	size_t length = strlen(entity->name);

	return strncmp(table, entity->name, length) == 0 &&
	       (table[length] == '\0' || strcmp(table + length, "_version") == 0);
}

static bool may_read(const struct guard *guard, const char *table)
{
	const struct schema *schema = guard->store->schema;

	for (size_t i = 0; i < schema->count; i++) {
		if (is_view_or_versions(&schema->entities[i], table))
			return true;
	}
	return is_listed(tables, table) || supply_has(guard->store, table);
}

/* "SELECT count(*) FROM x" reads no column of x, and x may be the statement's own WITH table, which
 * SQLite names like any other. Rows may be counted, then, except those of SQLite's own tables. */
static bool may_count(const char *table)
{
	return sqlite3_strnicmp(table, "sqlite_", 7) != 0 &&
	       sqlite3_strnicmp(table, "pragma_", 7) != 0;
}

static bool may_call(const struct guard *guard, const char *function)
{
	return is_listed(functions, function) ||
	       (guard->guarded == GUARD_USER && is_listed(date_functions, function));
}

static int refuse(struct guard *guard, const char *name, const char *why)
{
	if (guard->refusal[0] == '\0')
		snprintf(guard->refusal, sizeof(guard->refusal), "'%s' %s", name, why);
	return SQLITE_DENY;
}

/* SQLite's arguments: READ gives table and column, FUNCTION gives NULL and the name. */
static int authorize(void *context, int action, const char *first, const char *second,
		     const char *database, const char *inner)
{
	struct guard *guard = context;

	(void)database;
	(void)inner;
	if (action == SQLITE_SELECT || action == SQLITE_RECURSIVE)
		return SQLITE_OK;
	if (action == SQLITE_READ && second[0] == '\0' && may_count(first))
		return SQLITE_OK;
	if (action == SQLITE_READ)
		return may_read(guard, first) ? SQLITE_OK : refuse(guard, first, "cannot be read");
	if (action == SQLITE_FUNCTION)
		return may_call(guard, second) ? SQLITE_OK
					       : refuse(guard, second, "is no allowed function");
	return refuse(guard, "SELECT", "is all that is allowed");
}

static int look_at_clock(void *context)
{
	struct guard *guard = context;

	guard->is_late = platform_seconds() > guard->deadline;
	return guard->is_late;
}

void guard_begin(struct guard *guard, struct store *store, enum guarded guarded, double seconds)
{
	*guard = (struct guard){ .store = store, .guarded = guarded };
	guard->deadline = platform_seconds() + seconds;
	guard->value_limit = sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, LIMIT_REPORT_VALUE);
	guard_resume(guard);
}

void guard_resume(struct guard *guard)
{
	sqlite3_set_authorizer(guard->store->db, authorize, guard);
	sqlite3_progress_handler(guard->store->db, STEPS_BETWEEN_LOOKS, look_at_clock, guard);
}

void guard_pause(struct guard *guard)
{
	sqlite3_progress_handler(guard->store->db, 0, NULL, NULL);
	sqlite3_set_authorizer(guard->store->db, NULL, NULL);
}

void guard_end(struct guard *guard)
{
	guard_pause(guard);
	sqlite3_limit(guard->store->db, SQLITE_LIMIT_LENGTH, guard->value_limit);
}
