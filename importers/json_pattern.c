/* SPDX-License-Identifier: MIT
 * Record patterns: steps joined by dots, each a name (in single quotes if it has dots), "*" or
 * nothing, and "[]" as often as lists lie in one another there.
 */
#include "json_pattern.h"

#include <stdbool.h>
#include <string.h>

static int add_step(struct json_pattern *pattern, enum json_step_kind kind, struct str name)
{
	if (pattern->count == JSON_PATTERN_STEPS)
		return -1;
	pattern->steps[pattern->count++] = (struct json_step){ kind, name };
	return 0;
}

/* The name at `*p`, which is moved behind it. NULL in `data` for a quote that stays open. */
static struct str take_name(const char **p)
{
	const char *start = *p;
	const char *end = start + strcspn(start, ".[");

	if (*start == '\'') {
		start++;
		end = strchr(start, '\'');
		*p = end ? end + 1 : NULL;
		return (struct str){ end ? start : NULL, end ? (size_t)(end - start) : 0 };
	}
	*p = end;
	return (struct str){ start, (size_t)(end - start) };
}

static int parse_step(struct json_pattern *pattern, const char **p)
{
	struct str name = take_name(p);
	bool is_star = str_equal(name, STR("*"));

	if (!name.data || (name.length == 0 && **p != '['))
		return -1;
	if (name.length > 0 &&
	    add_step(pattern, is_star ? JSON_EVERY_MEMBER : JSON_MEMBER, name) < 0)
		return -1;
	for (; strncmp(*p, "[]", 2) == 0; *p += 2) {
		if (add_step(pattern, JSON_ELEMENTS, (struct str){ NULL, 0 }) < 0)
			return -1;
	}
	return 0;
}

int json_pattern_parse(struct json_pattern *pattern, const char *text, struct error *err)
{
	const char *p = text;

	pattern->count = 0;
	if (strcmp(text, ".") == 0)
		return 0;
	while (parse_step(pattern, &p) == 0) {
		if (*p == '\0')
			return 0;
		if (*p != '.')
			break;
		p++;
	}
	return error_set(err, "not a record pattern: '%s'", text);
}
