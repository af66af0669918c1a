/* SPDX-License-Identifier: MIT
 * The known formats: the embedded descriptions, then a user's folder, which wins by name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "detect.h"
#include "format.h"

struct loading {
	struct formats *formats;
	const struct schema *schema;
};

bool texts_hold(const struct texts *texts, struct str text)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (str_equal_fold(str_of(texts->items[i]), text))
			return true;
	}
	return false;
}

bool condition_accepts(const struct condition *condition, bool has_value, struct str text)
{
	struct str found;
	bool accepts;

	if (condition->any || condition->none)
		accepts = has_value == condition->any;
	else if (condition->pattern != NULL)
		accepts = pattern_search(condition->pattern, text, &found) == PATTERN_FOUND;
	else
		accepts = texts_hold(&condition->values, str_trim(text));
	return accepts != condition->negated;
}

bool format_covers_objects(const struct format *format)
{
	return format->covers == COVERS_SOME || format->covers == COVERS_OBJECT;
}

size_t formats_index(const struct formats *formats, const char *name)
{
	size_t index = 0;

	while (index < formats->count && strcmp(formats->items[index].name, name) != 0)
		index++;
	return index;
}

const struct format *formats_find(const struct formats *formats, const char *name)
{
	size_t index = formats_index(formats, name);

	return index < formats->count ? &formats->items[index] : NULL;
}

/* The place of an older description of that name, or a new one. */
static struct format *slot_for(struct formats *formats, const char *name)
{
	size_t index = formats_index(formats, name);

	if (index < formats->count) {
		format_release(&formats->items[index]);
		return &formats->items[index];
	}
	formats->items = memory_reserve(formats->items, formats->count, &formats->capacity,
					sizeof(*formats->items));
	return &formats->items[formats->count++];
}

static int replace_secrets(struct formats *formats, const char *path, const char *text,
			   struct error *err)
{
	secrets_free(formats->secrets);
	formats->secrets = secrets_parse(text, err);
	return formats->secrets == NULL ? error_prefix(err, "%s", path) : 0;
}

static int add_format(struct loading *loading, const char *path, const char *text,
		      const char *origin, struct error *err)
{
	struct arena *arena = &loading->formats->arena;
	const char *base = strrchr(path, '/');
	size_t length;
	struct format format;

	base = base ? base + 1 : path;
	length = strlen(base);
	if (length <= 5 || strcmp(base + length - 5, ".json") != 0)
		return 0;
	if (strcmp(base, "secrets.json") == 0)
		return replace_secrets(loading->formats, path, text, err);
	if (format_parse(&format, arena, loading->schema, arena_copy(arena, base, length - 5), text,
			 err) < 0)
		return error_prefix(err, "%s", path);
	format.origin = arena_copy(arena, origin, strlen(origin));
	format.source = arena_copy(arena, text, strlen(text));
	*slot_for(loading->formats, format.name) = format;
	return 0;
}

static int visit_file(void *context, const char *path, const struct file_facts *facts,
		      struct error *err)
{
	struct buffer text = BUFFER_INIT(LIMIT_FORMAT_FILE);
	int result;

	(void)facts;
	result = platform_read_file(path, &text, err);
	if (result == 0 && text.length > 0)
		result = add_format(context, path, text.data, path, err);
	buffer_release(&text);
	return result;
}

/* What cannot be read in the user's own folder is not there for us; `formats` shows what is. */
static void pass_over(void *context, const char *path, const char *reason)
{
	(void)context;
	(void)path;
	(void)reason;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct format *)a)->name, ((const struct format *)b)->name);
}

int formats_open(struct formats **result, const struct schema *schema, const char *folder,
		 struct error *err)
{
	struct formats *formats = memory_alloc(sizeof(*formats));
	struct loading loading = { formats, schema };
	struct folder_walk walk = { visit_file, pass_over, &loading };

