/* SPDX-License-Identifier: MIT
 * Source values to column values: kind / input / result, one line each.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "importers/convert.h"
#include "store/schema.h"

#define ANY DATE_ORDER_UNKNOWN
#define MDY DATE_ORDER_MDY
#define DMY DATE_ORDER_DMY

static struct arena arena;
static const struct expression plain;

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* "t:text", "n:1.5", "b:true", "s:" for a structure, "-" for nothing. */
static struct raw raw_from(const char *text)
{
	struct raw raw = { .type = RAW_NONE };

	switch (text[0]) {
	case 't':
		raw = (struct raw){ .type = RAW_TEXT, .text = str_of(text + 2) };
		break;
	case 'n':
		raw = (struct raw){ .type = RAW_NUMBER, .number = strtod(text + 2, NULL) };
		break;
	case 'b':
		raw = (struct raw){ .type = RAW_BOOL, .boolean = text[2] == 't' };
		break;
	case 's':
		raw.type = RAW_STRUCTURE;
	}
	return raw;
}

/* "none", "! reason", or the value: 5, 1.5, 'text'. */
static const char *describe(struct conversion *conversion, const struct expression *way,
			    enum column_kind kind, const struct raw *raw)
{
	struct column column = { .name = "c", .kind = kind, .ref = -1 };
	struct value value;
	static char out[1000];

	switch (convert(conversion, way, &column, raw, &value)) {
	case NO_VALUE:
		return "none";
	case NOT_CONVERTED:
		snprintf(out, sizeof(out), "! %s", conversion->reason);
		return out;
	case CONVERTED:
		break;
	}
	if (value.type == VALUE_INT)
		snprintf(out, sizeof(out), "%lld", (long long)value.integer);
	else if (value.type == VALUE_REAL)
		snprintf(out, sizeof(out), "%g", value.real);
	else if (value.type == VALUE_TEXT)
		snprintf(out, sizeof(out), "'%.*s'", (int)value.text.length, value.text.data);
	else
		return "a null value";
	return out;
}

static void check(const struct expression *way, enum column_kind kind, const char *input,
		  const char *expected)
{
	struct conversion conversion = { .arena = &arena };
	struct raw raw = raw_from(input);
	const char *got = describe(&conversion, way, kind, &raw);

	if (strcmp(got, expected) != 0)
		fail_msg("%s of '%s': %s, not %s", column_kind_name(kind), input, got, expected);
}

/* --- By the kind of the column --------------------------------------------------------------- */

struct sample {
	enum column_kind kind;
	const char *input, *expected;
};

#define NUMBER "! not a number"
#define SEPARATORS "! decimals and thousands cannot be told apart"
#define WHOLE "! not an exact whole number"
#define LONG "! a number too long to be exact"
#define STRUCTURE "! a structure where a value was expected"

