/* SPDX-License-Identifier: MIT
 * Most texts hold no secret, and most of those not even a word that goes with one: these are told
 * by one search for all words at once, before any pattern is tried.
 */
#include "secrets.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/pattern.h"

enum { SHORTEST = 12, GUID_LENGTH = 36, OVERLAP = 4096 };

struct rule {
	char *id;        /* owned */
	char **keywords; /* owned; one of them stands in every match */
	size_t keyword_count;
	const struct pattern *pattern;
};

struct secrets {
	struct rule *rules;
	size_t count;
	struct pattern *patterns;       /* owned */
	const struct pattern *keywords; /* any of any rule */
};

/* --- The description ----------------------------------------------------------------------- */

static const char *text_of(const cJSON *object, const char *member)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, member));
}

static int parse_rule(struct secrets *secrets, const cJSON *json, struct buffer *words,
		      struct error *err)
{
	const cJSON *keywords = cJSON_GetObjectItemCaseSensitive(json, "keywords"), *word;
	const char *id = text_of(json, "id"), *pattern = text_of(json, "pattern");
	struct rule *rule = &secrets->rules[secrets->count++];

	if (id == NULL || pattern == NULL || cJSON_GetArraySize(keywords) == 0)
		return error_set(err, "a secret has an 'id', a 'pattern' and 'keywords'");
	rule->id = memory_copy(id, strlen(id));
	rule->keywords = memory_alloc((size_t)cJSON_GetArraySize(keywords) * sizeof(char *));
	cJSON_ArrayForEach(word, keywords) {
		const char *text = cJSON_GetStringValue(word);

		if (text == NULL)
			return error_set(err, "secret '%s': keywords are texts", id);
		rule->keywords[rule->keyword_count++] = memory_copy(text, strlen(text));
		buffer_printf(words, "%s\\Q%s\\E", words->length > 0 ? "|" : "(?i)", text);
	}
	rule->pattern = pattern_new(&secrets->patterns, pattern, err);
	return rule->pattern == NULL ? error_prefix(err, "secret '%s'", id) : 0;
}

static int parse_rules(struct secrets *secrets, const cJSON *list, struct error *err)
{
	struct buffer words = BUFFER_INIT(LIMIT_FORMAT_FILE);
	const cJSON *json;
	int result = 0;

	secrets->rules = memory_alloc((size_t)cJSON_GetArraySize(list) * sizeof(struct rule) + 1);
	cJSON_ArrayForEach(json, list) {
		if (result == 0)
			result = parse_rule(secrets, json, &words, err);
	}
	if (result == 0 && words.length == 0)
		result = error_set(err, "no list 'secrets'");
	if (result == 0)
		secrets->keywords = pattern_new(&secrets->patterns, words.data, err);
	buffer_release(&words);
	return result < 0 || secrets->keywords == NULL ? -1 : 0;
}

struct secrets *secrets_parse(const char *text, struct error *err)
{
	struct secrets *secrets = memory_alloc(sizeof(*secrets));
	cJSON *json = cJSON_Parse(text);
	int result = json == NULL ? error_set(err, "not valid JSON") :
				    parse_rules(secrets,
						cJSON_GetObjectItemCaseSensitive(json, "secrets"),
						err);

	cJSON_Delete(json);
	if (result == 0)
		return secrets;
	secrets_free(secrets);
	return NULL;
}

struct secrets *secrets_built_in(struct error *err)
{
	return secrets_parse(secret_files[0].content, err);
}

static void free_rule(struct rule *rule)
{
	for (size_t i = 0; i < rule->keyword_count; i++)
		free(rule->keywords[i]);
	free(rule->keywords);
	free(rule->id);
}

void secrets_free(struct secrets *secrets)
{
	if (secrets == NULL)
		return;
	for (size_t i = 0; i < secrets->count; i++)
		free_rule(&secrets->rules[i]);
	free(secrets->rules);
	patterns_free(secrets->patterns);
	free(secrets);
}

/* --- Finding ------------------------------------------------------------------------------- */

/* A GUID as every other value is one. */
static bool is_guid(struct str text)
{
	return text.length == GUID_LENGTH && text.data[8] == '-' && text.data[13] == '-' &&
	       text.data[18] == '-' && text.data[23] == '-';
}

static struct str rest_of(struct str text, size_t from)
{
	return (struct str){ text.data + from, text.length - from };
}

/* A pattern looks at so many bytes at once; the next look begins a little before their end. */
static enum pattern_result search(const struct pattern *pattern, struct str text, size_t from,
				  struct str *found)
{
	for (;;) {
		enum pattern_result result = pattern_search(pattern, rest_of(text, from), found);

		if (result != PATTERN_ABSENT || text.length - from <= LIMIT_PATTERN_TEXT)
			return result;
		from += LIMIT_PATTERN_TEXT - OVERLAP;
	}
}

static bool has_keyword(const struct rule *rule, struct str text)
{
	for (size_t i = 0; i < rule->keyword_count; i++) {
		if (str_find_fold(text, str_of(rule->keywords[i])) != NULL)
			return true;
	}
	return false;
}

/* Keeps the places sorted; one that touches another is not taken. */
static size_t insert(struct secret *found, size_t count, const struct secret *secret)
{
	size_t i = count;

	while (i > 0 && found[i - 1].text.data > secret->text.data)
		i--;
	if ((i > 0 && found[i - 1].text.data + found[i - 1].text.length > secret->text.data) ||
	    (i < count && secret->text.data + secret->text.length > found[i].text.data))
		return count;
	memmove(&found[i + 1], &found[i], (count - i) * sizeof(*found));
	found[i] = *secret;
	return count + 1;
}

/* False when the pattern gave up: the text may hold secrets that nobody found. */
static bool apply(const struct rule *rule, struct str text, struct secret *found, size_t *count)
{
	struct secret secret = { .id = rule->id };
	size_t from = 0;

	while (*count < SECRETS_MAX - 1 && from < text.length) {
		enum pattern_result result = search(rule->pattern, text, from, &secret.text);

		if (result != PATTERN_FOUND)
			return result == PATTERN_ABSENT;
		if (secret.text.length > 0)
			*count = insert(found, *count, &secret);
		from = (size_t)(secret.text.data - text.data) + secret.text.length +
		       (secret.text.length == 0);
	}
	return true;
}

size_t secrets_find(const struct secrets *secrets, struct str text, struct secret *found)
{
	struct str word;
	size_t count = 0;

	if (secrets == NULL || text.length < SHORTEST || is_guid(text) ||
	    search(secrets->keywords, text, 0, &word) == PATTERN_ABSENT)
		return 0;
	for (size_t i = 0; i < secrets->count; i++) {
		const struct rule *rule = &secrets->rules[i];

		if (has_keyword(rule, text) && !apply(rule, text, found, &count)) {
			found[0] = (struct secret){ rule->id, text };
			return 1;
		}
	}
	if (count == SECRETS_MAX - 1) {
		const char *end = found[count - 1].text.data + found[count - 1].text.length;

		found[count] = (struct secret){ found[count - 1].id, { end, 0 } };
		found[count++].text.length = (size_t)(text.data + text.length - end);
	}
	return count;
}
