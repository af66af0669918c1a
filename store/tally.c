/* SPDX-License-Identifier: MIT
 * Folding of maxima: a hash table from the texts of a row (and its file) to the greatest numbers.
 */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"

struct tallied {
	struct value *values; /* in the arena, texts too */
	struct staging_origin origin;
	uint64_t hash;
};

struct tally {
	const struct entity *entity;
	struct tallied *rows;
	size_t count, capacity;
	size_t *slots; /* index into rows + 1; 0: free */
	size_t slot_count;
	struct arena arena;
};

bool tally_fits(const struct entity *entity)
{
	bool any = false;

	for (size_t i = 0; i < entity->data_count; i++) {
		const struct column *column = &entity->columns[i];

		if (!column->key && !column->max && column->kind != COLUMN_REF)
			return false;
		any |= column->max;
	}
	return any;
}

struct tally *tally_new(const struct entity *entity)
{
	struct tally *tally = memory_alloc(sizeof(*tally));

	tally->entity = entity;
	tally->slot_count = 64;
	tally->slots = memory_alloc(tally->slot_count * sizeof(*tally->slots));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (tally == NULL)
		return;
	arena_release(&tally->arena);
	free(tally->rows);
	free(tally->slots);
	free(tally);
}

static uint64_t hash_row(const struct tally *tally, const struct value *values, int64_t file)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)file;

	for (size_t i = 0; i < tally->entity->data_count; i++) {
		if (values[i].type != VALUE_TEXT)
			continue;
		for (size_t k = 0; k < values[i].text.length; k++)
			hash = (hash ^ (unsigned char)values[i].text.data[k]) * 1099511628211u;
	}
	return hash;
}

static bool same_texts(const struct tally *tally, const struct tallied *row,
		       const struct value *values, int64_t file)
{
	for (size_t i = 0; i < tally->entity->data_count; i++) {
		bool text = values[i].type == VALUE_TEXT;

		if (text != (row->values[i].type == VALUE_TEXT) ||
		    (text && !str_equal(values[i].text, row->values[i].text)))
			return false;
	}
	return row->origin.file == file;
}

static void raise_maxima(const struct tally *tally, struct tallied *row,
			 const struct value *values)
{
	for (size_t i = 0; i < tally->entity->data_count; i++) {
		struct value *kept = &row->values[i];

		if (values[i].type == VALUE_INT &&
		    (kept->type == VALUE_NULL || values[i].integer > kept->integer))
			*kept = values[i];
	}
}

static void keep_row(struct tally *tally, const struct value *values,
		     const struct staging_origin *origin, uint64_t hash)
{
	size_t columns = tally->entity->data_count;
	struct tallied *row;

	tally->rows = memory_reserve(tally->rows, tally->count, &tally->capacity,
				     sizeof(*tally->rows));
	row = &tally->rows[tally->count++];
	*row = (struct tallied){ arena_alloc(&tally->arena, columns * sizeof(*row->values)),
				 *origin, hash };
	memcpy(row->values, values, columns * sizeof(*row->values));
	for (size_t i = 0; i < columns; i++) {
		struct str *text = &row->values[i].text;

		if (row->values[i].type == VALUE_TEXT)
			text->data = arena_copy(&tally->arena, text->data, text->length);
	}
}

static void grow(struct tally *tally)
{
	free(tally->slots);
	tally->slot_count *= 2;
	tally->slots = memory_alloc(tally->slot_count * sizeof(*tally->slots));
	for (size_t i = 0; i < tally->count; i++) {
		size_t slot = tally->rows[i].hash % tally->slot_count;

		while (tally->slots[slot] != 0)
			slot = (slot + 1) % tally->slot_count;
		tally->slots[slot] = i + 1;
	}
}

void tally_add(struct tally *tally, const struct value *values, const struct staging_origin *origin)
{
	uint64_t hash = hash_row(tally, values, origin->file);
	size_t slot = hash % tally->slot_count;

	for (; tally->slots[slot] != 0; slot = (slot + 1) % tally->slot_count) {
		struct tallied *row = &tally->rows[tally->slots[slot] - 1];

		if (row->hash == hash && same_texts(tally, row, values, origin->file)) {
			raise_maxima(tally, row, values);
			return;
		}
	}
	keep_row(tally, values, origin, hash);
	tally->slots[slot] = tally->count;
	if (2 * tally->count > tally->slot_count)
		grow(tally);
}

int tally_each(const struct tally *tally, tally_visitor *visit, void *context, struct error *err)
{
	for (size_t i = 0; i < tally->count; i++) {
		if (visit(context, tally->rows[i].values, &tally->rows[i].origin, err) < 0)
			return -1;
	}
	return 0;
}
