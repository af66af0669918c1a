/* SPDX-License-Identifier: MIT
 * Source values from JSON and to text.
 */
#include "raw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "path.h"

bool number_is_exact(double number)
{
	return fabs(number) < 0x1p53 && number == floor(number);
}

/* The shortest way to write it that reads back as the same number; whole ones without an exponent. */
static int print_number(double number, char *text, size_t size)
{
	int length = snprintf(text, size, number_is_exact(number) ? "%.0f" : "%.15g", number);

	return strtod(text, NULL) == number ? length : snprintf(text, size, "%.17g", number);
}

static bool ends_with(struct str text, struct str end)
{
	return text.length >= end.length &&
	       memcmp(text.data + text.length - end.length, end.data, end.length) == 0;
}

bool raw_is_lost(struct str text)
{
	static const struct str system = { "System.", 7 };

	if (text.length <= system.length || text.data[0] != 'S' ||
	    memcmp(text.data, system.data, system.length) != 0)
		return false;
	return ends_with(text, STR("]")) || ends_with(text, STR(".Hashtable")) ||
	       ends_with(text, STR(".PSCustomObject")) || ends_with(text, STR(".PSObject")) ||
	       ends_with(text, STR(".ArrayList")) || ends_with(text, STR(".OrderedDictionary"));
}

struct raw raw_of_text(struct str text)
{
	bool has_value = text.length > 0 && !raw_is_lost(text);

	return (struct raw){ .type = has_value ? RAW_TEXT : RAW_NONE, .text = text };
}

struct raw raw_of_json(const struct cJSON *json)
{
	if (!json_has_value(json))
		return (struct raw){ 0 };
	if (cJSON_IsString(json))
		return raw_of_text(str_of(json->valuestring));
	if (cJSON_IsNumber(json))
		return (struct raw){ .type = RAW_NUMBER, .number = json->valuedouble };
	if (cJSON_IsBool(json))
		return (struct raw){ .type = RAW_BOOL, .boolean = cJSON_IsTrue(json) };
	return (struct raw){ .type = RAW_STRUCTURE };
}

struct str raw_text(const struct raw *raw, struct arena *arena)
{
	char text[40];
	int length;

	if (raw->type == RAW_TEXT)
		return raw->text;
	if (raw->type == RAW_BOOL)
		return raw->boolean ? STR("true") : STR("false");
	if (raw->type != RAW_NUMBER)
		return STR("");
	length = print_number(raw->number, text, sizeof(text));
	return (struct str){ arena_copy(arena, text, (size_t)length), (size_t)length };
}
