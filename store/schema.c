/* SPDX-License-Identifier: MIT
 * Reads the embedded schema files into entities and columns. Only the shape in which those files
 * are written is understood (one column a line, tables ending in _version are entities); a unit
 * test holds the result against PRAGMA table_info.
 */
#include "store/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"

enum { ENTITIES_MAX = 128, COLUMNS_MAX = 100 };

static const char *const kind_names[] = {
	[COLUMN_TEXT] = "text", [COLUMN_WORD] = "word", [COLUMN_ID] = "id",
	[COLUMN_REF] = "ref",   [COLUMN_TIME] = "time", [COLUMN_BOOL] = "bool",
	[COLUMN_INT] = "int",   [COLUMN_REAL] = "real",
};

const char *column_kind_name(enum column_kind kind)
{
	return kind_names[kind];
}

static int kind_parse(struct str name, enum column_kind *kind)
{
	for (size_t i = 0; i < sizeof(kind_names) / sizeof(kind_names[0]); i++) {
		if (str_equal(name, str_of(kind_names[i]))) {
			*kind = (enum column_kind)i;
			return 0;
		}
	}
	return -1;
}

/* Cuts `text` at the first `separator`; the rest stays in `text`. */
static struct str cut(struct str *text, const char *separator)
{
	size_t width = strlen(separator);
	struct str head = *text;

	for (size_t i = 0; i + width <= text->length; i++) {
		if (memcmp(text->data + i, separator, width) == 0) {
			head.length = i;
			*text = (struct str){ text->data + i + width, text->length - i - width };
			return head;
		}
	}
	*text = (struct str){ text->data + text->length, 0 };
	return head;
}

static const char *keep(struct arena *arena, struct str text)
{
	return arena_copy(arena, text.data, text.length);
}

/* One word after the kind in a column comment. */
static int parse_flag(struct arena *arena, struct column *column, struct str flag)
{
	const struct {
		struct str name;
		bool *target;
	} flags[] = {
		{ STR("key"), &column->key },
		{ STR("optional"), &column->optional },
		{ STR("max"), &column->max },
		{ STR("identity"), &column->identity },
		{ STR("system"), &column->system },
		{ STR("moving"), &column->moving },
	};

	if (str_starts_fold(flag, STR("to "))) {
		column->refers = keep(arena, (struct str){ flag.data + 3, flag.length - 3 });
		return 0;
	}
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (str_equal(flag, flags[i].name)) {
			*flags[i].target = true;
			return 0;
		}
	}
	return -1;
}

/* "\tname TYPE [NOT NULL][,] -- kind, flag: comment" */
static int parse_column(struct arena *arena, struct column *column, struct str line)
{
	struct str declaration = cut(&line, "--");
	struct str flags = cut(&line, ":"), flag;
	struct str name = str_trim(declaration);

	*column = (struct column){ .ref = -1 };
	column->comment = keep(arena, str_trim(line));
	flag = cut(&name, " ");
	column->name = keep(arena, flag);
	name = str_trim(name);
	flag = cut(&name, " ");
	if (flag.length > 0 && flag.data[flag.length - 1] == ',')
		flag.length--;
	column->sql_type = keep(arena, flag);
	if (kind_parse(str_trim(cut(&flags, ",")), &column->kind) < 0)
		return -1;
	while (flags.length > 0) {
		if (parse_flag(arena, column, str_trim(cut(&flags, ","))) < 0)
			return -1;
	}
	return 0;
}

/* Of an entity with several keys, the first that is not the kind: what its rows belong to. */
static int owner_column(const struct entity *entity)
{
	int owner = -1, keys = 0;

	for (size_t i = 0; i < entity->count; i++) {
		if (!entity->columns[i].key || (int)i == entity->resource_kind)
			continue;
		if (keys++ == 0)
			owner = (int)i;
	}
	return keys > 1 || entity->resource_kind >= 0 ? owner : -1;
}

/* Keys that are the object and its kind, and nothing else. */
static bool is_annotation(const struct entity *entity)
{
	for (size_t i = 0; i < entity->count; i++) {
		if (entity->columns[i].key && (int)i != entity->resource_kind &&
		    (int)i != entity->resource)
			return false;
	}
	return entity->resource >= 0 && entity->resource_kind >= 0;
}

/* x_id finds its x_ref, and the columns that scope coverage find their place. */
static void link_columns(struct entity *entity, struct column *columns)
{
	char name[64];

	entity->environment = entity_column(entity, STR("environment_id"));
	entity->resource_kind = entity_column(entity, STR("resource_kind"));
	entity->resource = owner_column(entity);
	entity->annotation = is_annotation(entity);
	for (size_t i = 0; i < entity->count; i++) {
		size_t length = strlen(columns[i].name);

		if (length < 4 || length >= sizeof(name) ||
		    strcmp(columns[i].name + length - 3, "_id") != 0)
			continue;
		memcpy(name, columns[i].name, length - 2);
		memcpy(name + length - 2, "ref", 4);
		columns[i].ref = entity_column(entity, str_of(name));
	}
}

