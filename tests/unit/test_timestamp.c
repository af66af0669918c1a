/* SPDX-License-Identifier: MIT
 * Every way in which a source writes a time, as a table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/timestamp.h"

#define ANY DATE_ORDER_UNKNOWN
#define MDY DATE_ORDER_MDY
#define DMY DATE_ORDER_DMY

/* `expected` is what timestamp_format() gives, or the result in words. */
static const struct sample {
	const char *text;
	enum date_order order;
	const char *expected;
} samples[] = {
	/* ISO 8601 */
	{ "2026-05-04T09:05:14.2414881Z", ANY, "2026-05-04T09:05:14Z" },
	{ "2026-05-04T09:05:14.9999999Z", ANY, "2026-05-04T09:05:14Z" },
	{ "2024-07-09T21:32:15Z", ANY, "2024-07-09T21:32:15Z" },
	{ "2024-07-09t21:32:15z", ANY, "2024-07-09T21:32:15Z" },
	{ "  2024-07-09T21:32:15Z\r\n", ANY, "2024-07-09T21:32:15Z" },
	{ "2024-07-09T21:32:15.0Z", ANY, "2024-07-09T21:32:15Z" },
	{ "2025-11-30T08:52:06.3330393+00:00", ANY, "2025-11-30T08:52:06Z" },
	{ "2025-04-30T08:29:07.071475+10:00", ANY, "2025-04-29T22:29:07Z" },
	{ "2025-04-30T22:29:07-03:30", ANY, "2025-05-01T01:59:07Z" },
	{ "2025-04-30T08:29:07+1000", ANY, "2025-04-29T22:29:07Z" },
	{ "2025-04-30T08:29:07+10", ANY, "2025-04-29T22:29:07Z" },
	{ "2018-04-24T18:56:48", ANY, "2018-04-24T18:56:48Z" },
	{ "2018-04-24T18:56:48.123", ANY, "2018-04-24T18:56:48Z" },
	{ "2018-04-24T18:56", ANY, "2018-04-24T18:56:00Z" },
	{ "2018-04-24T18:56Z", ANY, "2018-04-24T18:56:00Z" },
	{ "2024-02-20 16:59:00", ANY, "2024-02-20T16:59:00Z" },
	{ "2024-02-20 16:59:00Z", ANY, "2024-02-20T16:59:00Z" },
	{ "2024-02-20 16:59:00 UTC", ANY, "2024-02-20T16:59:00Z" },
	{ "2024-02-20 16:59:00 +0100", ANY, "2024-02-20T15:59:00Z" },
	{ "2020-03-27", ANY, "2020-03-27T00:00:00Z" },
	{ "2024/2/20 16:59:00", ANY, "2024-02-20T16:59:00Z" },
	{ "1969-12-31T23:59:59Z", ANY, "1969-12-31T23:59:59Z" },
	{ "9999-12-31T23:59:59.9999999Z", ANY, "9999-12-31T23:59:59Z" },
	{ "2024-02-29T00:00:00Z", ANY, "2024-02-29T00:00:00Z" },
	{ "2000-02-29", ANY, "2000-02-29T00:00:00Z" },
	/* never */
	{ "", ANY, "unset" },
	{ " \t\r\n", ANY, "unset" },
	{ "1900-01-01T00:00:00Z", ANY, "unset" },
	{ "1900-01-01T00:00:00", ANY, "unset" },
	{ "0001-01-01T00:00:00Z", ANY, "unset" },
	{ "0001-01-01T00:00:00+10:00", ANY, "unset" },
	{ "0001-01-01", ANY, "unset" },
	{ "1/1/1900 12:00:00 AM", ANY, "unset" },
	{ "1/1/0001 12:00:00 AM", ANY, "unset" },
	{ "/Date(-62135596800000)/", ANY, "unset" },
	{ "/Date(-2208988800000)/", ANY, "unset" },
	/* out of range */
	{ "2026-13-01T00:00:00Z", ANY, "invalid" },
	{ "2026-00-01T00:00:00Z", ANY, "invalid" },
	{ "2026-02-30T00:00:00Z", ANY, "invalid" },
	{ "2026-02-30", ANY, "invalid" },
	{ "2025-02-29", ANY, "invalid" },
	{ "2100-02-29T00:00:00Z", ANY, "invalid" },
	{ "2026-04-31", ANY, "invalid" },
	{ "2026-01-00", ANY, "invalid" },
	{ "2026-01-01T24:00:00Z", ANY, "invalid" },
	{ "2026-01-01T23:60:00Z", ANY, "invalid" },
	{ "2026-01-01T23:59:60Z", ANY, "invalid" },
	{ "2026-01-01T00:00:00+15:00", ANY, "invalid" },
	{ "2026-01-01T00:00:00+01:60", ANY, "invalid" },
	{ "0000-01-01", ANY, "invalid" },
	{ "0000-00-00T00:00:00Z", ANY, "invalid" },
	/* not a time */
	{ "soon", ANY, "invalid" },
	{ "T", ANY, "invalid" },
	{ "20", ANY, "invalid" },
	{ "2026", ANY, "invalid" },
	{ "2026-", ANY, "invalid" },
	{ "2026-05", ANY, "invalid" },
	{ "2026-05-04T", ANY, "invalid" },
	{ "2026-05-04 ", ANY, "2026-05-04T00:00:00Z" },
	{ "2026-05/04", ANY, "invalid" },
	{ "2026-05-04x", ANY, "invalid" },
	{ "2026-05-04T09:05:14.Z", ANY, "invalid" },
	{ "2026-05-04T09:05:14.", ANY, "invalid" },
	{ "2026-05-04T09:05:14.12x4Z", ANY, "invalid" },
	{ "2026-05-04T09:05:14Z2026-05-04T09:05:14Z", ANY, "invalid" },
	{ "20x6-05-04T09:05:14Z", ANY, "invalid" },
	{ "2026-0x-04T09:05:14Z", ANY, "invalid" },
	{ "2026-05-04T09:05:14 CET", ANY, "invalid" },
	{ "-026-05-04T09:05:14Z", ANY, "invalid" },
	{ "2026-05-04T09:05:14+", ANY, "invalid" },
	{ "2026-05-04T09:05:14+1:00", ANY, "invalid" },
	{ "46066", ANY, "invalid" },
	{ "1613679244", ANY, "invalid" },
	/* .NET */
	{ "/Date(1769788627239)/", ANY, "2026-01-30T15:57:07Z" },
	{ "\\/Date(1733343742000)\\/", ANY, "2024-12-04T20:22:22Z" },
	{ "/Date(1613679244000+0200)/", ANY, "2021-02-18T20:14:04Z" },
	{ "/Date(-1)/", ANY, "1969-12-31T23:59:59Z" },
	{ "/Date(0)/", ANY, "1970-01-01T00:00:00Z" },
	{ "/Date()/", ANY, "invalid" },
	{ "/Date(-)/", ANY, "invalid" },
	{ "/Date(1733343742000)", ANY, "invalid" },
	{ "/Date(1733343742000", ANY, "invalid" },
	{ "/Date(1733343742000)/x", ANY, "invalid" },
	{ "/Date(1733343742000+)/", ANY, "invalid" },
	{ "/Date(999999999999999999)/", ANY, "invalid" },
	{ "/Date(99999999999999999999999999)/", ANY, "invalid" },
	/* slashed */
	{ "8/19/2021 1:25:31 PM", ANY, "2021-08-19T13:25:31Z" },
	{ "8/19/2021, 1:25:31 PM", ANY, "2021-08-19T13:25:31Z" },
	{ "8/19/2021 1:25:31\xE2\x80\xAFPM", ANY, "2021-08-19T13:25:31Z" },
	{ "8/19/2021 1:25:31\xC2\xA0pm", ANY, "2021-08-19T13:25:31Z" },
	{ "8/19/2021 12:25:31 AM", ANY, "2021-08-19T00:25:31Z" },
	{ "8/19/2021 12:25 PM", ANY, "2021-08-19T12:25:00Z" },
	{ "8/19/2021 13:25 PM", ANY, "invalid" },
	{ "8/19/2021 0:25 AM", ANY, "invalid" },
	{ "8/19/2021", ANY, "2021-08-19T00:00:00Z" },
	{ "19/8/2021 13:25", ANY, "2021-08-19T13:25:00Z" },
	{ "19-08-2021 13:25", ANY, "2021-08-19T13:25:00Z" },
	{ "8/19/2021 1:25:31 PM", DMY, "2021-08-19T13:25:31Z" },
	{ "19/8/2021", MDY, "2021-08-19T00:00:00Z" },
	{ "4/18/2026 1:48:15 PM", ANY, "2026-04-18T13:48:15Z" },
	{ "05/04/2026 17:15:48 Coordinated Universal Time", ANY, "ambiguous" },
	{ "05/04/2026 17:15:48 Coordinated Universal Time", MDY, "2026-05-04T17:15:48Z" },
	{ "05/04/2026 17:15:48 Coordinated Universal Time", DMY, "2026-04-05T17:15:48Z" },
	{ "3/4/2026", ANY, "ambiguous" },
	{ "3-4-2026", ANY, "ambiguous" },
	{ "4/4/2026", ANY, "2026-04-04T00:00:00Z" }, /* the same in both orders */
	{ "3/4/2026 25:00", ANY, "invalid" },
	{ "13/13/2026", ANY, "invalid" },
	{ "2/30/2026", ANY, "invalid" },
	{ "30/2/2026", ANY, "invalid" },
	{ "0/4/2026", ANY, "invalid" },
	{ "4/0/2026", MDY, "invalid" },
	{ "3/4/26", MDY, "invalid" },
	{ "3/4", MDY, "invalid" },
	{ "3/4-2026", MDY, "invalid" },
	{ "3/4/20265", MDY, "invalid" },
	{ "113/4/2026", MDY, "invalid" },
	/* dotted: always the day first */
	{ "20.02.2024 16:59", ANY, "2024-02-20T16:59:00Z" },
	{ "01.02.2024 16:59:30", ANY, "2024-02-01T16:59:30Z" },
	{ "1.2.2024", MDY, "2024-02-01T00:00:00Z" },
	{ "02.20.2024", ANY, "invalid" },
	/* file stamps */
	{ "20200529133723", ANY, "2020-05-29T13:37:23Z" },
	{ "20200529", ANY, "2020-05-29T00:00:00Z" },
	{ "20201329133723", ANY, "invalid" },
	{ "2020052913372", ANY, "invalid" },
	{ "202005291337231", ANY, "invalid" },
};

