/* SPDX-License-Identifier: MIT
 * Ahead of the first record: every field of the format is compiled to the place its value will come
 * from, so that per record there is nothing left to look up.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "map_plan.h"

static const struct expression plain;

static int count_levels(const struct path *each)
{
	int levels = 0;

	for (size_t i = 0; i < each->count; i++)
		levels += each->steps[i].kind != STEP_NAME;
	return levels;
}

static struct extract *extract_at(struct map *map, struct row_plan *row, int level)
{
	if (level == 0)
		return map->record_extract;
	if (row->extracts[level] == NULL)
		row->extracts[level] = extract_new();
	return row->extracts[level];
}

static struct place_of plan_path(struct map *map, struct row_plan *row,
				 const struct path *path, const struct expression *way)
{
	static const enum place places[] = {
		[PATH_KEY] = PLACE_KEY,       [PATH_VALUE] = PLACE_VALUE,
		[PATH_PARENT] = PLACE_PARENT, [PATH_DEPTH] = PLACE_DEPTH,
		[PATH_FILE] = PLACE_FILE,     [PATH_ENVELOPE] = PLACE_ENVELOPE,
		[PATH_LEAF_PATH] = PLACE_LEAF,
	};
	struct place_of place = { .path = path, .level = row ? row->levels - path->up : 0 };

	if (place.level < 0)
		place.level = 0;
	if (path->subject != PATH_FIELD) {
		place.place = places[path->subject];
	} else {
		place.extract = extract_at(map, row, place.level);
		place.slot = extract_add(place.extract, path, way->prefer, way->join);
	}
	return place;
}

static struct source_plan plan_field(struct map *map, struct row_plan *row,
				     const struct field *field, const struct expression *way)
{
	struct source_plan plan = { .count = field->count };

	plan.places = arena_alloc(&map->plan_arena, (field->count + 1) * sizeof(*plan.places));
	for (size_t i = 0; i < field->count; i++)
		plan.places[i] = plan_path(map, row, &field->paths[i], way);
	return plan;
}

static struct source_plan *plan_conditions(struct map *map, struct row_plan *row,
					   const struct condition *conditions, size_t count)
{
	struct source_plan *plans = arena_alloc(&map->plan_arena, (count + 1) * sizeof(*plans));

	for (size_t i = 0; i < count; i++)
		plans[i] = plan_field(map, row, &conditions[i].field, &plain);
	return plans;
}

static void plan_columns(struct map *map, struct row_plan *row)
{
	const struct row_map *given = row->map;

	row->columns =
		arena_alloc(&map->plan_arena, given->column_count * sizeof(*row->columns));
	for (size_t i = 0; i < given->column_count; i++) {
		struct column_plan *column = &row->columns[i];

		column->map = &given->columns[i];
		column->ways = arena_alloc(&map->plan_arena,
					   column->map->count * sizeof(*column->ways));
		for (size_t k = 0; k < column->map->count; k++)
			column->ways[k] = plan_field(map, row, &column->map->ways[k].from,
						     &column->map->ways[k]);
	}
}

static void plan_row(struct map *map, struct row_plan *row, const struct row_map *given)
{
	*row = (struct row_plan){ .map = given, .column = -1, .evidence = { .in_all = true } };
	row->levels = count_levels(&given->each);
	plan_columns(map, row);
	row->conditions = plan_conditions(map, row, given->when, given->when_count);
}

static struct str with_slashes(struct arena *arena, const char *path)
{
	size_t length = strlen(path);
	char *copy = arena_copy(arena, path, length);

	for (size_t i = 0; i < length; i++)
		copy[i] = (char)(copy[i] == '\\' ? '/' : copy[i]);
	return (struct str){ copy, length };
}

struct map *map_new(const struct format *format, const char *shown, enum date_order dates,
		    const struct secrets *secrets, const struct map_sink *sink)
{
	struct map *map = memory_alloc(sizeof(*map));

	map->format = format;
	map->sink = *sink;
	map->file = with_slashes(&map->plan_arena, shown);
	map->record_extract = extract_new();
	map->conversion = (struct conversion){ .arena = &map->arena,
						 .dates = dates,
						 .secrets = secrets };
	map->rows = memory_alloc(format->row_count * sizeof(*map->rows));
	for (size_t i = 0; i < format->row_count; i++)
		plan_row(map, &map->rows[i], &format->rows[i]);
	map->time = plan_field(map, NULL, &format->time, &plain);
	map->latest = plan_field(map, NULL, &format->latest, &plain);
	map->gone = plan_conditions(map, NULL, format->gone, format->gone_count);
	return map;
}

void map_free(struct map *map)
{
	if (map == NULL)
		return;
	for (size_t i = 0; i < map->format->row_count; i++) {
		for (int level = 1; level <= map->rows[i].levels; level++)
			extract_free(map->rows[i].extracts[level]);
	}
	extract_free(map->record_extract);
	free(map->rows);
	arena_release(&map->plan_arena);
	arena_release(&map->arena);
	free(map);
}

void map_header(struct map *map, const struct str *names, size_t count)
{
	map->header = arena_alloc(&map->plan_arena, (count + 1) * sizeof(*map->header));
	map->header_count = count;
	for (size_t i = 0; i < count; i++)
		map->header[i] = (struct str){ arena_copy(&map->plan_arena, names[i].data,
							  names[i].length),
					       names[i].length };
	extract_bind_header(map->record_extract, names, count);
	for (size_t i = 0; i < map->format->row_count; i++)
		map->rows[i].column = path_column(&map->format->rows[i].each, names, count,
						  &map->rows[i].column_steps);
}

bool map_uses_column(const struct map *map, size_t column)
{
	for (size_t i = 0; i < map->format->row_count; i++) {
		if (map->rows[i].column == (int)column)
			return true;
	}
	return extract_uses_column(map->record_extract, column);
}

struct row_evidence map_evidence(const struct map *map, size_t row)
{
	return map->rows[row].evidence;
}

bool map_times(const struct map *map, int64_t *oldest, int64_t *newest)
{
	*oldest = map->oldest_at;
	*newest = map->newest_at;
	return map->has_time;
}

enum date_order map_late_dates(const struct map *map)
{
	return map->conversion.was_ambiguous ? map->conversion.dates : DATE_ORDER_UNKNOWN;
}

bool map_lossy_text(const struct map *map)
{
	return map->conversion.lossy_text;
}

struct extract *map_extract(struct map *map)
{
	return map->record_extract;
}

/* Places that are no slot give what they have, and are not watched. */
static bool ever_filled(const struct source_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct place_of *place = &plan->places[i];

		if (place->place != PLACE_FIELD || extract_ever(place->extract, place->slot))
			return true;
	}
	return false;
}

static void tell_missing(const struct row_plan *row,
			 void (*tell)(void *context, const char *field), void *context)
{
	for (size_t i = 0; i < row->map->column_count; i++) {
		const struct column_plan *column = &row->columns[i];
		bool is_filled = false;

		for (size_t k = 0; k < column->map->count && !is_filled; k++)
			is_filled = column->map->ways[k].constant != NULL ||
				    ever_filled(&column->ways[k]);
		if (!is_filled)
			tell(context, column->ways[0].places[0].path->text);
	}
}

void map_missing(const struct map *map, void (*tell)(void *context, const char *field),
		 void *context)
{
	for (size_t i = 0; i < map->format->row_count; i++) {
		const struct row_plan *row = &map->rows[i];

		if (!row->map->has_each || row->evidence.in_some)
			tell_missing(row, tell, context);
	}
}
