/* SPDX-License-Identifier: MIT
 * The making of rows from a record: walks to the elements, takes the values from the places that
 * were planned, converts and pushes.
 */
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "map_plan.h"

enum { VALUES_MAX = 100 };

#define NOTHING ((struct str){ NULL, 0 })

/* --- Values ----------------------------------------------------------------------------------- */

static struct raw text_raw(struct str text)
{
	return (struct raw){ .type = text.length > 0 ? RAW_TEXT : RAW_NONE, .text = text };
}

static struct raw raw_at(const struct map *map, const struct row_plan *row,
			 const struct place_of *place)
{
	const struct frame *frame = &map->frames[place->level];

	switch (place->place) {
	case PLACE_RECORD:
		return extract_value(map->record_extract, place->slot);
	case PLACE_ELEMENT:
		return extract_value(row->element, place->slot);
	case PLACE_ANCESTOR:
		return raw_of_json(path_find(place->path, frame->json));
	case PLACE_KEY:
		return text_raw(str_of(frame->key));
	case PLACE_VALUE:
		return map->header ? text_raw(map->leaf_cell) : raw_of_json(frame->json);
	case PLACE_LEAF:
		return text_raw(str_of(map->leaf_path));
	}
	return (struct raw){ 0 };
}

static int refuse(struct map *map, struct str field, struct str value, const char *reason,
		  struct error *err)
{
	return map->sink.refused(map->sink.context, map->record, field, value, reason, err);
}

/* Tries the places of one way; CONVERTED, or NO_VALUE after telling of what did not convert. */
static int try_way(struct map *map, const struct row_plan *row, const struct source_plan *plan,
		   const struct expression *way, const struct column *column, struct value *value,
		   struct error *err)
{
	size_t places = plan->count == 0 ? 1 : plan->count; /* a constant has no place */

	for (size_t i = 0; i < places; i++) {
		struct raw raw = plan->count == 0 ? (struct raw){ 0 }
						  : raw_at(map, row, &plan->places[i]);
		enum converted result;

		if (raw.type == RAW_NONE && way->present == PRESENCE_FALSE && i + 1 < places)
			continue;
		result = convert(&map->conversion, way, column, &raw, value);
		if (result == CONVERTED)
			return CONVERTED;
		if (result == NOT_CONVERTED &&
		    refuse(map, str_of(plan->places[i].path->text),
			   raw_text(&raw, &map->arena), map->conversion.reason, err) < 0)
			return -1;
	}
	*value = (struct value){ .type = VALUE_NULL };
	return NO_VALUE;
}

static int fill_column(struct map *map, const struct row_plan *row,
		       const struct column_plan *column, struct value *values, struct error *err)
{
	const struct column *target = &row->map->entity->columns[column->map->column];

	for (size_t i = 0; i < column->map->count; i++) {
		const struct expression *way = &column->map->ways[i];
		struct value *value = &values[column->map->column];
		int result = try_way(map, row, &column->ways[i], way, target, value, err);

		if (result < 0)
			return -1;
		if (result == CONVERTED) {
			if (way->refers != NULL)
				values[target->ref] = *value;
			break;
		}
	}
	return 0;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static bool condition_holds(struct map *map, const struct row_plan *row, size_t index)
{
	const struct condition *condition = &row->map->when[index];
	const struct source_plan *plan = &row->conditions[index];
	struct raw raw = { 0 };

	for (size_t i = 0; i < plan->count && raw.type == RAW_NONE; i++)
		raw = raw_at(map, row, &plan->places[i]);
	if (condition->any || condition->none)
		return (raw.type != RAW_NONE) == condition->any;
	return texts_hold(&condition->values, str_trim(raw_text(&raw, &map->arena)));
}

static bool row_wanted(struct map *map, const struct row_plan *row)
{
	for (size_t i = 0; i < row->map->when_count; i++) {
		if (!condition_holds(map, row, i))
			return false;
	}
	return true;
}

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
		return refuse(map, str_of(entity->columns[key].name), STR(""), reason, err);
	map->rejected = true;
	return refuse(map, NOTHING, NOTHING, reason, err);
}

