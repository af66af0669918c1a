/* SPDX-License-Identifier: MIT
 * Growing bytes under a limit. An append either fits whole or leaves the buffer as it was.
 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int make_room(struct buffer *buffer, size_t length)
{
	if (buffer->length > buffer->limit || length > buffer->limit - buffer->length)
		return -1;
	buffer->data = memory_reserve(buffer->data, buffer->length + length, &buffer->capacity, 1);
	return 0;
}

int buffer_append(struct buffer *buffer, const char *data, size_t length)
{
	if (make_room(buffer, length) < 0)
		return -1;
	if (length)
		memcpy(buffer->data + buffer->length, data, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
	return 0;
}

int buffer_puts(struct buffer *buffer, const char *text)
{
	return buffer_append(buffer, text, strlen(text));
}

int buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0 || make_room(buffer, (size_t)length) < 0)
		return -1;
	va_start(arguments, format);
	vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
	return 0;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

void buffer_release(struct buffer *buffer)
{
	free(buffer->data);
	buffer->data = NULL;
	buffer->length = buffer->capacity = 0;
}
