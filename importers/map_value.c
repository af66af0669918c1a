/* SPDX-License-Identifier: MIT
 * The values of a row: taken from the places that were planned, tried in turn, converted.
 */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "envelope.h"
#include "map_plan.h"

struct raw map_raw(const struct map *map, const struct place_of *place)
{
	const struct frame *frame = &map->frames[place->level];

	switch (place->place) {
	case PLACE_FIELD:
		return extract_value(place->extract, place->slot);
	case PLACE_KEY:
		return raw_of_text(str_of(frame->key));
	case PLACE_PARENT:
		return raw_of_text(str_of(frame->parent));
	case PLACE_DEPTH:
		return (struct raw){ .type = RAW_NUMBER, .number = frame->depth };
	case PLACE_VALUE:
		return frame->json ? raw_of_json(frame->json) : raw_of_text(map->leaf_cell);
	case PLACE_LEAF:
		return raw_of_text(str_of(map->leaf_path));
	case PLACE_FILE:
		return raw_of_text(map->file);
	case PLACE_ENVELOPE:
		return raw_of_text(envelope_find(map->record->envelope, place->path->name));
	}
	return (struct raw){ 0 };
}

int map_refuse(struct map *map, struct str field, struct str value, const char *reason,
	       struct error *err)
{
	return map->sink.refused(map->sink.context, map->record, field, value, reason, err);
}

/* What the way's pattern takes out of the value. */
static enum converted narrow(struct map *map, const struct expression *way, struct raw *raw)
{
	struct str text = raw_text(raw, &map->arena), found = { NULL, 0 };
	enum pattern_result result = pattern_search(way->pattern, text, &found);

	*raw = raw_of_text(found);
	if (result != PATTERN_GAVE_UP)
		return CONVERTED;
	*raw = raw_of_text(text);
	map->conversion.reason = "too much work for the pattern";
	return NOT_CONVERTED;
}

/* How many elements or members the value has; nothing when it is neither list nor object. */
static struct raw count_of(struct map *map, const struct raw *raw)
{
	const struct cJSON *json = raw->json;

	if (raw->type == RAW_TEXT)
		json = structure_of(&map->structures, raw->text);
	if (json == NULL)
		return (struct raw){ 0 };
	return (struct raw){ .type = RAW_NUMBER, .number = cJSON_GetArraySize(json) };
}

/* The structure's text, in one way of writing whatever the source's was; other values as they are. */
static struct raw text_of(struct map *map, const struct raw *raw)
{
	const struct cJSON *json =
		raw->type == RAW_TEXT ? structure_of(&map->structures, raw->text) : raw->json;
	char *text;
	struct str kept;

	if (raw->type == RAW_NONE || json == NULL)
		return *raw;
	text = cJSON_PrintUnformatted(json);
	if (text == NULL)
		BUG("cJSON_PrintUnformatted");
	kept.length = strlen(text);
	kept.data = arena_copy(&map->arena, text, kept.length);
	free(text);
	return raw_of_text(kept);
}

static enum converted convert_raw(struct map *map, const struct expression *way, bool is_last,
				  const struct column *column, struct raw *raw, struct value *value)
{
	if (way->count)
		*raw = count_of(map, raw);
	if (way->json)
		*raw = text_of(map, raw);
	if (way->pattern != NULL && raw->type != RAW_NONE &&
	    narrow(map, way, raw) == NOT_CONVERTED)
		return NOT_CONVERTED;
	if (raw->type == RAW_NONE && way->present == PRESENCE_FALSE && !is_last)
		return NO_VALUE;
	return convert(&map->conversion, way, column, raw, value);
}

int map_tell_lost(struct map *map, const char *field, struct str text, struct error *err)
{
	return map_refuse(map, str_of(field), text, "the export lost the value", err);
}

static int tell_lost(struct map *map, const struct place_of *place, struct error *err)
{
	struct str text;

	if (place->place != PLACE_FIELD || !extract_take_lost(place->extract, place->slot, &text))
		return 0;
	return map_tell_lost(map, place->path->text, text, err);
}

/* Tries the places of one way; CONVERTED, or NO_VALUE after telling of what did not convert. */
static int try_way(struct map *map, const struct source_plan *plan, const struct expression *way,
		   const struct column *column, struct value *value, struct error *err)
{
	struct raw raw = { 0 };
	enum converted result;

	if (way->constant != NULL)
		return convert(&map->conversion, way, column, &raw, value);
	for (size_t i = 0; i < plan->count; i++) {
		const struct place_of *place = &plan->places[i];

		raw = map_raw(map, place);
		if (raw.type == RAW_NONE && tell_lost(map, place, err) < 0)
			return -1;
		result = convert_raw(map, way, i + 1 == plan->count, column, &raw, value);
		if (result == CONVERTED)
			return CONVERTED;
		if (result == NOT_CONVERTED &&
		    map_refuse(map, str_of(place->path->text), raw_text(&raw, &map->arena),
			       map->conversion.reason, err) < 0)
			return -1;
	}
	*value = (struct value){ .type = VALUE_NULL };
	return NO_VALUE;
}

int map_fill_column(struct map *map, const struct row_plan *row, const struct column_plan *column,
		    struct value *values, struct error *err)
{
	const struct column *target = &row->map->entity->columns[column->map->column];

	for (size_t i = 0; i < column->map->count; i++) {
		const struct expression *way = &column->map->ways[i];
		struct value *value = &values[column->map->column];
		int result = try_way(map, &column->ways[i], way, target, value, err);

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

bool map_condition_holds(struct map *map, const struct source_plan *plan,
			 const struct condition *condition)
{
	struct raw raw = { 0 };

	for (size_t i = 0; i < plan->count && raw.type == RAW_NONE; i++)
		raw = map_raw(map, &plan->places[i]);
	return condition_accepts(condition, raw.type != RAW_NONE, raw_text(&raw, &map->arena));
}

bool map_row_wanted(struct map *map, const struct row_plan *row)
{
	for (size_t i = 0; i < row->map->when_count; i++) {
		if (!map_condition_holds(map, &row->conditions[i], &row->map->when[i]))
			return false;
	}
	return true;
}
