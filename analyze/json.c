/* SPDX-License-Identifier: MIT
 * Strings are copied in runs that need no escape; everything else is one of a few short forms. '<' is
 * among them, so that no text can end the script element of a page that holds the JSON.
 */
#include "json.h"

#include <string.h>

#include "base/timestamp.h"

static const char *short_escape(unsigned char byte)
{
	static const char *const escapes[] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
		['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t",  ['<'] = "\\u003c",
	};

	return byte < sizeof(escapes) / sizeof(escapes[0]) ? escapes[byte] : NULL;
}

static void put_valid(FILE *out, struct str text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		const char *escape = short_escape(byte);

		if (!escape && byte >= 0x20 && byte != 0x7f)
			continue;
		fwrite(text.data + start, 1, i - start, out);
		start = i + 1;
		if (escape)
			fputs(escape, out);
		else
			fprintf(out, "\\u%04x", byte);
	}
	fwrite(text.data + start, 1, text.length - start, out);
}

/* --- Texts without an escape ---------------------------------------------------------------- */

enum { WORD = sizeof(uint64_t) }; /* bytes that are looked at together */

#define IN_EACH_BYTE(value) (0x0101010101010101U * (value))

/* A high bit is set when any byte below 0x80 is less than `least`. */
static uint64_t any_below(uint64_t bytes, unsigned least)
{
	return (bytes - IN_EACH_BYTE(least)) & ~bytes;
}

static uint64_t any_equal(uint64_t bytes, unsigned char value)
{
	return any_below(bytes ^ IN_EACH_BYTE(value), 1);
}

/* Only ASCII that stands for itself. */
static bool is_plain(uint64_t bytes)
{
	uint64_t odd = bytes | any_below(bytes, 0x20) | any_equal(bytes, 0x7f) |
		   any_equal(bytes, '"') | any_equal(bytes, '\\') | any_equal(bytes, '<');

	return (odd & IN_EACH_BYTE(0x80)) == 0;
}

/* A few bytes at most, padded with blanks. */
static bool copy_plain_end(char *to, const char *from, size_t length)
{
	char bytes[WORD] = "        ";
	uint64_t padded;

	for (size_t i = 0; i < length; i++)
		to[i] = bytes[i] = from[i];
	memcpy(&padded, bytes, WORD);
	return is_plain(padded);
}

char *json_quote_plain(char *to, struct str text)
{
	size_t at = 0;

	*to++ = '"';
	for (; text.length - at >= WORD; at += WORD) {
		uint64_t bytes;

		memcpy(&bytes, text.data + at, WORD);
		if (!is_plain(bytes))
			return NULL;
		memcpy(to + at, &bytes, WORD);
	}
	if (!copy_plain_end(to + at, text.data + at, text.length - at))
		return NULL;
	to[text.length] = '"';
	return to + text.length + 1;
}

/* --- Values ---------------------------------------------------------------------------------- */

/* Nearly every text is short and needs no escape: one call of the stream. */
enum { SHORT_TEXT = 256 };

void json_str(FILE *out, struct str text)
{
	char quoted[SHORT_TEXT + JSON_QUOTES];
	const char *end = text.length <= SHORT_TEXT ? json_quote_plain(quoted, text) : NULL;

	if (end) {
		fwrite(quoted, 1, (size_t)(end - quoted), out);
		return;
	}
	putc('"', out);
	while (text.length) {
		size_t valid = utf8_valid_length(text.data, text.length);

		put_valid(out, (struct str){ text.data, valid });
		if (valid < text.length) {
			fputs("\xef\xbf\xbd", out);
			valid++;
		}
		text = (struct str){ text.data + valid, text.length - valid };
	}
	putc('"', out);
}

void json_text(FILE *out, const char *text)
{
	if (text)
		json_str(out, str_of(text));
	else
		fputs("null", out);
}

void json_time(FILE *out, int64_t at)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	json_text(out, text);
}

void json_lines(FILE *out, const char *lines)
{
	putc('[', out);
	while (lines && *lines) {
		size_t length = strcspn(lines, "\n");

		json_str(out, (struct str){ lines, length });
		lines += length + (lines[length] == '\n');
		if (*lines)
			fputs(", ", out);
	}
	putc(']', out);
}

const struct str *json_bare(const struct cell *cell)
{
	static const struct str null = { "null", 4 }, yes = { "true", 4 }, no = { "false", 5 };

	switch (cell->type) {
	case CELL_NULL:
		return &null;
	case CELL_BOOL:
		return cell->truth ? &yes : &no;
	case CELL_NUMBER:
		return &cell->text;
	default:
		return NULL;
	}
}

void json_cell(FILE *out, const struct cell *cell)
{
	const struct str *text = json_bare(cell);

	if (text)
		fwrite(text->data, 1, text->length, out);
	else
		json_str(out, cell->text);
}

void json_field(FILE *out, const char *before, const char *name, const struct cell *cell)
{
	fputs(before, out);
	json_text(out, name);
	fputs(": ", out);
	json_cell(out, cell);
}
