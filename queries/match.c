/* SPDX-License-Identifier: MIT
 * list_match(list, text): the first column of the list's first row whose `pattern` is found in the
 * text. The patterns are compiled once for a statement, and short texts are remembered with their
 * answers: names of parameters, hosts and codes come again and again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/pattern.h"
#include "queries/lists.h"
#include "supply.h"

struct rule {
	char *name; /* owned */
	const struct pattern *pattern;
};

enum { ANSWERS = 256, ANSWER_TEXT = 48 };

/* What was asked last of the texts that share this place. */
struct answer {
	char text[ANSWER_TEXT];
	size_t length;
	const char *name; /* a rule's, or NULL: no rule matches */
	bool is_known;
};

struct rules {
	struct rule *items;
	size_t count, capacity;
	struct pattern *patterns; /* owned */
	struct answer answers[ANSWERS];
};

static void rules_free(void *context)
{
	struct rules *rules = context;

	for (size_t i = 0; i < rules->count; i++)
		free(rules->items[i].name);
	free(rules->items);
	patterns_free(rules->patterns);
	free(rules);
}

/* Whatever the list's columns are: the first is the name, the last of the query the pattern. */
static int add_rule(struct rules *rules, sqlite3_stmt *row, struct error *err)
{
	const char *name = (const char *)sqlite3_column_text(row, 0);
	const char *text = (const char *)sqlite3_column_text(row, sqlite3_column_count(row) - 1);
	const struct pattern *pattern;
	struct buffer caseless = BUFFER_INIT(LIMIT_SQL_TEXT);

	if (name == NULL || text == NULL)
		return 0;
	buffer_printf(&caseless, "(?i)%s", text);
	pattern = pattern_new(&rules->patterns, caseless.data, err);
	buffer_release(&caseless);
	if (pattern == NULL)
		return error_prefix(err, "pattern '%s'", text);
	rules->items = memory_reserve(rules->items, rules->count, &rules->capacity,
				      sizeof(*rules->items));
	rules->items[rules->count++] = (struct rule){ memory_copy(name, strlen(name)), pattern };
	return 0;
}

static int fill(struct rules *rules, struct store *store, const char *list, struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *query;
	int code = SQLITE_DONE, result = 0;

	buffer_printf(&sql, "SELECT t.*, t.pattern FROM temp.%s AS t ORDER BY rowid", list);
	query = store_prepare(store, err, sql.data);
	buffer_release(&sql);
	while (query != NULL && result == 0 && (code = store_step(query, err)) == SQLITE_ROW)
		result = add_rule(rules, query, err);
	sqlite3_finalize(query);
	return query == NULL || code < 0 ? -1 : result;
}

/* The rules of the list, kept with the statement's argument 0; NULL with the error told. */
static struct rules *rules_of(sqlite3_context *context, sqlite3_value *list)
{
	struct rules *rules = sqlite3_get_auxdata(context, 0);
	struct error err = ERROR_INIT;

	if (rules != NULL)
		return rules;
	rules = memory_alloc(sizeof(*rules));
	if (list_find(str_of((const char *)sqlite3_value_text(list))) == NULL ||
	    fill(rules, sqlite3_user_data(context), (const char *)sqlite3_value_text(list),
		 &err) < 0) {
		rules_free(rules);
		sqlite3_result_error(context, err.text[0] ? err.text : "no such list", -1);
		return NULL;
	}
	sqlite3_set_auxdata(context, 0, rules, rules_free);
	return sqlite3_get_auxdata(context, 0);
}

static const char *search(const struct rules *rules, struct str text)
{
	struct str found;

	for (size_t i = 0; i < rules->count; i++) {
		if (pattern_search(rules->items[i].pattern, text, &found) == PATTERN_FOUND)
			return rules->items[i].name;
	}
	return NULL;
}

static struct answer *place_of(struct rules *rules, struct str text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
	return &rules->answers[hash % ANSWERS];
}

static const char *recall(struct rules *rules, struct str text)
{
	struct answer *answer;

	if (text.length > ANSWER_TEXT)
		return search(rules, text);
	answer = place_of(rules, text);
	if (!answer->is_known || !str_equal((struct str){ answer->text, answer->length }, text)) {
		memcpy(answer->text, text.data, text.length);
		answer->length = text.length;
		answer->name = search(rules, text);
		answer->is_known = true;
	}
	return answer->name;
}

static void list_match(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct rules *rules = rules_of(context, values[0]);
	struct str text = { (const char *)sqlite3_value_text(values[1]), 0 };
	const char *name;

	(void)count;
	if (rules == NULL || text.data == NULL)
		return;
	text.length = (size_t)sqlite3_value_bytes(values[1]);
	name = recall(rules, text);
	if (name != NULL)
		sqlite3_result_text(context, name, -1, SQLITE_TRANSIENT);
}

int match_register(struct store *store, struct error *err)
{
	if (sqlite3_create_function(store->db, "list_match", 2,
				    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, store,
				    list_match, NULL, NULL) != SQLITE_OK)
		return error_set(err, "%s", sqlite3_errmsg(store->db));
	return 0;
}
