/* SPDX-License-Identifier: MIT
 * A format resolved against its extraction tree, and the making of rows from a record. Ahead of the
 * first record every field is compiled to the place its value will come from; per record the
 * engine only walks, converts and pushes.
 */
#include "map.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

enum { LEVELS_MAX = 8, VALUES_MAX = 100 };

#define NOTHING ((struct str){ NULL, 0 })

enum place {
	PLACE_RECORD,   /* a slot of the record's extraction */
	PLACE_ELEMENT,  /* a slot of the element's extraction */
	PLACE_ANCESTOR, /* a path below something between record and element */
	PLACE_KEY,      /* the member name of the element or of an ancestor */
	PLACE_VALUE,    /* the element itself */
	PLACE_LEAF,     /* its dotted path */
};

struct place_of {
	enum place place;
	int slot, level; /* level: of the ancestor; 0 is the record */
	const struct path *path;
};

struct source_plan {
	struct place_of *places;
	size_t count;
};

struct column_plan {
	const struct column_map *map;
	struct source_plan *ways;
};

struct row_plan {
	const struct row_map *map;
	struct extract *element; /* NULL without `each` */
	int levels;              /* of `each` */
	struct column_plan *columns;
	struct source_plan *conditions;
	struct row_evidence evidence;
	bool container; /* met in the current record */
	int64_t rows;   /* made from the current record */
};

struct frame {
	const cJSON *json;
	const char *key;
};

struct map {
	const struct format *format;
	struct map_sink sink;
	struct extract *record_extract;
	struct row_plan *rows;
	struct source_plan time;
	struct conversion conversion;
	struct arena plan_arena, arena; /* of the plan; of the record */
	struct str *header;             /* CSV, copied */
	size_t header_count;
	bool has_newest;
	int64_t newest_at;
	/* the current record */
	const struct record *record;
	struct frame frames[LEVELS_MAX + 1];
	const char *leaf_path;
	struct str leaf_cell; /* CSV, for "**" */
	bool has_primary;               /* it has given a row */
	bool rejected;                  /* it was told of as a whole */
};

/* --- The plan --------------------------------------------------------------------------------- */

static int count_levels(const struct path *each)
{
	int levels = 0;

	for (size_t i = 0; i < each->count; i++)
		levels += each->steps[i].kind != STEP_NAME;
	return levels;
}

static struct place_of plan_path(struct map *map, const struct row_plan *row,
				 const struct path *path, const char *prefer)
{
	struct place_of place = { .path = path, .level = row ? row->levels - path->up : 0 };

	if (place.level < 0)
		place.level = 0;
	if (path->subject == PATH_KEY) {
		place.place = PLACE_KEY;
	} else if (path->subject == PATH_VALUE) {
		place.place = PLACE_VALUE;
	} else if (path->subject == PATH_LEAF_PATH) {
		place.place = PLACE_LEAF;
	} else if (place.level == 0) {
		place.place = PLACE_RECORD;
		place.slot = extract_add(map->record_extract, path, prefer);
	} else if (path->up == 0) {
		place.place = PLACE_ELEMENT;
		place.slot = extract_add(row->element, path, prefer);
	} else {
		place.place = PLACE_ANCESTOR;
	}
	return place;
}

static struct source_plan plan_field(struct map *map, const struct row_plan *row,
				     const struct field *field, const char *prefer)
{
	struct source_plan plan = { .count = field->count };

	plan.places = arena_alloc(&map->plan_arena, (field->count + 1) * sizeof(*plan.places));
	for (size_t i = 0; i < field->count; i++)
		plan.places[i] = plan_path(map, row, &field->paths[i], prefer);
	return plan;
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
						     column->map->ways[k].prefer);
	}
}

static void plan_row(struct map *map, struct row_plan *row, const struct row_map *given)
{
	*row = (struct row_plan){ .map = given, .evidence = { .in_all = true } };
	if (given->has_each) {
		row->element = extract_new();
		row->levels = count_levels(&given->each);
	}
	plan_columns(map, row);
	row->conditions =
		arena_alloc(&map->plan_arena, (given->when_count + 1) * sizeof(*row->conditions));
	for (size_t i = 0; i < given->when_count; i++)
		row->conditions[i] = plan_field(map, row, &given->when[i].field, NULL);
}

struct map *map_new(const struct format *format, enum date_order dates, const struct map_sink *sink)
{
	struct map *map = memory_alloc(sizeof(*map));

