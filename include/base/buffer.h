/* SPDX-License-Identifier: MIT
 * Growing bytes with a hard limit that every caller must name. `data` is NULL only before the
 * first append; after it, data[length] is always NUL.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

struct buffer {
	char *data;
	size_t length, capacity;
	size_t limit; /* bytes; an append past it fails and changes nothing */
};

#define BUFFER_INIT(bytes) { NULL, 0, 0, (bytes) }

/* 0, or -1 when the limit would be passed. */
int buffer_append(struct buffer *buffer, const char *data, size_t length);
int buffer_puts(struct buffer *buffer, const char *text);
int buffer_printf(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buffer_clear(struct buffer *buffer);   /* empty, memory kept */
void buffer_release(struct buffer *buffer);

#endif
