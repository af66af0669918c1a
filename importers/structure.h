/* SPDX-License-Identifier: MIT
 * Structures that a producer turned into text: JSON inside a string or a CSV cell, and PowerShell's
 * "@{a=1; b=two}". Each text is taken apart once, although several rows look into it.
 */
#ifndef IMPORTERS_STRUCTURE_H
#define IMPORTERS_STRUCTURE_H

#include "base/arena.h"
#include "base/text.h"

struct cJSON;

enum { STRUCTURES_KEPT = 8 };

/* Of one record: the texts last taken apart. */
struct structures {
	struct arena *arena;
	struct {
		const char *text;
		const struct cJSON *json;
	} kept[STRUCTURES_KEPT];
	size_t count;
};

/* For the next record; what the last one gave dies with the arena. */
void structures_begin(struct structures *structures, struct arena *arena);
/* The list or object that the text holds, NULL when it holds none. Texts are known by their place: they
 * must stay where they are until structures_begin(). */
const struct cJSON *structure_of(struct structures *structures, struct str text);
/* The same for a string; other values as they are. */
const struct cJSON *structure_open(struct structures *structures, const struct cJSON *json);

#endif
