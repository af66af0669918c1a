/* SPDX-License-Identifier: MIT
 * From a record to the elements that give a row each.
 */
#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "map_plan.h"

static int make_element(struct map *map, struct row_plan *row, int level, struct error *err);

/* Elements inside the element `around`: `at` is how far the path has led below it. What they see
 * around them is what `around` does. */
static int descend(struct map *map, struct row_plan *row, const struct path *path, size_t step,
		   int level, const struct frame *around, const cJSON *at, struct error *err)
{
	const struct step *next = &path->steps[step];

	if (step == path->count) {
		map->frames[level] = (struct frame){ at, at->string ? at->string : "", around->key,
						     around->depth + 1 };
		return make_element(map, row, level, err);
	}
	if (next->kind == STEP_NAME)
		at = json_member(at, next->name);
	if (at == NULL || (!cJSON_IsObject(at) && !cJSON_IsArray(at)))
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

	extract_json(row->element, element.json, &map->arena);
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

/* One element more: it gets a frame of its own, in which `^` and `$key` find it. */
static int enter(struct map *map, struct row_plan *row, size_t step, int level, const cJSON *element,
		 const char *key, struct error *err)
{
	map->frames[level] = (struct frame){ element, key ? key : "", "", 0 };
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
				(struct frame){ m, m->string ? m->string : "", "", 0 };
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
		if (map_make_row(map, row, err) < 0)
			return -1;
	}
	return 0;
}

int map_each(struct map *map, struct row_plan *row, struct error *err)
{
	if (map->record->json != NULL)
		return iterate(map, row, 0, 0, map->record->json, err);
	if (row->map->each.steps[0].kind == STEP_LEAVES)
		return iterate_cells(map, row, err);
	return 0;
}
