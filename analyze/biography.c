/* SPDX-License-Identifier: MIT
 * Entity by entity, object by object, version by version: each is put beside the one before it.
 */
#include "biography.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

#include "sources_at_hand.h"

/* The versions of one entity, in the order of objects and times. */
struct chapter {
	const struct biography *biography;
	const struct entity *entity;
	sqlite3_stmt *rows;
	struct arena arena;  /* holds all values */
	struct cell *before; /* of the version before, NULL for none */
	int64_t ended_at;    /* of the version before; INT64_MAX while it lasts */
	char *sha256, *format; /* owned; of the newest version */
	int64_t record;
	bool *found; /* any object yet */
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

static struct cell *read_values(struct chapter *chapter)
{
	const struct entity *entity = chapter->entity;
	struct cell *values =
		arena_alloc(&chapter->arena, (entity->data_count + 1) * sizeof(*values));

	for (size_t i = 0; i < entity->data_count; i++) {
		struct str *text = &values[i].text;

		cell_read(&values[i], chapter->rows, (int)i, kind_of(&entity->columns[i]));
		text->data = arena_copy(&chapter->arena, text->data, text->length);
	}
	return values;
}

/* --- One version --------------------------------------------------------------------------- */

static bool is_same(const struct cell *left, const struct cell *right)
{
	return left->type == right->type && str_equal(left->text, right->text);
}

bool version_tells(const struct version *version, size_t column)
{
	const struct cell *value = &version->values[column];

	if (version->turn == TURN_FIRST_SEEN)
		return value->type != CELL_NULL && !version->entity->columns[column].key;
	return !is_same(value, &version->before[column]);
}

static bool is_other_object(const struct chapter *chapter, const struct cell *values)
{
	if (!chapter->before)
		return true;
	for (size_t i = 0; i < chapter->entity->data_count; i++)
		if (chapter->entity->columns[i].key && !is_same(&values[i], &chapter->before[i]))
			return true;
	return false;
}

static void tell_gone(const struct chapter *chapter)
{
	if (chapter->before && chapter->ended_at != INT64_MAX)
		chapter->biography->style->gone(chapter->biography->out, chapter->ended_at);
}

static void tell_version(const struct chapter *chapter, const struct cell *values, enum turn turn,
			 int64_t from)
{
	const struct version version = {
		.entity = chapter->entity,
		.turn = turn,
		.from = from,
		.values = values,
		.before = chapter->before,
		.path = (const char *)sqlite3_column_text(chapter->rows, further(chapter, PATH)),
		.sha256 = (const char *)sqlite3_column_text(chapter->rows, further(chapter, SHA256)),
		.record = sqlite3_column_int64(chapter->rows, further(chapter, RECORD)),
	};

	chapter->biography->style->version(chapter->biography->out, &version);
}

static char *copy_column(const struct chapter *chapter, int which)
{
	struct str text = column_str(chapter->rows, further(chapter, which));

	return memory_copy(text.data, text.length);
}

/* What is told next is put beside it. */
static void remember(struct chapter *chapter, struct cell *values)
{
	int to = further(chapter, VALID_TO);

	chapter->before = values;
	chapter->ended_at = sqlite3_column_type(chapter->rows, to) == SQLITE_NULL
				    ? INT64_MAX
				    : sqlite3_column_int64(chapter->rows, to);
	free(chapter->sha256);
	free(chapter->format);
	chapter->sha256 = copy_column(chapter, SHA256);
	chapter->format = copy_column(chapter, FORMAT);
	chapter->record = sqlite3_column_int64(chapter->rows, further(chapter, RECORD));
}

/* --- One object ---------------------------------------------------------------------------- */

/* Its end, and its record; of what only belongs to the resource, the place is enough. */
static int end_object(const struct chapter *chapter, struct error *err)
{
	const struct biography *biography = chapter->biography;
	const struct record_place place = { chapter->sha256, chapter->format, chapter->record };
	struct buffer text = BUFFER_INIT(2 * (size_t)LIMIT_RECORD);
	struct told_record record = { .number = chapter->record };
	bool is_told = chapter->before && *chapter->sha256 && chapter->entity->resource < 0;
	bool found = false;
	int result = 0;

	if (is_told)
		result = sources_at_hand_find(biography->formats, biography->store,
					      biography->files, &place, &found, &text, err);
	if (found)
		record.text = text.data ? text.data : "";
	tell_gone(chapter);
	if (chapter->before)
		biography->style->end(biography->out, is_told ? &record : NULL);
	buffer_release(&text);
	return result;
}

static int take_row(struct chapter *chapter, struct error *err)
{
	const struct biography *biography = chapter->biography;
	const int64_t from = sqlite3_column_int64(chapter->rows, further(chapter, VALID_FROM));
	struct cell *values = read_values(chapter);
	enum turn turn = TURN_CHANGED;
	int result = 0;

	if (is_other_object(chapter, values)) {
		result = end_object(chapter, err);
		biography->style->object(biography->out, chapter->entity, values, !*chapter->found);
		*chapter->found = true;
		turn = TURN_FIRST_SEEN;
	} else if (chapter->ended_at != from) {
		tell_gone(chapter);
		turn = TURN_BACK;
	}
	tell_version(chapter, values, turn, from);
	remember(chapter, values);
	return result;
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

static int write_chapter(struct chapter *chapter, const char *id, struct error *err)
{
	int step, result = 0;

	chapter->rows = select_versions(chapter->biography->store, chapter->entity, err);
	if (!chapter->rows)
		return -1;
	sqlite3_bind_text(chapter->rows, 1, id, -1, SQLITE_STATIC);
	while (result == 0 && (step = store_step(chapter->rows, err)) != SQLITE_DONE)
		result = step < 0 ? -1 : take_row(chapter, err);
	return result < 0 ? -1 : end_object(chapter, err);
}

static void release(struct chapter *chapter)
{
	sqlite3_finalize(chapter->rows);
	arena_release(&chapter->arena);
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
		struct chapter chapter = { .biography = biography,
					   .entity = &schema->entities[i],
					   .found = found };

		result = write_chapter(&chapter, id, err);
		release(&chapter);
	}
	return result;
}
