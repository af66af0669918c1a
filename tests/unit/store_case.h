/* SPDX-License-Identifier: MIT
 * One import by hand, row by row, in a short notation, and questions to the store as one line of
 * text: columns joined by '|', rows by a blank, '-' for NULL.
 */
#ifndef STORE_CASE_H
#define STORE_CASE_H

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
#include "store/staging.h"

struct hand {
	struct store *store;
	struct staging *staging;
	struct staging_origin origin;
	const char *hash, *label;
	int64_t rejected;
};

static inline void open_memory(struct store *store)
{
	struct error err = ERROR_INIT;

	if (store_open(store, NULL, STORE_MEMORY, &err) < 0)
		fail_msg("%s", err.text);
}

static inline const struct entity *entity_of(const struct store *store, const char *name)
{
	const struct entity *entity = schema_entity(store->schema, str_of(name));

	if (entity == NULL)
		fail_msg("no entity '%s'", name);
	return entity;
}

static inline void next_file(struct hand *hand, const char *hash)
{
	struct error err = ERROR_INIT;

	hand->hash = hash;
	hand->origin.record = 0;
	hand->rejected = 0;
	if (staging_add_file(hand->staging, &hand->origin.file, &err) < 0)
		fail_msg("%s", err.text);
}

/* Starts an import with one file, which is known by its hash. */
static inline void begin(struct hand *hand, struct store *store, const char *hash)
{
	struct error err = ERROR_INIT;

	*hand = (struct hand){ .store = store, .origin = { .rank = 50, .primary = true } };
	if (staging_begin(&hand->staging, store, &err) < 0)
		fail_msg("%s", err.text);
	next_file(hand, hash);
}

/* "state=started": the value by the kind of its column. */
static inline void read_pair(const struct entity *entity, char *pair, struct value *values)
{
	char *text = strchr(pair, '=');
	int column;

	assert_non_null(text);
	*text++ = '\0';
	column = entity_column(entity, str_of(pair));
	if (column < 0)
		fail_msg("no column '%s' in '%s'", pair, entity->name);
	if (strcmp(entity->columns[column].sql_type, "INTEGER") == 0)
		values[column] = (struct value){ .type = VALUE_INT,
						 .integer = strtoll(text, NULL, 10) };
	else
		values[column] = (struct value){ .type = VALUE_TEXT, .text = str_of(text) };
}

/* A row as it stands, "flow_id=f1, state=started", of the record at hand. */
static inline void put_text(struct hand *hand, const char *name, const char *text)
{
	const struct entity *entity = entity_of(hand->store, name);
	struct value values[100] = { { 0 } };
	struct error err = ERROR_INIT;
	char copy[1000], *rest = NULL;

	snprintf(copy, sizeof(copy), "%s", text);
	for (char *pair = strtok_r(copy, ",", &rest); pair; pair = strtok_r(NULL, ",", &rest))
		read_pair(entity, pair + strspn(pair, " "), values);
	for (size_t i = 0; i < entity->data_count; i++) {
		if (entity->columns[i].key && values[i].type == VALUE_NULL)
			values[i] = (struct value){ .type = VALUE_TEXT, .text = STR("") };
	}
	if (staging_put(hand->staging, entity, values, &hand->origin, &err) < 0)
		fail_msg("%s", err.text);
}

/* A record with this row. */
static inline void put(struct hand *hand, const char *name, const char *text)
{
	hand->origin.record++;
	hand->origin.primary = true;
	put_text(hand, name, text);
}

/* A further row of the record before. */
static inline void put_further(struct hand *hand, const char *name, const char *text)
{
	hand->origin.primary = false;
	put_text(hand, name, text);
}

static inline void put_ranked(struct hand *hand, int rank, const char *name, const char *text)
{
	int before = hand->origin.rank;

	hand->origin.rank = rank;
	put(hand, name, text);
	hand->origin.rank = before;
}

/* "flow", or "role_assignment:flow" for a part of the entity. */
static inline void cover(struct hand *hand, const char *what, enum coverage_scope scope,
			 const char *id)
{
	struct error err = ERROR_INIT;
	char name[64];
	char *part;

	snprintf(name, sizeof(name), "%s", what);
	part = strchr(name, ':');
	if (part)
		*part++ = '\0';
	if (staging_cover(hand->staging, entity_of(hand->store, name), str_of(part ? part : ""),
			  scope, str_of(id), &err) < 0)
		fail_msg("%s", err.text);
}

static inline void cover_tenant(struct hand *hand, const char *what)
{
	cover(hand, what, COVERS_TENANT, "");
}

/* As many records read as rows were put, unless `extra` says that more were. */
static inline void finish_file(struct hand *hand, int64_t extra)
{
	struct error err = ERROR_INIT;
	struct source_facts facts = {
		.path = "p",
		.sha256 = hand->hash,
		.format = "f",
		.is_complete = true,
		.records_read = hand->origin.record + hand->rejected + extra,
		.records_rejected = hand->rejected,
	};

	if (staging_finish_file(hand->staging, hand->origin.file, &facts, &err) < 0)
		fail_msg("%s", err.text);
}

/* Ends the file and the import; the number of files that were new. */
static inline int64_t commit(struct hand *hand, int64_t at)
{
	struct snapshot_facts facts = { .at = at, .basis = "given", .label = hand->label };
	struct error err = ERROR_INIT;
	int64_t fresh = -1;

	finish_file(hand, 0);
	if (staging_commit(hand->staging, &facts, &fresh, &err) < 0)
		fail_msg("%s", err.text);
	staging_end(hand->staging);
	return fresh;
}

static inline void add_row(struct buffer *text, sqlite3_stmt *row)
{
	buffer_puts(text, text->length > 0 ? " " : "");
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *cell = (const char *)sqlite3_column_text(row, i);

		buffer_printf(text, "%s%s", i > 0 ? "|" : "", cell ? cell : "-");
	}
}

/* Asks, and compares with what is expected. */
static inline void expect(struct store *store, const char *sql, const char *expected)
{
	struct buffer text = BUFFER_INIT(MIB);
	struct error err = ERROR_INIT;
	sqlite3_stmt *rows = store_prepare(store, &err, sql);
	int code;

	if (rows == NULL)
		fail_msg("%s", err.text);
	buffer_puts(&text, "");
	while ((code = store_step(rows, &err)) == SQLITE_ROW)
		add_row(&text, rows);
	sqlite3_finalize(rows);
	if (code < 0)
		fail_msg("%s", err.text);
	if (strcmp(text.data, expected) != 0)
		fail_msg("%s:\n'%s' instead of\n'%s'", sql, text.data, expected);
	buffer_release(&text);
}

/* The canonical text; the caller frees it. */
static inline char *dump_of(struct store *store)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	struct error err = ERROR_INIT;

	if (store_dump(store, out, &err) < 0)
		fail_msg("%s", err.text);
	fclose(out);
	return text;
}

static inline void expect_dump(struct store *store, const char *expected)
{
	char *now = dump_of(store);

	assert_string_equal(now, expected);
	free(now);
}

/* A snapshot of one flow. */
static inline void write_snapshot(struct store *store, const char *hash, int64_t at,
				  const char *flow)
{
	struct hand hand;

	begin(&hand, store, hash);
	put(&hand, "flow", flow);
	cover_tenant(&hand, "flow");
	assert_int_equal(commit(&hand, at), 1);
}

#endif
