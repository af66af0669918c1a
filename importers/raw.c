/* SPDX-License-Identifier: MIT
 * Source values from JSON and to text.
 */
#include "raw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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

struct raw raw_of_text(struct str text)
{
	return (struct raw){ .type = text.length > 0 ? RAW_TEXT : RAW_NONE, .text = text };
}

struct raw raw_of_json(const struct cJSON *json)
{
	if (!json_has_value(json))
		return (struct raw){ 0 };
	if (cJSON_IsString(json))
		return (struct raw){ .type = RAW_TEXT, .text = str_of(json->valuestring) };
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
