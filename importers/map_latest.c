/* SPDX-License-Identifier: MIT
 * Which of several records of one object is the last, and whether it says that the object is gone.
 */
#include <string.h>

#include "map_plan.h"

enum { TICKS_PER_SECOND = 10000000, TICK_DIGITS = 7, INTEGER_DIGITS = 18 };

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	}
	return text.length > 0 && text.length <= INTEGER_DIGITS;
}

/* What stands behind the seconds; a time holds no dot before its first colon but in its date. */
static int64_t fraction_of(struct str time)
{
	const char *end = time.data + time.length;
	const char *colon = memchr(time.data, ':', time.length);
	const char *at = colon ? memchr(colon, '.', (size_t)(end - colon)) : NULL;
	int64_t ticks = 0;
	int digits = 0;

	for (at = at ? at + 1 : end; digits < TICK_DIGITS; digits++) {
		bool is_digit = at < end && *at >= '0' && *at <= '9';

		ticks = ticks * 10 + (is_digit ? *at++ - '0' : 0);
	}
	return ticks;
}

static bool read_sequence(const struct map *map, struct str text, int64_t *sequence)
{
	int64_t seconds;

	text = str_trim(text);
	if (is_digits(text)) {
		*sequence = 0;
		for (size_t i = 0; i < text.length; i++)
			*sequence = *sequence * 10 + (text.data[i] - '0');
		return true;
	}
	if (timestamp_parse(text, map->conversion.dates, &seconds) != TIMESTAMP_OK)
		return false;
	*sequence = seconds * TICKS_PER_SECOND + fraction_of(text);
	return true;
}

void map_note_latest(struct map *map)
{
	map->has_sequence = false;
	for (size_t i = 0; i < map->latest.count && !map->has_sequence; i++) {
		struct raw raw = map_raw(map, &map->latest.places[i]);

		map->has_sequence =
			read_sequence(map, raw_text(&raw, &map->arena), &map->sequence);
	}
	map->is_gone = map->format->gone_count > 0;
	for (size_t i = 0; i < map->format->gone_count; i++)
		map->is_gone &= map_condition_holds(map, &map->gone[i], &map->format->gone[i]);
}

bool map_sequence(const struct map *map, int64_t *sequence)
{
	*sequence = map->sequence;
	return map->has_sequence;
}

bool map_gone(const struct map *map)
{
	return map->is_gone;
}