/* clang-format off */
static const struct sample samples[] = {
	{ COLUMN_TEXT, "-", "none" },
	{ COLUMN_TEXT, "t:", "none" },
	{ COLUMN_TEXT, "t: \t\r\n", "none" },
	{ COLUMN_TEXT, "t: as it came ", "' as it came '" },
	{ COLUMN_TEXT, "t:a\nb", "'a\nb'" },
	{ COLUMN_TEXT, "t:\xC3\xBCn\xC3\xAF", "'\xC3\xBCn\xC3\xAF'" },
	{ COLUMN_TEXT, "b:true", "'true'" },
	{ COLUMN_TEXT, "b:false", "'false'" },
	{ COLUMN_TEXT, "n:0", "'0'" },
	{ COLUMN_TEXT, "n:-12", "'-12'" },
	{ COLUMN_TEXT, "n:1.5", "'1.5'" },
	{ COLUMN_TEXT, "n:0.1", "'0.1'" },
	{ COLUMN_TEXT, "n:1e15", "'1000000000000000'" },
	{ COLUMN_TEXT, "n:9007199254740991", "'9007199254740991'" },
	{ COLUMN_TEXT, "n:9007199254740993", LONG },
	{ COLUMN_TEXT, "n:1e400", LONG },
	{ COLUMN_TEXT, "n:-1e400", LONG },
	{ COLUMN_TEXT, "t:9007199254740993", "'9007199254740993'" },
	{ COLUMN_TEXT, "s:", STRUCTURE },
	{ COLUMN_WORD, "t: Started ", "'Started'" },
	{ COLUMN_WORD, "t:  ", "none" },
	{ COLUMN_WORD, "s:", STRUCTURE },
	{ COLUMN_REF, "t:environment.coe_row_id:A", "'environment.coe_row_id:A'" },

	{ COLUMN_ID, "t:{A5A5A5A5-0000-4000-8000-00000000000F}", "'a5a5a5a5-0000-4000-8000-00000000000f'" },
	{ COLUMN_ID, "t: Default-ABC ", "'default-abc'" },
	{ COLUMN_ID, "t:/providers/Microsoft.PowerApps/apis/shared_SQL", "'shared_sql'" },
	{ COLUMN_ID, "t:/a/b/", "'b'" },
	{ COLUMN_ID, "t:/a/{B}/", "'b'" },
	{ COLUMN_ID, "t:a/b//", "'b'" },
	{ COLUMN_ID, "t://", "none" },
	{ COLUMN_ID, "t:", "none" },
	{ COLUMN_ID, "n:42", "'42'" },
	{ COLUMN_ID, "n:9007199254740993", LONG },
	{ COLUMN_ID, "t:\xC3\x9C""BER", "'\xC3\x9C""ber'" },
	{ COLUMN_ID, "s:", STRUCTURE },
	{ COLUMN_ID, "-", "none" },

	{ COLUMN_BOOL, "b:true", "1" },
	{ COLUMN_BOOL, "b:false", "0" },
	{ COLUMN_BOOL, "t:true", "1" },
	{ COLUMN_BOOL, "t:FALSE", "0" },
	{ COLUMN_BOOL, "t:Yes", "1" },
	{ COLUMN_BOOL, "t: no ", "0" },
	{ COLUMN_BOOL, "t:1", "1" },
	{ COLUMN_BOOL, "n:0", "0" },
	{ COLUMN_BOOL, "n:1", "1" },
	{ COLUMN_BOOL, "t:Ja", "1" },
	{ COLUMN_BOOL, "t:Oui", "1" },
	{ COLUMN_BOOL, "t:S\xC3\xAD", "1" },
	{ COLUMN_BOOL, "t:Nein", "0" },
	{ COLUMN_BOOL, "t:Non", "0" },
	{ COLUMN_BOOL, "n:2", "! not yes or no" },
	{ COLUMN_BOOL, "t:maybe", "! not yes or no" },
	{ COLUMN_BOOL, "t:yes no", "! not yes or no" },
	{ COLUMN_BOOL, "t: ", "none" },
	{ COLUMN_BOOL, "-", "none" },

	{ COLUMN_INT, "n:0", "0" },
	{ COLUMN_INT, "n:-7", "-7" },
	{ COLUMN_INT, "t: 12 ", "12" },
	{ COLUMN_INT, "t:12.0", "12" },
	{ COLUMN_INT, "t:1e3", "1000" },
	{ COLUMN_INT, "n:9007199254740991", "9007199254740991" },
	{ COLUMN_INT, "n:9007199254740992", WHOLE },
	{ COLUMN_INT, "t:9007199254740993", WHOLE },
	{ COLUMN_INT, "t:-9007199254740993", WHOLE },
	{ COLUMN_INT, "t:1.234.567", "1234567" },
	{ COLUMN_INT, "t:1,234,567", "1234567" },
	{ COLUMN_INT, "t:-1.234.567", "-1234567" },
	{ COLUMN_INT, "t:1,234", SEPARATORS },
	{ COLUMN_INT, "t:2,0", "2" },
	{ COLUMN_INT, "n:1.5", WHOLE },
	{ COLUMN_INT, "n:1e300", WHOLE },
	{ COLUMN_INT, "t:1e400", NUMBER },
	{ COLUMN_INT, "t:inf", NUMBER },
	{ COLUMN_INT, "t:nan", NUMBER },
	{ COLUMN_INT, "t:0x1F", NUMBER },
	{ COLUMN_INT, "t:12 people", NUMBER },
	{ COLUMN_INT, "t:1,000", SEPARATORS },
	{ COLUMN_INT, "t:-", NUMBER },

	{ COLUMN_REAL, "t:1,5", "1.5" },
	{ COLUMN_REAL, "t:-1234,25", "-1234.25" },
	{ COLUMN_REAL, "t:1.234,5", "1234.5" },
	{ COLUMN_REAL, "t:1,234.5", "1234.5" },
	{ COLUMN_REAL, "t:1,234,567", "1.23457e+06" },
	{ COLUMN_REAL, "t:0,125", "0.125" },
	{ COLUMN_REAL, "t:1,2345", "1.2345" },
	{ COLUMN_REAL, "t:1234,567", "1234.57" },
	{ COLUMN_REAL, "t:1,234", SEPARATORS },
	{ COLUMN_REAL, "t:1.234", "1.234" },
	{ COLUMN_REAL, "t:,5", NUMBER },
	{ COLUMN_REAL, "t:5,", NUMBER },
	{ COLUMN_REAL, "t:1.2.3", NUMBER },
	{ COLUMN_REAL, "t:1,2,3", NUMBER },
	{ COLUMN_REAL, "t:1.234,5,6", NUMBER },
	{ COLUMN_REAL, "t:12.34,5", NUMBER },
	{ COLUMN_REAL, "t:1234,567.8", NUMBER },
	{ COLUMN_REAL, "t:1,5e3", NUMBER },
	{ COLUMN_REAL, "t:--1,5", NUMBER },
	{ COLUMN_REAL, "n:1.5", "1.5" },
	{ COLUMN_REAL, "t:1.5", "1.5" },
	{ COLUMN_REAL, "t:-2e3", "-2000" },
	{ COLUMN_REAL, "t:1e400", NUMBER },
	{ COLUMN_REAL, "n:1e400", NUMBER },
	{ COLUMN_REAL, "t:0x1p3", NUMBER },
	{ COLUMN_REAL, "t:soon", NUMBER },

	{ COLUMN_TIME, "t:1970-01-02T00:00:00Z", "86400" },
	{ COLUMN_TIME, "t:/Date(86400000)/", "86400" },
	{ COLUMN_TIME, "t:\\/Date(86400000)\\/", "86400" },
	{ COLUMN_TIME, "t:0001-01-01T00:00:00Z", "none" },
	{ COLUMN_TIME, "t:", "none" },
	{ COLUMN_TIME, "-", "none" },
	{ COLUMN_TIME, "t:soon", "! not a time" },
	{ COLUMN_TIME, "n:1613679244", "! not a time" },
	{ COLUMN_TIME, "b:true", "! not a time" },
	{ COLUMN_TIME, "t:3/4/2026", "! day and month cannot be told apart: use --dates" },
	{ COLUMN_TIME, "t:1/13/1970", "1036800" },
};
/* clang-format on */

