/* SPDX-License-Identifier: MIT
 * Prints the schema: the entities, or the columns of one (of all) with what each holds.
 */
#include <string.h>

#include "commands.h"
#include "listing.h"
#include "base/nearest.h"
#include "store/schema.h"

enum { ENTITY_NAME, ENTITY_SIZE, ENTITY_COMMENT, ENTITY_COLUMNS };

static const struct result_column entity_columns[ENTITY_COLUMNS] = {
	[ENTITY_NAME] = { "entity", RESULT_TEXT },
	[ENTITY_SIZE] = { "columns", RESULT_INTEGER },
	[ENTITY_COMMENT] = { "comment", RESULT_TEXT },
};

enum {
	COLUMN_ENTITY,
	COLUMN_NAME,
	COLUMN_KIND,
	COLUMN_KEY,
	COLUMN_REFERS,
	COLUMN_COMMENT,
	COLUMN_COLUMNS
};

static const struct result_column column_columns[COLUMN_COLUMNS] = {
	[COLUMN_ENTITY] = { "entity", RESULT_TEXT },
	[COLUMN_NAME] = { "column", RESULT_TEXT },
	[COLUMN_KIND] = { "kind", RESULT_TEXT },
	[COLUMN_KEY] = { "key", RESULT_BOOL },
	[COLUMN_REFERS] = { "refers_to", RESULT_TEXT },
	[COLUMN_COMMENT] = { "comment", RESULT_TEXT },
};

static void list_entities(struct listing *listing, const struct schema *schema)
{
	struct cell cells[ENTITY_COLUMNS];

	for (size_t i = 0; i < schema->count; i++) {
		cell_set_text(&cells[ENTITY_NAME], schema->entities[i].name);
		cell_set_int(&cells[ENTITY_SIZE], (int64_t)schema->entities[i].data_count);
		cell_set_text(&cells[ENTITY_COMMENT], schema->entities[i].comment);
		listing_row(listing, cells);
	}
}

static void list_columns(struct listing *listing, const struct entity *entity)
{
	struct cell cells[COLUMN_COLUMNS];

	for (size_t i = 0; i < entity->count; i++) {
		const struct column *column = &entity->columns[i];

		cell_set_text(&cells[COLUMN_ENTITY], entity->name);
		cell_set_text(&cells[COLUMN_NAME], column->name);
		cell_set_text(&cells[COLUMN_KIND], column_kind_name(column->kind));
		cell_set_bool(&cells[COLUMN_KEY], column->key);
		cell_set_text(&cells[COLUMN_REFERS], column->refers);
		cell_set_text(&cells[COLUMN_COMMENT], column->comment);
		listing_row(listing, cells);
	}
}

static enum outcome print_entities(const struct options *options, const struct schema *schema,
				   struct error *err)
{
	struct listing listing;
	enum outcome outcome = listing_open(&listing, options, entity_columns, ENTITY_COLUMNS, err);

	if (outcome != OUTCOME_DONE)
		return outcome;
	list_entities(&listing, schema);
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

/* `entity` NULL: of all. */
static enum outcome print_columns(const struct options *options, const struct schema *schema,
				  const struct entity *entity, struct error *err)
{
	struct listing listing;
	enum outcome outcome = listing_open(&listing, options, column_columns, COLUMN_COLUMNS, err);

	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t i = 0; i < schema->count; i++)
		if (!entity || entity == &schema->entities[i])
			list_columns(&listing, &schema->entities[i]);
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome print_one(const struct options *options, const struct schema *schema,
			      struct error *err)
{
	const char *name = options->arguments.items[0];
	const struct entity *entity = schema_entity(schema, str_of(name));
	struct nearest nearest = NEAREST_INIT(name);

	if (entity)
		return print_columns(options, schema, entity, err);
	for (size_t i = 0; i < schema->count; i++)
		nearest_try(&nearest, schema->entities[i].name);
	nearest_error(&nearest, "entity", "'stocktake schema' lists them", err);
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct schema *schema = schema_parse(err);
	enum outcome outcome;

	if (!schema)
		return OUTCOME_FAILED;
	if (options->arguments.count)
		outcome = print_one(options, schema, err);
	else if (options->all)
		outcome = print_columns(options, schema, NULL, err);
	else
		outcome = print_entities(options, schema, err);
	schema_free(schema);
	return outcome;
}

static const struct option options_of_schema[] = {
	{ .name = "all",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(all),
	  .help = "the columns of all entities" },
	OPTION_FORMAT,
	OPTION_OUTPUT,
	{ 0 },
};

const struct command command_schema = {
	.name = "schema",
	.summary = "Lists the entities that reports and sql can read; with a name, its columns",
	.usage = "[ENTITY]",
	.example =
		"stocktake schema\n"
		"stocktake schema flow",
	.options = options_of_schema,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};