	map->format = format;
	map->sink = *sink;
	map->record_extract = extract_new();
	map->conversion = (struct conversion){ .arena = &map->arena, .dates = dates };
	map->rows = memory_alloc(format->row_count * sizeof(*map->rows));
	for (size_t i = 0; i < format->row_count; i++)
		plan_row(map, &map->rows[i], &format->rows[i]);
	map->time = plan_field(map, NULL, &format->time, NULL);
	return map;
}

void map_free(struct map *map)
{
	if (map == NULL)
		return;
	for (size_t i = 0; i < map->format->row_count; i++)
		extract_free(map->rows[i].element);
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
}

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
static int refuse_row(struct map *map, const struct row_plan *row, int key, struct error *err)
{
	const struct entity *entity = row->map->entity;
	const char *reason = key_reason(map, entity, key);

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
	return map->sink.row(map->sink.context, entity, values, map->record->number, primary, err);
}

static int make_element(struct map *map, struct row_plan *row, int level, struct error *err)
{
	extract_json(row->element, map->frames[level].json, &map->arena);
	return make_row(map, row, err);
}

static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   struct error *err);

static int iterate_children(struct map *map, struct row_plan *row, size_t step, int level,
			    struct error *err)
{
	const cJSON *container = map->frames[level].json;
	bool collapsed = row->map->each.steps[step].kind == STEP_ELEMENTS &&
			 cJSON_IsObject(container);

	row->container = true;
	if (collapsed) { /* PowerShell writes a list of one as its element */
		map->frames[level + 1] = (struct frame){ container, "" };
		return iterate(map, row, step + 1, level + 1, err);
	}
	for (const cJSON *m = container->child; m != NULL; m = m->next) {
		map->frames[level + 1] = (struct frame){ m, m->string ? m->string : "" };
		if (iterate(map, row, step + 1, level + 1, err) < 0)
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

static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   struct error *err)
{
	const struct path *each = &row->map->each;
	const cJSON *json = map->frames[level].json;
	struct frame outer = map->frames[level];
	int result;

	if (step == each->count)
		return make_element(map, row, level, err);
	if (each->steps[step].kind == STEP_LEAVES) {
		row->container = true;
		return iterate_leaves(map, row, json, "", level, err);
	}
	if (each->steps[step].kind == STEP_NAME) {
		map->frames[level].json = json_member(json, each->steps[step].name);
		result = iterate(map, row, step + 1, level, err);
		map->frames[level] = outer;
		return result;
	}
	if (!cJSON_IsObject(json) && !cJSON_IsArray(json))
		return 0;
	return iterate_children(map, row, step, level, err);
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

/* The object whose list was there but empty: what the owner key's column says of the record. */
static int tell_empty(struct map *map, struct row_plan *row, struct error *err)
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
	return map->sink.empty(map->sink.context, (size_t)(row - map->rows),
			       values[entity->resource].text, err);
}

static int map_row(struct map *map, struct row_plan *row, struct error *err)
{
	bool csv = map->record->json == NULL;
	int result = 0;

	row->container = !row->map->has_each;
	row->rows = 0;
	if (!row->map->has_each)
		result = make_row(map, row, err);
	else if (!csv)
		result = iterate(map, row, 0, 0, err);
	else if (row->map->each.steps[0].kind == STEP_LEAVES)
		result = iterate_cells(map, row, err);
	row->evidence.in_all &= row->container;
	row->evidence.in_some |= row->container;
	if (result == 0 && row->map->has_each && row->container && row->rows == 0)
		result = tell_empty(map, row, err);
	return result;
}

static void note_time(struct map *map)
{
	static const struct expression plain = { 0 };
	static const struct column column = { .name = "time", .kind = COLUMN_TIME };

	for (size_t i = 0; i < map->time.count; i++) {
		struct raw raw = raw_at(map, NULL, &map->time.places[i]);
		struct value value;

		if (convert(&map->conversion, &plain, &column, &raw, &value) != CONVERTED)
			continue;
		if (!map->has_newest || value.integer > map->newest_at)
			map->newest_at = value.integer;
		map->has_newest = true;
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
	if (!map->has_primary)
		return refuse(map, NOTHING, NOTHING, "nothing in it that the format describes",
			      err);
	return 0;
}

struct row_evidence map_evidence(const struct map *map, size_t row)
{
	return map->rows[row].evidence;
}

bool map_newest(const struct map *map, int64_t *at)
{
	*at = map->newest_at;
	return map->has_newest;
}

bool map_lossy_text(const struct map *map)
{
	return map->conversion.lossy_text;
}

struct extract *map_extract(struct map *map)
{
	return map->record_extract;
}
