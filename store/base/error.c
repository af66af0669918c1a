/* SPDX-License-Identifier: MIT
 * Error messages of a fixed size: failing must not need memory. What is too long is cut between
 * two characters, so that a message stays valid UTF-8.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t character_length(unsigned char lead)
{
	if (lead < 0xC0)
		return 1;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Drops the character at the end of a cut text when some of its bytes are missing. */
static void drop_partial_character(char *text)
{
	size_t length = strlen(text), lead = length;

	while (lead > 0 && length - lead < 4) {
		lead--;
		if (((unsigned char)text[lead] & 0xC0) != 0x80)
			break;
	}
	if (lead < length && character_length((unsigned char)text[lead]) > length - lead)
		text[lead] = '\0';
}

static void append(char text[ERROR_SIZE], const char *more)
{
	size_t used = strlen(text), length = strlen(more), room = ERROR_SIZE - 1 - used;
	size_t taken = length < room ? length : room;

	memcpy(text + used, more, taken);
	text[used + taken] = '\0';
	if (taken < length)
		drop_partial_character(text);
}

__attribute__((format(printf, 2, 0)))
static void format_text(char text[ERROR_SIZE], const char *format, va_list arguments)
{
	int length = vsnprintf(text, ERROR_SIZE, format, arguments);

	if (length < 0)
		memcpy(text, "?", 2);
	else if (length >= ERROR_SIZE)
		drop_partial_character(text);
}

int error_set(struct error *err, const char *format, ...)
{
	char text[ERROR_SIZE]; /* apart, as the arguments may point into err->text */
	va_list arguments;

	va_start(arguments, format);
	format_text(text, format, arguments);
	va_end(arguments);
	memcpy(err->text, text, strlen(text) + 1);
	return -1;
}

int error_prefix(struct error *err, const char *format, ...)
{
	char text[ERROR_SIZE];
	va_list arguments;

	va_start(arguments, format);
	format_text(text, format, arguments);
	va_end(arguments);
	if (err->text[0]) {
		append(text, ": ");
		append(text, err->text);
	}
	memcpy(err->text, text, strlen(text) + 1);
	return -1;
}

void bug_at(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "stocktake: bug at %s:%d: ", file, line);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	abort();
}
