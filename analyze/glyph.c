/* SPDX-License-Identifier: MIT
 * Character classes as ranges, after Unicode's EastAsianWidth and general categories, kept to what
 * names of apps and people contain.
 */
#include "glyph.h"

#include <string.h>

struct range {
	unsigned first, last;
};

/* clang-format off */
static const struct range hidden[] = { /* controls, and what reorders the text around it */
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 },
	{ 0xfeff, 0xfeff }, { 0xe0000, 0xe007f },
};
static const struct range zero[] = { /* drawn over or into the character before */
	{ 0x00ad, 0x00ad }, { 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd },
	{ 0x0610, 0x061a }, { 0x064b, 0x065f }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 },
	{ 0x0900, 0x0902 }, { 0x093c, 0x093c }, { 0x0941, 0x0948 }, { 0x094d, 0x094d },
	{ 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x2060, 0x2064 }, { 0x20d0, 0x20ff },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0x1f3fb, 0x1f3ff }, { 0xe0100, 0xe01ef },
};
static const struct range wide[] = { /* two columns */
	{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x23e9, 0x23ec }, { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 }, { 0x267f, 0x267f }, { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 },
	{ 0x26bd, 0x26be }, { 0x26d4, 0x26d4 }, { 0x2705, 0x2705 }, { 0x270a, 0x270b },
	{ 0x2728, 0x2728 }, { 0x274c, 0x274c }, { 0x2753, 0x2757 }, { 0x2795, 0x2797 },
	{ 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b55 }, { 0x2e80, 0x303e }, { 0x3041, 0x33ff },
	{ 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xa000, 0xa4cf }, { 0xa960, 0xa97f },
	{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
	{ 0xffe0, 0xffe6 }, { 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf }, { 0x1f18e, 0x1f19a },
	{ 0x1f200, 0x1f320 }, { 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f3fa }, { 0x1f400, 0x1f4fc },
	{ 0x1f4ff, 0x1f53d }, { 0x1f54b, 0x1f567 }, { 0x1f595, 0x1f596 }, { 0x1f5fb, 0x1f64f },
	{ 0x1f680, 0x1f6c5 }, { 0x1f6cc, 0x1f6fc }, { 0x1f7e0, 0x1f7eb }, { 0x1f900, 0x1faff },
	{ 0x20000, 0x3fffd },
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
