/* SPDX-License-Identifier: MIT
 * UTF-8: what is valid (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF), and
 * how code points and Windows-1252 bytes are written in it.
 */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"

enum { REPLACEMENT = 0xFFFD, HIGHEST = 0x10FFFF };

/* Bytes 0x80 to 0x9F. The five that Windows leaves undefined keep their number, as browsers do. */
static const uint16_t cp1252_high[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
	0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* E0 and F0 start overlong forms, ED surrogates, F4 numbers above the highest: the second byte
 * tells. */
static bool is_second(unsigned char lead, unsigned char second)
{
	switch (lead) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return is_continuation(second);
	}
}

/* Length of the character that starts at `bytes`, or 0 when it is damaged or cut off. */
static size_t valid_character(const unsigned char *bytes, size_t length)
{
	unsigned char lead = bytes[0];
	size_t size;

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (size > length || !is_second(lead, bytes[1]))
		return 0;
	for (size_t i = 2; i < size; i++) {
		if (!is_continuation(bytes[i]))
			return 0;
	}
	return size;
}

/* Dumps are nearly all ASCII: eight bytes at a time. */
static size_t ascii_length(const char *data, size_t length)
{
	size_t at = 0;
	uint64_t eight;

	for (; length - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, data + at, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	return at;
}

size_t utf8_valid_length(const char *data, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	size_t at = 0;

	while (at < length) {
		size_t size;

		at += ascii_length(data + at, length - at);
		if (at == length)
			break;
		size = valid_character(bytes + at, length - at);
		if (size == 0)
			break;
		at += size;
	}
	return at;
}

int utf8_append(struct buffer *out, unsigned code)
{
	char bytes[4];
	size_t size = 0;

	if (code > HIGHEST || (code >= 0xD800 && code <= 0xDFFF))
		code = REPLACEMENT;
	if (code < 0x80) {
		bytes[size++] = (char)code;
	} else if (code < 0x800) {
		bytes[size++] = (char)(0xC0 | code >> 6);
	} else if (code < 0x10000) {
		bytes[size++] = (char)(0xE0 | code >> 12);
		bytes[size++] = (char)(0x80 | (code >> 6 & 0x3F));
	} else {
		bytes[size++] = (char)(0xF0 | code >> 18);
		bytes[size++] = (char)(0x80 | (code >> 12 & 0x3F));
		bytes[size++] = (char)(0x80 | (code >> 6 & 0x3F));
	}
	if (code >= 0x80)
		bytes[size++] = (char)(0x80 | (code & 0x3F));
	return buffer_append(out, bytes, size);
}

/* Appends the ASCII run at `*at`, or the one byte there that is not, and moves `*at` past it. */
static int append_cp1252_part(struct buffer *out, struct str text, size_t *at)
{
	size_t start = *at;
	unsigned char byte = (unsigned char)text.data[start];

	if (byte >= 0x80) {
		*at += 1;
		return utf8_append(out, byte < 0xA0 ? cp1252_high[byte - 0x80] : byte);
	}
	while (*at < text.length && (unsigned char)text.data[*at] < 0x80)
		*at += 1;
	return buffer_append(out, text.data + start, *at - start);
}

int utf8_append_cp1252(struct buffer *out, struct str text)
{
	size_t before = out->length, at = 0;

	if (buffer_append(out, "", 0) < 0)
		return -1;
	while (at < text.length) {
		if (append_cp1252_part(out, text, &at) < 0) {
			out->length = before;
			out->data[before] = '\0';
			return -1;
		}
	}
	return 0;
}
