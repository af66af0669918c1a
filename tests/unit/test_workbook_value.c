/* SPDX-License-Identifier: MIT
 * What is told of one cell: numbers, days, texts, and the map of a Dataverse export.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "importers/workbook.h"

static void numbers_are_told_without_noise(void **state)
{
	static const struct {
		const char *raw, *expected;
	} cases[] = {
		{ "1.0E+18", "1000000000000000000" },
		{ "12345678901234567", "12345678901234567" },
		{ "-7", "-7" },
		{ "-0.0", "0" },
		{ "100.0", "100" },
		{ "0.30000000000000004", "0.3" },
		{ "0.25", "0.25" },
		{ "1E-7", "1e-07" },
		{ "1E+300", "1e+300" },
		{ "nan", "nan" },
		{ "1e999", "1e999" },
		{ "0x10", "0x10" },
	};
	struct buffer out = BUFFER_INIT(64);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buffer_clear(&out);
		number_print(str_of(cases[i].raw), &out);
		assert_string_equal(out.data, cases[i].expected);
	}
	buffer_release(&out);
}

static void days_become_dates(void **state)
{
	static const struct {
		const char *raw, *from_1900, *from_1904; /* NULL: no day */
	} cases[] = {
		{ "1", "1900-01-01T00:00:00", "1904-01-02T00:00:00" },
		{ "59", "1900-02-28T00:00:00", "1904-02-29T00:00:00" },
		{ "60", NULL, "1904-03-01T00:00:00" },
		{ "61", "1900-03-01T00:00:00", "1904-03-02T00:00:00" },
		{ "46082.34375", "2026-03-01T08:15:00", "2030-03-02T08:15:00" },
		{ "46082.343749999", "2026-03-01T08:15:00", "2030-03-02T08:15:00" },
		{ "45350.9999999", "2024-02-29T00:00:00", "2028-03-01T00:00:00" },
		{ "0.5", NULL, "1904-01-01T12:00:00" },
		{ "-1", NULL, NULL },
		{ "2958465", "9999-12-31T00:00:00", NULL },
		{ "2958466", NULL, NULL },
		{ "many", NULL, NULL },
	};
	struct buffer out = BUFFER_INIT(64);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const expected[] = { cases[i].from_1900, cases[i].from_1904 };

		for (int system = 0; system < 2; system++) {
			buffer_clear(&out);
			buffer_puts(&out, "");
			assert_int_equal(date_print(str_of(cases[i].raw), system, &out),
					 expected[system] != NULL);
			assert_string_equal(out.data, expected[system] ? expected[system] : "");
		}
	}
	buffer_release(&out);
}

static void format_codes_that_show_dates(void **state)
{
	static const char *const dates[] = { "yyyy-mm-dd",
					     "m/d/yy h:mm",
					     "[$-409]d\\-mmm;@",
					     "mmmm",
					     "[Red]dd.mm.yyyy",
					     "\"at\" h:mm d",
					     "[$-F800]dddd, mmmm dd",
					     "mm/dd/yyyy\\ h:mm\\ AM/PM" };
	static const char *const others[] = {
		"General", "0.00E+00", "h:mm:ss",      "[h]:mm:ss", "mm:ss.0", "\"d\"0",
		"0\\d",    "_d0*y",    "h:mm A/P",     "[Red]0;d",  "@",       "[mm]:ss",
		"0%",      "\"yyyy",   "General;yyyy", "[d"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		assert_true(format_shows_date(dates[i]));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(format_shows_date(others[i]));
}

static void escapes_are_undone(void **state)
{
	static const struct {
		const char *raw, *expected;
	} cases[] = {
		{ "a_x000D_\nb", "a\r\nb" }, { "_x005F_x000D_", "_x000D_" },
		{ "_x00e4_", "\xC3\xA4" },   { "_xD83D__xDE00_", "\xF0\x9F\x98\x80" },
		{ "_xD83D_", "_xD83D_" },    { "_xDE00_", "_xDE00_" },
		{ "_x0000_", "_x0000_" },    { "_x12_", "_x12_" },
		{ "_xGGGG_", "_xGGGG_" },    { "_x000", "_x000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = memory_copy(cases[i].raw, strlen(cases[i].raw));
		size_t length = text_unescape(text, strlen(text));

		assert_int_equal(length, strlen(cases[i].expected));
		assert_memory_equal(text, cases[i].expected, length);
		free(text);
	}
}

static void maps_of_every_kind(void **state)
{
	static const char *const wrong[] = { "",      "x",         "x:",     "x:y",   "x:y:",
					     "x:y:z", "x y:z:a=b", "x::a=b", ":y:a=b" };
	struct column_map map;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(column_map_parse(&map, str_of(wrong[i])));
	assert_true(column_map_parse(&map, STR("t:c:a=%41%zz%4&b=&cut")));
	assert_int_equal(map.count, 2);
	assert_string_equal(map.entries[0].logical, "a");
	assert_string_equal(map.entries[0].shown, "A%zz%4");
	assert_string_equal(map.entries[1].shown, "");
	column_map_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_told_without_noise),
		cmocka_unit_test(days_become_dates),
		cmocka_unit_test(format_codes_that_show_dates),
		cmocka_unit_test(escapes_are_undone),
		cmocka_unit_test(maps_of_every_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
