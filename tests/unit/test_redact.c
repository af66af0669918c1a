/* SPDX-License-Identifier: MIT
 * Secrets are masked where they stand, and everything else stays as it is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "importers/redact.h"

/* The fingerprints are what sha256sum says. */
#define MASK_A "abcd...(8 characters, sha256 9c56cc51b374)"
#define MASK_S "s3cr...(11 characters, sha256 6930c86cacb4)"

/* clang-format off */
static const struct {
	const char *text, *expected; /* NULL: the same */
} samples[] = {
	{ "sig=abcdefgh", "sig=" MASK_A },
	{ "https://x.example/a?sp=r&sig=abcdefgh&sv=1", "https://x.example/a?sp=r&sig=" MASK_A "&sv=1" },
	{ "SIG=abcdefgh", "SIG=" MASK_A },
	{ "AccountName=a;AccountKey=abcdefgh;EndpointSuffix=b",
	  "AccountName=a;AccountKey=" MASK_A ";EndpointSuffix=b" },
	{ "SharedAccessKeyName=k;SharedAccessKey=abcdefgh", "SharedAccessKeyName=k;SharedAccessKey=" MASK_A },
	{ "Password=s3cretvalue Server=b", "Password=" MASK_S " Server=b" },
	{ "Pwd=s3cretvalue;", "Pwd=" MASK_S ";" },
	{ "client_secret=s3cretvalue", "client_secret=" MASK_S },
	{ "access_token=abcdefgh,refresh_token=s3cretvalue)", "access_token=abcd...(34 characters, sha256 8735879c8098))" },
	{ "(refresh_token=s3cretvalue)", "(refresh_token=" MASK_S ")" },
	{ "\"sig=abcdefgh\" and 'pwd=s3cretvalue'", "\"sig=" MASK_A "\" and 'pwd=" MASK_S "'" },
	{ "<a href=\"?sig=abcdefgh\">", "<a href=\"?sig=" MASK_A "\">" },
	{ "sig=abcdefgh sig=abcdefgh", "sig=" MASK_A " sig=" MASK_A },
	{ "sig=short", NULL },
	{ "sig=", NULL },
	{ "sig=&next=1", NULL },
	{ "no secret here", NULL },
	{ "a=b and a password", NULL },
	{ "", NULL },
	{ "design", NULL },
};
/* clang-format on */

static void masks_what_follows_a_marker(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct str got = redact(str_of(samples[i].text), &arena);
		const char *expected = samples[i].expected ? samples[i].expected : samples[i].text;

		if (!str_equal(got, str_of(expected)))
			fail_msg("'%s': '%.*s', not '%s'", samples[i].text, (int)got.length,
				 got.data, expected);
		if (!strchr(samples[i].text, '=') && got.data != samples[i].text)
			fail_msg("'%s' was copied", samples[i].text);
	}
	arena_release(&arena);
}

static void every_marker_is_known(void **state)
{
	static const char *const markers[] = {
		"sig=",           "AccountKey=",   "SharedAccessKey=",
		"password=",      "pwd=",          "SharedAccessSignature=",
		"client_secret=", "access_token=", "refresh_token=",
	};
	struct arena arena = ARENA_INIT;
	char text[80];

	(void)state;
	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
		struct str got;

		snprintf(text, sizeof(text), "x %s0123456789abcdef y", markers[i]);
		got = redact(str_of(text), &arena);
		if (str_find_fold(got, STR("0123456789abcdef")))
			fail_msg("%s", text);
		assert_true(str_starts_fold(got, str_of("x ")));
		assert_memory_equal(got.data + got.length - 2, " y", 2);
	}
	arena_release(&arena);
}

/* The slice ends where it ends, whatever stands behind it. */
static void reads_no_byte_behind_the_text(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t length = 1; length < strlen(samples[1].text); length++) {
		char *exact = malloc(length);
		struct str got;

		assert_non_null(exact);
		memcpy(exact, samples[1].text, length);
		got = redact((struct str){ exact, length }, &arena);
		assert_true(got.length >= length);
		free(exact);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_what_follows_a_marker),
		cmocka_unit_test(every_marker_is_known),
		cmocka_unit_test(reads_no_byte_behind_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
