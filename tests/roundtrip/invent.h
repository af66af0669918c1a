/* SPDX-License-Identifier: MIT
 * Invented values, the same for the same seed: names that trouble writers and readers, ids, moments.
 */
#ifndef ROUNDTRIP_INVENT_H
#define ROUNDTRIP_INVENT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { VALUE_SIZE = 160 };

static uint64_t invention; /* where the sequence stands; begin with the seed */

static inline unsigned invent_below(unsigned limit)
{
	invention = invention * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(invention >> 33) % limit;
}

static inline void invent_guid(char *text)
{
	snprintf(text, VALUE_SIZE, "%08x-%04x-4%03x-8%03x-%06x%06x", invent_below(1U << 31),
		 invent_below(0x10000), invent_below(0x1000), invent_below(0x1000),
		 invent_below(0x1000000), invent_below(0x1000000));
}

static inline void invent_text(char *text)
{
	static const char *const pieces[] = {
		"plain", "say \"hello\"", "\"", "a, b; c", "two\nlines", "tab\there", "K\303\266ln",
		"\330\252\330\257\331\201\331\202", "\346\265\201\347\250\213", "\360\237\232\200",
		"=cmd|' /C calc'!A0", "@{a=1; b=}", "}", "{\"a\": [1]}", "[]", "+1-1", "it's", "<b>&amp;</b>",
		"back\\slash", "50%", "a.b[0]", "null", "System.Object[]x",
	};
	const unsigned count = sizeof(pieces) / sizeof(pieces[0]);

	snprintf(text, VALUE_SIZE, "%s %s", pieces[invent_below(count)],
		 pieces[invent_below(count)]);
}

/* A text that no other number has. */
static inline void invent_name(char *text, size_t number)
{
	char odd[VALUE_SIZE];

	invent_text(odd);
	snprintf(text, VALUE_SIZE, "%.120s #%zu", odd, number);
}

/* Of the years 2020 to 2025, with a fraction of a second or without. */
static inline void invent_moment(char *text)
{
	const time_t at = 1577836800 + (time_t)invent_below(189302400);
	size_t length = strftime(text, VALUE_SIZE, "%Y-%m-%dT%H:%M:%S", gmtime(&at));

	if (invent_below(2))
		length += (size_t)snprintf(text + length, VALUE_SIZE - length, ".%07u",
					   invent_below(10000000));
	snprintf(text + length, VALUE_SIZE - length, "Z");
}

#endif
