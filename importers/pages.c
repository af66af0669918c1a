/* SPDX-License-Identifier: MIT
 * Which files are pages of one list is told by their names alone, so what is in doubt is counted
 * among them: absence must be proven.
 */
#include "pages.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 18 }; /* longer numbers do not fit, and number no pages */

static bool is_digit(char c)
{
	return isdigit((unsigned char)c) != 0;
}

static size_t count_digits(const char *text)
{
	size_t length = 0;

	while (is_digit(text[length]))
		length++;
	return length;
}

/* Whether the paths are the same but for one number; `*distance` is by how much it is greater in b.
 * It is 0 for numbers that are too long. */
static bool differ_in_a_number(const char *a, const char *b, long long *distance)
{
	size_t same = 0, length_a, length_b;

	while (a[same] != '\0' && a[same] == b[same])
		same++;
	while (same > 0 && is_digit(a[same - 1]))
		same--;
	length_a = count_digits(a + same);
	length_b = count_digits(b + same);
	if (length_a == 0 || length_b == 0 || strcmp(a + same + length_a, b + same + length_b) != 0)
		return false;
	*distance = 0;
	if (length_a <= DIGITS_MAX && length_b <= DIGITS_MAX)
		*distance = strtoll(b + same, NULL, 10) - strtoll(a + same, NULL, 10);
	return true;
}

static bool may_be_of_one_list(const struct file_result *a, const struct file_result *b,
			       long long *distance)
{
	return a->format == b->format && differ_in_a_number(a->path, b->path, distance);
}

static bool next_page_is_here(const struct file_result *results, size_t count,
			      const struct file_result *result)
{
	long long distance;

	for (size_t i = 0; i < count; i++) {
		if (may_be_of_one_list(result, &results[i], &distance) && distance == 1)
			return true;
	}
	return false;
}

static bool is_whole(const struct file_result *result)
{
	return result->facts.is_complete && result->facts.rejected == 0 && !result->selected;
}

/* Whether every file that may be a page of the list to which `result` belongs is whole. */
static bool list_is_whole(const struct file_result *results, size_t count,
			  const struct file_result *result)
{
	bool whole = is_whole(result);
	long long distance;

	for (size_t i = 0; i < count && whole; i++)
		whole = !may_be_of_one_list(result, &results[i], &distance) ||
			is_whole(&results[i]);
	return whole;
}

static void cover_some(struct file_result *result)
{
	result->covers = false;
	result->facts.covers = coverage_scope_name(COVERS_SOME);
}

void settle_pages(struct file_result *results, size_t count)
{
	long long distance;

	for (size_t i = 0; i < count; i++) {
		if (results[i].has_next_page)
			results[i].facts.is_complete =
				results[i].reached_end &&
				next_page_is_here(results, count, &results[i]);
	}
	for (size_t i = 0; i < count; i++) {
		if (!results[i].has_next_page || list_is_whole(results, count, &results[i]))
			continue;
		cover_some(&results[i]);
		for (size_t k = 0; k < count; k++) {
			if (may_be_of_one_list(&results[i], &results[k], &distance))
				cover_some(&results[k]);
		}
	}
}

bool tells_selection(struct str name, struct str value)
{
	static const char *const signs[] = { "$filter=", "%24filter=", "$search=", "%24search=" };

	if (str_equal_fold(name, STR("@odata.deltaLink")))
		return true;
	if (!str_equal_fold(name, STR("@odata.nextLink")))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (str_find_fold(value, str_of(signs[i])) != NULL)
			return true;
	}
	return false;
}

bool names_next_page(struct str name)
{
	static const char *const names[] = { "nextLink", "@odata.nextLink", "skipToken",
					     "$skipToken" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_equal_fold(name, str_of(names[i])))
			return true;
	}
	return false;
}
