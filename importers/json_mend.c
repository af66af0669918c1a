/* SPDX-License-Identifier: MIT
 * Mending of JSON text for cJSON: it ends strings at \u0000 and at NUL bytes, refuses half a
 * surrogate pair and with it the whole record, and reads every number as a double.
 */
#include "json_mend.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "json_scan.h"

enum { ESCAPE_LENGTH = 6, NUMBER_SIZE = 64 };

static const char mended_nul[] = "a NUL character, replaced";
static const char mended_surrogate[] = "half of a surrogate pair, replaced";

/* The code of the escape \uXXXX at `p`, or -1. */
static long escape_code(const char *p, const char *end)
{
	char digits[5] = { 0 };

	if (end - p < ESCAPE_LENGTH || p[0] != '\\' || p[1] != 'u')
		return -1;
	memcpy(digits, p + 2, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	return strtol(digits, NULL, 16);
}

/* Mends the escape at `p`, if it needs it; behind it. */
static char *mend_escape(char *p, const char *end, const char **done)
{
	long code = escape_code(p, end);

	if (code < 0)
		return p + (end - p < 2 ? 1 : 2);
	if (code >= 0xD800 && code <= 0xDBFF) {
		long low = escape_code(p + ESCAPE_LENGTH, end);

		if (low >= 0xDC00 && low <= 0xDFFF)
			return p + 2 * ESCAPE_LENGTH;
	}
	if (code == 0 || (code >= 0xD800 && code <= 0xDFFF)) {
		memcpy(p + 2, "fffd", 4);
		*done = code == 0 ? mended_nul : mended_surrogate;
	}
	return p + ESCAPE_LENGTH;
}

static bool is_number_byte(char c)
{
	return c && strchr("0123456789+-.eE", c);
}

static bool needs_quotes(struct str number)
{
	char text[NUMBER_SIZE];

	if (number.length >= sizeof(text))
		return true;
	memcpy(text, number.data, number.length);
	text[number.length] = '\0';
	return fabs(strtod(text, NULL)) >= 0x1p53;
}

static const char *string_end(const char *p, const char *end)
{
	for (p++; p < end && *p != '"'; p++)
		p += *p == '\\';
	return p < end ? p + 1 : end;
}

const char *json_mend(char *text, size_t length)
{
	const char *done = NULL;
	const char *end = text + length;
	char *p = text;

	while (p < end && (p = memchr(p, '\\', (size_t)(end - p))))
		p = mend_escape(p, end, &done);
	for (p = text; p < end && (p = memchr(p, '\0', (size_t)(end - p))); p++) {
		*p = ' ';
		done = mended_nul;
	}
	return done;
}

int json_quote_numbers(struct str text, struct buffer *out)
{
	const char *p = text.data, *end = text.data + text.length;
	int result = 0;

	while (p < end && result == 0) {
		const char *start = p;
		const char *quote = "";

		if (*p == '"') {
			p = string_end(p, end);
		} else if (is_number_byte(*p) && (*p == '-' || (*p >= '0' && *p <= '9'))) {
			while (p < end && is_number_byte(*p))
				p++;
			if (needs_quotes((struct str){ start, (size_t)(p - start) }))
				quote = "\"";
		} else {
			while (p < end && *p != '"' && *p != '-' && !(*p >= '0' && *p <= '9'))
				p++;
		}
		result |= buffer_puts(out, quote);
		result |= buffer_append(out, start, (size_t)(p - start));
		result |= buffer_puts(out, quote);
	}
	return result;
}
