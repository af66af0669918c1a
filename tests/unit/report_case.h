/* SPDX-License-Identifier: MIT
 * A store given in a short notation, for tests of reports; one line each:
 *
 *   flow: flow_id=f1, owner_id=u1     a row; its entity then counts as collected whole
 *   some principal                    collected in part
 *   covers role_assignment:flow       collected whole, with or without rows
 *   earlier principal                 collected whole a week before the moment
 *   before flow: flow_id=f1           a row that the snapshot a week before had
 *   was flow                          collected whole in the snapshot a week before
 *   list consumer_domain: domain=x    the list holds these rows and no others
 *
 * A value with a comma or blanks at its ends stands in double quotes, where \n ends a line; -3d, +2h
 * are times relative to the moment.
 */
#ifndef REPORT_CASE_H
#define REPORT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "queries/lists.h"
#include "queries/run.h"
#include "store/schema.h"

enum { MOMENT = 1800000000, DAY = SECONDS_PER_DAY, WEEK = 7 * DAY, PAIRS_MAX = 40 };

static inline void must(struct store *store, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline void must(struct store *store, const char *format, ...)
{
	struct error err = ERROR_INIT;
	char sql[8000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sql, sizeof(sql), format, arguments);
	va_end(arguments);
	if (store_exec(store, &err, sql) < 0)
		fail_msg("%s", err.text);
}

/* --- "flow_id=f1, name=\"a, b\", modified_at=-3d" ------------------------------------------- */

struct pairs {
	struct list_cell items[PAIRS_MAX];
	size_t count;
	char text[8000]; /* the values */
	size_t length;
};

/* The value at `*at`, without its quotes; a doubled quote in them is a quote, \n ends a line. */
static inline struct str take_value(struct pairs *pairs, const char **at)
{
	char *value = pairs->text + pairs->length;
	const char *from = *at;
	size_t length = 0;

	if (*from != '"') {
		length = strcspn(from, ",");
		*at = from + length;
		while (length && from[length - 1] == ' ')
			length--;
		memcpy(value, from, length);
	} else {
		for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
			bool ends_line = from[0] == '\\' && from[1] == 'n';

			from += *from == '"' || ends_line;
			value[length++] = ends_line ? '\n' : *from;
		}
		*at = from + (*from == '"');
	}
	value[length] = '\0';
	pairs->length += length + 1;
	return (struct str){ value, length };
}

static inline bool is_relative(struct str value, int64_t *at)
{
	char *end;
	long number;

	if (value.length < 3 || (value.data[0] != '-' && value.data[0] != '+'))
		return false;
	number = strtol(value.data, &end, 10);
	if (end != value.data + value.length - 1 || (*end != 'd' && *end != 'h'))
		return false;
	*at = MOMENT + number * (*end == 'd' ? DAY : SECONDS_PER_DAY / 24);
	return true;
}

static inline struct str settle_value(struct pairs *pairs, struct str value)
{
	int64_t at;
	char *text = pairs->text + pairs->length;

	if (!is_relative(value, &at))
		return value;
	pairs->length += (size_t)sprintf(text, "%lld", (long long)at) + 1;
	return str_of(text);
}

static inline void read_pairs(struct pairs *pairs, const char *text)
{
	*pairs = (struct pairs){ .count = 0 };
	while (*(text += strspn(text, " ,\t"))) {
		struct list_cell *pair = &pairs->items[pairs->count++];
		size_t length = strcspn(text, "=");

		if (!text[length] || pairs->count == PAIRS_MAX)
			fail_msg("not column=value: '%s'", text);
		pair->column = (struct str){ text, length };
		text += length + 1;
		pair->value = settle_value(pairs, take_value(pairs, &text));
	}
}

/* --- Rows ---------------------------------------------------------------------------------- */

static inline void cover(struct store *store, const char *entity, const char *part,
			 const char *scope, int64_t at)
{
	must(store, "INSERT OR IGNORE INTO coverage VALUES (%lld, '%s', '%s', '%s', '', '')",
	     (long long)at, entity, part, scope);
}

static inline void bind_pairs(sqlite3_stmt *insert, const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		sqlite3_bind_text(insert, (int)i + 1, pairs->items[i].value.data, -1,
				  SQLITE_STATIC);
}

