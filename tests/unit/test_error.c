/* SPDX-License-Identifier: MIT
 * Error messages: built from the inside out, and cut without breaking a character.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/error.h"
#include "base/text.h"

static void set_replaces_and_returns_minus_one(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_string_equal(err.text, "");
	assert_int_equal(error_set(&err, "not a time: '%s'", "soon"), -1);
	assert_string_equal(err.text, "not a time: 'soon'");
	error_set(&err, "other");
	assert_string_equal(err.text, "other");
}

static void prefixes_tell_the_place_from_outside_in(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	error_set(&err, "not a time");
	assert_int_equal(error_prefix(&err, "record %d", 1042), -1);
	error_prefix(&err, "cannot import '%s'", "flows.json");
	assert_string_equal(err.text, "cannot import 'flows.json': record 1042: not a time");
}

static void prefix_of_nothing_is_the_message(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	error_prefix(&err, "alone");
	assert_string_equal(err.text, "alone");
}

static void arguments_may_be_the_old_text(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	error_set(&err, "inner");
	error_set(&err, "outer (%s)", err.text);
	assert_string_equal(err.text, "outer (inner)");
	error_prefix(&err, "%s", err.text);
	assert_string_equal(err.text, "outer (inner): outer (inner)");
}

/* Every place at which the end can meet a character of 1 to 4 bytes. */
static void long_messages_are_cut_between_characters(void **state)
{
	static const char *const characters[] = { "x", "\xC3\xA4", "\xE2\x82\xAC",
						  "\xF0\x9F\x98\x80" };

	(void)state;
	for (size_t c = 0; c < 4; c++) {
		for (size_t shift = 0; shift < 5; shift++) {
			size_t size = strlen(characters[c]);
			char text[2 * ERROR_SIZE] = "....";
			struct error err = ERROR_INIT;

			text[shift] = '\0';
			memset(text, '.', shift);
			while (strlen(text) < ERROR_SIZE + 10)
				strcat(text, characters[c]);
			error_set(&err, "%s", text);
			assert_true(strlen(err.text) <= ERROR_SIZE - 1);
			assert_true(strlen(err.text) > ERROR_SIZE - 1 - size);
			assert_memory_equal(err.text, text, strlen(err.text));
			assert_int_equal(utf8_valid_length(err.text, strlen(err.text)),
					 strlen(err.text));
			error_set(&err, "%s", text + shift);
			error_prefix(&err, "%.*s", (int)shift, "....");
			assert_true(strlen(err.text) <= ERROR_SIZE - 1);
			assert_true(strlen(err.text) > ERROR_SIZE - 1 - size - (shift ? 0 : 2));
			assert_int_equal(utf8_valid_length(err.text, strlen(err.text)),
					 strlen(err.text));
		}
	}
}

static void prefixes_never_pass_the_end(void **state)
{
	char longest[ERROR_SIZE];
	struct error err = ERROR_INIT;

	(void)state;
	memset(longest, 'p', sizeof(longest) - 1);
	longest[ERROR_SIZE - 1] = '\0';
	for (size_t cut = 0; cut < 5; cut++) {
		error_set(&err, "inner");
		error_prefix(&err, "%s", longest + cut);
		assert_int_equal(strlen(err.text), ERROR_SIZE - 1);
		assert_memory_equal(err.text, longest, ERROR_SIZE - 1 - cut);
	}
	assert_string_equal(err.text + ERROR_SIZE - 5, ": in");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_replaces_and_returns_minus_one),
		cmocka_unit_test(prefixes_tell_the_place_from_outside_in),
		cmocka_unit_test(prefix_of_nothing_is_the_message),
		cmocka_unit_test(arguments_may_be_the_old_text),
		cmocka_unit_test(long_messages_are_cut_between_characters),
		cmocka_unit_test(prefixes_never_pass_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
