/* SPDX-License-Identifier: MIT
 * Secrets are masked where they stand, and everything else stays as it is. The secrets here are
 * invented, and put together from parts, so that no scanner takes this file for a leak.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "importers/redact.h"

static struct secrets *secrets;

/* The fingerprints are what sha256sum says. */
#define MASK_A "[masked named-secret: ab...(8 characters, sha256 9c56cc51b374)]"
#define MASK_S "[masked named-secret: s3...(11 characters, sha256 6930c86cacb4)]"

/* clang-format off */
static const struct {
	const char *text, *expected; /* NULL: the same */
} samples[] = {
	{ "some sig=abcdefgh", "some sig=" MASK_A },
	{ "https://x.example/a?sp=r&sig=abcdefgh&sv=1", "https://x.example/a?sp=r&sig=" MASK_A "&sv=1" },
	{ "AccountName=a;AccountKey=abcdefgh;EndpointSuffix=b",
	  "AccountName=a;AccountKey=" MASK_A ";EndpointSuffix=b" },
	{ "SharedAccessKeyName=k;SharedAccessKey=abcdefgh", "SharedAccessKeyName=k;SharedAccessKey=" MASK_A },
	{ "Password=s3cretvalue Other=b", "Password=" MASK_S " Other=b" },
	{ "client_secret=s3cretvalue", "client_secret=" MASK_S },
	{ "(refresh_token=s3cretvalue)", "(refresh_token=" MASK_S ")" },
	{ "\"sig=abcdefgh\" and 'pwd=s3cretvalue'", "\"sig=" MASK_A "\" and 'pwd=" MASK_S "'" },
	{ "sig=abcdefgh sig=abcdefgh", "sig=" MASK_A " sig=" MASK_A },
	{ "a text with sig=short", NULL },
	{ "a text with sig=&next=1", NULL },
	{ "no secret here at all", NULL },
	{ "a=b and a password and more", NULL },
	{ "pwd=@{variables('x')} and password=<placeholder>", NULL },
	{ "", NULL },
	{ "design", NULL },
};

/* The kind that each finds first, or NULL: none. Parts are joined. */
static const struct {
	const char *parts[4], *kind;
} kinds[] = {
	{ { "https://prod-07.northeurope.logic.azure.com:443/workflows/0123456789abcdef0123456789abcdef",
	    "/triggers/manual/paths/invoke?api-version=1&si", "g=Zz0-Zz1_Zz2-Zz3_Zz4-Zz5_" }, "flow-callback" },
	{ { "https://store.blob.core.windows.net/c/a.txt?sv=2024-01-01&se=2031-01-01&si",
	    "g=Qq0%2FQq1Qq2Qq3Qq4Qq5Qq6Qq7Qq8Qq9Qq0Qq1Qq2%3D" }, "azure-sas" },
	{ { "DefaultEndpointsProtocol=https;Account", "Key=",
	    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz01234567==" },
	  "azure-storage-key" },
	{ { "the secret 7Wx8", "Q~", "aaaaabbbbbcccccdddddeeeeefffff0123" }, "entra-client-secret" },
	{ { "token gh", "p_", "aaaaaaaaaabbbbbbbbbbccccccccccdddddd" }, "github-token" },
	{ { "{\"Authorization\":\"Ba", "sic ", "aW52ZW50ZWQ6aW52ZW50ZWQ=", "\"}" }, "http-basic" },
	{ { "{\"Authorization\":\"Basic @{variables('basic')}\"}" }, NULL },
	{ { "{\"pass", "word\":\"not-a-real-one\"}" }, "password-value" },
	{ { "{\"password\":\"@parameters('p')\"}" }, NULL },
	{ { "{\"secretName\":\"the-name-of-one\",\"passwordLabel\":\"Your password\"}" }, NULL },
	{ { "{\"client_secret\":\"0f0e0d0c-0b0a-4000-8000-000000000001\"}" }, NULL },
	{ { "{\"secret\":{\"type\":\"string\",\"title\":\"password\"}}" }, NULL },
	{ { "ftp://user:", "hunterpass", "@files.example" }, "url-userinfo" },
	{ { "https://user:@{variables('p')}@files.example" }, NULL },
	{ { "-----BEGIN RSA PRIV", "ATE KEY-----" }, "private-key" },
	{ { "0f0e0d0c-0b0a-4000-8000-000000000001" }, NULL },
};
/* clang-format on */

static int open_secrets(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	secrets = secrets_built_in(&err);
	return secrets ? 0 : -1;
}

static int close_secrets(void **state)
{
	(void)state;
	secrets_free(secrets);
	return 0;
}

static void masks_and_leaves_the_rest(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct str got = redact(secrets, str_of(samples[i].text), &arena);
		const char *expected = samples[i].expected ? samples[i].expected : samples[i].text;

		if (!str_equal(got, str_of(expected)))
			fail_msg("'%s': '%.*s', not '%s'", samples[i].text, (int)got.length,
				 got.data, expected);
		if (!samples[i].expected && got.data != samples[i].text)
			fail_msg("'%s' was copied", samples[i].text);
	}
	arena_release(&arena);
}

