/* SPDX-License-Identifier: MIT
 * Why a file was taken for what it is: the fields, values and contexts that were verified.
 */
#include <string.h>

#include "detect.h"

bool lines_hold(const struct buffer *lines, const char *line)
{
	size_t length = strlen(line);

	for (const char *at = lines->data; at != NULL && (at = strstr(at, line)) != NULL; at++) {
		if ((at == lines->data || at[-1] == '\n') &&
		    (at[length] == '\n' || at[length] == '\0'))
			return true;
	}
	return false;
}

/* A field that two checks look at is named once. */
static void append(struct buffer *why, const struct path *path)
{
	if (lines_hold(why, path->text))
		return;
	buffer_printf(why, "%s%s", why->length == 0 ? "" : "\n", path->text);
}

/* One line for each of the `count` fields whose bit is set, by the name under which it was found. */
static void append_fields(struct buffer *why, const struct field *fields, size_t count, uint64_t set,
			  const unsigned char *by)
{
	for (size_t i = 0; i < count; i++) {
		if (set >> i & 1)
			append(why, &fields[i].paths[by[i]]);
	}
}

static void append_value(struct buffer *why, const struct condition *condition)
{
	buffer_printf(why, "%s%s", why->length == 0 ? "" : "\n",
		      condition->field.paths[0].text);
	if (condition->pattern != NULL || condition->negated)
		buffer_puts(why, " as it must be");
	for (size_t i = 0; i < condition->values.count && !condition->negated; i++)
		buffer_printf(why, "%s%s", i == 0 ? " = " : " or ", condition->values.items[i]);
}

int match_explain(const struct match *match, struct buffer *why, int *verified)
{
	const struct recognition *recognise = &match->format->recognise;
	const struct evidence *evidence = &match->evidence;

	*verified = __builtin_popcountll(evidence->all) + __builtin_popcountll(evidence->any) +
		    __builtin_popcountll(evidence->values) + evidence->context;
	if (evidence->context)
		buffer_puts(why, "@odata.context");
	append_fields(why, recognise->all, recognise->all_count, evidence->all, evidence->all_by);
	append_fields(why, recognise->any, recognise->any_count, evidence->any, evidence->any_by);
	for (size_t i = 0; i < recognise->value_count; i++) {
		if (evidence->values >> i & 1)
			append_value(why, &recognise->values[i]);
	}
	return (int)(recognise->all_count + recognise->any_count + recognise->value_count +
		     (recognise->context.count > 0));
}
