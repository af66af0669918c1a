/* SPDX-License-Identifier: MIT
 * A table of slots, at most half of them in use, searched from the place that the text's hash names.
 */
#include "seen_texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SHORTEST = 6, LONGEST = 256, FIRST_CAPACITY = 1024 };

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

/* Where the text stands, or else may be put. */
static struct seen_text *find(const struct seen_texts *seen, struct str text)
{
	size_t mask = seen->capacity - 1, i = (size_t)hash(text) & mask;

	while (seen->slots[i].data && (seen->slots[i].length != text.length ||
				       memcmp(seen->slots[i].data, text.data, text.length) != 0))
		i = (i + 1) & mask;
	return &seen->slots[i];
}

static void grow(struct seen_texts *seen)
{
	struct seen_texts larger = *seen;

	larger.capacity = seen->capacity ? 2 * seen->capacity : FIRST_CAPACITY;
	larger.slots = memory_alloc(larger.capacity * sizeof(*larger.slots));
	memset(larger.slots, 0, larger.capacity * sizeof(*larger.slots));
	for (size_t i = 0; i < seen->capacity; i++) {
		const struct seen_text *slot = &seen->slots[i];

		if (slot->data)
			*find(&larger, (struct str){ slot->data, slot->length }) = *slot;
	}
	free(seen->slots);
	*seen = larger;
}

int64_t seen_texts_number(struct seen_texts *seen, struct str text)
{
	struct seen_text *slot;

	if (text.length >= SHORTEST && text.length <= LONGEST) {
		if (2 * seen->used >= seen->capacity)
			grow(seen);
		slot = find(seen, text);
		if (slot->data)
			return slot->number;
		slot->data = arena_copy(&seen->arena, text.data, text.length);
		slot->length = text.length;
		slot->number = seen->count;
		seen->used++;
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
