/* SPDX-License-Identifier: MIT
 * How wide text is in a terminal, and that nothing in it can steer one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "analyze/glyph.h"

static int width(const char *text)
{
	return glyph_width(str_of(text));
}

static void assert_printed(const char *text, int limit, const char *expected)
{
	char *seen = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&seen, &length);

	glyph_print(out, str_of(text), limit);
	fclose(out);
	assert_string_equal(seen, expected);
	free(seen);
}

static void letters_take_one_column(void **state)
{
	(void)state;
	assert_int_equal(width(""), 0);
	assert_int_equal(width("Flow"), 4);
	assert_int_equal(width("Größe"), 5);
	assert_int_equal(width("Ελληνικά"), 8);
	assert_int_equal(width("شركة"), 4);
}

static void east_asian_letters_take_two(void **state)
{
	(void)state;
	assert_int_equal(width("表計算"), 6);
	assert_int_equal(width("한국어"), 6);
	assert_int_equal(width("Ａｐｐ"), 6);
	assert_int_equal(width("\xf0\xa0\x80\x80"), 2); /* of the supplementary plane */
	assert_int_equal(width("🚀"), 2);
	assert_int_equal(width("⛺"), 2);
}

static void marks_join_what_is_before(void **state)
{
	(void)state;
	assert_int_equal(width("e\xcc\x81"), 1);
	assert_int_equal(width("งานที่"), 4);
	assert_int_equal(width("\xe0\xae\x95\xe0\xaf\x8d"), 1);             /* Tamil ka, virama */
	assert_int_equal(width("\xd7\xa9\xd7\x81"), 1);                     /* Hebrew shin, its dot */
	assert_int_equal(width("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), 2); /* han, in parts */
	assert_int_equal(width("👍🏽"), 2);
}

static void what_steers_a_terminal_is_shown(void **state)
{
	(void)state;
	assert_printed("a\x1b[2Jb", -1, "a\\x1b[2Jb");
	assert_printed("a\nb\tc", -1, "a\\nb\\tc");
	assert_printed("\xe2\x80\xae" "fdp", -1, "<U+202E>fdp");
	assert_printed("\xff\xfe", -1, "\\xff\\xfe");
	assert_int_equal(width("\x1b"), 4);
}

static void cuts_fall_between_characters(void **state)
{
	(void)state;
	assert_printed("Flowers", 7, "Flowers");
	assert_printed("Flowers", 5, "Flow…");
	assert_printed("表計算", 5, "表計…");
	assert_printed("表計算", 4, "表…");
	assert_printed("e\xcc\x81te\xcc\x81s", 3, "e\xcc\x81t…");
	assert_printed("Flow", 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_take_one_column),
		cmocka_unit_test(east_asian_letters_take_two),
		cmocka_unit_test(marks_join_what_is_before),
		cmocka_unit_test(what_steers_a_terminal_is_shown),
		cmocka_unit_test(cuts_fall_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
