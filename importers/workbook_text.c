/* SPDX-License-Identifier: MIT
 * Texts of cells: runs, phonetic hints, and the escapes for what XML cannot hold.
 */
#include <string.h>

#include "base/limits.h"
#include "workbook.h"

enum { ESCAPE_LENGTH = 7, HIGH_SURROGATE = 0xD800, LOW_SURROGATE = 0xDC00, SURROGATES_END = 0xE000 };

void rich_text_start(struct rich_text *rich, const char *name, const char *const *attributes)
{
	const char *space = xml_attribute(attributes, "space");

	if (rich->phonetic > 0 || strcmp(name, "rPh") == 0) {
		rich->phonetic++;
	} else if (strcmp(name, "t") == 0) {
		rich->open = true;
		rich->preserve = space && strcmp(space, "preserve") == 0;
		rich->start = rich->text.length;
	}
}

int rich_text_add(struct rich_text *rich, const char *text, size_t length, struct error *err)
{
	if (!rich->open || buffer_append(&rich->text, text, length) == 0)
		return 0;
	return error_set(err, "a text longer than %zu bytes", rich->text.limit);
}

static void trim(struct rich_text *rich)
{
	struct str text = str_trim((struct str){ rich->text.data + rich->start,
						 rich->text.length - rich->start });

	memmove(rich->text.data + rich->start, text.data, text.length);
	rich->text.length = rich->start + text.length;
}

void rich_text_end(struct rich_text *rich, const char *name)
{
	if (rich->phonetic > 0) {
		rich->phonetic--;
	} else if (strcmp(name, "t") == 0) {
		if (!rich->preserve && rich->text.length > rich->start)
			trim(rich);
		rich->open = false;
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The UTF-16 unit that "_xHHHH_" stands for, or -1. */
static int escaped_unit(const char *text, size_t length)
{
	int unit = 0;

	if (length < ESCAPE_LENGTH || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_digit(text[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* The character escaped at the start of `text`, by one unit or two; `*used` is 0 when there is none. */
static unsigned escaped_character(const char *text, size_t length, size_t *used)
{
	int unit = escaped_unit(text, length), low;

	*used = unit > 0 ? ESCAPE_LENGTH : 0;
	if (unit < HIGH_SURROGATE || unit >= SURROGATES_END)
		return (unsigned)unit;
	*used = 0;
	low = escaped_unit(text + ESCAPE_LENGTH, length - ESCAPE_LENGTH);
	if (unit >= LOW_SURROGATE || low < LOW_SURROGATE || low >= SURROGATES_END)
		return 0;
	*used = 2 * ESCAPE_LENGTH;
	return 0x10000U + ((unsigned)(unit - HIGH_SURROGATE) << 10) + (unsigned)(low - LOW_SURROGATE);
}

size_t text_unescape(char *text, size_t length)
{
	struct buffer character = BUFFER_INIT(8);
	size_t to = 0, used;

	for (size_t i = 0; i < length;) {
		unsigned code = escaped_character(text + i, length - i, &used);

		if (used > 0) {
			buffer_clear(&character);
			utf8_append(&character, code);
			memcpy(text + to, character.data, character.length);
			to += character.length;
			i += used;
		} else {
			text[to++] = text[i++];
		}
	}
	buffer_release(&character);
	return to;
}
