/* SPDX-License-Identifier: MIT
 * Long lists for people: whole in a pipe, wrapped and cut in a terminal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "analyze/field_list.h"

static void printed(int width, bool is_whole, const char *title, const char *lines,
		    const char *expected)
{
	char *text = NULL;
	size_t size;
	struct field_list list = { open_memstream(&text, &size), width, is_whole };

	field_list_print(&list, title, lines);
	fclose(list.out);
	assert_string_equal(text, expected);
	free(text);
}

static void nothing_is_printed_of_nothing(void **state)
{
	(void)state;
	printed(40, false, "ignored", "", "");
	printed(40, false, "ignored", NULL, "");
}

static void pipe_gets_one_line(void **state)
{
	(void)state;
	printed(0, false, "ignored", "one\ntwo\nthree", "  ignored     one, two, three\n");
}

static void terminal_gets_lines_that_fit(void **state)
{
	(void)state;
	printed(24, false, "ignored", "one\ntwo\nthree\nfour",
		"  ignored     one, two,\n"
		"              three,\n"
		"              four\n");
	printed(26, false, "a title too long", "one", "  a title too long\n              one\n");
}

#define SIX "eins\nzwei\ndrei\nvier\nfuenf\nsechs"

static void long_list_is_cut_in_its_fourth_line(void **state)
{
	(void)state;
	printed(20, false, "x", SIX,
		"  x           eins,\n"
		"              zwei,\n"
		"              drei,\n"
		"              vier, and 2 more\n");
	printed(20, true, "x", SIX,
		"  x           eins,\n"
		"              zwei,\n"
		"              drei,\n"
		"              vier,\n"
		"              fuenf,\n"
		"              sechs\n");
}

static void control_characters_are_shown(void **state)
{
	(void)state;
	printed(0, false, "x", "a\033b", "  x           a\\x1bb\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_printed_of_nothing),
		cmocka_unit_test(pipe_gets_one_line),
		cmocka_unit_test(terminal_gets_lines_that_fit),
		cmocka_unit_test(long_list_is_cut_in_its_fourth_line),
		cmocka_unit_test(control_characters_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
