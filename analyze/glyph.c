/* SPDX-License-Identifier: MIT
 * Character classes as ranges, after Unicode's general categories and EastAsianWidth.
 */
#include "glyph.h"

#include <string.h>

#include "glyph_ranges.h"

/* clang-format off */
static const struct range hidden[] = { /* controls, and what reorders the text around it */
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 },
	{ 0xfeff, 0xfeff }, { 0xe0000, 0xe007f },
};
/* clang-format on */

static bool is_in(const struct range *ranges, size_t count, unsigned code)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (code < ranges[middle].first)
			count = middle;
		else if (code > ranges[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

#define IS_IN(ranges, code) is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), code)

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xe0)
		return 2;
	return lead < 0xf0 ? 3 : 4;
}

/* The code point at the front and its bytes; 0 bytes when it is broken. */
static size_t decode(struct str text, unsigned *code)
{
	unsigned char lead = (unsigned char)text.data[0];
	size_t length = sequence_length(lead);

	if (length > text.length || utf8_valid_length(text.data, length) != length)
		return 0;
	*code = length == 1 ? lead : lead & (0x7fU >> length);
	for (size_t i = 1; i < length; i++)
		*code = *code << 6 | ((unsigned char)text.data[i] & 0x3fU);
	return length;
}

/* "\\n", "\\x1b" or "<U+202E>". */
static void escape(struct glyph *glyph, unsigned code)
{
	static const char short_forms[][3] = { ['\t'] = "\\t", ['\n'] = "\\n", ['\r'] = "\\r" };

	if (code < sizeof(short_forms) / sizeof(short_forms[0]) && short_forms[code][0])
		snprintf(glyph->scratch, sizeof(glyph->scratch), "%s", short_forms[code]);
	else if (code < 0x100)
		snprintf(glyph->scratch, sizeof(glyph->scratch), "\\x%02x", code);
	else
		snprintf(glyph->scratch, sizeof(glyph->scratch), "<U+%04X>", code);
	glyph->text = str_of(glyph->scratch);
	glyph->width = (int)glyph->text.length;
}

bool glyph_next(struct str *rest, struct glyph *glyph)
{
	unsigned code = 0;
	size_t length;

	if (rest->length == 0)
		return false;
	length = decode(*rest, &code);
	glyph->text = (struct str){ rest->data, length };
	if (length == 0)
		escape(glyph, (unsigned char)rest->data[0]);
	else if (IS_IN(hidden, code))
		escape(glyph, code);
	else
		glyph->width = IS_IN(zero, code) ? 0 : IS_IN(wide, code) ? 2 : 1;
	length = length ? length : 1;
	*rest = (struct str){ rest->data + length, rest->length - length };
	return true;
}

int glyph_width(struct str text)
{
	struct glyph glyph;
	int width = 0;

	while (glyph_next(&text, &glyph))
		width += glyph.width;
	return width;
}

int glyph_print(FILE *out, struct str text, int limit)
{
	bool is_cut = limit >= 0 && glyph_width(text) > limit;
	int room = is_cut ? limit - 1 : limit, width = 0;
	struct glyph glyph;

	while (glyph_next(&text, &glyph)) {
		if (limit >= 0 && width + glyph.width > room)
			break;
		fwrite(glyph.text.data, 1, glyph.text.length, out);
		width += glyph.width;
	}
	if (!is_cut || limit < 1)
		return width;
	fputs("\xe2\x80\xa6", out);
	return width + 1;
}
