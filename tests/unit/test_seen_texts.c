/* SPDX-License-Identifier: MIT
 * Texts are numbered in the order in which they come, and told when they come again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/seen_texts.h"

static struct seen_texts seen;

static int64_t number(const char *text)
{
	return seen_texts_number(&seen, str_of(text));
}

static void tells_what_came_before(void **state)
{
	(void)state;
	assert_int_equal(number("environment"), -1);
	assert_int_equal(number("connector"), -1);
	assert_int_equal(number("environment"), 0);
	assert_int_equal(number("connectors"), -1);
	assert_int_equal(number("connector"), 1);
	assert_int_equal(number("connectors"), 2);
	seen_texts_clear(&seen);
	assert_int_equal(number("connector"), -1);
	assert_int_equal(number("connector"), 0);
	seen_texts_release(&seen);
	seen = (struct seen_texts){ 0 };
}

/* They get a number all the same, which nothing refers to. */
static void passes_over_what_is_short_or_long(void **state)
{
	char text[300];

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(number("yes"), -1);
	assert_int_equal(number("yes"), -1);
	assert_int_equal(number(""), -1);
	assert_int_equal(seen_texts_number(&seen, (struct str){ text, sizeof(text) }), -1);
	assert_int_equal(seen_texts_number(&seen, (struct str){ text, sizeof(text) }), -1);
	assert_int_equal(number("environment"), -1);
	assert_int_equal(number("environment"), 5);
	seen_texts_release(&seen);
	seen = (struct seen_texts){ 0 };
}

static void keeps_many_apart(void **state)
{
	enum { MANY = 20000 };
	char text[32];

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < MANY; i++) {
			snprintf(text, sizeof(text), "text %d", i);
			assert_int_equal(number(text), round ? i : -1);
		}
	seen_texts_release(&seen);
	seen = (struct seen_texts){ 0 };
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_came_before),
		cmocka_unit_test(passes_over_what_is_short_or_long),
		cmocka_unit_test(keeps_many_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
