/* SPDX-License-Identifier: MIT
 * A table of slots, at most half of them in use, searched from the place that the text's hash names. The search
 * is short, so that no file of texts with one hash makes it long; what finds no place is not remembered.
 */
#include "seen_texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SHORTEST = 6, LONGEST = 256, FIRST_CAPACITY = 1024, MOST_PROBES = 64 };

struct seen_text {
	const char *data; /* NULL: the slot is free */
	size_t length;
	int64_t number;
};

/* FNV-1a */
static uint64_t hash(struct str text)
{
	uint64_t value = 14695981039346656037U;

	for (size_t i = 0; i < text.length; i++)
		value = (value ^ (unsigned char)text.data[i]) * 1099511628211U;
	return value;
}

/* Where the text stands, or else may be put; NULL: nowhere near. */
static struct seen_text *find(const struct seen_texts *seen, struct str text)
{
	size_t mask = seen->capacity - 1, first = (size_t)hash(text) & mask;

	for (size_t i = 0; i < MOST_PROBES; i++) {
		struct seen_text *slot = &seen->slots[(first + i) & mask];

		if (!slot->data || (slot->length == text.length &&
				    memcmp(slot->data, text.data, text.length) == 0))
			return slot;
	}
	return NULL;
}

static void grow(struct seen_texts *seen)
{
	struct seen_texts larger = *seen;

	larger.capacity = seen->capacity ? 2 * seen->capacity : FIRST_CAPACITY;
	larger.slots = memory_alloc(larger.capacity * sizeof(*larger.slots));
	memset(larger.slots, 0, larger.capacity * sizeof(*larger.slots));
	for (size_t i = 0; i < seen->capacity; i++) {
		const struct seen_text *slot = &seen->slots[i];
		struct seen_text *place =
			slot->data ? find(&larger, (struct str){ slot->data, slot->length }) : NULL;

		if (place)
			*place = *slot;
	}
	free(seen->slots);
	*seen = larger;
}

static void remember(struct seen_texts *seen, struct seen_text *slot, struct str text)
{
	*slot = (struct seen_text){
		.data = arena_copy(&seen->arena, text.data, text.length),
		.length = text.length,
		.number = seen->count,
	};
	seen->used++;
}

int64_t seen_texts_number(struct seen_texts *seen, struct str text)
{
	struct seen_text *slot;

	if (text.length >= SHORTEST && text.length <= LONGEST) {
		if (2 * seen->used >= seen->capacity)
			grow(seen);
		slot = find(seen, text);
		if (slot && slot->data)
			return slot->number;
		if (slot)
			remember(seen, slot, text);
	}
	seen->count++;
	return -1;
}

void seen_texts_clear(struct seen_texts *seen)
{
	if (seen->used)
		memset(seen->slots, 0, seen->capacity * sizeof(*seen->slots));
	seen->used = 0;
	seen->count = 0;
	arena_reset(&seen->arena);
}

void seen_texts_release(struct seen_texts *seen)
{
	free(seen->slots);
	arena_release(&seen->arena);
}
