/* SPDX-License-Identifier: MIT
 * Texts that a list has shown before, each with its number there: names and ids of environments,
 * people and connectors stand in thousands of rows, and a page need hold each only once.
 */
#ifndef ANALYZE_SEEN_TEXTS_H
#define ANALYZE_SEEN_TEXTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct seen_text;

struct seen_texts {
	struct seen_text *slots;
	size_t capacity, used;
	int64_t count; /* of the texts so far, which is the number of the next */
	struct arena arena;
};

/* The number of a text that came before; -1 for a new one, which gets the next number. Texts that
 * are too short or too long to be worth remembering are always new, and others may be. */
int64_t seen_texts_number(struct seen_texts *seen, struct str text);
void seen_texts_clear(struct seen_texts *seen);
void seen_texts_release(struct seen_texts *seen);

#endif
