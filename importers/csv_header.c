/* SPDX-License-Identifier: MIT
 * The header line of a CSV file.
 */
#include "csv_header.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Names such as "a (2)" can be there already; a header made of them must not cost minutes. */
enum { MAX_TRIES = 100 };

static const char delimiters[] = ",;\t|"; /* in this order when their counts are equal */

static struct str collapse_blanks(struct str name, struct arena *arena)
{
	char *to = arena_alloc(arena, name.length + 1);
	size_t length = 0;

	name = str_trim(name);
	for (size_t i = 0; i < name.length; i++) {
		bool blank = strchr(" \t\r\n", name.data[i]) && name.data[i];

		if (blank && to[length - 1] == ' ')
			continue;
		to[length++] = blank ? ' ' : name.data[i];
	}
	return (struct str){ to, length };
}

static bool is_taken(const struct str *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_equal_fold(names[i], name))
			return true;
	}
	return false;
}

static struct str with_number(struct str name, size_t number, struct arena *arena)
{
	char suffix[32];
	size_t length = (size_t)snprintf(suffix, sizeof(suffix), " (%zu)", number);
	char *to = arena_alloc(arena, name.length + length);

	memcpy(to, name.data, name.length);
	memcpy(to + name.length, suffix, length);
	return (struct str){ to, name.length + length };
}

char csv_guess_delimiter(struct str line)
{
	size_t counts[sizeof(delimiters)] = { 0 };
	bool quoted = false;
	size_t best = 0;

	for (size_t i = 0; i < line.length; i++) {
		const char *hit = line.data[i] ? strchr(delimiters, line.data[i]) : NULL;

		if (line.data[i] == '"')
			quoted = !quoted;
		else if (hit && !quoted)
			counts[hit - delimiters]++;
	}
	for (size_t i = 1; i < sizeof(delimiters) - 1; i++) {
		if (counts[i] > counts[best])
			best = i;
	}
	return delimiters[best];
}

char csv_told_delimiter(struct str line)
{
	while (line.length > 5 && strchr("\r\n", line.data[line.length - 1]))
		line.length--;
	if (line.length != 5 || !str_starts_fold(line, STR("sep=")))
		return 0;
	return line.data[4] && strchr(delimiters, line.data[4]) ? line.data[4] : 0;
}

void csv_clean_names(struct str *names, size_t count, struct arena *arena)
{
	struct str *plain = arena_alloc(arena, count * sizeof(*plain));

	for (size_t i = 0; i < count; i++) {
		size_t number = 1, last;

		plain[i] = names[i] = collapse_blanks(names[i], arena);
		for (size_t k = 0; k < i; k++)
			number += str_equal_fold(plain[k], plain[i]);
		last = number + MAX_TRIES;
		if (number == 1 && is_taken(names, i, names[i]))
			number = 2;
		for (; number > 1 && number < last; number++) {
			names[i] = with_number(plain[i], number, arena);
			if (!is_taken(names, i, names[i]))
				break;
		}
	}
}