	*result = formats;
	formats->secrets = secrets_built_in(err);
	if (formats->secrets == NULL)
		return -1;
	for (const struct embedded_file *file = format_files; file->name != NULL; file++) {
		if (add_format(&loading, file->name, file->content, "built in", err) < 0)
			return -1;
	}
	if (folder != NULL && platform_walk(folder, &walk, err) < 0)
		return -1;
	if (formats->count > 0)
		qsort(formats->items, formats->count, sizeof(*formats->items), by_name);
	return 0;
}

void formats_close(struct formats *formats)
{
	if (formats == NULL)
		return;
	for (size_t i = 0; i < formats->count; i++)
		format_release(&formats->items[i]);
	secrets_free(formats->secrets);
	arena_release(&formats->arena);
	free(formats->items);
	free(formats);
}

size_t formats_count(const struct formats *formats)
{
	return formats->count;
}

static const char *join(struct arena *arena, const struct texts *texts)
{
	struct buffer all = BUFFER_INIT(LIMIT_FORMAT_FILE);
	const char *joined;

	for (size_t i = 0; i < texts->count; i++)
		buffer_printf(&all, "%s%s", i == 0 ? "" : ", ", texts->items[i]);
	joined = arena_copy(arena, all.data ? all.data : "", all.length);
	buffer_release(&all);
	return joined;
}

static const char *join_tables(struct arena *arena, const struct format *format)
{
	struct texts names = { arena_alloc(arena, format->row_count * sizeof(char *)), 0 };

	for (size_t i = 0; i < format->row_count; i++) {
		if (!texts_hold(&names, str_of(format->rows[i].entity->name)))
			names.items[names.count++] = format->rows[i].entity->name;
	}
	return join(arena, &names);
}

struct format_summary formats_at(struct formats *formats, size_t index)
{
	const struct format *format = &formats->items[index];

	return (struct format_summary){
		.name = format->name,
		.title = format->title,
		.origin = format->origin,
		.covers = coverage_scope_name(format->covers),
		.records = join(&formats->arena, &format->records),
		.tables = join_tables(&formats->arena, format),
		.source = format->source,
		.entity = format->row_count > 0 ? format->rows[0].entity->name : NULL,
		.rank = format->rank,
		.collect = format->collect,
		.collect_count = format->collect_count,
	};
}

static bool row_fills(const struct row_map *row, const char *column)
{
	int wanted = entity_column(row->entity, str_of(column));

	for (size_t i = 0; i < row->column_count; i++) {
		if (row->columns[i].column == wanted)
			return true;
	}
	return false;
}

/* A row without a constant kind may be of any part: the record says of which. */
bool formats_feed(const struct formats *formats, size_t index, const char *entity, const char *part,
		  const char *column)
{
	const struct format *format = &formats->items[index];

	for (size_t i = 0; i < format->row_count; i++) {
		const struct row_map *row = &format->rows[i];

		if (strcmp(row->entity->name, entity) == 0 &&
		    (*part == '\0' || row->resource_kind.length == 0 ||
		     str_equal(row->resource_kind, str_of(part))) &&
		    (column == NULL || row_fills(row, column)))
			return true;
	}
	return false;
}

static void add_field(struct buffer *fields, const char *text)
{
	if (!lines_hold(fields, text))
		buffer_printf(fields, "%s%s", fields->length == 0 ? "" : "\n", text);
}

void formats_template(const struct formats *formats, size_t index, struct buffer *fields)
{
	const struct format *format = &formats->items[index];

	for (size_t i = 0; i < format->row_count; i++) {
		const struct row_map *row = &format->rows[i];

		for (size_t k = 0; k < row->when_count; k++) {
			if (!row->when[k].none && !row->when[k].any)
				add_field(fields, row->when[k].field.paths[0].text);
		}
		for (size_t k = 0; k < row->column_count; k++) {
			for (size_t n = 0; n < row->columns[k].count; n++) {
				const struct field *from = &row->columns[k].ways[n].from;

				if (from->count > 0)
					add_field(fields, from->paths[0].text);
			}
		}
	}
}
