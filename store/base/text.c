/* SPDX-License-Identifier: MIT
 * Questions asked of slices of text. ASCII only and independent of the locale: the same dump must
 * give the same answer on every machine.
 */
#include "base/text.h"

#include <string.h>

static unsigned char fold(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool equal_fold(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (fold(a[i]) != fold(b[i]))
			return false;
	}
	return true;
}

struct str str_of(const char *text)
{
	return (struct str){ text, text ? strlen(text) : 0 };
}

bool str_equal(struct str a, struct str b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool str_equal_fold(struct str a, struct str b)
{
	return a.length == b.length && equal_fold(a.data, b.data, a.length);
}

bool str_starts_fold(struct str text, struct str prefix)
{
	return text.length >= prefix.length && equal_fold(text.data, prefix.data, prefix.length);
}

struct str str_trim(struct str text)
{
	while (text.length && is_blank(text.data[text.length - 1]))
		text.length--;
	while (text.length && is_blank(text.data[0])) {
		text.data++;
		text.length--;
	}
	return text;
}

const char *str_find_fold(struct str text, struct str needle)
{
	size_t last;

	if (needle.length > text.length)
		return NULL;
	last = text.length - needle.length;
	for (size_t i = 0; i <= last && text.data; i++) {
		if (equal_fold(text.data + i, needle.data, needle.length))
			return text.data + i;
	}
	return NULL;
}
