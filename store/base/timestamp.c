/* SPDX-License-Identifier: MIT
 * Times out of the many ways in which sources write them. No strptime or timegm: they depend on
 * the locale and are too slow for several calls a record. Nothing is guessed: what can be read
 * in two ways is told so.
 */
#include "base/timestamp.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct cursor {
	const char *at, *end;
};

/* A time as written. `offset` is what the zone is ahead of UTC, in seconds. */
struct moment {
	int year, month, day, hour, minute, second, offset;
};

enum {
	SECONDS_PER_HOUR = 3600,
	LARGEST_OFFSET_HOURS = 14,
	LONGEST_MILLISECONDS = 18, /* digits that always fit an int64_t */
	NOT_A_NUMBER = 10000,      /* out of every range, that of years included */
};

/* Days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the leap
 * day is a year's last, and in eras of 400 years, which all have the same number of days. */
static int64_t days_from_civil(int year, int month, int day)
{
	int shifted = month > 2 ? year : year - 1;
	int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int year_of_era = shifted - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (int64_t)era * 146097 + day_of_era - 719468;
}

/* The inverse, for years 0 to 9999. */
static void civil_from_days(int64_t days, struct moment *out)
{
	int shifted = (int)(days + 719468 + 146097); /* one era more: never negative */
	int era = shifted / 146097, day_of_era = shifted % 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month = (5 * day_of_year + 2) / 153;

	out->day = day_of_year - (153 * month + 2) / 5 + 1;
	out->month = month < 10 ? month + 3 : month - 9;
	out->year = year_of_era + (era - 1) * 400 + (out->month <= 2);
}

