/* SPDX-License-Identifier: MIT
 * Kind of a result column: by its name (docs/reports.md), which may be that of a yes or no of the schema,
 * else by the declared type of the column it comes from, else by the first value.
 */
#include "columns.h"

#include <string.h>

#include "base/memory.h"
#include "store/schema.h"

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
		[RESULT_TEXT] = "text", [RESULT_INTEGER] = "integer", [RESULT_REAL] = "real",
		[RESULT_TIME] = "time", [RESULT_BOOL] = "boolean",
	};

	return names[kind];
}

/* Wherever the schema has a column of that name, it is a yes or a no. */
static bool is_truth(const struct schema *schema, const char *name)
{
	bool found = false;

	for (size_t i = 0; i < schema->count; i++) {
		const struct entity *entity = &schema->entities[i];
		int index = entity_column(entity, str_of(name));

		if (index >= 0 && entity->columns[index].kind != COLUMN_BOOL)
			return false;
		found = found || index >= 0;
	}
	return found;
}

static bool kind_of_name(const struct schema *schema, const char *name, enum value_kind *kind)
{
	size_t length = strlen(name);

	if (length > 3 && strcmp(name + length - 3, "_at") == 0)
		*kind = RESULT_TIME;
	else if (strncmp(name, "is_", 3) == 0 || strncmp(name, "has_", 4) == 0 ||
		 is_truth(schema, name))
		*kind = RESULT_BOOL;
	else
		return false;
	return true;
}

static bool kind_of_declaration(const char *type, enum value_kind *kind)
{
	static const struct {
		const char *type;
		enum value_kind kind;
	} types[] = {
		{ "INTEGER", RESULT_INTEGER },
		{ "INT", RESULT_INTEGER },
		{ "REAL", RESULT_REAL },
		{ "TEXT", RESULT_TEXT },
	};

	for (size_t i = 0; type != NULL && i < sizeof(types) / sizeof(types[0]); i++) {
		if (sqlite3_stricmp(type, types[i].type) == 0) {
			*kind = types[i].kind;
			return true;
		}
	}
	return false;
}

static enum value_kind kind_of_value(int type)
{
	if (type == SQLITE_INTEGER)
		return RESULT_INTEGER;
	return type == SQLITE_FLOAT ? RESULT_REAL : RESULT_TEXT;
}

struct result_column *columns_describe(sqlite3_stmt *statement, const struct schema *schema,
				       bool has_row)
{
	int count = sqlite3_column_count(statement);
	struct result_column *columns = memory_alloc(((size_t)count + 1) * sizeof(*columns));

	for (int i = 0; i < count; i++) {
		columns[i].name = sqlite3_column_name(statement, i);
		if (kind_of_name(schema, columns[i].name, &columns[i].kind) ||
		    kind_of_declaration(sqlite3_column_decltype(statement, i), &columns[i].kind))
			continue;
		columns[i].kind =
			has_row ? kind_of_value(sqlite3_column_type(statement, i)) : RESULT_TEXT;
	}
	return columns;
}
