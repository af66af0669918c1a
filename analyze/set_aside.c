/* SPDX-License-Identifier: MIT
 * Copies of rows; they are few, since a person stands behind each.
 */
#include "set_aside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static struct str keep(struct arena *arena, struct str text)
{
	return (struct str){ arena_copy(arena, text.data ? text.data : "", text.length),
			     text.length };
}

void set_aside_add(struct set_aside *aside, const struct cell *cells, size_t count,
		   const struct finding *finding)
{
	struct aside_row *row;

	aside->rows =
		memory_reserve(aside->rows, aside->count, &aside->capacity, sizeof(*aside->rows));
	row = &aside->rows[aside->count++];
	row->cells = arena_alloc(&aside->arena, (count + 1) * sizeof(*cells));
	memcpy(row->cells, cells, count * sizeof(*cells));
	for (size_t i = 0; i < count; i++)
		row->cells[i].text = keep(&aside->arena, cells[i].text);
	row->finding = *finding;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		row->finding.fields[i] = keep(&aside->arena, finding->fields[i]);
}

void set_aside_clear(struct set_aside *aside)
{
	aside->count = 0;
	arena_reset(&aside->arena);
}

void set_aside_release(struct set_aside *aside)
{
	arena_release(&aside->arena);
	free(aside->rows);
	*aside = (struct set_aside){ 0 };
}
