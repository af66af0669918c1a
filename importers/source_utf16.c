/* SPDX-License-Identifier: MIT
 * UTF-16 to UTF-8: what PowerShell 5.1 writes when its output is redirected.
 */
#include "source_utf16.h"

#include <string.h>

enum { GUESS_BYTES = 256, REPLACEMENT = 0xFFFD };

/* The shift of the first and of the second byte of a code unit. */
static const unsigned shifts[][2] = {
	[TEXT_UTF16LE] = { 0, 8 },
	[TEXT_UTF16BE] = { 8, 0 },
};

static unsigned unit_at(const unsigned *shift, const char *p)
{
	return (unsigned)(unsigned char)p[0] << shift[0] | (unsigned)(unsigned char)p[1]
								   << shift[1];
}

static bool is_high(unsigned unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(unsigned unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

static char *put_utf8(char *to, unsigned code)
{
	if (code < 0x800) {
		*to++ = (char)(0xC0 | code >> 6);
	} else {
		if (code < 0x10000) {
			*to++ = (char)(0xE0 | code >> 12);
		} else {
			*to++ = (char)(0xF0 | code >> 18);
			*to++ = (char)(0x80 | (code >> 12 & 0x3F));
		}
		*to++ = (char)(0x80 | (code >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (code & 0x3F));
	return to;
}

/* One character that is not ASCII: its code, and in `*p` what follows it. NULL in `*p` when its
 * second half has not been read yet. */
static unsigned take_code(const unsigned *shift, const char **p, const char *end, bool last)
{
	unsigned unit = unit_at(shift, *p);
	unsigned low;

	*p += 2;
	if (is_low(unit))
		return REPLACEMENT;
	if (!is_high(unit))
		return unit;
	if (end - *p < 2) {
		if (!last)
			*p = NULL;
		return REPLACEMENT;
	}
	low = unit_at(shift, *p);
	if (!is_low(low))
		return REPLACEMENT;
	*p += 2;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

enum text_encoding utf16_guess(const char *head, size_t length)
{
	size_t nuls[2] = { 0, 0 };
	size_t units;

	if (length >= 2 && memcmp(head, "\xff\xfe", 2) == 0)
		return TEXT_UTF16LE;
	if (length >= 2 && memcmp(head, "\xfe\xff", 2) == 0)
		return TEXT_UTF16BE;
	if (length > GUESS_BYTES)
		length = GUESS_BYTES;
	for (size_t i = 0; i < length; i++)
		nuls[i % 2] += head[i] == '\0';
	units = length / 2;
	if (nuls[1] * 10 >= units * 3 && nuls[1] > nuls[0])
		return TEXT_UTF16LE;
	if (nuls[0] * 10 >= units * 3 && nuls[0] > nuls[1])
		return TEXT_UTF16BE;
	return TEXT_UTF8;
}

size_t utf16_decode(enum text_encoding encoding, const char *from, size_t length, bool last,
		    char *to, size_t *used)
{
	const unsigned *shift = shifts[encoding];
	const char *p = from, *next, *end = from + length;
	char *out = to;
	unsigned code;

	while (end - p >= 2) {
		code = unit_at(shift, p);
		if (code < 0x80) {
			*out++ = (char)code;
			p += 2;
			continue;
		}
		next = p;
		code = take_code(shift, &next, end, last);
		if (!next)
			break;
		out = put_utf8(out, code);
		p = next;
	}
	*used = last ? length : (size_t)(p - from);
	return (size_t)(out - to);
}
