/* SPDX-License-Identifier: MIT
 * Numbers of cells as people write them: without the noise of binary fractions, and dates as dates.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "workbook.h"

#define EXACT_DIGITS_MAX 1e21 /* longer whole numbers keep their exponent */

enum {
	SECONDS_A_DAY = 86400,
	LAST_DAY = 2958465,       /* the end of 9999 in the system of 1900 */
	DAYS_1900_TO_1904 = 1462, /* between the two systems */
	LEAP_BUG = 60,            /* 29 February 1900, which never was */
	DAY_ZERO = 693899,        /* 30 December 1899, counted from 1 March of year 0 */
};

static bool parse(struct str raw, double *number)
{
	char copy[64], *end;

	if (raw.length == 0 || raw.length >= sizeof(copy))
		return false;
	memcpy(copy, raw.data, raw.length);
	copy[raw.length] = '\0';
	if (strspn(copy, "0123456789+-.eE") != raw.length)
		return false;
	*number = strtod(copy, &end);
	return *end == '\0' && isfinite(*number);
}

static bool is_digits(struct str raw)
{
	size_t i = raw.length > 0 && raw.data[0] == '-';

	for (; i < raw.length; i++) {
		if (raw.data[i] < '0' || raw.data[i] > '9')
			return false;
	}
	return true;
}

void number_print(struct str raw, struct buffer *out)
{
	double number;

	if (is_digits(raw) || !parse(raw, &number))
		buffer_append(out, raw.data, raw.length);
	else if (number == 0)
		buffer_puts(out, "0");
	else if (number == floor(number) && fabs(number) < EXACT_DIGITS_MAX)
		buffer_printf(out, "%.0f", number);
	else
		buffer_printf(out, "%.15g", number);
}

/* Days since 1 March of year 0 make leap days the last of their year. */
static void print_day(int64_t day, struct buffer *out)
{
	int64_t era = day / 146097, of_era = day % 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	year += era * 400 + (month >= 10);
	buffer_printf(out, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year,
		      month < 10 ? month + 3 : month - 9, of_year - (153 * month + 2) / 5 + 1);
}

bool date_print(struct str raw, bool from_1904, struct buffer *out)
{
	double number;
	int64_t seconds, day, second;

	if (!parse(raw, &number) || number < 0 || number > LAST_DAY + 1)
		return false;
	seconds = llround(number * SECONDS_A_DAY);
	day = seconds / SECONDS_A_DAY;
	second = seconds % SECONDS_A_DAY;
	if (from_1904)
		day += DAYS_1900_TO_1904;
	if (day < 1 || day == LEAP_BUG || day > LAST_DAY)
		return false;
	if (day < LEAP_BUG)
		day++;
	print_day(DAY_ZERO + day, out);
	buffer_printf(out, "T%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
		      (int)(second % 60));
	return true;
}
