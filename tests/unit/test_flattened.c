/* SPDX-License-Identifier: MIT
 * PowerShell's "@{a=1; b=two}": members are found although values hold ';', '=' and '}' too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "importers/flattened.h"
#include "importers/path.h"

static const struct {
	const char *text, *key, *expected; /* NULL: nothing */
} samples[] = {
	{ "@{a=1; b=two}", "a", "1" },
	{ "@{a=1; b=two}", "b", "two" },
	{ "@{a=1; b=two}", "B", "two" },
	{ "@{a=1; b=two}", "c", NULL },
	{ "@{a=1}", "a", "1" },
	{ " @{a=1; b=two}\r\n", "b", "two" },
	{ "@{a=; b=two}", "a", NULL },
	{ "@{a=one; b=}", "b", NULL },
	{ "@{a= ; b=two}", "a", NULL },
	{ "@{}", "a", NULL },
	{ "@{a}", "a", NULL },
	{ "@{a=1", "a", NULL },
	{ "a=1", "a", NULL },
	{ "", "a", NULL },
	{ "@{", "a", NULL },
	/* values with signs of their own */
	{ "@{displayName=Sales; Marketing; id=7}", "displayName", "Sales; Marketing" },
	{ "@{displayName=a=b; id=7}", "displayName", "a=b" },
	{ "@{displayName=a;b=c; id=7}", "displayName", "a;b=c" },
	{ "@{displayName=curly }; id=7}", "displayName", "curly }" },
	{ "@{displayName=curly }; id=7}", "id", "7" },
	{ "@{displayName=x}}", "displayName", "x}" },
	{ "@{displayName=Zoë; id=7}", "displayName", "Zoë" },
	{ "@{displayName=go home=here; home=there}", "home", "there" },
	{ "@{displayName=go;home=here; home=there}", "home", "there" },
	{ "@{url=https://x.example/?a=1&b=2; id=7}", "url", "https://x.example/?a=1&b=2" },
	/* names that end alike are not the same */
	{ "@{userId=u; Id=i}", "id", "i" },
	{ "@{Idx=x; Id=i}", "id", "i" },
	{ "@{odata.type=t; x-y=z}", "odata.type", "t" },
	{ "@{odata.type=t; x-y=z}", "x-y", "z" },
	/* nested */
	{ "@{outer=@{inner=1; more=2}; last=3}", "outer", "@{inner=1; more=2}" },
	{ "@{outer=@{inner=1; more=2}; last=3}", "last", "3" },
	{ "@{outer=@{a=@{b=1}; c=2}; last=3}", "outer", "@{a=@{b=1}; c=2}" },
	{ "@{a=@{b=c}; d=System.Object[]}", "a", "@{b=c}" },
	{ "@{a=@{b=c}; d=System.Object[]}", "d", "System.Object[]" },
	{ "@{outer=@{id=1; more=2}; id=3}", "id", "3" },
	{ "@{outer=@{id=1; more=2}; id=3}", "more", NULL },
	{ "@{outer=@{name=curly } brace; more=2}; last=3}", "outer", "@{name=curly } brace; more=2}" },
	{ "@{outer=@{a=@{b=@{c=1}}}}", "outer", "@{a=@{b=@{c=1}}}" },
	{ "@{outer=@{}; last=3}", "outer", "@{}" },
	/* names that look like objects */
	{ "@{displayName=say @{hi; id=7}", "displayName", "say @{hi" },
	{ "@{displayName=@{hi; id=7}", "displayName", "@{hi" },
	{ "@{displayName=@{hi; id=7}", "id", "7" },
	{ "@{Display Name=two words; id=7}", "Display Name", "two words" },
	{ "@{no sign; id=7}", "id", "7" },
};

/* A block of exactly the text's size, so that ASan sees a read past its end. */
static const cJSON *member_of(const char *text, size_t length, const char *key, struct arena *arena)
{
	char *exact = malloc(length > 0 ? length : 1);
	const cJSON *member;

	assert_non_null(exact);
	memcpy(exact, text, length);
	member = json_member(flattened_parse(arena, (struct str){ exact, length }), str_of(key));
	free(exact);
	return json_has_value(member) ? member : NULL;
}

static void finds_members(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const char *expected = samples[i].expected;
		const cJSON *got =
			member_of(samples[i].text, strlen(samples[i].text), samples[i].key, &arena);
		const char *text = got ? got->valuestring : NULL;

		if ((text == NULL) != (expected == NULL) || (text && strcmp(text, expected) != 0))
			fail_msg("%s of '%s': '%s', not '%s'", samples[i].key, samples[i].text,
				 text ? text : "nothing", expected ? expected : "nothing");
		assert_true(got == NULL || cJSON_IsString(got));
	}
	arena_release(&arena);
}

static void survives_texts_that_are_cut_off(void **state)
{
	static const char closed[] = "@{outer=@{a=@{b=1}; c=2}; last=3}";
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t length = 0; length < sizeof(closed) - 1; length++) {
		member_of(closed, length, "last", &arena);
		member_of(closed, length, "outer", &arena);
		member_of(closed + length, sizeof(closed) - 1 - length, "c", &arena);
	}
	arena_release(&arena);
}

/* Each brace looked for in vain would make this quadratic. */
static void unclosed_braces_cost_no_time(void **state)
{
	enum { MEMBERS = 100000, SIZE = 6 };
	struct arena arena = ARENA_INIT;
	char *text = malloc(MEMBERS * SIZE + 3);
	const cJSON *object;
	int count = 0;

	(void)state;
	assert_non_null(text);
	memcpy(text, "@{", 2);
	for (int i = 0; i < MEMBERS; i++)
		memcpy(text + 2 + (size_t)i * SIZE, "a=@{; ", SIZE);
	text[MEMBERS * SIZE + 1] = '}';
	object = flattened_parse(&arena, (struct str){ text, MEMBERS * SIZE + 2 });
	assert_non_null(object);
	for (const cJSON *m = object->child; m != NULL; m = m->next)
		count++;
	assert_int_equal(count, MEMBERS);
	arena_release(&arena);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_members),
		cmocka_unit_test(survives_texts_that_are_cut_off),
		cmocka_unit_test(unclosed_braces_cost_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
