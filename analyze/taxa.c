/* SPDX-License-Identifier: MIT
 * An id is a whole word of its catalogue's shape.
 */
#include "taxa.h"

#include <ctype.h>
#include <string.h>

const char *taxonomy_name(enum taxonomy taxonomy)
{
	static const char *const names[TAXONOMY_COUNT] = {
		[TAXONOMY_MITRE] = "MITRE ATT&CK",
		[TAXONOMY_CWE] = "CWE",
	};

	return names[taxonomy];
}

static size_t digits(struct str text)
{
	size_t count = 0;

	while (count < text.length && isdigit((unsigned char)text.data[count]))
		count++;
	return count;
}

/* "T1078", "T1078.004" */
static bool is_technique(struct str word)
{
	struct str rest = { word.data + 1, word.length - 1 };

	if (word.data[0] != 'T' || digits(rest) != 4)
		return false;
	if (rest.length == 4)
		return true;
	rest = (struct str){ rest.data + 5, rest.length - 5 };
	return word.data[5] == '.' && rest.length == 3 && digits(rest) == 3;
}

static bool is_weakness(struct str word)
{
	struct str rest = { word.data + 4, word.length < 4 ? 0 : word.length - 4 };

	return word.length > 4 && memcmp(word.data, "CWE-", 4) == 0 && digits(rest) == rest.length;
}

static bool is_part(char byte)
{
	return isalnum((unsigned char)byte) || byte == '-' || byte == '.';
}

/* The next run of letters, digits, '-' and '.', without a full stop at its end. */
static struct str next_word(struct str *text)
{
	struct str word;

	while (text->length && !is_part(text->data[0]))
		*text = (struct str){ text->data + 1, text->length - 1 };
	word = (struct str){ text->data, 0 };
	while (word.length < text->length && is_part(word.data[word.length]))
		word.length++;
	*text = (struct str){ text->data + word.length, text->length - word.length };
	while (word.length && word.data[word.length - 1] == '.')
		word.length--;
	return word;
}

bool taxon_next(struct str *refs, struct taxon *taxon)
{
	while (refs->length) {
		struct str word = next_word(refs);

		if (!word.length || (!is_technique(word) && !is_weakness(word)))
			continue;
		taxon->taxonomy = word.data[0] == 'T' ? TAXONOMY_MITRE : TAXONOMY_CWE;
		taxon->id = word;
		return true;
	}
	return false;
}
