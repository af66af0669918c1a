/* SPDX-License-Identifier: MIT
 * The values of a row: taken from the places that were planned, tried in turn, converted.
 */
#include "map_plan.h"

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

	*raw = text_raw(found);
	if (result != PATTERN_GAVE_UP)
		return CONVERTED;
	*raw = text_raw(text);
	map->conversion.reason = "too much work for the pattern";
	return NOT_CONVERTED;
}

static enum converted convert_at(struct map *map, const struct row_plan *row,
				 const struct place_of *place, const struct expression *way,
				 bool is_last, const struct column *column, struct raw *raw,
				 struct value *value)
{
	*raw = raw_at(map, row, place);
	if (way->pattern != NULL && raw->type != RAW_NONE &&
	    narrow(map, way, raw) == NOT_CONVERTED)
		return NOT_CONVERTED;
	if (raw->type == RAW_NONE && way->present == PRESENCE_FALSE && !is_last)
		return NO_VALUE;
	return convert(&map->conversion, way, column, raw, value);
}

/* Tries the places of one way; CONVERTED, or NO_VALUE after telling of what did not convert. */
static int try_way(struct map *map, const struct row_plan *row, const struct source_plan *plan,
		   const struct expression *way, const struct column *column, struct value *value,
		   struct error *err)
{
	struct raw raw = { 0 };

	if (way->constant != NULL)
		return convert(&map->conversion, way, column, &raw, value);
	for (size_t i = 0; i < plan->count; i++) {
		const struct place_of *place = &plan->places[i];
		enum converted result = convert_at(map, row, place, way, i + 1 == plan->count,
						   column, &raw, value);

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

static bool condition_holds(struct map *map, const struct row_plan *row,
			    const struct source_plan *plan, const struct condition *condition)
{
	struct raw raw = { 0 };

	for (size_t i = 0; i < plan->count && raw.type == RAW_NONE; i++)
		raw = raw_at(map, row, &plan->places[i]);
	return condition_accepts(condition, raw.type != RAW_NONE, raw_text(&raw, &map->arena));
}

bool map_row_wanted(struct map *map, const struct row_plan *row)
{
	for (size_t i = 0; i < row->map->when_count; i++) {
		if (!condition_holds(map, row, &row->conditions[i], &row->map->when[i]))
			return false;
	}
	return true;
}