static const char *describe(struct str text, enum date_order order, char out[TIMESTAMP_SIZE])
{
	int64_t at = INT64_MIN;

	switch (timestamp_parse(text, order, &at)) {
	case TIMESTAMP_OK:
		timestamp_format(at, out);
		return out;
	case TIMESTAMP_UNSET:
		return at == INT64_MIN ? "unset" : "unset, but *at was touched";
	case TIMESTAMP_AMBIGUOUS:
		return at == INT64_MIN ? "ambiguous" : "ambiguous, but *at was touched";
	case TIMESTAMP_INVALID:
		return at == INT64_MIN ? "invalid" : "invalid, but *at was touched";
	}
	return "no such result";
}

static void reads_every_way_of_writing(void **state)
{
	char out[TIMESTAMP_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const struct sample *sample = &samples[i];
		const char *got = describe(str_of(sample->text), sample->order, out);

		if (strcmp(got, sample->expected) != 0)
			fail_msg("'%s', order %d: %s, not %s", sample->text,
				 (int)sample->order, got, sample->expected);
	}
}

static void agrees_with_the_c_library_on_every_day(void **state)
{
	(void)state;
	for (int64_t day = -719162; day <= 2932896; day++) { /* 0001-01-01 to 9999-12-31 */
		time_t at = (time_t)(day * SECONDS_PER_DAY + 86399);
		char ours[TIMESTAMP_SIZE], theirs[80];
		struct tm tm;
		int64_t back = 0;

		gmtime_r(&at, &tm);
		snprintf(theirs, sizeof(theirs), "%04d-%02d-%02dT23:59:59Z", tm.tm_year + 1900,
			 tm.tm_mon + 1, tm.tm_mday);
		timestamp_format(at, ours);
		assert_string_equal(ours, theirs);
		if (tm.tm_year + 1900 == 1 || tm.tm_year == 0)
			continue;
		assert_int_equal(timestamp_parse(str_of(ours), ANY, &back), TIMESTAMP_OK);
		assert_int_equal(back, at);
	}
}

