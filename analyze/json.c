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

/* Nearly every text is short and needs no escape: one look at each byte, and one call of the stream. */
enum { SHORT_TEXT = 256, BEFORE_MAX = 4 };

/* The end of the quoted text at `to`, which has room for it; NULL when it is not that simple. */
static char *quote_short(char *to, struct str text)
{
	if (text.length > SHORT_TEXT)
		return NULL;
	*to++ = '"';
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte < 0x20 || byte > 0x7e || byte == '"' || byte == '\\' || byte == '<')
			return NULL;
		*to++ = (char)byte;
	}
	*to++ = '"';
	return to;
}

void json_str(FILE *out, struct str text)
{
	char quoted[SHORT_TEXT + 2];
	const char *end = quote_short(quoted, text);

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

/* What stands for the cell as it is; NULL for a text, which wants quotes. */
static const struct str *bare(const struct cell *cell)
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
	const struct str *text = bare(cell);

	if (text)
		fwrite(text->data, 1, text->length, out);
	else
		json_str(out, cell->text);
}

/* The same as below, for a name and a text that are short. */
static bool put_field(FILE *out, const char *before, struct str name, struct str text)
{
	char line[BEFORE_MAX + 2 + 2 * (SHORT_TEXT + 2)];
	size_t length = strlen(before);
	char *end;

	if (length > BEFORE_MAX)
		return false;
	memcpy(line, before, length);
	end = quote_short(line + length, name);
	if (!end)
		return false;
	*end++ = ':';
	*end++ = ' ';
	end = quote_short(end, text);
	if (!end)
		return false;
	fwrite(line, 1, (size_t)(end - line), out);
	return true;
}

void json_field(FILE *out, const char *before, const char *name, const struct cell *cell)
{
	if (!bare(cell) && put_field(out, before, str_of(name), cell->text))
		return;
	fputs(before, out);
	json_text(out, name);
	fputs(": ", out);
	json_cell(out, cell);
}
