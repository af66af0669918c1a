/* SPDX-License-Identifier: MIT
 * From a record to the elements that give a row each.
 */
#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "map_plan.h"

/* The element of a level gets a frame, in which `^` and `$key` find it. */
static void set_frame(struct map *map, struct row_plan *row, int level, struct frame frame)
{
	map->frames[level] = frame;
	if (row->extracts[level] != NULL)
		extract_json(row->extracts[level], frame.json, &map->structures);
}

static struct frame frame_of(const cJSON *element)
{
	return (struct frame){ element, element->string ? element->string : "", "", 0 };
}

static int make_element(struct map *map, struct row_plan *row, int level, struct error *err);

/* Elements inside the element `around`: `at` is how far the path has led below it. What they see
 * around them is what `around` does. */
static int descend(struct map *map, struct row_plan *row, const struct path *path, size_t step,
		   int level, const struct frame *around, const cJSON *at, struct error *err)
{
	const struct step *next = &path->steps[step];
	struct frame inner;

	if (step == path->count) {
		if (around->depth == LIMIT_JSON_DEPTH) /* texts inside texts go deeper than JSON */
			return 0;
		inner = frame_of(at);
		inner.parent = around->key;
		inner.depth = around->depth + 1;
		set_frame(map, row, level, inner);
		return make_element(map, row, level, err);
	}
	at = structure_open(&map->structures, at);
	if (next->kind == STEP_NAME)
		at = json_member(at, next->name);
	if (at == NULL || (next->kind != STEP_NAME && !cJSON_IsObject(at) && !cJSON_IsArray(at)))
		return 0;
	if (next->kind == STEP_ELEMENTS && at == around->json && cJSON_IsObject(at))
		return 0; /* a list of one would be the element itself */
	if (next->kind == STEP_NAME || (next->kind == STEP_ELEMENTS && cJSON_IsObject(at)))
		return descend(map, row, path, step + 1, level, around, at, err);
	for (const cJSON *m = at->child; m != NULL; m = m->next) {
		if (descend(map, row, path, step + 1, level, around, m, err) < 0)
			return -1;
	}
	return 0;
}

static int make_element(struct map *map, struct row_plan *row, int level, struct error *err)
{
	const struct frame element = map->frames[level];

	if (map_make_row(map, row, err) < 0)
		return -1;
	for (size_t i = 0; i < row->map->descend_count; i++) {
		if (descend(map, row, &row->map->descend[i], 0, level, &element, element.json,
			    err) < 0)
			return -1;
	}
	return 0;
}

static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   const cJSON *at, struct error *err);

static int enter(struct map *map, struct row_plan *row, size_t step, int level, const cJSON *element,
		 struct error *err)
{
	set_frame(map, row, level, frame_of(element));
	return iterate(map, row, step, level, element, err);
}

static int iterate_children(struct map *map, struct row_plan *row, size_t step, int level,
			    const cJSON *container, struct error *err)
{
	bool collapsed = row->map->each.steps[step].kind == STEP_ELEMENTS &&
			 cJSON_IsObject(container);

	row->container = true;
	if (collapsed) /* PowerShell writes a list of one as its element */
		return enter(map, row, step + 1, level + 1, container, err);
	for (const cJSON *m = container->child; m != NULL; m = m->next) {
		if (enter(map, row, step + 1, level + 1, m, err) < 0)
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
			set_frame(map, row, level + 1, frame_of(m));
			result = make_element(map, row, level + 1, err);
		}
		if (result < 0)
			return -1;
	}
	return 0;
}

/* Where elements should be, a text may hold them, or say that they are lost. */
static int open_text(struct map *map, struct row_plan *row, struct str text, const cJSON **opened,
		     struct error *err)
{
	*opened = structure_of(&map->structures, text);
	if (row->lost_told || !raw_is_lost(text))
		return 0;
	row->lost_told = true;
	return map_tell_lost(map, row->map->each.text, text, err);
}

/* `at` is how far the path has led below the element of this level, NULL where it leads nowhere. */
static int iterate(struct map *map, struct row_plan *row, size_t step, int level,
		   const cJSON *at, struct error *err)
{
	const struct path *each = &row->map->each;

	if (step == each->count)
		return make_element(map, row, level, err);
	if (cJSON_IsString(at) && open_text(map, row, str_of(at->valuestring), &at, err) < 0)
		return -1;
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
	map->frames[1] = (struct frame){ NULL, "", "", 0 };
	for (size_t i = 0; i < map->record->cell_count; i++) {
		map->leaf_path = map->header[i].data;
		map->leaf_cell = map->record->cells[i];
		if (map_make_row(map, row, err) < 0)
			return -1;
	}
	return 0;
}

int map_each(struct map *map, struct row_plan *row, struct error *err)
{
	const cJSON *json;

	if (map->record->json != NULL)
		return iterate(map, row, 0, 0, map->record->json, err);
	if (row->map->each.steps[0].kind == STEP_LEAVES)
		return iterate_cells(map, row, err);
	if (row->column < 0)
		return 0;
	if (open_text(map, row, map->record->cells[row->column], &json, err) < 0)
		return -1;
	return iterate(map, row, row->column_steps, 0, json, err);
}
