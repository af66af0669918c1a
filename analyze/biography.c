/* SPDX-License-Identifier: MIT
 * Entity by entity, object by object, version by version: of the first version every value, of each
 * further one what is other than before.
 */
#include "biography.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/timestamp.h"

#include "cell.h"
#include "glyph.h"
#include "sources_at_hand.h"

/* The versions of one entity, in the order of objects and times. */
struct chapter {
	const struct biography *biography;
	const struct entity *entity;
	sqlite3_stmt *rows;
	char **before; /* owned; the values of the version before, NULL for none */
	bool has_before;
	int64_t ended_at; /* of the version before; INT64_MAX while it lasts */
	char *sha256, *format; /* owned; of the newest version */
	int64_t record;
};

/* Columns behind the entity's own. */
enum { VALID_FROM, VALID_TO, RECORD, PATH, SHA256, FORMAT };

static int further(const struct chapter *chapter, int which)
{
	return (int)chapter->entity->data_count + which;
}

static enum value_kind kind_of(const struct column *column)
{
	switch (column->kind) {
	case COLUMN_TIME:
		return RESULT_TIME;
	case COLUMN_BOOL:
		return RESULT_BOOL;
	case COLUMN_INT:
		return RESULT_INTEGER;
	case COLUMN_REAL:
		return RESULT_REAL;
	default:
		return RESULT_TEXT;
	}
}

/* As a person may read it; NULL for what is not known. */
static char *value_of(const struct chapter *chapter, size_t column)
{
	struct cell cell;

	cell_read(&cell, chapter->rows, (int)column, kind_of(&chapter->entity->columns[column]));
	return cell.type == CELL_NULL ? NULL : memory_copy(cell.text.data, cell.text.length);
}

static bool is_same(const char *left, const char *right)
{
	return left && right ? strcmp(left, right) == 0 : left == right;
}

static void put(FILE *out, const char *text)
{
	glyph_print(out, str_of(text ? text : "not known"), -1);
}

static void put_time(FILE *out, int64_t at)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	fputs(text, out);
}

/* --- One version --------------------------------------------------------------------------- */

static bool is_other_object(const struct chapter *chapter, char *const *values)
{
	if (!chapter->has_before)
		return true;
	for (size_t i = 0; i < chapter->entity->data_count; i++)
		if (chapter->entity->columns[i].key && !is_same(values[i], chapter->before[i]))
			return true;
	return false;
}

static void put_end(const struct chapter *chapter)
{
	FILE *out = chapter->biography->out;

	if (!chapter->has_before || chapter->ended_at == INT64_MAX)
		return;
	fputs("  ", out);
	put_time(out, chapter->ended_at);
	fputs("  gone\n", out);
}

/* "role_assignment flow, f0000000-..., Owner" */
static void put_title(const struct chapter *chapter, char *const *values)
{
	FILE *out = chapter->biography->out;
	const char *before = " ";

	fprintf(out, "\n%s", chapter->entity->name);
	for (size_t i = 0; i < chapter->entity->data_count; i++) {
		if (!chapter->entity->columns[i].key || !values[i] || !*values[i])
			continue;
		fputs(before, out);
		put(out, values[i]);
		before = ", ";
	}
	putc('\n', out);
}

static void put_source(const struct chapter *chapter)
{
	FILE *out = chapter->biography->out;
	const char *path = (const char *)sqlite3_column_text(chapter->rows, further(chapter, PATH));

	if (!path) {
		fputs("      its file was forgotten\n", out);
		return;
	}
	fputs("      ", out);
	put(out, path);
	fprintf(out, ", record %lld, SHA-256 %s\n",
		(long long)sqlite3_column_int64(chapter->rows, further(chapter, RECORD)),
		(const char *)sqlite3_column_text(chapter->rows, further(chapter, SHA256)));
}

static void put_values(const struct chapter *chapter, char *const *values, bool is_first)
{
	FILE *out = chapter->biography->out;

	for (size_t i = 0; i < chapter->entity->data_count; i++) {
		const struct column *column = &chapter->entity->columns[i];

		if (is_first ? !values[i] || column->key : is_same(values[i], chapter->before[i]))
			continue;
		fprintf(out, "      %s: ", column->name);
		if (!is_first) {
			put(out, chapter->before[i]);
			fputs(" -> ", out);
		}
		put(out, values[i]);
		putc('\n', out);
	}
}