static void values_by_the_kind_of_the_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check(&plain, samples[i].kind, samples[i].input, samples[i].expected);
}

/* A number that no column can hold exactly is told of, whatever the kind. */
static void blank_numbers_are_no_numbers(void **state)
{
	(void)state;
	check(&plain, COLUMN_INT, "t: ", "none");
	check(&plain, COLUMN_INT, "t:", "none");
	check(&plain, COLUMN_REAL, "t: ", "none");
	check(&plain, COLUMN_INT, "-", "none");
}

/* --- Dates --------------------------------------------------------------------------------------- */

static const char *time_of(struct conversion *conversion, const char *text)
{
	struct raw raw = { .type = RAW_TEXT, .text = str_of(text) };

	return describe(conversion, &plain, COLUMN_TIME, &raw);
}

static void ambiguous_dates_are_read_as_told(void **state)
{
	struct conversion mdy = { .arena = &arena, .dates = MDY };
	struct conversion dmy = { .arena = &arena, .dates = DMY };

	(void)state;
	assert_string_equal(time_of(&mdy, "1/2/1970"), "86400");
	assert_string_equal(time_of(&dmy, "2/1/1970"), "86400");
}

static void a_date_above_twelve_tells_the_order_for_the_file(void **state)
{
	struct conversion conversion = { .arena = &arena };

	(void)state;
	assert_string_equal(time_of(&conversion, "3/4/1970"),
			    "! day and month cannot be told apart: use --dates");
	assert_string_equal(time_of(&conversion, "1/13/1970"), "1036800");
	assert_int_equal(conversion.dates, MDY);
	assert_string_equal(time_of(&conversion, "1/2/1970"), "86400");
}

/* --- What a description may ask for ----------------------------------------------------------------- */

static void segment_takes_what_follows(void **state)
{
	static const char id[] = "t:/providers/x/environments/E1/FLOWS/{F1}/permissions/P1";
	const struct expression flows = { .segment = "flows" };
	const struct expression environments = { .segment = "environments" };
	const struct expression permissions = { .segment = "permissions" };

	(void)state;
	check(&flows, COLUMN_ID, id, "'f1'");
	check(&environments, COLUMN_ID, id, "'e1'");
	check(&permissions, COLUMN_ID, id, "'p1'");
	check(&flows, COLUMN_ID, "t:flows/f1", "'f1'");
	check(&flows, COLUMN_ID, "t:/myflows/f1", "none");
	check(&flows, COLUMN_ID, "t:/flowsof/f1", "none");
	check(&flows, COLUMN_ID, "t:/flows", "none");
	check(&flows, COLUMN_ID, "t:/flows/", "none");
	check(&flows, COLUMN_ID, "t:/flows//x", "none");
	check(&flows, COLUMN_ID, "t:f1", "none");
	check(&flows, COLUMN_ID, "n:7", "none");
}

