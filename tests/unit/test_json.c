/* SPDX-License-Identifier: MIT
 * Every byte at every place of a text is quoted as JSON wants it, and rows are the same whatever the
 * length of their texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "analyze/json.h"
#include "analyze/json_row.h"

enum { LONGEST = 20 };

/* Byte by byte; what begins a character of several bytes is broken here, for ASCII follows. */
static void quote_slowly(char *to, const char *text, size_t length)
{
	*to++ = '"';
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		const char *at = byte ? strchr("\"\"\\\\\bb\ff\nn\rr\tt", byte) : NULL;

		if (byte >= 0x80)
			to += sprintf(to, "\xef\xbf\xbd");
		else if (at && (byte < 0x20 || byte == '"' || byte == '\\'))
			to += sprintf(to, "\\%c", at[1]);
		else if (byte < 0x20 || byte == 0x7f || byte == '<')
			to += sprintf(to, "\\u%04x", byte);
		else
			*to++ = (char)byte;
	}
	strcpy(to, "\"");
}

static void check_text(const char *text, size_t length)
{
	char expected[6 * LONGEST + 3], *made = NULL;
	size_t size;
	FILE *out = open_memstream(&made, &size);

	quote_slowly(expected, text, length);
	json_str(out, (struct str){ text, length });
	fclose(out);
	assert_string_equal(made, expected);
	free(made);
}

static void every_byte_at_every_place(void **state)
{
	char text[LONGEST];

	(void)state;
	for (size_t length = 1; length <= LONGEST; length++)
		for (size_t place = 0; place < length; place++)
			for (int byte = 0; byte < 256; byte++) {
				memset(text, 'a', sizeof(text));
				text[place] = (char)byte;
				check_text(text, length);
			}
}

/* As fields one by one: what json_row makes of all together. */
static char *fields_made(const struct result_column *columns, const struct cell *cells,
			 size_t count)
{
	char *made = NULL;
	size_t size;
	FILE *out = open_memstream(&made, &size);

	for (size_t i = 0; i < count; i++)
		json_field(out, i ? ", " : "{", columns[i].name, &cells[i]);
	fclose(out);
	return made;
}

static char *row_made(const struct result_column *columns, const struct cell *cells, size_t count)
{
	struct json_row row = { 0 };
	char *made = NULL;
	size_t size;
	FILE *out = open_memstream(&made, &size);

	json_row_begin(&row, "{", columns, count);
	json_row_put(&row, out, cells, count);
	json_row_release(&row);
	fclose(out);
	return made;
}

static void rows_of_any_length(void **state)
{
	static const struct result_column columns[] = {
		{ "a", RESULT_TEXT }, { "\"b\"", RESULT_TEXT }, { "n", RESULT_INTEGER },
		{ "c", RESULT_TEXT }, { "is_d", RESULT_BOOL },
	};
	enum { COUNT = sizeof(columns) / sizeof(columns[0]), LONGEST_TEXT = 9000 };
	char *text = malloc(LONGEST_TEXT);
	struct cell cells[COUNT];

	(void)state;
	memset(text, 'x', LONGEST_TEXT);
	for (size_t length = 0; length <= LONGEST_TEXT; length += 1 + length / 64) {
		char *one, *other;

		for (size_t i = 0; i < COUNT; i++)
			cells[i] = (struct cell){ .type = CELL_TEXT, .text = { text, length } };
		cell_set_int(&cells[2], -12);
		cells[3].text = STR("an \"escape\"");
		cell_set_bool(&cells[4], true);
		one = fields_made(columns, cells, COUNT);
		other = row_made(columns, cells, COUNT);
		assert_string_equal(other, one);
		free(one);
		free(other);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_at_every_place),
		cmocka_unit_test(rows_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
