/* SPDX-License-Identifier: MIT
 * Finds where members begin; all between two beginnings is a value.
 */
#include "flattened.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <cjson/cJSON.h>

enum { UNCLOSED_MAX = 8 };

static bool is_key_character(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '@';
}

/* The '=' behind a name at `text`, or NULL when none begins there. */
static const char *end_of_key(const char *text, const char *end)
{
	const char *at = text;

	while (at < end && is_key_character(*at))
		at++;
	return at > text && at < end && *at == '=' ? at : NULL;
}

/* "; key=" at `text`: the only sign that a value is over. */
static bool starts_member(const char *text, const char *end)
{
	return end - text >= 4 && text[0] == ';' && text[1] == ' ' && end_of_key(text + 2, end);
}

static bool opens(const char *text, const char *end)
{
	return end - text >= 2 && text[0] == '@' && text[1] == '{';
}

/* Behind the brace of the object at `value`, in which a value may begin with another one; NULL when it
 * is never closed, being no object but a name that looks like one. */
static const char *end_of_object(const char *value, const char *end)
{
	size_t depth = 1;

	for (const char *at = value + 2; at < end; at++) {
		if (at[-1] == '=' && opens(at, end))
			depth++;
		else if (*at == '}' &&
			 (at + 1 == end || at[1] == '}' || starts_member(at + 1, end)))
			depth--;
		if (depth == 0)
			return at + 1;
	}
	return NULL;
}

static const char *next_member(const char *at, const char *end)
{
	while (at < end && !starts_member(at, end))
		at++;
	return at;
}

/* Texts made to have each brace looked for in vain would take hours. */
static const char *end_of_value(const char *value, const char *end, int *unclosed)
{
	const char *behind = NULL;

	if (opens(value, end) && *unclosed < UNCLOSED_MAX) {
		behind = end_of_object(value, end);
		*unclosed += behind == NULL;
	}
	return next_member(behind ? behind : value, end);
}

static cJSON *new_node(struct arena *arena, int type)
{
	cJSON *node = arena_alloc(arena, sizeof(*node));

	memset(node, 0, sizeof(*node));
	node->type = type;
	return node;
}

static void add_member(struct arena *arena, cJSON *object, cJSON **last, struct str name,
		       struct str value)
{
	cJSON *member = new_node(arena, cJSON_String);

	value = str_trim(value);
	member->string = arena_copy(arena, name.data, name.length);
	member->valuestring = arena_copy(arena, value.data, value.length);
	member->prev = *last;
	*(*last ? &(*last)->next : &object->child) = member;
	*last = member;
}

const struct cJSON *flattened_parse(struct arena *arena, struct str text)
{
	cJSON *object, *last = NULL;
	const char *end, *equals, *next;
	int unclosed = 0;

	text = str_trim(text);
	if (text.length < 3 || !opens(text.data, text.data + text.length) ||
	    text.data[text.length - 1] != '}')
		return NULL;
	end = text.data + text.length - 1;
	object = new_node(arena, cJSON_Object);
	for (const char *at = text.data + 2; at < end; at = next + 2) {
		next = next_member(at, end);
		equals = memchr(at, '=', (size_t)(next - at));
		if (equals != NULL) {
			next = end_of_value(equals + 1, end, &unclosed);
			add_member(arena, object, &last, (struct str){ at, (size_t)(equals - at) },
				   (struct str){ equals + 1, (size_t)(next - equals - 1) });
		}
		if (next == end)
			break;
	}
	return object;
}
