/* SPDX-License-Identifier: MIT
 * Patterns of formats: what they find, and that no text makes them slow or reads past its end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/pattern.h"

/* What is found in a block of exactly the text's size; NULL: nothing. */
static void check(const char *pattern, struct str text, const char *expected)
{
	struct pattern *chain = NULL;
	struct error err = ERROR_INIT;
	struct str found = { NULL, 0 };
	const struct pattern *compiled = pattern_new(&chain, pattern, &err);
	char *exact = malloc(text.length + (text.length == 0));
	enum pattern_result result;

	assert_non_null(compiled);
	assert_non_null(exact);
	memcpy(exact, text.data, text.length);
	result = pattern_search(compiled, (struct str){ exact, text.length }, &found);
	assert_int_equal(result, expected ? PATTERN_FOUND : PATTERN_ABSENT);
	if (expected && !str_equal(found, str_of(expected)))
		fail_msg("'%.*s', not '%s'", (int)found.length, found.data, expected);
	free(exact);
	patterns_free(chain);
}

static void finds_a_group_or_all(void **state)
{
	(void)state;
	check("b+", STR("abbbc"), "bbb");
	check("a(b+)c", STR("abbbc"), "bbb");
	check("(x)?(b+)", STR("abbbc"), "bbb"); /* the first that took part */
	check("a(x)?", STR("abbbc"), NULL);     /* none did */
	check("x", STR("abbbc"), NULL);
	check("A", STR("abbbc"), NULL);
	check("(?i)A", STR("abbbc"), "a");
	check("^$", STR(""), "");
	check("ab\\Kb", STR("abbbc"), "b");
	check("..", STR("\xC3\xA4\xC3\xB6x"), "\xC3\xA4\xC3\xB6");
}

static void bytes_that_are_no_text_do_no_harm(void **state)
{
	(void)state;
	check("b", STR("\xFF\xFE\x00" "b"), "b");
	check("a.b", STR("a\xFF" "b"), NULL);
	check("(\\w+)$", STR("\xE2\x82"), NULL);
}

static void text_is_looked_at_up_to_its_limit(void **state)
{
	char *text = malloc(LIMIT_PATTERN_TEXT + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', LIMIT_PATTERN_TEXT + 1);
	text[LIMIT_PATTERN_TEXT] = 'b';
	check("b", (struct str){ text, LIMIT_PATTERN_TEXT + 1 }, NULL);
	text[LIMIT_PATTERN_TEXT - 1] = 'b';
	check("b", (struct str){ text, LIMIT_PATTERN_TEXT + 1 }, "b");
	free(text);
}

/* Backtracking over this takes longer than the sun has. */
static void gives_up_on_too_much_work(void **state)
{
	struct pattern *chain = NULL;
	struct error err = ERROR_INIT;
	struct str found;
	const struct pattern *pattern = pattern_new(&chain, "^(a|aa|a?a)+x?$", &err);
	char text[200];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '!';
	assert_non_null(pattern);
	assert_int_equal(pattern_search(pattern, (struct str){ text, sizeof(text) }, &found),
			 PATTERN_GAVE_UP);
	assert_int_equal(pattern_search(pattern, STR("aaa"), &found), PATTERN_FOUND);
	patterns_free(chain);
}

static void what_is_no_pattern_is_refused(void **state)
{
	struct pattern *chain = NULL;
	struct error err = ERROR_INIT;

	(void)state;
	assert_null(pattern_new(&chain, "a(b", &err));
	assert_string_equal(err.text, "at character 4: missing closing parenthesis");
	assert_null(pattern_new(&chain, "\\C", &err)); /* half a character */
	assert_null(chain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_a_group_or_all),
		cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
		cmocka_unit_test(text_is_looked_at_up_to_its_limit),
		cmocka_unit_test(gives_up_on_too_much_work),
		cmocka_unit_test(what_is_no_pattern_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
