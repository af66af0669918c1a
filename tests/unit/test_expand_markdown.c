/* SPDX-License-Identifier: MIT
 * Tables in markdown as JSON.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "part_case.h"

#define ANSWER "# flow list --environmentName \"Lab\"\n\nDate: 3/1/2026\n\n"
#define PROPERTIES "Property | Value\n---------|-------\n"

static void tells(const char *markdown, const char *json)
{
	static const char first[] = "x.md [markdown]\n";
	const char *text;

	write_file("x.md", markdown);
	text = expanded(&markdown_container, "x.md");
	assert_memory_equal(text, first, sizeof(first) - 1);
	assert_string_equal(text + sizeof(first) - 1, json);
}

static void objects_of_a_command_become_a_list(void **state)
{
	(void)state;
	tells(ANSWER "## Greeting (1)\n\n" PROPERTIES
		     "name | 1\ndisplayName | Greeting\n\n"
		     "## Farewell (2)\n\n" PROPERTIES "name | 2\nstate | \n",
	      "[{\"name\":\"1\",\"displayName\":\"Greeting\"},\n{\"name\":\"2\",\"state\":\"\"}]\n");
	tells(ANSWER PROPERTIES "name | 1", "[{\"name\":\"1\"}]\n");
	tells(ANSWER "## x\r\n\r\nProperty | Value\r\n---------|-------\r\nname | 1\r\n\r\n",
	      "[{\"name\":\"1\"}]\n");
}

static void what_was_escaped_comes_back(void **state)
{
	(void)state;
	tells(ANSWER PROPERTIES
	      "a\\_b | x \\| y\nc | \\*one\\*<br>two<BR/>three\nd | C:\\temp\\\\|e\n"
	      "f | {\"k\":\"v|w\"}\ng\n",
	      "[{\"a_b\":\"x | y\",\"c\":\"*one*\\ntwo\\nthree\",\"d\":\"C:\\\\temp\\\\|e\","
	      "\"f\":\"{\\\"k\\\":\\\"v|w\\\"}\",\"g\":\"\"}]\n");
}

static void rows_of_other_tables_are_objects(void **state)
{
	(void)state;
	tells("| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |\n|| 4\\| | 5 |\n\nwords | here\n",
	      "[{\"a\":\"1\",\"b\":\"2\"},\n{\"a\":\"3\"},\n{\"a\":\"\",\"b\":\"4|\"}]\n");
	tells("# Title\nname | size\n-|-\nx | 1\n# Next\n| c | d\n|-|-\n| y | \\|\n",
	      "[{\"name\":\"x\",\"size\":\"1\"},\n{\"c\":\"y\",\"d\":\"|\"}]\n");
}

static void only_tables_near_the_start_fit(void **state)
{
	static const char *const others[] = {
		"",           "# heading\n\ntext\n",    "a | b\n--|--\n1 | 2\n",
		"a,b\n1,2\n", "| a | b |\n| 1 | 2 |\n", "#TYPE x\na|b\n-|-\n",
		ANSWER,       "# x\n\n---\n\nplain\n",  "# x\nplain\n---|---\n",
	};
	struct buffer text = BUFFER_INIT(8192);

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		write_file("x.md", others[i]);
		assert_false(does_fit(&markdown_container, "x.md"));
	}
	buffer_puts(&text, "# x\n");
	while (text.length < 4096)
		buffer_puts(&text, "words\n");
	buffer_puts(&text, PROPERTIES);
	write_file("x.md", text.data);
	assert_false(does_fit(&markdown_container, "x.md"));
	buffer_release(&text);
}

static void a_line_without_end_is_told(void **state)
{
	struct buffer text = BUFFER_INIT(2 * LIMIT_RECORD);

	(void)state;
	buffer_puts(&text, ANSWER PROPERTIES "a | ");
	while (text.length <= LIMIT_RECORD + 256)
		buffer_puts(&text,
			    "0123456789012345678901234567890123456789012345678901234567890123");
	write_file("x.md", text.data);
	assert_string_equal(expanded(&markdown_container, "x.md"),
			    "skipped x.md: a line longer than 8 MiB\n");
	buffer_release(&text);
}

static void the_sink_can_stop_it(void **state)
{
	(void)state;
	write_file("x.md", ANSWER PROPERTIES "a | b\n");
	stops_when_the_sink_does(&markdown_container, "x.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(objects_of_a_command_become_a_list),
		test_in_folder(what_was_escaped_comes_back),
		test_in_folder(rows_of_other_tables_are_objects),
		test_in_folder(only_tables_near_the_start_fit),
		test_in_folder(a_line_without_end_is_told),
		test_in_folder(the_sink_can_stop_it),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&given);
	return failed;
}
