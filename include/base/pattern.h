/* SPDX-License-Identifier: MIT
 * Regular expressions of formats and lists (PCRE2), made safe for hostile text: limits on the
 * text and on the work, and bytes that are not UTF-8 match nothing but do no harm.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/error.h"
#include "base/text.h"

struct pattern;

enum pattern_result {
	PATTERN_FOUND,
	PATTERN_ABSENT,
	PATTERN_GAVE_UP, /* LIMIT_PATTERN_WORK was reached before an answer */
};

/* Compiled, and put in front of `*chain`, which owns it; NULL when it is no pattern. */
const struct pattern *pattern_new(struct pattern **chain, const char *text, struct error *err);
void patterns_free(struct pattern *chain);

/* `*found` is the first capture group that took part, or the whole match when the pattern has no
 * groups; a slice of `text`. Only the first LIMIT_PATTERN_TEXT bytes are looked at. Patterns are
 * for one thread at a time. */
enum pattern_result pattern_search(const struct pattern *pattern, struct str text,
				   struct str *found);

#endif
