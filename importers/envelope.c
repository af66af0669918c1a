/* SPDX-License-Identifier: MIT
 * Names and values in one buffer, added behind and cut off behind.
 */
#include "envelope.h"

void envelope_init(struct envelope *envelope)
{
	*envelope = (struct envelope){ .text = BUFFER_INIT(LIMIT_ENVELOPE) };
}

void envelope_release(struct envelope *envelope)
{
	buffer_release(&envelope->text);
}

static size_t start_of(const struct envelope *envelope, size_t index)
{
	return index == 0 ? 0 : envelope->members[index - 1].end;
}

void envelope_cut(struct envelope *envelope, size_t count)
{
	envelope->count = count;
	envelope->text.length = start_of(envelope, count);
}

void envelope_add(struct envelope *envelope, struct str outer, struct str name, struct str value)
{
	struct buffer *text = &envelope->text;
	size_t count = envelope->count, end_of_name;

	if (count == LIMIT_ENVELOPE_MEMBERS)
		return;
	if (buffer_append(text, outer.data, outer.length) == 0 &&
	    buffer_append(text, ".", outer.length > 0) == 0 &&
	    buffer_append(text, name.data, name.length) == 0) {
		end_of_name = text->length;
		if (buffer_append(text, value.data, value.length) == 0) {
			envelope->members[count].name = end_of_name;
			envelope->members[count++].end = text->length;
		}
	}
	envelope->count = count;
	envelope->text.length = start_of(envelope, count);
}

struct str envelope_find(const struct envelope *envelope, struct str name)
{
	for (size_t i = envelope ? envelope->count : 0; i > 0; i--) {
		size_t start = start_of(envelope, i - 1), end_of_name = envelope->members[i - 1].name;
		const char *text = envelope->text.data;

		if (str_equal_fold((struct str){ text + start, end_of_name - start }, name))
			return (struct str){ text + end_of_name,
					     envelope->members[i - 1].end - end_of_name };
	}
	return STR("");
}
