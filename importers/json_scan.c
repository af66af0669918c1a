/* SPDX-License-Identifier: MIT
 * The bracket scan. Most bytes of a dump lie in strings, so those are passed over eight at a time.
 */
#include "json_scan.h"

#include <string.h>

enum byte_class { PLAIN, QUOTE, OPEN, CLOSE, SEPARATOR, BLANK };

/* clang-format off */
static const unsigned char classes[256] = {
	['"'] = QUOTE,
	['{'] = OPEN, ['['] = OPEN,
	['}'] = CLOSE, [']'] = CLOSE,
	[','] = SEPARATOR, [':'] = SEPARATOR,
	[' '] = BLANK, ['\t'] = BLANK, ['\r'] = BLANK, ['\n'] = BLANK,
};
/* clang-format on */

#define EVERY_BYTE(value) (0x0101010101010101ULL * (unsigned char)(value))

/* Not zero if a byte of `word` is zero. */
static inline uint64_t zero_bytes(uint64_t word)
{
	return (word - EVERY_BYTE(1)) & ~word & EVERY_BYTE(0x80);
}

static inline const char *find_string_end(const char *p, const char *end)
{
	uint64_t word;

	while (end - p >= 8) {
		memcpy(&word, p, sizeof(word));
		if (zero_bytes(word ^ EVERY_BYTE('"')) | zero_bytes(word ^ EVERY_BYTE('\\')))
			break;
		p += 8;
	}
	while (p < end && *p != '"' && *p != '\\')
		p++;
	return p;
}

/* Behind the string whose inside is at `p`; `end` with in_string set when it goes on. */
static const char *skip_string(struct json_scan *scan, const char *p, const char *end)
{
	scan->in_string = true;
	while (p < end) {
		if (scan->in_escape) {
			scan->has_unicode |= *p == 'u';
			scan->in_escape = false;
			p++;
			continue;
		}
		p = find_string_end(p, end);
		if (p == end)
			break;
		if (*p++ == '"') {
			scan->in_string = false;
			break;
		}
		scan->in_escape = true;
	}
	return p;
}

static void open_bracket(struct json_scan *scan, char bracket)
{
	size_t depth = scan->depth++;
	uint64_t bit = (uint64_t)1 << (depth % 64);

	if (depth >= LIMIT_JSON_DEPTH)
		scan->too_deep = true;
	else if (bracket == '[')
		scan->squares[depth / 64] |= bit;
	else
		scan->squares[depth / 64] &= ~bit;
}

static bool close_bracket(struct json_scan *scan, char bracket)
{
	size_t depth = --scan->depth;

	if (depth >= LIMIT_JSON_DEPTH)
		return true;
	return (scan->squares[depth / 64] >> (depth % 64) & 1) == (bracket == ']');
}

static enum json_scan_result scan_scalar(const char **at, const char *end)
{
	const char *p = *at;

	while (p < end && classes[(unsigned char)*p] == PLAIN)
		p++;
	*at = p;
	return p < end ? JSON_SCAN_DONE : JSON_SCAN_MORE;
}

bool json_is_blank(char c)
{
	return classes[(unsigned char)c] == BLANK;
}

void json_scan_begin(struct json_scan *scan, char first)
{
	enum byte_class class = classes[(unsigned char)first];

	/* `squares` is written before it is read */
	scan->depth = 0;
	scan->is_scalar = class != OPEN && class != QUOTE;
	scan->in_string = scan->in_escape = scan->too_deep = scan->has_unicode = false;
}

enum json_scan_result json_scan(struct json_scan *scan, const char **at, const char *end)
{
	const char *p = *at;
	bool fits = true, done = false;

	if (scan->is_scalar)
		return scan_scalar(at, end);
	if (scan->in_string) {
		p = skip_string(scan, p, end);
		done = scan->depth == 0 && !scan->in_string;
	}
	while (p < end && !scan->in_string && !done && fits) {
		unsigned char class = classes[(unsigned char)*p++];

		if (class == QUOTE)
			p = skip_string(scan, p, end);
		else if (class == OPEN)
			open_bracket(scan, p[-1]);
		else if (class == CLOSE)
			fits = close_bracket(scan, p[-1]);
		else
			continue;
		done = scan->depth == 0 && !scan->in_string;
	}
	*at = p;
	if (!fits)
		return JSON_SCAN_WRONG;
	return done ? JSON_SCAN_DONE : JSON_SCAN_MORE;
}