/* The row's key as SQL: "flow_id = 'f1'"; for closing what it was before. */
static inline void put_row(struct store *store, const char *entity, const char *text, int64_t from,
			   char part[40])
{
	struct buffer names = BUFFER_INIT(MIB), places = BUFFER_INIT(MIB), sql = BUFFER_INIT(MIB);
	/* of the versions that hold, or of those that ended at the moment */
	long long number = from == MOMENT ? 0 : (long long)(MOMENT / DAY + 1) << 32;
	struct error err = ERROR_INIT;
	struct pairs pairs;
	sqlite3_stmt *insert;

	read_pairs(&pairs, text);
	part[0] = '\0';
	for (size_t i = 0; i < pairs.count; i++) {
		buffer_printf(&names, "%.*s, ", (int)pairs.items[i].column.length,
			      pairs.items[i].column.data);
		buffer_printf(&places, "?%zu, ", i + 1);
		if (str_equal(pairs.items[i].column, STR("resource_kind")))
			snprintf(part, 40, "%s", pairs.items[i].value.data);
	}
	buffer_printf(&sql,
		      "INSERT INTO %s_version (%svalid_from, valid_to, source_file_id, record,"
		      " source_rank, version_id) SELECT %s%lld, %s, 1, 1, 1,"
		      " ifnull(max(version_id), %lld) + 1 FROM %s_version"
		      " WHERE version_id >= %lld AND version_id - %lld < 1 << 32",
		      entity, names.data, places.data, (long long)from,
		      from == MOMENT ? "NULL" : "1800000000", number, entity, number, number);
	insert = store_prepare(store, &err, sql.data);
	if (!insert)
		fail_msg("%s", err.text);
	bind_pairs(insert, &pairs);
	if (store_step(insert, &err) < 0)
		fail_msg("%s", err.text);
	sqlite3_finalize(insert);
	buffer_release(&names);
	buffer_release(&places);
	buffer_release(&sql);
}

/* "some principal", "covers role_assignment:flow", "earlier principal" */
static inline bool put_coverage(struct store *store, const char *line)
{
	static const struct {
		const char *word, *scope;
		int64_t at;
	} words[] = {
		{ "some ", "some", MOMENT },
		{ "covers ", "tenant", MOMENT },
		{ "earlier ", "tenant", MOMENT - WEEK },
		{ "was ", "tenant", MOMENT - WEEK },
	};
	char entity[60], *part;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncmp(line, words[i].word, strlen(words[i].word)) != 0)
			continue;
		snprintf(entity, sizeof(entity), "%s", line + strlen(words[i].word));
		part = strchr(entity, ':');
		if (part)
			*part++ = '\0';
		cover(store, entity, part ? part : "", words[i].scope, words[i].at);
		return true;
	}
	return false;
}

static inline void put_list_row(struct store *store, const char *rows, const char *line,
				const char *name, const char *text)
{
	struct error err = ERROR_INIT;
	struct pairs pairs;
	char head[100];

	snprintf(head, sizeof(head), "list %s:", name);
	if (strstr(rows, head) == line && list_clear(store, str_of(name), &err) < 0)
		fail_msg("%s", err.text);
	read_pairs(&pairs, text);
	if (pairs.count && list_add(store, str_of(name), pairs.items, pairs.count, &err) < 0)
		fail_msg("%s", err.text);
}

static inline void put_entity_row(struct store *store, const char *rows, const char *entity,
				  const char *text)
{
	char part[40], partly[100], earlier[100];

	put_row(store, entity, text, MOMENT, part);
	snprintf(partly, sizeof(partly), "some %s\n", entity);
	snprintf(earlier, sizeof(earlier), "earlier %s\n", entity);
	if (!strstr(rows, partly) && !strstr(rows, earlier))
		cover(store, entity, part, "tenant", MOMENT);
}

static inline void put_line(struct store *store, const char *rows, const char *line)
{
	char word[80], copy[80], part[40];
	size_t length = strcspn(line, "\n"), colon = strcspn(line, ":");
	char *text;

	snprintf(copy, sizeof(copy), "%.*s", (int)length, line);
	if (put_coverage(store, copy))
		return;
	if (colon >= length)
		fail_msg("not 'entity: column=value, ...': '%s'", copy);
	text = strndup(line + colon + 1, length - colon - 1);
	snprintf(word, sizeof(word), "%.*s", (int)colon, line);
	if (strncmp(word, "before ", 7) == 0) {
		put_row(store, word + 7, text, MOMENT - WEEK, part);
		cover(store, word + 7, part, "tenant", MOMENT - WEEK);
	} else if (strncmp(word, "list ", 5) == 0) {
		put_list_row(store, rows, line, word + 5, text);
	} else {
		put_entity_row(store, rows, word, text);
	}
	free(text);
}

static inline bool has_earlier(const char *rows)
{
	return strstr(rows, "before ") || strstr(rows, "was ");
}

static inline void open_case(struct store *store, const char *rows)
{
	struct error err = ERROR_INIT;

	if (store_open(store, NULL, STORE_MEMORY, &err) < 0)
		fail_msg("%s", err.text);
	must(store, "INSERT INTO snapshot VALUES (%d, 'given', NULL, 0, 'test', NULL)", MOMENT);
	if (has_earlier(rows))
		must(store, "INSERT INTO snapshot VALUES (%d, 'given', NULL, 0, 'test', NULL)",
		     MOMENT - WEEK);
	for (const char *line = rows; *line; line += strcspn(line, "\n"), line += *line == '\n')
		if (*line != '\n')
			put_line(store, rows, line);
	if (store_set_moment(store, false, 0, &err) < 0)
		fail_msg("%s", err.text);
}

#endif
