/* SPDX-License-Identifier: MIT
 * Why a file was taken for what it is: the fields, values and contexts that were verified.
 */
#include "detect.h"

static void append(struct buffer *why, const struct field *field)
{
	buffer_printf(why, "%s%s", why->length == 0 ? "" : "\n", field->paths[0].text);
}

/* One line for each of the `count` fields whose bit is set. */
static void append_fields(struct buffer *why, const struct field *fields, size_t count, uint64_t set)
{
	for (size_t i = 0; i < count; i++) {
		if (set >> i & 1)
			append(why, &fields[i]);
	}
}

static void append_value(struct buffer *why, const struct condition *condition)
{
	append(why, &condition->field);
	for (size_t i = 0; i < condition->values.count; i++)
		buffer_printf(why, "%s%s", i == 0 ? " = " : " or ", condition->values.items[i]);
}

int match_explain(const struct match *match, struct buffer *why)
{
	const struct recognition *recognise = &match->format->recognise;
	const struct evidence *evidence = &match->evidence;

	if (evidence->context)
		buffer_puts(why, "@odata.context");
	append_fields(why, recognise->all, recognise->all_count, evidence->all);
	append_fields(why, recognise->any, recognise->any_count, evidence->any);
	for (size_t i = 0; i < recognise->value_count; i++) {
		if (evidence->values >> i & 1)
			append_value(why, &recognise->values[i]);
	}
	return (int)(recognise->all_count + recognise->any_count + recognise->value_count +
		     (recognise->context.count > 0));
}