/* One row from the current record (and element). A row without its key is told of and left out. */
static int make_row(struct map *map, struct row_plan *row, struct error *err)
{
	const struct entity *entity = row->map->entity;
	struct value values[VALUES_MAX] = { { 0 } };
	bool primary = !map->has_primary;
	int key;

	if (!row_wanted(map, row))
		return 0;
	for (size_t i = 0; i < row->map->column_count; i++) {
		if (fill_column(map, row, &row->columns[i], values, err) < 0)
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

static int make_element(struct map *map, struct row_plan *row, int level, struct error *err)
{
	extract_json(row->element, map->frames[level].json, &map->arena);
	return make_row(map, row, err);
}

static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   const cJSON *at, struct error *err);

/* One element more: it gets a frame of its own, in which `^` and `$key` find it. */
static int enter(struct map *map, struct row_plan *row, size_t step, int level, const cJSON *element,
		 const char *key, struct error *err)
{
	map->frames[level] = (struct frame){ element, key ? key : "" };
	return iterate(map, row, step, level, element, err);
}

static int iterate_children(struct map *map, struct row_plan *row, size_t step, int level,
			    const cJSON *container, struct error *err)
{
	bool collapsed = row->map->each.steps[step].kind == STEP_ELEMENTS &&
			 cJSON_IsObject(container);

	row->container = true;
	if (collapsed) /* PowerShell writes a list of one as its element */
		return enter(map, row, step + 1, level + 1, container, NULL, err);
	for (const cJSON *m = container->child; m != NULL; m = m->next) {
		if (enter(map, row, step + 1, level + 1, m, m->string, err) < 0)
			return -1;
	}
	return 0;
}

static int iterate_leaves(struct map *map, struct row_plan *row, const cJSON *json,
			  const char *path, int level, struct error *err)
{
	for (const cJSON *m = json->child; m != NULL; m = m->next) {
		struct buffer text = BUFFER_INIT(LIMIT_RECORD);
		int result;

		buffer_printf(&text, "%s%s%s", path, *path ? "." : "", m->string ? m->string : "");
		map->leaf_path = arena_copy(&map->arena, text.data ? text.data : "", text.length);
		buffer_release(&text);
		if (cJSON_IsObject(m) || cJSON_IsArray(m)) {
			result = iterate_leaves(map, row, m, map->leaf_path, level, err);
		} else {
			map->frames[level + 1] =
				(struct frame){ m, m->string ? m->string : "" };
			result = make_element(map, row, level + 1, err);
		}
		if (result < 0)
			return -1;
	}
	return 0;
}

/* `at` is how far the path has led below the element of this level, NULL where it leads nowhere. */
static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   const cJSON *at, struct error *err)
{
	const struct path *each = &row->map->each;

	if (step == each->count)
		return make_element(map, row, level, err);
	if (each->steps[step].kind == STEP_NAME)
		return iterate(map, row, step + 1, level, json_member(at, each->steps[step].name),
			       err);
	if (!cJSON_IsObject(at) && !cJSON_IsArray(at))
		return 0;
	if (each->steps[step].kind != STEP_LEAVES)
		return iterate_children(map, row, step, level, at, err);
	row->container = true;
	return iterate_leaves(map, row, at, "", level, err);
}

/* "**" over a CSV record: its cells, by header. */
static int iterate_cells(struct map *map, struct row_plan *row, struct error *err)
{
	row->container = true;
	for (size_t i = 0; i < map->record->cell_count; i++) {
		map->leaf_path = map->header[i].data;
		map->leaf_cell = map->record->cells[i];
		if (make_row(map, row, err) < 0)
			return -1;
	}
	return 0;
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
		    fill_column(map, row, &row->columns[i], values, err) < 0)
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
	bool csv = map->record->json == NULL;
	int result = 0;

	row->container = !row->map->has_each;
	row->rows = 0;
	row->refused = false;
	if (!row->map->has_each)
		result = make_row(map, row, err);
	else if (!csv)
		result = iterate(map, row, 0, 0, map->record->json, err);
	else if (row->map->each.steps[0].kind == STEP_LEAVES)
		result = iterate_cells(map, row, err);
	row->evidence.in_all &= row->container;
	row->evidence.in_some |= row->container;
	return result;
}

static void note_time(struct map *map)
{
	static const struct expression plain = { 0 };
	static const struct column column = { .name = "time", .kind = COLUMN_TIME };

	for (size_t i = 0; i < map->time.count; i++) {
		struct raw raw = extract_value(map->record_extract, map->time.places[i].slot);
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
	map->record = record;
	map->has_primary = map->rejected = false;
	map->frames[0] = (struct frame){ record->json, "" };
	if (record->json != NULL)
		extract_json(map->record_extract, record->json, &map->arena);
	else
		extract_cells(map->record_extract, record->cells);
	note_time(map);
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
		return refuse(map, NOTHING, NOTHING, "nothing in it that the format describes",
			      err);
	return 0;
}
