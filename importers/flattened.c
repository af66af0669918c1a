/* SPDX-License-Identifier: MIT
 * Looks into structures that were turned into text.
 */
#include "flattened.h"

#include <ctype.h>
#include <string.h>

#include <cjson/cJSON.h>

static bool is_key_character(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '@';
}

/* "; key=" at `text`: the only sign that a value is over. */
static bool starts_member(const char *text, const char *end)
{
	if (end - text < 4 || text[0] != ';' || text[1] != ' ')
		return false;
	text += 2;
	if (!is_key_character(*text))
		return false;
	while (text < end && is_key_character(*text))
		text++;
	return text < end && *text == '=';
}

/* First byte of the value of `key`, or NULL. */
static const char *find_value(struct str text, struct str key)
{
	const char *end = text.data + text.length;

	for (const char *at = text.data + 2; at + key.length < end; at++) {
		bool begins = at == text.data + 2 || (at[-1] == ' ' && at[-2] == ';');

		if (begins && at[key.length] == '=' &&
		    str_equal_fold((struct str){ at, key.length }, key))
			return at + key.length + 1;
	}
	return NULL;
}

/* A nested "@{...}" is one value with its braces. */
static const char *value_end(const char *value, const char *end)
{
	int depth = 0;

	for (const char *at = value; at < end; at++) {
		if (at[0] == '@' && at + 1 < end && at[1] == '{')
			depth++;
		else if (*at == '}' && depth > 0)
			depth--;
		else if (depth == 0 && starts_member(at, end))
			return at;
	}
	return end;
}

const struct cJSON *flattened_member(struct str text, struct str key, struct arena *arena)
{
	const char *end, *value;
	struct str part;
	cJSON *json;

	text = str_trim(text);
	if (text.length < 3 || text.data[text.length - 1] != '}')
		return NULL;
	end = text.data + text.length - 1;
	value = find_value((struct str){ text.data, (size_t)(end - text.data) }, key);
	if (value == NULL)
		return NULL;
	part = str_trim((struct str){ value, (size_t)(value_end(value, end) - value) });
	if (part.length == 0 || str_starts_fold(part, STR("System.")))
		return NULL; /* empty, or a type name where the value was lost */
	json = arena_alloc(arena, sizeof(*json));
	memset(json, 0, sizeof(*json));
	json->type = cJSON_String;
	json->valuestring = arena_copy(arena, part.data, part.length);
	return json;
}