struct schema_parser {
	struct schema *schema;
	struct column columns[COLUMNS_MAX]; /* of the open entity */
	struct str comment;                 /* the last comment line outside a table */
	struct entity *open;                /* NULL outside an entity's table */
};

static void open_entity(struct schema_parser *parser, struct str line)
{
	struct arena *arena = &parser->schema->arena;
	struct str name = { line.data + 13, line.length - 13 };
	struct str suffix = STR("_version (");

	if (name.length <= suffix.length ||
	    memcmp(name.data + name.length - suffix.length, suffix.data, suffix.length) != 0)
		return;
	if (parser->schema->count == ENTITIES_MAX)
		BUG("more than %d entities", ENTITIES_MAX);
	name.length -= suffix.length;
	parser->open = &parser->schema->entities[parser->schema->count++];
	*parser->open = (struct entity){ 0 };
	parser->open->name = keep(arena, name);
	parser->open->comment = keep(arena, parser->comment);
	parser->open->moving = str_find_fold(parser->comment, STR("(moving)")) != NULL;
}

static void close_entity(struct schema_parser *parser)
{
	struct arena *arena = &parser->schema->arena;
	size_t size = parser->open->count * sizeof(struct column);
	struct column *columns = arena_alloc(arena, size);

	memcpy(columns, parser->columns, size);
	parser->open->columns = columns;
	link_columns(parser->open, columns);
	parser->open = NULL;
}

static int entity_line(struct schema_parser *parser, struct str line)
{
	struct entity *entity = parser->open;

	if (line.data[0] == ')') {
		close_entity(parser);
		return 0;
	}
	if (entity->count == COLUMNS_MAX ||
	    parse_column(&parser->schema->arena, &parser->columns[entity->count], line) < 0)
		return -1;
	if (strcmp(parser->columns[entity->count].name, "version_id") == 0)
		return 0; /* the row's own number is nobody's fact */
	entity->data_count += parser->columns[entity->count].system ? 0 : 1;
	entity->count++;
	return 0;
}

static int parse_file(struct schema_parser *parser, const struct embedded_file *file,
		      struct error *err)
{
	struct str rest = { file->content, file->length };

	for (int number = 1; rest.length > 0; number++) {
		struct str line = cut(&rest, "\n");

		if (line.length == 0)
			continue;
		if (parser->open != NULL) {
			if (entity_line(parser, line) < 0)
				return error_set(err, "schema file '%s': line %d: not a column",
						 file->name, number);
		} else if (str_starts_fold(line, STR("-- "))) {
			parser->comment = (struct str){ line.data + 3, line.length - 3 };
		} else if (str_starts_fold(line, STR("CREATE TABLE "))) {
			open_entity(parser, line);
		}
	}
	return 0;
}

struct schema *schema_parse(struct error *err)
{
	struct schema_parser parser = { 0 };

	parser.schema = memory_alloc(sizeof(*parser.schema));
	parser.schema->entities = memory_alloc(ENTITIES_MAX * sizeof(struct entity));
	for (const struct embedded_file *file = schema_files; file->name != NULL; file++) {
		if (parse_file(&parser, file, err) < 0) {
			schema_free(parser.schema);
			return NULL;
		}
	}
	return parser.schema;
}

void schema_free(struct schema *schema)
{
	if (schema == NULL)
		return;
	arena_release(&schema->arena);
	free(schema->entities);
	free(schema);
}

const struct entity *schema_entity(const struct schema *schema, struct str name)
{
	for (size_t i = 0; i < schema->count; i++) {
		if (str_equal(name, str_of(schema->entities[i].name)))
			return &schema->entities[i];
	}
	return NULL;
}

int entity_column(const struct entity *entity, struct str name)
{
	for (size_t i = 0; i < entity->count; i++) {
		if (str_equal(name, str_of(entity->columns[i].name)))
			return (int)i;
	}
	return -1;
}

const char *entity_first_key(const struct entity *entity)
{
	for (size_t i = 0; i < entity->count; i++) {
		if (entity->columns[i].key)
			return entity->columns[i].name;
	}
	BUG("entity '%s' has no key", entity->name);
}

const char *entity_identity(const struct entity *entity)
{
	for (size_t i = 0; i < entity->count; i++) {
		if (entity->columns[i].identity)
			return entity->columns[i].name;
	}
	return entity_first_key(entity);
}
