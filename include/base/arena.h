/* SPDX-License-Identifier: MIT
 * Memory with one lifetime: many small pieces, released together. Pieces are aligned for any
 * type and not zeroed. Built with ARENA_PLAIN (the sanitizer builds), each piece is a malloc of
 * its own, so that ASan sees overruns and uses after arena_reset.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* the newest first */
	char *next;                 /* free bytes of the newest block */
	char *end;
};

#define ARENA_INIT { NULL, NULL, NULL }

void *arena_alloc(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const char *text, size_t length); /* NUL terminated */
void arena_reset(struct arena *arena);   /* all pieces die; one block is kept for reuse */
void arena_release(struct arena *arena); /* all pieces die, all memory returns */

#endif