static int64_t floor_divide(int64_t number, int64_t divisor)
{
	return number / divisor - (number % divisor < 0);
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static enum timestamp_result finish(const struct moment *moment, int64_t *at)
{
	if (moment->year < 1 || moment->month < 1 || moment->month > 12 || moment->day < 1 ||
	    moment->day > days_in_month(moment->year, moment->month) || moment->hour > 23 ||
	    moment->minute > 59 || moment->second > 59)
		return TIMESTAMP_INVALID;
	if (moment->year == 1 || moment->year == 1900)
		return TIMESTAMP_UNSET;
	*at = days_from_civil(moment->year, moment->month, moment->day) * SECONDS_PER_DAY +
	      moment->hour * SECONDS_PER_HOUR + moment->minute * 60 + moment->second -
	      moment->offset;
	return TIMESTAMP_OK;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int two_digits(const char *text)
{
	if (!is_digit(text[0]) || !is_digit(text[1]))
		return NOT_A_NUMBER;
	return (text[0] - '0') * 10 + (text[1] - '0');
}

static bool take(struct cursor *cursor, char wanted)
{
	if (cursor->at == cursor->end || *cursor->at != wanted)
		return false;
	cursor->at++;
	return true;
}

static bool take_word(struct cursor *cursor, struct str word)
{
	struct str rest = { cursor->at, (size_t)(cursor->end - cursor->at) };

	if (!str_starts_fold(rest, word))
		return false;
	cursor->at += word.length;
	return true;
}

/* Newer .NET and browsers put U+202F, older ones U+00A0, before AM and PM. */
static bool take_blanks(struct cursor *cursor)
{
	const char *start = cursor->at;

	while (take(cursor, ' ') || take(cursor, '\t') || take_word(cursor, STR("\xC2\xA0")) ||
	       take_word(cursor, STR("\xE2\x80\xAF")))
		;
	return cursor->at > start;
}

/* How many digits there were, `most` at the highest. */
static int take_number(struct cursor *cursor, int most, int *number)
{
	int count = 0;

	*number = 0;
	for (; count < most && cursor->at < cursor->end && is_digit(*cursor->at); count++)
		*number = *number * 10 + (*cursor->at++ - '0');
	return count;
}

/* ":SS" and ".fraction", both optional; the fraction is dropped. */
static bool take_seconds(struct cursor *cursor, struct moment *moment)
{
	const char *start;

	if (!take(cursor, ':'))
		return true;
	if (take_number(cursor, 2, &moment->second) != 2)
		return false;
	if (!take(cursor, '.'))
		return true;
	for (start = cursor->at; cursor->at < cursor->end && is_digit(*cursor->at);)
		cursor->at++;
	return cursor->at > start;
}

static bool take_half_of_day(struct cursor *cursor, struct moment *moment)
{
	bool afternoon = take_word(cursor, STR("PM"));

	if (!afternoon && !take_word(cursor, STR("AM")))
		return true;
	if (moment->hour < 1 || moment->hour > 12)
		return false;
	moment->hour = moment->hour % 12 + (afternoon ? 12 : 0);
	return true;
}

static bool take_offset(struct cursor *cursor, int sign, struct moment *moment)
{
	int hours, minutes = 0;

	if (take_number(cursor, 2, &hours) != 2)
		return false;
	if (take(cursor, ':') || (cursor->at < cursor->end && is_digit(*cursor->at))) {
		if (take_number(cursor, 2, &minutes) != 2)
			return false;
	}
	if (hours > LARGEST_OFFSET_HOURS || minutes > 59)
		return false;
	moment->offset = sign * (hours * SECONDS_PER_HOUR + minutes * 60);
	return true;
}

/* Without a zone a time is UTC. */
static bool take_zone(struct cursor *cursor, struct moment *moment)
{
	if (cursor->at == cursor->end)
		return true;
	if (take(cursor, '+'))
		return take_offset(cursor, 1, moment);
	if (take(cursor, '-'))
		return take_offset(cursor, -1, moment);
	return take_word(cursor, STR("Z")) || take_word(cursor, STR("UTC")) ||
	       take_word(cursor, STR("GMT")) ||
	       take_word(cursor, STR("Coordinated Universal Time"));
}

/* The time of day up to the end of the text; nothing at all is midnight. */
static bool take_time(struct cursor *cursor, struct moment *moment)
{
	bool separated;

	if (cursor->at == cursor->end)
		return true;
	take(cursor, ','); /* "8/19/2021, 1:25:31 PM": browsers */
	separated = take_word(cursor, STR("T")) || take_blanks(cursor);
	if (!separated || take_number(cursor, 2, &moment->hour) == 0 || !take(cursor, ':') ||
	    take_number(cursor, 2, &moment->minute) != 2 || !take_seconds(cursor, moment))
		return false;
	take_blanks(cursor);
	if (!take_half_of_day(cursor, moment))
		return false;
	take_blanks(cursor);
	return take_zone(cursor, moment) && cursor->at == cursor->end;
}

/* YYYY-MM-DD, alone or with a time. Some locales write slashes or dots; with the year first all of
 * them mean the same. */
static enum timestamp_result parse_year_first(struct cursor cursor, int64_t *at)
{
	struct moment moment = { 0 };
	char separator;

	take_number(&cursor, 4, &moment.year);
	separator = cursor.at < cursor.end ? *cursor.at++ : '\0';
	if ((separator != '-' && separator != '/' && separator != '.') ||
	    take_number(&cursor, 2, &moment.month) == 0 || !take(&cursor, separator) ||
	    take_number(&cursor, 2, &moment.day) == 0 || !take_time(&cursor, &moment))
		return TIMESTAMP_INVALID;
	return finish(&moment, at);
}

/* YYYY-MM-DDTHH:MM:SS[.fraction]Z, at fixed places: nearly every time in a dump is one of these.
 * False when it is not; the slow way then decides. */
static bool parse_fast(struct str text, int64_t *at, enum timestamp_result *result)
{
	const char *c = text.data;
	struct moment moment = { 0 };

	if (text.length < 20 || c[4] != '-' || c[7] != '-' || c[10] != 'T' || c[13] != ':' ||
	    c[16] != ':' || c[text.length - 1] != 'Z')
		return false;
	if (text.length > 20) {
		if (c[19] != '.' || text.length == 21)
			return false;
		for (size_t i = 20; i < text.length - 1; i++) {
			if (!is_digit(c[i]))
				return false;
		}
	}
	moment.year = two_digits(c) * 100 + two_digits(c + 2);
	moment.month = two_digits(c + 5);
	moment.day = two_digits(c + 8);
	moment.hour = two_digits(c + 11);
	moment.minute = two_digits(c + 14);
	moment.second = two_digits(c + 17);
	*result = moment.year <= 9999 ? finish(&moment, at) : TIMESTAMP_INVALID;
	return true;
}

/* 20200529133723, as file names have it, or the date alone. */
static enum timestamp_result parse_stamp(struct cursor cursor, int64_t *at)
{
	struct moment moment = { 0 };

	take_number(&cursor, 4, &moment.year);
	take_number(&cursor, 2, &moment.month);
	take_number(&cursor, 2, &moment.day);
	take_number(&cursor, 2, &moment.hour);
	take_number(&cursor, 2, &moment.minute);
	take_number(&cursor, 2, &moment.second);
	return finish(&moment, at);
}

static bool take_milliseconds(struct cursor *cursor, int64_t *milliseconds)
{
	bool negative = take(cursor, '-');
	int count = 0;

	*milliseconds = 0;
	for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++, count++) {
		if (count == LONGEST_MILLISECONDS)
			return false;
		*milliseconds = *milliseconds * 10 + (*cursor->at - '0');
	}
	if (negative)
		*milliseconds = -*milliseconds;
	return count > 0;
}

/* The number is UTC already: the offset only says where it was written. */
static bool take_written_offset(struct cursor *cursor)
{
	struct moment ignored = { 0 };

	if (take(cursor, ')'))
		return true;
	if (!take(cursor, '+') && !take(cursor, '-'))
		return false;
	return take_offset(cursor, 1, &ignored) && take(cursor, ')');
}

/* /Date(1613679244000+0200)/, or with \/ where JSON was escaped twice. */
static enum timestamp_result parse_dotnet(struct cursor cursor, int64_t *at)
{
	struct moment moment = { 0 };
	int64_t milliseconds, seconds, days;

	take(&cursor, '\\');
	if (!take_word(&cursor, STR("/Date(")) || !take_milliseconds(&cursor, &milliseconds) ||
	    !take_written_offset(&cursor))
		return TIMESTAMP_INVALID;
	take(&cursor, '\\');
	if (!take(&cursor, '/') || cursor.at != cursor.end)
		return TIMESTAMP_INVALID;
	seconds = floor_divide(milliseconds, 1000);
	days = floor_divide(seconds, SECONDS_PER_DAY);
	if (days < days_from_civil(1, 1, 1) || days > days_from_civil(9999, 12, 31))
		return TIMESTAMP_INVALID;
	civil_from_days(days, &moment);
	if (moment.year == 1 || moment.year == 1900)
		return TIMESTAMP_UNSET;
	*at = seconds;
	return TIMESTAMP_OK;
}

/* A date whose year comes last: two parts, their separator, and the time. */
struct parted {
	int first, second;
	char separator;
	struct moment moment;
};

static bool take_parted(struct cursor cursor, struct parted *parted)
{
	*parted = (struct parted){ 0 };
	if (take_number(&cursor, 2, &parted->first) == 0 || cursor.at == cursor.end)
		return false;
	parted->separator = *cursor.at;
	if (parted->separator != '/' && parted->separator != '.' && parted->separator != '-')
		return false;
	cursor.at++;
	return take_number(&cursor, 2, &parted->second) > 0 && take(&cursor, parted->separator) &&
	       take_number(&cursor, 4, &parted->moment.year) == 4 &&
	       take_time(&cursor, &parted->moment);
}

static enum date_order proven_order(const struct parted *parted)
{
	if (parted->separator == '.')
		return DATE_ORDER_DMY;
	if (parted->first > 12)
		return DATE_ORDER_DMY;
	return parted->second > 12 ? DATE_ORDER_MDY : DATE_ORDER_UNKNOWN;
}

static enum timestamp_result finish_parted(struct parted *parted, enum date_order order,
					   int64_t *at)
{
	struct moment *moment = &parted->moment;
	bool month_first = order == DATE_ORDER_MDY;

	moment->month = month_first ? parted->first : parted->second;
	moment->day = month_first ? parted->second : parted->first;
	return finish(moment, at);
}

static enum timestamp_result parse_parted(struct cursor cursor, enum date_order order, int64_t *at)
{
	struct parted parted;
	enum date_order proven;
	enum timestamp_result result;
	int64_t found = 0;

	if (!take_parted(cursor, &parted))
		return TIMESTAMP_INVALID;
	proven = proven_order(&parted);
	if (proven != DATE_ORDER_UNKNOWN)
		order = proven;
	result = finish_parted(&parted, order, &found);
	if (result != TIMESTAMP_OK)
		return result;
	if (order == DATE_ORDER_UNKNOWN && parted.first != parted.second)
		return TIMESTAMP_AMBIGUOUS;
	*at = found;
	return TIMESTAMP_OK;
}

static size_t count_digits(struct str text)
{
	size_t count = 0;

	while (count < text.length && is_digit(text.data[count]))
		count++;
	return count;
}

enum timestamp_result timestamp_parse(struct str text, enum date_order order, int64_t *at)
{
	enum timestamp_result result;
	struct cursor cursor;
	size_t digits;

	if (parse_fast(text, at, &result))
		return result;
	text = str_trim(text);
	if (text.length == 0)
		return TIMESTAMP_UNSET;
	cursor = (struct cursor){ text.data, text.data + text.length };
	digits = count_digits(text);
	if (digits == 0)
		return parse_dotnet(cursor, at);
	if (digits == 4)
		return parse_year_first(cursor, at);
	if (digits == text.length && (digits == 14 || digits == 8))
		return parse_stamp(cursor, at);
	return parse_parted(cursor, order, at);
}

enum date_order timestamp_order(struct str text)
{
	struct parted parted;
	enum date_order order;
	int64_t ignored;

	text = str_trim(text);
	if (text.length == 0 ||
	    !take_parted((struct cursor){ text.data, text.data + text.length }, &parted) ||
	    parted.separator == '.')
		return DATE_ORDER_UNKNOWN;
	order = proven_order(&parted);
	return finish_parted(&parted, order, &ignored) == TIMESTAMP_INVALID ? DATE_ORDER_UNKNOWN :
									      order;
}

/* Gives what lies behind the mark. No printf: reports write millions of times. */
static char *put_two_digits(char *to, int number, char mark)
{
	to[0] = (char)('0' + number / 10);
	to[1] = (char)('0' + number % 10);
	to[2] = mark;
	return to + 3;
}

void timestamp_format(int64_t at, char out[TIMESTAMP_SIZE])
{
	int64_t days = floor_divide(at, SECONDS_PER_DAY);
	struct moment moment;
	int second;

	if (days < days_from_civil(0, 1, 1) || days > days_from_civil(9999, 12, 31)) {
		snprintf(out, TIMESTAMP_SIZE, "%lld", (long long)at);
		return;
	}
	civil_from_days(days, &moment);
	second = (int)(at - days * SECONDS_PER_DAY);
	put_two_digits(out, moment.year / 100, '\0');
	out = put_two_digits(out + 2, moment.year % 100, '-');
	out = put_two_digits(out, moment.month, '-');
	out = put_two_digits(out, moment.day, 'T');
	out = put_two_digits(out, second / SECONDS_PER_HOUR, ':');
	out = put_two_digits(out, second / 60 % 60, ':');
	out = put_two_digits(out, second % 60, 'Z');
	*out = '\0';
}
