/* SPDX-License-Identifier: MIT
 * The making of rows from a record: which rows, of what values, and what is refused.
 */
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "map_plan.h"

enum { VALUES_MAX = 100 };

#define NOTHING ((struct str){ NULL, 0 })

/* The first key without a value, or -1; optional ones become ''. */
static int missing_key(const struct entity *entity, struct value *values)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *column = &entity->columns[i];

		if (!column->key || values[i].type != VALUE_NULL)
			continue;
		if (!column->optional)
			return (int)i;
		values[i] = (struct value){ .type = VALUE_TEXT, .text = STR("") };
	}
	return -1;
}

static const char *key_reason(struct map *map, const struct entity *entity, int key)
{
	struct buffer text = BUFFER_INIT(256);
	const char *reason;

	buffer_printf(&text, "no %s: %s left out", entity->columns[key].name, entity->name);
	reason = arena_copy(&map->arena, text.data ? text.data : "", text.length);
	buffer_release(&text);
	return reason;
}

/* An annotation of which every column but the keys is empty. */
static bool says_nothing(const struct entity *entity, const struct value *values)
{
	for (size_t i = 0; i < entity->data_count; i++) {
		if (!entity->columns[i].key && values[i].type != VALUE_NULL)
			return false;
	}
	return true;
}

/* Without the key of its main row a record is refused whole. */
static int refuse_row(struct map *map, struct row_plan *row, int key, struct error *err)
{
	const struct entity *entity = row->map->entity;
	const char *reason = key_reason(map, entity, key);

	row->refused = row->evidence.refused = true;
	if (row != map->rows || row->map->has_each)
		return map_refuse(map, str_of(entity->columns[key].name), STR(""), reason, err);
	map->rejected = true;
	return map_refuse(map, NOTHING, NOTHING, reason, err);
}

/* One row from the current record (and element). A row without its key is told of and left out. */
int map_make_row(struct map *map, struct row_plan *row, struct error *err)
{
	const struct entity *entity = row->map->entity;
	struct value values[VALUES_MAX] = { { 0 } };
	bool primary = !map->has_primary;
	int key;

	if (!map_row_wanted(map, row))
		return 0;
	for (size_t i = 0; i < row->map->column_count; i++) {
		if (map_fill_column(map, row, &row->columns[i], values, err) < 0)
			return -1;
	}
	key = missing_key(entity, values);
	if (key >= 0)
		return refuse_row(map, row, key, err);
	if (entity->annotation && says_nothing(entity, values))
		return 0;
	row->rows++;
	map->has_primary = true;
	return map->sink.row(map->sink.context, (size_t)(row - map->rows), values,
			     map->record->number, primary, err);
}

/* What lies around the elements, and is there when they are not. */
static bool is_outside(const struct place_of *place)
{
	return place->place == PLACE_FILE || place->place == PLACE_ENVELOPE ||
	       (place->place == PLACE_FIELD && place->level == 0);
}

/* Whether the column is told by the record. One that the elements tell is not when there are none. */
static bool is_of_record(const struct column_plan *column)
{
	for (size_t i = 0; i < column->map->count; i++) {
		for (size_t k = 0; k < column->ways[i].count; k++) {
			if (!is_outside(&column->ways[i].places[k]))
				return false;
		}
	}
	return true;
}

/* Which object the elements belong to is what the owner key's column says of the record. */
static int tell_whole(struct map *map, struct row_plan *row, struct error *err)
{
	const struct entity *entity = row->map->entity;
	struct value values[VALUES_MAX] = { { 0 } };

	if (entity->resource < 0)
		return 0;
	for (size_t i = 0; i < row->map->column_count; i++) {
		if (row->columns[i].map->column == entity->resource &&
		    is_of_record(&row->columns[i]) &&
		    map_fill_column(map, row, &row->columns[i], values, err) < 0)
			return -1;
	}
	if (values[entity->resource].type != VALUE_TEXT)
		return 0;
	return map->sink.whole(map->sink.context, (size_t)(row - map->rows),
			       values[entity->resource].text, row->rows == 0, err);
}

/* Not where an element was refused, by this row or by another that feeds the same part. */
static bool is_whole(const struct map *map, const struct row_plan *row)
{
	if (!row->map->has_each || !row->container ||
	    (row->rows > 0 && row->map->covers != COVERS_OBJECT))
		return false;
	for (size_t i = 0; i < map->format->row_count; i++) {
		const struct row_plan *other = &map->rows[i];

		if (other->refused && other->map->entity == row->map->entity &&
		    str_equal(other->map->resource_kind, row->map->resource_kind))
			return false;
	}
	return true;
}

static int map_row(struct map *map, struct row_plan *row, struct error *err)
{
	int result;

	row->container = !row->map->has_each;
	row->rows = 0;
	row->refused = false;
	if (!row->map->has_each)
		result = map_make_row(map, row, err);
	else
		result = map_each(map, row, err);
	row->evidence.in_all &= row->container;
	row->evidence.in_some |= row->container;
	return result;
}

static void note_time(struct map *map)
{
	static const struct expression plain = { 0 };
	static const struct column column = { .name = "time", .kind = COLUMN_TIME };

	for (size_t i = 0; i < map->time.count; i++) {
		struct raw raw = map_raw(map, &map->time.places[i]);
		struct value value;

		if (convert(&map->conversion, &plain, &column, &raw, &value) != CONVERTED)
			continue;
		if (!map->has_time || value.integer > map->newest_at)
			map->newest_at = value.integer;
		if (!map->has_time || value.integer < map->oldest_at)
			map->oldest_at = value.integer;
		map->has_time = true;
	}
}

int map_record(struct map *map, const struct record *record, struct error *err)
{
	arena_reset(&map->arena);
	structures_begin(&map->structures, &map->arena);
	map->record = record;
	map->has_primary = map->rejected = false;
	map->leaf_path = "";
	map->leaf_cell = STR("");
	map->frames[0] = (struct frame){ record->json, "", "", 0 };
	if (record->json != NULL)
		extract_json(map->record_extract, record->json, &map->structures);
	else
		extract_cells(map->record_extract, record->cells, &map->structures);
	note_time(map);
	map_note_latest(map);
	for (size_t i = 0; i < map->format->row_count; i++) {
		if (map_row(map, &map->rows[i], err) < 0)
			return -1;
		if (map->rejected)
			return 0; /* what hangs on the main row has no owner */
	}
	for (size_t i = 0; i < map->format->row_count; i++) {
		if (is_whole(map, &map->rows[i]) && tell_whole(map, &map->rows[i], err) < 0)
			return -1;
	}
	if (!map->has_primary)
		return map_refuse(map, NOTHING, NOTHING, "nothing in it that the format describes",
			      err);
	return 0;
}
