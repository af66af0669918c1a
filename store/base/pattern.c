/* SPDX-License-Identifier: MIT
 * PCRE2 behind two questions: is it a pattern, and what does it find?
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/pattern.h"

#include <pcre2.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"

struct pattern {
	struct pattern *next;
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *limits;
};

static void pattern_free(struct pattern *pattern)
{
	pcre2_match_context_free(pattern->limits);
	pcre2_match_data_free(pattern->match);
	pcre2_code_free(pattern->code);
	free(pattern);
}

void patterns_free(struct pattern *chain)
{
	while (chain != NULL) {
		struct pattern *next = chain->next;

		pattern_free(chain);
		chain = next;
	}
}

static pcre2_code *compile(const char *text, struct error *err)
{
	const uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
	char reason[128];
	size_t place;
	int code;
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options,
					     &code, &place, NULL);

	if (compiled != NULL)
		return compiled;
	pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof(reason));
	error_set(err, "at character %zu: %s", place + 1, reason);
	return NULL;
}

const struct pattern *pattern_new(struct pattern **chain, const char *text, struct error *err)
{
	pcre2_code *code = compile(text, err);
	struct pattern *pattern;

	if (code == NULL)
		return NULL;
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where there is none, it is interpreted */
	pattern = memory_alloc(sizeof(*pattern));
	*pattern = (struct pattern){
		.next = *chain,
		.code = code,
		.match = pcre2_match_data_create_from_pattern(code, NULL),
		.limits = pcre2_match_context_create(NULL),
	};
	if (pattern->match == NULL || pattern->limits == NULL) {
		pattern_free(pattern);
		error_set(err, "out of memory");
		return NULL;
	}
	pcre2_set_match_limit(pattern->limits, LIMIT_PATTERN_WORK);
	pcre2_set_heap_limit(pattern->limits, LIMIT_PATTERN_HEAP / 1024);
	*chain = pattern;
	return pattern;
}

enum pattern_result pattern_search(const struct pattern *pattern, struct str text,
				   struct str *found)
{
	const size_t *ends = pcre2_get_ovector_pointer(pattern->match);
	int groups, i;

	if (text.length > LIMIT_PATTERN_TEXT)
		text.length = LIMIT_PATTERN_TEXT;
	groups = pcre2_match(pattern->code, (PCRE2_SPTR)(text.length > 0 ? text.data : ""),
			     text.length, 0, 0, pattern->match, pattern->limits);
	if (groups == PCRE2_ERROR_NOMATCH)
		return PATTERN_ABSENT;
	if (groups < 0)
		return PATTERN_GAVE_UP;
	i = pcre2_get_ovector_count(pattern->match) > 1 ? 1 : 0;
	while (i > 0 && i < groups && ends[2 * i] == PCRE2_UNSET)
		i++;
	if (i >= groups || ends[2 * i] > ends[2 * i + 1]) /* \K may, in old PCRE2 */
		return PATTERN_ABSENT;
	*found = (struct str){ text.data + ends[2 * i], ends[2 * i + 1] - ends[2 * i] };
	return PATTERN_FOUND;
}
