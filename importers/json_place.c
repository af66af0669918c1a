/* SPDX-License-Identifier: MIT
 * A value's place is found by counting: values begin in the text in the order of a walk through
 * the tree, every container before what it holds.
 */
#include "json_place.h"

#include <stdbool.h>
#include <string.h>

static const char blanks[] = " \t\r\n";

int line_of(const char *text, const char *place)
{
	int line = 1;

	for (; text < place; text++)
		line += *text == '\n';
	return line;
}

/* Adds the values that begin before `value` below `json`; whether it was met. */
static bool count_before(const cJSON *json, const cJSON *value, long *count)
{
	if (json == value)
		return true;
	++*count;
	for (const cJSON *child = json->child; child != NULL; child = child->next) {
		if (count_before(child, value, count))
			return true;
	}
	return false;
}

static const char *end_of_token(const char *token)
{
	if (*token == '{' || *token == '[')
		return token + 1;
	if (*token != '"')
		return token + strcspn(token, ",:]} \t\r\n");
	for (token++; *token != '"' && *token != '\0'; token++)
		token += *token == '\\' && token[1] != '\0';
	return *token == '"' ? token + 1 : token;
}

static bool is_name(const char *token, const char *end)
{
	return *token == '"' && end[strspn(end, blanks)] == ':';
}

int json_line_of(const char *text, const cJSON *root, const cJSON *value)
{
	const char *at = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
	long before = 0;

	count_before(root, value, &before);
	while (*(at += strspn(at, ",:]} \t\r\n")) != '\0') {
		const char *end = end_of_token(at);

		if (!is_name(at, end) && before-- == 0)
			break;
		at = end;
	}
	return line_of(text, at);
}
