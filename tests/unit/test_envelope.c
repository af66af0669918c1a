/* SPDX-License-Identifier: MIT
 * Members beside the records: found by name, forgotten when their object is over, never too many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "importers/envelope.h"

static struct envelope envelope;

static void add(const char *outer, const char *name, const char *value)
{
	envelope_add(&envelope, str_of(outer), str_of(name), str_of(value));
}

static void has(const char *name, const char *value)
{
	struct str found = envelope_find(&envelope, str_of(name));

	if (!str_equal(found, str_of(value)))
		fail_msg("%s is '%.*s', not '%s'", name, (int)found.length, found.data, value);
}

static void finds_the_last_of_a_name(void **state)
{
	(void)state;
	assert_int_equal(envelope_find(NULL, STR("a")).length, 0);
	envelope_init(&envelope);
	has("a", "");
	add("", "a", "1");
	add("", "ab", "2");
	add("meta", "a", "3");
	has("A", "1");
	has("ab", "2");
	has("Meta.A", "3");
	has("meta", "");
	add("", "a", "4");
	has("a", "4");
	envelope_cut(&envelope, 1);
	has("a", "1");
	has("ab", "");
	envelope_cut(&envelope, 0);
	has("a", "");
	envelope_release(&envelope);
}

static void drops_what_is_too_much(void **state)
{
	char name[20], *large = malloc(LIMIT_ENVELOPE + 1);

	(void)state;
	assert_non_null(large);
	memset(large, 'x', LIMIT_ENVELOPE);
	large[LIMIT_ENVELOPE] = '\0';
	envelope_init(&envelope);
	add("", "large", large);
	add(large, "a", "1");
	add("", large, "1");
	assert_int_equal(envelope.count, 0);
	for (int i = 0; i <= LIMIT_ENVELOPE_MEMBERS; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		add("", name, name + 1);
	}
	assert_int_equal(envelope.count, LIMIT_ENVELOPE_MEMBERS);
	has("n199", "199");
	has("n200", "");
	envelope_release(&envelope);
	free(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_last_of_a_name),
		cmocka_unit_test(drops_what_is_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