static void tells_the_kind(void **state)
{
	struct secret found[SECRETS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct buffer text = BUFFER_INIT(MIB);
		size_t count;

		for (size_t p = 0; p < 4 && kinds[i].parts[p]; p++)
			buffer_puts(&text, kinds[i].parts[p]);
		count = secrets_find(secrets, (struct str){ text.data, text.length }, found);
		if (!count != !kinds[i].kind || (count && strcmp(found[0].id, kinds[i].kind) != 0))
			fail_msg("'%s': %s", text.data, count ? found[0].id : "nothing");
		buffer_release(&text);
	}
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
		got = redact(secrets, (struct str){ exact, length }, &arena);
		assert_true(got.length >= length);
		free(exact);
	}
	arena_release(&arena);
}

static void finds_far_behind_and_not_without_end(void **state)
{
	struct buffer text = BUFFER_INIT(MIB);
	struct secret found[SECRETS_MAX];
	size_t count;

	(void)state;
	while (text.length < 2 * LIMIT_PATTERN_TEXT)
		buffer_puts(&text, "nothing to see in here; ");
	buffer_puts(&text, "sig=abcdefgh ");
	assert_int_equal(1, secrets_find(secrets, (struct str){ text.data, text.length }, found));
	for (size_t i = 0; i < 100; i++)
		buffer_puts(&text, "pwd=s3cretvalue ");
	count = secrets_find(secrets, (struct str){ text.data, text.length }, found);
	assert_int_equal(SECRETS_MAX, count);
	assert_ptr_equal(text.data + text.length,
			 found[count - 1].text.data + found[count - 1].text.length);
	buffer_release(&text);
}

static void what_no_pattern_could_search_is_masked_whole(void **state)
{
	static const char text[] = "xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac";
	struct error err = ERROR_INIT;
	struct secrets *slow = secrets_parse("{\"secrets\": [{\"id\": \"slow\", \"keywords\": [\"aa\"],"
					     " \"pattern\": \"((?:a+)+[bd])\"}]}", &err);
	struct secret found[SECRETS_MAX];

	(void)state;
	assert_non_null(slow);
	assert_int_equal(1, secrets_find(slow, str_of(text), found));
	assert_ptr_equal(text, found[0].text.data);
	assert_int_equal(strlen(text), found[0].text.length);
	secrets_free(slow);
}

static void refuses_wrong_descriptions(void **state)
{
	static const char *const wrong[] = {
		"", "{}", "{\"secrets\": []}", "{\"secrets\": [{\"id\": \"a\", \"pattern\": \"b\"}]}",
		"{\"secrets\": [{\"id\": \"a\", \"pattern\": \"(\", \"keywords\": [\"x\"]}]}",
		"{\"secrets\": [{\"id\": \"a\", \"pattern\": \"b\", \"keywords\": [1]}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct error err = ERROR_INIT;

		assert_null(secrets_parse(wrong[i], &err));
		assert_true(err.text[0] != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_and_leaves_the_rest),
		cmocka_unit_test(tells_the_kind),
		cmocka_unit_test(reads_no_byte_behind_the_text),
		cmocka_unit_test(finds_far_behind_and_not_without_end),
		cmocka_unit_test(what_no_pattern_could_search_is_masked_whole),
		cmocka_unit_test(refuses_wrong_descriptions),
	};

	return cmocka_run_group_tests(tests, open_secrets, close_secrets);
}
