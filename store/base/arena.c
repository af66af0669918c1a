/* SPDX-License-Identifier: MIT
 * Memory with one lifetime. Pieces are cut from blocks that double in size, so that after a few
 * resets one block holds all that a record needs and no malloc is left in the loop.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

struct arena_block {
	struct arena_block *older;
	size_t size;
	max_align_t data[];
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	struct arena_block *block = memory_resize(NULL, sizeof(*block) + size);

	block->older = arena->blocks;
	block->size = size;
	arena->blocks = block;
	return block;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

static void check_size(size_t size)
{
	if (size > SIZE_MAX / 4)
		BUG("arena piece of %zu bytes", size);
}

#ifdef ARENA_PLAIN

void *arena_alloc(struct arena *arena, size_t size)
{
	check_size(size);
	return add_block(arena, size)->data;
}

void arena_reset(struct arena *arena)
{
	arena_release(arena);
}

#else

static size_t round_up(size_t size)
{
	const size_t unit = sizeof(max_align_t);

	return size ? (size + unit - 1) / unit * unit : unit;
}

static void use_block(struct arena *arena, struct arena_block *block)
{
	arena->next = (char *)block->data;
	arena->end = arena->next + block->size;
}

static size_t next_block_size(const struct arena *arena, size_t wanted)
{
	size_t size = FIRST_BLOCK;

	if (arena->blocks)
		size = 2 * arena->blocks->size;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	return size > wanted ? size : wanted;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *piece;

	check_size(size);
	size = round_up(size);
	if (!arena->blocks || size > (size_t)(arena->end - arena->next))
		use_block(arena, add_block(arena, next_block_size(arena, size)));
	piece = arena->next;
	arena->next += size;
	return piece;
}

void arena_reset(struct arena *arena)
{
	if (!arena->blocks)
		return;
	free_blocks(arena->blocks->older);
	arena->blocks->older = NULL;
	use_block(arena, arena->blocks);
}

#endif

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	check_size(length);
	copy = arena_alloc(arena, length + 1);
	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void arena_release(struct arena *arena)
{
	free_blocks(arena->blocks);
	*arena = (struct arena)ARENA_INIT;
}
