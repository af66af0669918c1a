/* SPDX-License-Identifier: MIT
 * Brings a number to the notation that strtod knows.
 */
#include "number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 400 }; /* characters: every double, written out */

static size_t count_of(struct str text, char sign)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += text.data[i] == sign;
	return count;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits without the signs between groups, which must be of three. */
static bool take_whole(struct str whole, char group, char *plain, size_t *length)
{
	bool grouped = false;
	size_t run = 0;

	for (size_t i = 0; i < whole.length; i++) {
		if (is_digit(whole.data[i])) {
			plain[(*length)++] = whole.data[i];
			run++;
		} else if (whole.data[i] != group || run == 0 || run > 3 || (grouped && run != 3)) {
			return false;
		} else {
			grouped = true;
			run = 0;
		}
	}
	return grouped ? run == 3 : run > 0;
}

static bool take_decimals(struct str decimals, char *plain, size_t *length)
{
	plain[(*length)++] = '.';
	for (size_t i = 0; i < decimals.length; i++) {
		if (!is_digit(decimals.data[i]))
			return false;
		plain[(*length)++] = decimals.data[i];
	}
	return decimals.length > 0;
}

/* 1.234,5 and 1,234.5: the last sign is the decimal one. 1,5: the only comma is. 1.234.567 and 1,234,567:
 * none is. */
static enum number_result make_plain(struct str text, char *plain, size_t *length)
{
	const char *comma = memrchr(text.data, ',', text.length);
	const char *dot = memrchr(text.data, '.', text.length), *end = text.data + text.length;
	const char *point = NULL;
	struct str whole = text;
	char group;

	if (comma && dot)
		point = comma > dot ? comma : dot;
	else if (count_of(text, ',') == 1)
		point = comma;
	if (point)
		whole.length = (size_t)(point - text.data);
	group = point == comma && dot ? '.' : comma ? ',' : '.';
	if (!take_whole(whole, group, plain, length))
		return NUMBER_INVALID;
	if (point && !take_decimals((struct str){ point + 1, (size_t)(end - point - 1) }, plain, length))
		return NUMBER_INVALID;
	return point && !dot && end - point == 4 && whole.length <= 3 && *whole.data != '0'
		       ? NUMBER_AMBIGUOUS
		       : NUMBER_OK;
}

enum number_result number_parse(struct str text, double *number)
{
	bool is_plain = count_of(text, ',') == 0 && count_of(text, '.') <= 1;
	char plain[LONGEST + 2], *end;
	enum number_result result = NUMBER_OK;
	size_t length = 0;
	double parsed;

	if (text.length == 0 || text.length > LONGEST)
		return NUMBER_INVALID;
	if (is_plain) {
		memcpy(plain, text.data, text.length);
		length = text.length;
	} else {
		bool has_sign = *text.data == '-' || *text.data == '+';

		if (has_sign)
			plain[length++] = *text.data;
		text = (struct str){ text.data + has_sign, text.length - has_sign };
		result = make_plain(text, plain, &length);
	}
	plain[length] = '\0';
	parsed = strtod(plain, &end);
	if (result == NUMBER_INVALID || strspn(plain, "0123456789+-.eE") != length ||
	    end == plain || *end != '\0' || !isfinite(parsed))
		return NUMBER_INVALID;
	if (result == NUMBER_OK)
		*number = parsed;
	return result;
}