static void formats_years_that_have_no_four_digits_as_the_number(void **state)
{
	static const struct {
		int64_t at;
		const char *expected;
	} numbers[] = {
		{ 0, "1970-01-01T00:00:00Z" },
		{ INT64_C(-62167219200), "0000-01-01T00:00:00Z" },
		{ INT64_C(-62167219201), "-62167219201" },
		{ INT64_C(253402300799), "9999-12-31T23:59:59Z" },
		{ INT64_C(253402300800), "253402300800" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};
	char out[TIMESTAMP_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		timestamp_format(numbers[i].at, out);
		assert_string_equal(out, numbers[i].expected);
	}
}

static void order_is_told_only_when_proven(void **state)
{
	static const struct {
		const char *text;
		enum date_order order;
	} orders[] = {
		{ "8/19/2021 1:25:31 PM", MDY }, { "19/8/2021", DMY },
		{ "3/4/2026", ANY },		 { "4/4/2026", ANY },
		{ "13/13/2026", ANY },		 { "32/1/2026", ANY },
		{ "2/30/2026", ANY },		 { "20.02.2024", ANY },
		{ "2024-02-20", ANY },		 { "", ANY },
		{ "text", ANY },		 { " 8/19/2021 ", MDY },
		{ "8/19/2021 99:00", ANY },	 { "19", ANY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		if (timestamp_order(str_of(orders[i].text)) != orders[i].order)
			fail_msg("'%s'", orders[i].text);
	}
	assert_int_equal(timestamp_order((struct str){ NULL, 0 }), ANY);
}

/* Each sample cut short and with each byte changed, in a block of its exact size for ASan. */
static void survives_any_bytes(void **state)
{
	static const char replacements[] = "\0 09/:-.TZ+A\\(\x80\xE2\xFF";
	int64_t at;

	(void)state;
	assert_int_equal(timestamp_parse((struct str){ NULL, 0 }, ANY, &at), TIMESTAMP_UNSET);
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		size_t length = strlen(samples[i].text);

		for (size_t cut = 1; cut <= length; cut++) {
			char *exact = malloc(cut);

			memcpy(exact, samples[i].text, cut);
			timestamp_parse((struct str){ exact, cut }, ANY, &at);
			timestamp_order((struct str){ exact, cut });
			for (size_t r = 0; r < sizeof(replacements); r++) {
				exact[cut - 1] = replacements[r];
				timestamp_parse((struct str){ exact, cut }, MDY, &at);
				exact[cut / 2] = replacements[r];
				timestamp_parse((struct str){ exact, cut }, DMY, &at);
				memcpy(exact, samples[i].text, cut);
			}
			free(exact);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_way_of_writing),
		cmocka_unit_test(agrees_with_the_c_library_on_every_day),
		cmocka_unit_test(formats_years_that_have_no_four_digits_as_the_number),
		cmocka_unit_test(order_is_told_only_when_proven),
		cmocka_unit_test(survives_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
