/* SPDX-License-Identifier: MIT
 * Truth tables for reports: a case is rows in a short notation, a report, and the answer as text.
 *
 *   flow: flow_id=f1, owner_id=u1     a row; its entity then counts as collected whole
 *   some principal                    collected in part
 *   covers role_assignment:flow       collected whole, with or without rows
 *   earlier principal                 collected whole a week before the moment
 *
 * The answer is the status, then one line per row: the asked columns joined by '|', '-' for NULL.
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
#include "queries/run.h"
#include "store/schema.h"

enum { MOMENT = 1800000000, DAY = SECONDS_PER_DAY, WEEK = 7 * DAY };

struct report_case {
	const char *name, *rows, *answer;
	const char *set; /* "name=value", or NULL */
};

struct answer {
	struct buffer text;
	const char *columns; /* asked for, separated by blanks */
	struct str reason;   /* copied into `kept` */
	char kept[1000];
};

static inline void must(struct store *store, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline void must(struct store *store, const char *format, ...)
{
	struct error err = ERROR_INIT;
	char sql[4000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sql, sizeof(sql), format, arguments);
	va_end(arguments);
	if (store_exec(store, &err, sql) < 0)
		fail_msg("%s", err.text);
}

static inline void cover(struct store *store, const char *entity, const char *part,
			 const char *scope, int64_t at)
{
	must(store, "INSERT OR IGNORE INTO coverage VALUES (%lld, '%s', '%s', '%s', '')",
	     (long long)at, entity, part, scope);
}

/* "flow_id=f1, state=started"; returns the part of the entity that the row belongs to. */
static inline void put_row(struct store *store, const char *entity, char *text, char part[40])
{
	char names[1000] = "", values[2000] = "", *rest = NULL;

	part[0] = '\0';
	for (char *pair = strtok_r(text, ",", &rest); pair; pair = strtok_r(NULL, ",", &rest)) {
		char *name = pair + strspn(pair, " \t"), *value = strchr(name, '=');

		assert_non_null(value);
		*value++ = '\0';
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s, ", name);
		snprintf(values + strlen(values), sizeof(values) - strlen(values), "'%s', ", value);
		if (strcmp(name, "resource_kind") == 0)
			snprintf(part, 40, "%s", value);
	}
	must(store,
	     "INSERT INTO %s_version (%svalid_from, source_file_id, record, source_rank)"
	     " VALUES (%s%d, 1, 1, 1)",
	     entity, names, values, MOMENT);
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

static inline void put_line(struct store *store, const char *rows, char *line)
{
	char *colon = strchr(line, ':'), part[40], partly[80], earlier[80];

	if (put_coverage(store, line))
		return;
	assert_non_null(colon);
	*colon = '\0';
	put_row(store, line, colon + 1, part);
	snprintf(partly, sizeof(partly), "some %s", line);
	snprintf(earlier, sizeof(earlier), "earlier %s", line);
	if (!strstr(rows, partly) && !strstr(rows, earlier))
		cover(store, line, part, "tenant", MOMENT);
}

static inline void open_case(struct store *store, const char *rows)
{
	struct error err = ERROR_INIT;
	char *copy = strdup(rows), *rest = NULL;

	if (store_open(store, NULL, STORE_MEMORY, &err) < 0)
		fail_msg("%s", err.text);
	must(store, "INSERT INTO snapshot VALUES (%d, 'given', NULL, 0, 'test', NULL)", MOMENT);
	for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		put_line(store, rows, line);
	free(copy);
	if (store_set_moment(store, false, 0, &err) < 0)
		fail_msg("%s", err.text);
}

static inline int answer_begin(void *context, const struct result_head *head, struct error *err)
{
	struct answer *answer = context;

	(void)err;
	snprintf(answer->kept, sizeof(answer->kept), "%s", head->reason);
	return buffer_puts(&answer->text, status_name(head->status));
}

static inline void add_cell(struct answer *answer, sqlite3_stmt *row, struct str name)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *text = (const char *)sqlite3_column_text(row, i);

		if (!str_equal(name, str_of(sqlite3_column_name(row, i))))
			continue;
		buffer_puts(&answer->text, text ? text : "-");
		return;
	}
	fail_msg("no column '%.*s'", (int)name.length, name.data);
}

static inline int answer_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct answer *answer = context;
	const char *rest = answer->columns;

	(void)err;
	buffer_puts(&answer->text, "\n");
	while (*rest) {
		size_t length = strcspn(rest, " ");

		add_cell(answer, row, (struct str){ rest, length });
		rest += length + strspn(rest + length, " ");
		buffer_puts(&answer->text, *rest ? "|" : "");
	}
	return 0;
}

static inline int answer_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static inline struct result_sink answer_sink(struct answer *answer)
{
	return (struct result_sink){ answer_begin, answer_row, answer_end, answer };
}

static inline void check_case(const struct report *report, const char *columns,
			      const struct report_case *test)
{
	struct answer answer = { .text = BUFFER_INIT(MIB), .columns = columns };
	struct result_sink sink = answer_sink(&answer);
	struct setting setting = { 0 };
	struct error err = ERROR_INIT;
	struct store store;
	char *set = strdup(test->set ? test->set : "=");

	setting.name = set;
	setting.value = strchr(set, '=') + 1;
	*strchr(set, '=') = '\0';
	open_case(&store, test->rows);
	if (report_run(&store, report, &setting, test->set ? 1 : 0, &sink, &err) < 0)
		fail_msg("%s: %s", test->name, err.text);
	if (strcmp(answer.text.data, test->answer) != 0)
		fail_msg("%s:\n%s\n(%s) instead of\n%s", test->name, answer.text.data, answer.kept,
			 test->answer);
	buffer_release(&answer.text);
	store_close(&store);
	free(set);
}

/* Runs every case up to the one without a name. */
static inline void check_cases(const char *id, const char *columns, const struct report_case *cases)
{
	struct catalogue *catalogue;
	struct error err = ERROR_INIT;

	if (catalogue_open(&catalogue, NULL, &err) < 0)
		fail_msg("%s", err.text);
	assert_non_null(catalogue_find(catalogue, id));
	for (; cases->name; cases++)
		check_case(catalogue_find(catalogue, id), columns, cases);
	catalogue_close(catalogue);
}

#endif