static void choices_replace_or_leave(void **state)
{
	struct choice choices[] = {
		{ STR("Started"), "started" },
		{ STR("597910000"), "Low risk" },
		{ STR("0"), "1" },
		{ STR("false"), "off" },
	};
	const struct expression way = { .choices = choices, .choice_count = 4 };

	(void)state;
	check(&way, COLUMN_WORD, "t: STARTED ", "'started'");
	check(&way, COLUMN_WORD, "t:Paused", "'Paused'");
	check(&way, COLUMN_WORD, "n:597910000", "'Low risk'");
	check(&way, COLUMN_BOOL, "n:0", "1");
	check(&way, COLUMN_WORD, "b:false", "'off'");
	check(&way, COLUMN_WORD, "-", "none");
}

static void constant_stands_for_the_source(void **state)
{
	const struct expression way = { .constant = "1" };

	(void)state;
	check(&way, COLUMN_BOOL, "-", "1");
	check(&way, COLUMN_WORD, "t:other", "'1'");
}

static void presence_is_a_value(void **state)
{
	const struct expression there = { .present = PRESENCE_TRUE };
	const struct expression missing = { .present = PRESENCE_FALSE };

	(void)state;
	check(&there, COLUMN_BOOL, "t:anything", "1");
	check(&there, COLUMN_BOOL, "s:", "1");
	check(&there, COLUMN_BOOL, "-", "none");
	check(&missing, COLUMN_BOOL, "-", "1");
	check(&missing, COLUMN_BOOL, "t:anything", "0");
	check(&missing, COLUMN_BOOL, "b:false", "0");
}

/* Normalised as the column that it names, so that it can be found there. */
static void reference_names_what_it_holds(void **state)
{
	const struct expression by_id = { .refers = "environment.coe_row_id" };
	const struct expression by_name = { .refers = "principal.display_name" };

	(void)state;
	check(&by_id, COLUMN_ID, "t:{AB-1}", "'environment.coe_row_id:ab-1'");
	check(&by_name, COLUMN_ID, "t: Ada Lind/Ops ", "'principal.display_name:Ada Lind/Ops'");
	check(&by_name, COLUMN_ID, "t: ", "none");
	check(&by_name, COLUMN_ID, "s:", STRUCTURE);
}

/* --- Texts ------------------------------------------------------------------------------------------- */

static void text_that_is_no_utf8_is_read_as_windows_1252(void **state)
{
	struct conversion conversion = { .arena = &arena };
	struct raw raw = { .type = RAW_TEXT, .text = STR("Gro\xDF \x80 5") };
	struct raw good = { .type = RAW_TEXT, .text = STR("\xC3\xBC") };

	(void)state;
	assert_string_equal(describe(&conversion, &plain, COLUMN_TEXT, &good), "'\xC3\xBC'");
	assert_false(conversion.lossy_text);
	assert_string_equal(describe(&conversion, &plain, COLUMN_TEXT, &raw),
			    "'Gro\xC3\x9F \xE2\x82\xAC 5'");
	assert_true(conversion.lossy_text);
}

static void secrets_do_not_get_into_texts(void **state)
{
	struct error err = ERROR_INIT;
	struct secrets *secrets = secrets_built_in(&err);
	struct conversion conversion = { .arena = &arena, .secrets = secrets };
	struct raw raw = { .type = RAW_TEXT,
			   .text = STR("https://x.example/run?sp=1&sig=Zm9vYmFyYmF6cXV4&v=2") };
	const char *got = describe(&conversion, &plain, COLUMN_TEXT, &raw);

	(void)state;
	assert_null(strstr(got, "Zm9vYmFyYmF6cXV4"));
	assert_non_null(strstr(got, ": Zm9v...(16 characters, sha256 "));
	assert_non_null(strstr(got, ")]&v=2"));
	secrets_free(secrets);
}

static void raw_values_as_text(void **state)
{
	struct raw raws[] = { raw_from("t: a "), raw_from("n:1.5"), raw_from("b:false"),
			      raw_from("s:"), raw_from("-") };
	static const char *const texts[] = { " a ", "1.5", "false", "", "" };

	(void)state;
	for (size_t i = 0; i < 5; i++)
		assert_true(str_equal(raw_text(&raws[i], &arena), str_of(texts[i])));
}

#define test(f) cmocka_unit_test_teardown(f, release)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(values_by_the_kind_of_the_column),
		test(blank_numbers_are_no_numbers),
		test(ambiguous_dates_are_read_as_told),
		test(a_date_above_twelve_tells_the_order_for_the_file),
		test(segment_takes_what_follows),
		test(choices_replace_or_leave),
		test(constant_stands_for_the_source),
		test(presence_is_a_value),
		test(reference_names_what_it_holds),
		test(text_that_is_no_utf8_is_read_as_windows_1252),
		test(secrets_do_not_get_into_texts),
		test(raw_values_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
