/* SPDX-License-Identifier: MIT
 * Slices, case folding, UTF-8 validity and Windows-1252.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"

static const struct str nothing = { NULL, 0 };

static void null_is_the_empty_slice(void **state)
{
	(void)state;
	assert_int_equal(str_of(NULL).length, 0);
	assert_true(str_equal(str_of(NULL), STR("")));
	assert_true(str_equal_fold(nothing, nothing));
	assert_true(str_starts_fold(nothing, nothing));
	assert_null(str_find_fold(nothing, STR("a")));
	assert_int_equal(str_trim(nothing).length, 0);
}

static void compares_bytes_or_ascii_letters(void **state)
{
	(void)state;
	assert_true(str_equal(STR("Flow"), str_of("Flow")));
	assert_false(str_equal(STR("Flow"), STR("flow")));
	assert_false(str_equal(STR("Flow"), STR("Flows")));
	assert_true(str_equal_fold(STR("AZ-09@[`{"), STR("az-09@[`{")));
	assert_false(str_equal_fold(STR("@"), STR("`")));
	assert_false(str_equal_fold(STR("["), STR("{")));
	assert_false(str_equal_fold(STR("\xC3\x84"), STR("\xC3\xA4")));
	assert_true(str_starts_fold(STR("/providers/Microsoft"), STR("/PROVIDERS/")));
	assert_true(str_starts_fold(STR("abc"), STR("")));
	assert_false(str_starts_fold(STR("ab"), STR("abc")));
}

static void trims_blanks_tabs_and_line_ends(void **state)
{
	(void)state;
	assert_true(str_equal(str_trim(STR(" \t\r\n a b \n\t")), STR("a b")));
	assert_int_equal(str_trim(STR(" \t ")).length, 0);
	assert_true(str_equal(str_trim(STR("x")), STR("x")));
	assert_true(str_equal(str_trim(STR("\vx")), STR("\vx")));
}

static void finds_without_case(void **state)
{
	struct str text = STR("connection to SharePoint");

	(void)state;
	assert_ptr_equal(str_find_fold(text, STR("sharepoint")), text.data + 14);
	assert_ptr_equal(str_find_fold(text, STR("CONN")), text.data);
	assert_ptr_equal(str_find_fold(text, STR("t")), text.data + 6);
	assert_ptr_equal(str_find_fold(text, STR("")), text.data);
	assert_null(str_find_fold(text, STR("sharepoints")));
	assert_null(str_find_fold((struct str){ text.data, 23 }, STR("sharepoint")));
}

/* STR() is no constant expression to gcc -Wpedantic. */
#define SLICE(literal) { (literal), sizeof(literal) - 1 }

static const struct validity {
	const char *name;
	struct str text;
	size_t valid;
} validities[] = {
	{ "empty", SLICE(""), 0 },
	{ "ascii with NUL", SLICE("a\0b"), 3 },
	{ "two, three and four bytes", SLICE("\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80"), 9 },
	{ "highest of each", SLICE("\xDF\xBF\xEF\xBF\xBF\xF4\x8F\xBF\xBF"), 9 },
	{ "around the surrogates", SLICE("\xED\x9F\xBF\xEE\x80\x80"), 6 },
	{ "first surrogate", SLICE("a\xED\xA0\x80"), 1 },
	{ "last surrogate", SLICE("a\xED\xBF\xBF"), 1 },
	{ "overlong NUL", SLICE("ab\xC0\x80"), 2 },
	{ "overlong of two", SLICE("ab\xC1\xBF"), 2 },
	{ "overlong of three", SLICE("\xE0\x9F\xBF"), 0 },
	{ "overlong of four", SLICE("\xF0\x8F\xBF\xBF"), 0 },
	{ "above the highest", SLICE("x\xF4\x90\x80\x80"), 1 },
	{ "lead F5", SLICE("x\xF5\x80\x80\x80"), 1 },
	{ "lead FF", SLICE("x\xFF"), 1 },
	{ "lone continuation", SLICE("x\x80"), 1 },
	{ "two continuations missing", SLICE("x\xE2"), 1 },
	{ "one continuation missing", SLICE("x\xE2\x82"), 1 },
	{ "last continuation missing", SLICE("x\xF0\x9F\x98"), 1 },
	{ "letter for a continuation", SLICE("x\xE2\x82zz"), 1 },
	{ "Windows-1252", SLICE("M\xFCller"), 1 },
};

static void tells_the_valid_prefix(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(validities) / sizeof(*validities); i++) {
		const struct validity *v = &validities[i];
		char *exact = malloc(v->text.length + 1);
		size_t valid;

		memcpy(exact + 1, v->text.data, v->text.length); /* unaligned, too */
		valid = utf8_valid_length(exact + 1, v->text.length);
		free(exact);
		if (valid != v->valid)
			fail_msg("%s: %zu", v->name, valid);
	}
}

/* The eight-byte path must stop at a damaged byte wherever it stands. */
static void finds_damage_at_every_place(void **state)
{
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t length = 0; length <= sizeof(text); length++) {
		assert_int_equal(utf8_valid_length(text, length), length);
		for (size_t at = 0; at < length; at++) {
			text[at] = (char)0x80;
			assert_int_equal(utf8_valid_length(text, length), at);
			text[at] = 'a';
		}
	}
}

static void writes_code_points_that_read_as_valid(void **state)
{
	struct buffer out = BUFFER_INIT(64);

	(void)state;
	for (unsigned code = 0; code <= 0x10FFFF; code++) {
		buffer_clear(&out);
		assert_int_equal(utf8_append(&out, code), 0);
		assert_int_equal(utf8_valid_length(out.data, out.length), out.length);
		assert_int_equal(out.length,
				 1 + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000));
	}
	buffer_clear(&out);
	utf8_append(&out, 0x20AC);
	utf8_append(&out, 0x1F600);
	utf8_append(&out, 0xD800);
	utf8_append(&out, 0x110000);
	assert_string_equal(out.data,
			    "\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD");
	buffer_release(&out);
}

static void reads_windows_1252(void **state)
{
	struct buffer out = BUFFER_INIT(1024), small = BUFFER_INIT(4);
	char all[256];

	(void)state;
	assert_int_equal(utf8_append_cp1252(&out, STR("M\xFCller \x80 \x93q\x94 \x81")), 0);
	assert_string_equal(out.data,
			    "M\xC3\xBCller \xE2\x82\xAC \xE2\x80\x9Cq\xE2\x80\x9D \xC2\x81");
	buffer_clear(&out);
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	assert_int_equal(utf8_append_cp1252(&out, (struct str){ all, 256 }), 0);
	assert_int_equal(utf8_valid_length(out.data, out.length), out.length);
	assert_int_equal(utf8_append_cp1252(&small, STR("ab")), 0);
	assert_int_equal(utf8_append_cp1252(&small, STR("c\x80")), -1);
	assert_string_equal(small.data, "ab");
	assert_int_equal(small.length, 2);
	buffer_release(&small);
	assert_int_equal(utf8_append_cp1252(&small, nothing), 0);
	assert_string_equal(small.data, "");
	buffer_release(&small);
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(null_is_the_empty_slice),
		cmocka_unit_test(compares_bytes_or_ascii_letters),
		cmocka_unit_test(trims_blanks_tabs_and_line_ends),
		cmocka_unit_test(finds_without_case),
		cmocka_unit_test(tells_the_valid_prefix),
		cmocka_unit_test(finds_damage_at_every_place),
		cmocka_unit_test(writes_code_points_that_read_as_valid),
		cmocka_unit_test(reads_windows_1252),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
