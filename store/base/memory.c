/* SPDX-License-Identifier: MIT
 * The heap, and the one place where running out of it is noticed. Ending here is what lets every
 * other function take memory for granted.
 */
#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 16 };

/* _Exit: handlers of exit() could ask for memory again, and a half-written stdout is no result. */
static _Noreturn void out_of_memory(size_t size)
{
	fprintf(stderr, "stocktake: out of memory (%zu bytes wanted)\n", size);
	_Exit(EXIT_FAILURE);
}

void *memory_alloc(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	if (!memory)
		out_of_memory(size);
	return memory;
}

void *memory_resize(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		out_of_memory(size);
	return memory;
}

char *memory_copy(const char *text, size_t length)
{
	char *copy;

	if (length == SIZE_MAX)
		out_of_memory(length);
	copy = memory_resize(NULL, length + 1);
	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void *memory_reserve(void *array, size_t count, size_t *capacity, size_t element_size)
{
	size_t wanted = *capacity ? *capacity : FIRST_CAPACITY;

	if (count < *capacity)
		return array;
	while (wanted <= count) {
		if (wanted > SIZE_MAX / 2)
			out_of_memory(SIZE_MAX);
		wanted *= 2;
	}
	if (element_size && wanted > SIZE_MAX / element_size)
		out_of_memory(SIZE_MAX);
	array = memory_resize(array, wanted * element_size);
	*capacity = wanted;
	return array;
}