static void put_version(const struct chapter *chapter, char *const *values)
{
	const int64_t from = sqlite3_column_int64(chapter->rows, further(chapter, VALID_FROM));
	bool is_first = is_other_object(chapter, values);
	bool is_back = !is_first && chapter->ended_at != from;
	FILE *out = chapter->biography->out;

	if (is_first || is_back)
		put_end(chapter);
	if (is_first)
		put_title(chapter, values);
	fputs("  ", out);
	put_time(out, from);
	fputs(is_first ? "  first seen\n" : is_back ? "  back\n" : "  changed\n", out);
	put_source(chapter);
	put_values(chapter, values, is_first);
}

static void release_values(char **values, size_t count)
{
	for (size_t i = 0; values && i < count; i++)
		free(values[i]);
	free(values);
}

static char *copy_column(const struct chapter *chapter, int which)
{
	struct str text = column_str(chapter->rows, further(chapter, which));

	return memory_copy(text.data, text.length);
}

/* What is told next is put beside it. */
static void remember(struct chapter *chapter, char **values)
{
	int to = further(chapter, VALID_TO);

	release_values(chapter->before, chapter->entity->data_count);
	chapter->before = values;
	chapter->has_before = true;
	chapter->ended_at = sqlite3_column_type(chapter->rows, to) == SQLITE_NULL
				    ? INT64_MAX
				    : sqlite3_column_int64(chapter->rows, to);
	free(chapter->sha256);
	free(chapter->format);
	chapter->sha256 = copy_column(chapter, SHA256);
	chapter->format = copy_column(chapter, FORMAT);
	chapter->record = sqlite3_column_int64(chapter->rows, further(chapter, RECORD));
}

/* --- One entity ---------------------------------------------------------------------------- */

/* The column by which its rows belong to the resource; NULL: they belong to none. */
static const char *owner_column(const struct entity *entity)
{
	return entity->resource >= 0 ? entity->columns[entity->resource].name :
				       entity_first_key(entity);
}

static sqlite3_stmt *select_versions(struct store *store, const struct entity *entity,
				     struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *rows;

	buffer_puts(&sql, "SELECT ");
	for (size_t i = 0; i < entity->data_count; i++)
		buffer_printf(&sql, "v.%s, ", entity->columns[i].name);
	buffer_printf(&sql,
		      "v.valid_from, v.valid_to, v.record, f.path, f.sha256, f.format"
		      " FROM main.%s_version AS v LEFT JOIN main.source_file AS f"
		      " ON f.source_file_id = v.source_file_id WHERE v.%s IN (?1, lower(?1))"
		      " ORDER BY ",
		      entity->name, owner_column(entity));
	for (size_t i = 0; i < entity->data_count; i++)
		if (entity->columns[i].key)
			buffer_printf(&sql, "v.%s, ", entity->columns[i].name);
	buffer_puts(&sql, "v.valid_from");
	rows = store_prepare(store, err, sql.data);
	buffer_release(&sql);
	return rows;
}

static int show_record(const struct chapter *chapter, struct error *err)
{
	const struct biography *biography = chapter->biography;
	const struct record_place place = { chapter->sha256, chapter->format, chapter->record };

	if (!chapter->has_before || !*chapter->sha256 || chapter->entity->resource >= 0)
		return 0; /* of what only belongs to it, the place is enough */
	return sources_at_hand_show(biography->formats, biography->store, biography->files, &place,
				    biography->out, err);
}

static int write_chapter(struct chapter *chapter, const char *id, struct error *err)
{
	const struct entity *entity = chapter->entity;
	int step;

	chapter->rows = select_versions(chapter->biography->store, entity, err);
	if (!chapter->rows)
		return -1;
	sqlite3_bind_text(chapter->rows, 1, id, -1, SQLITE_STATIC);
	while ((step = store_step(chapter->rows, err)) == SQLITE_ROW) {
		char **values = memory_alloc((entity->data_count + 1) * sizeof(*values));

		for (size_t i = 0; i < entity->data_count; i++)
			values[i] = value_of(chapter, i);
		put_version(chapter, values);
		remember(chapter, values);
	}
	put_end(chapter);
	return step < 0 ? -1 : 0;
}

static void release(struct chapter *chapter)
{
	sqlite3_finalize(chapter->rows);
	release_values(chapter->before, chapter->entity->data_count);
	free(chapter->sha256);
	free(chapter->format);
}

int biography_write(const struct biography *biography, const char *id, bool *found,
		    struct error *err)
{
	const struct schema *schema = biography->store->schema;
	int result = 0;

	*found = false;
	for (size_t i = 0; i < schema->count && result == 0; i++) {
		struct chapter chapter = { .biography = biography, .entity = &schema->entities[i] };

		result = write_chapter(&chapter, id, err);
		*found |= chapter.has_before;
		if (result == 0)
			result = show_record(&chapter, err);
		release(&chapter);
	}
	return result;
}
