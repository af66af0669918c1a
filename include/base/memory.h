/* SPDX-License-Identifier: MIT
 * Heap memory that never comes back NULL: out of memory ends the program in one place (exit 1),
 * so no caller checks. Release with free().
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *memory_alloc(size_t size);                    /* zeroed */
void *memory_resize(void *old, size_t size);        /* new bytes are not zeroed */
char *memory_copy(const char *text, size_t length); /* NUL terminated copy */

/* Grows an array by doubling so that index `count` is valid; `*capacity` is kept in elements. */
void *memory_reserve(void *array, size_t count, size_t *capacity, size_t element_size);

#endif
