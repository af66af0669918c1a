/* SPDX-License-Identifier: MIT
 * Format descriptions of any bytes: parsed or refused with a message, and what was parsed is whole
 * and maps a record.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "importers/json_tree.h"
#include "importers/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static void check_field(const struct field *field)
{
	must(field->count > 0);
	for (size_t i = 0; i < field->count; i++)
		must(field->paths[i].subject != PATH_FIELD || field->paths[i].count > 0);
}

static void check_row(const struct row_map *row)
{
	must(row->entity != NULL && row->column_count > 0);
	must(!row->has_each || row->each.subject != PATH_FIELD || row->each.count > 0);
	for (size_t i = 0; i < row->when_count; i++)
		check_field(&row->when[i].field);
	for (size_t i = 0; i < row->column_count; i++) {
		must((size_t)row->columns[i].column < row->entity->data_count);
		for (size_t k = 0; k < row->columns[i].count; k++) {
			const struct expression *way = &row->columns[i].ways[k];

			if (way->constant == NULL)
				check_field(&way->from);
		}
	}
}

static void check(const struct format *format)
{
	must(format->title != NULL && format->records.count > 0);
	must(format->rank >= 1 && format->rank <= 99);
	must((format->refuse == NULL) == (format->row_count > 0));
	for (size_t i = 0; i < format->recognise.all_count; i++)
		check_field(&format->recognise.all[i]);
	for (size_t i = 0; i < format->recognise.value_count; i++)
		check_field(&format->recognise.values[i].field);
	for (size_t i = 0; i < format->row_count; i++)
		check_row(&format->rows[i]);
}

static int on_row(void *context, size_t index, const struct value *values, int64_t record,
		  bool primary, struct error *err)
{
	(void)context;
	(void)index;
	(void)values;
	(void)record;
	(void)primary;
	(void)err;
	return 0;
}

static int on_refused(void *context, const struct record *record, struct str field,
		      struct str value, const char *reason, struct error *err)
{
	(void)context;
	(void)record;
	(void)field;
	(void)value;
	(void)reason;
	(void)err;
	return 0;
}

static int on_whole(void *context, size_t index, struct str object, bool is_empty,
		    struct error *err)
{
	(void)context;
	(void)index;
	(void)is_empty;
	(void)object;
	(void)err;
	return 0;
}

/* Lists and members as deep as a row may ask for. */
static void map_something(const struct format *format)
{
	static const char text[] =
		"{\"id\":\"a\",\"name\":{\"a\":[[[[[[[[{\"b\":1}]]]]]]]],\"b\":{\"c\":{}}},"
		"\"list\":[1,\"x\",null,{\"a\":true}],\"t\":\"@{a=1; b=@{c=2}}\",\"j\":\"[{\\\"a\\\":1}]\"}";
	const struct map_sink sink = { on_row, on_refused, on_whole, NULL };
	struct map *map = map_new(format, "fuzz", DATE_ORDER_UNKNOWN, NULL, &sink);
	struct record record = { .number = 1, .line = -1 };
	struct error err = ERROR_INIT;
	struct json_tree tree;
	const char *reason;

	json_tree_init(&tree);
	record.json = json_tree_parse(&tree, STR(text), &reason);
	must(record.json != NULL);
	must(map_record(map, &record, &err) == 0);
	json_tree_release(&tree);
	map_free(map);
}

/* Read once: it does not depend on the input. */
static const struct schema *schema(void)
{
	static struct schema *parsed;
	struct error err = ERROR_INIT;

	if (parsed == NULL)
		parsed = schema_parse(&err);
	must(parsed != NULL);
	return parsed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct format format;
	char *text = malloc(size + 1);

	must(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	if (format_parse(&format, &arena, schema(), "fuzz", text, &err) == 0) {
		check(&format);
		map_something(&format);
		format_release(&format);
	} else {
		must(strncmp(err.text, "format 'fuzz': ", 15) == 0 && err.text[15] != '\0');
	}
	arena_release(&arena);
	free(text);
	return 0;
}
