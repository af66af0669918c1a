/* SPDX-License-Identifier: MIT
 * Edit distance between two words: letters added, dropped, changed, or swapped with a neighbour.
 */
#include "base/nearest.h"

#include <string.h>

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Both are shorter than WORD_MAX. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t cost[WORD_MAX][WORD_MAX];

	for (size_t i = 0; i <= a_length; i++)
		cost[i][0] = i;
	for (size_t j = 0; j <= b_length; j++)
		cost[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		for (size_t j = 1; j <= b_length; j++) {
			size_t change = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			cost[i][j] = least(change, least(cost[i - 1][j], cost[i][j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
		}
	}
	return cost[a_length][b_length];
}

/* A word that begins or ends another is near, however long that one is. */
static size_t judge(const char *word, const char *candidate)
{
	size_t length = strlen(word), other = strlen(candidate);

	if (length >= WORD_MAX || other >= WORD_MAX)
		return WORD_MAX;
	if (length >= 3 && other > length &&
	    (strncmp(word, candidate, length) == 0 ||
	     strcmp(word, candidate + other - length) == 0))
		return 1;
	return distance(word, length, candidate, other);
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
	size_t limit = strlen(nearest->word) / 3 + 1;
	size_t found = judge(nearest->word, candidate);

	if (found > limit || found >= strlen(nearest->word))
		return;
	if (nearest->best && nearest->distance <= found)
		return;
	nearest->best = candidate;
	nearest->distance = found;
}

int nearest_error(const struct nearest *nearest, const char *what, const char *hint,
		  struct error *err)
{
	if (nearest->best)
		return error_set(err, "no %s '%s'; did you mean '%s'?", what, nearest->word,
				 nearest->best);
	return error_set(err, "no %s '%s'; %s", what, nearest->word, hint);
}
