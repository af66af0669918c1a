/* SPDX-License-Identifier: MIT
 * The first byte picks a built-in format, the rest is a JSON record or a CSV file: mapped without
 * a crash, keys are there, texts are UTF-8, and each record gives a row or a reason.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "importers/json_mend.h"
#include "importers/json_tree.h"
#include "importers/map.h"
#include "importers/source.h"
#include "tests/fuzz/known.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 20 };

struct outcome {
	const struct format *format;
	struct map *map;
	int rows, refused;
};

/* --- The sink ---------------------------------------------------------------------------------- */

static void check_value(const struct column *column, const struct value *value)
{
	must(!column->key || value->type != VALUE_NULL);
	if (value->type == VALUE_TEXT)
		must(utf8_valid_length(value->text.data, value->text.length) == value->text.length);
	if (column->kind == COLUMN_BOOL && value->type != VALUE_NULL)
		must(value->type == VALUE_INT && (value->integer == 0 || value->integer == 1));
	if (column->kind == COLUMN_TIME || column->kind == COLUMN_INT)
		must(value->type == VALUE_INT || value->type == VALUE_NULL);
}

static int on_row(void *context, size_t index, const struct value *values, int64_t record,
		  bool primary, struct error *err)
{
	struct outcome *outcome = context;
	const struct entity *entity = outcome->format->rows[index].entity;

	(void)err;
	must(record > 0);
	must(primary == (outcome->rows == 0));
	outcome->rows++;
	for (size_t i = 0; i < entity->data_count; i++)
		check_value(&entity->columns[i], &values[i]);
	return 0;
}

static int on_refused(void *context, const struct record *record, struct str field,
		      struct str value, const char *reason, struct error *err)
{
	struct outcome *outcome = context;

	(void)record;
	(void)value;
	(void)err;
	must(reason != NULL && reason[0] != '\0');
	outcome->refused += field.data == NULL;
	return 0;
}

static int on_whole(void *context, size_t index, struct str object, bool is_empty,
		    struct error *err)
{
	(void)context;
	(void)index;
	(void)is_empty;
	(void)err;
	must(object.length > 0);
	return 0;
}

/* --- Records ----------------------------------------------------------------------------------- */

static int take_header(void *context, const struct str *names, size_t count, struct error *err)
{
	(void)err;
	map_header(((struct outcome *)context)->map, names, count);
	return 0;
}

static int take_record(void *context, const struct record *record, struct error *err)
{
	struct outcome *outcome = context;
	int result;

	outcome->rows = outcome->refused = 0;
	result = map_record(outcome->map, record, err);
	must(result == 0);
	must((outcome->rows > 0) != (outcome->refused > 0));
	must(outcome->refused <= 1);
	return 0;
}

static int take_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)context;
	(void)damage;
	(void)err;
	return 0;
}

static void map_json(struct outcome *outcome, char *text, size_t length)
{
	struct json_tree tree;
	struct record record = { .number = 1, .line = -1 };
	struct error err = ERROR_INIT;
	const char *reason;

	json_tree_init(&tree);
	json_mend(text, length);
	record.json = json_tree_parse(&tree, (struct str){ text, length }, &reason);
	if (record.json != NULL)
		take_record(outcome, &record, &err);
	json_tree_release(&tree);
}

static void map_csv(struct outcome *outcome, const char *text, size_t length)
{
	const struct record_sink sink = {
		take_header, take_record, take_damage, NULL, NULL, outcome
	};
	struct error err = ERROR_INIT;
	struct source *source = source_open_memory(text, length, &err);
	int ended_well;

	if (source == NULL)
		return;
	read_csv(source, &sink, &ended_well, &err);
	source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct formats *formats = known_formats();
	struct outcome outcome = { 0 };
	const struct map_sink sink = { on_row, on_refused, on_whole, &outcome };
	const struct format *format;
	char *text;

	if (size < 2 || size > LARGEST)
		return 0;
	format = &formats->items[data[0] % formats->count];
	if (format->row_count == 0)
		return 0;
	text = malloc(size - 1);
	must(text != NULL);
	memcpy(text, data + 1, size - 1);
	outcome.format = format;
	outcome.map = map_new(format, "fuzz", DATE_ORDER_UNKNOWN, NULL, &sink);
	if (text[0] == '{' || text[0] == '[')
		map_json(&outcome, text, size - 1);
	else
		map_csv(&outcome, text, size - 1);
	map_free(outcome.map);
	free(text);
	return 0;
}
