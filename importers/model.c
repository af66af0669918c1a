/* SPDX-License-Identifier: MIT
 * model.json: {"entities": [{"name", "attributes": [{"name"}], "partitions": [{"name", "location"}]}]}.
 */
#include "model.h"

#include <ctype.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"

struct part {
	struct str name, file; /* file: the last step of its location */
	bool seen;
};

struct model_table {
	struct str name;
	const char *header;
	struct part *parts;
	size_t count;
};

/* --- Reading ---------------------------------------------------------------------------------- */

static struct str text_member(const struct cJSON *object, const char *name, struct arena *arena)
{
	const cJSON *member = json_member(object, str_of(name));
	struct str text = STR("");

	if (!cJSON_IsString(member))
		return text;
	text.length = strlen(member->valuestring);
	text.data = arena_copy(arena, member->valuestring, text.length);
	return text;
}

static void append_name(struct buffer *header, struct str name)
{
	bool quoted = false;

	for (size_t i = 0; i < name.length; i++)
		quoted |= strchr(",;\t|\"\r\n", name.data[i]) != NULL;
	buffer_puts(header, quoted ? "\"" : "");
	for (size_t i = 0; i < name.length; i++)
		buffer_printf(header, "%s%c", name.data[i] == '"' ? "\"" : "", name.data[i]);
	buffer_puts(header, quoted ? "\"" : "");
}

/* The header line, or NULL where no column is named. */
static const char *read_header(const cJSON *attributes, struct arena *arena)
{
	struct buffer header = BUFFER_INIT(LIMIT_RECORD);
	const char *copy = NULL;
	const cJSON *attribute;

	cJSON_ArrayForEach(attribute, attributes)
	{
		buffer_puts(&header, header.length > 0 ? "," : "");
		append_name(&header, text_member(attribute, "name", arena));
	}
	if (header.length > 0 && buffer_puts(&header, "\n") == 0)
		copy = arena_copy(arena, header.data, header.length);
	buffer_release(&header);
	return copy;
}

static struct str last_step(struct str location)
{
	const char *slash = location.data;

	for (size_t i = 0; i < location.length; i++) {
		if (location.data[i] == '?') /* a query, or a signature */
			location.length = i;
		else if (location.data[i] == '/')
			slash = location.data + i + 1;
	}
	return (struct str){ slash, (size_t)(location.data + location.length - slash) };
}

static void read_parts(struct model_table *table, const cJSON *partitions, struct arena *arena)
{
	size_t size = (size_t)cJSON_GetArraySize(partitions);
	const cJSON *partition;

	table->parts = arena_alloc(arena, (size + 1) * sizeof(*table->parts));
	cJSON_ArrayForEach(partition, partitions)
	{
		table->parts[table->count++] = (struct part){
			.name = text_member(partition, "name", arena),
			.file = last_step(text_member(partition, "location", arena)),
		};
	}
}

struct model *model_read(const struct cJSON *json, struct str folder, struct arena *arena)
{
	const cJSON *entities = json_member(json, STR("entities")), *entity;
	struct model *model;

	if (!cJSON_IsArray(entities))
		return NULL;
	model = arena_alloc(arena, sizeof(*model));
	*model = (struct model){ .folder = folder };
	model->tables = arena_alloc(arena, ((size_t)cJSON_GetArraySize(entities) + 1) *
						   sizeof(*model->tables));
	cJSON_ArrayForEach(entity, entities)
	{
		struct model_table *table = &model->tables[model->count];

		*table = (struct model_table){
			.name = text_member(entity, "name", arena),
			.header = read_header(json_member(entity, STR("attributes")), arena),
		};
		if (table->header == NULL)
			continue;
		read_parts(table, json_member(entity, STR("partitions")), arena);
		model->count++;
	}
	return model;
}

/* --- Adorning --------------------------------------------------------------------------------- */

/* A folder of an increment is named for its time: 2026-01-02T03.04.05Z. */
static bool is_moment(struct str step)
{
	static const char shape[] = "dddd-dd-ddTdd.dd.ddZ";

	if (step.length != strlen(shape))
		return false;
	for (size_t i = 0; i < step.length; i++) {
		if (shape[i] == 'd' ? !isdigit((unsigned char)step.data[i])
				    : step.data[i] != shape[i])
			return false;
	}
	return true;
}

/* Cuts the first step off a path; empty when the path is a file's name alone. */
static struct str cut_step(struct str *path)
{
	const char *slash = memchr(path->data, '/', path->length);
	struct str step = STR("");

	if (slash != NULL) {
		step = (struct str){ path->data, (size_t)(slash - path->data) };
		path->length -= step.length + 1;
		path->data = slash + 1;
	}
	return step;
}

/* The folder's own name, where the description lies in the folder of an increment. */
static bool ends_in_moment(struct str folder)
{
	struct str step = STR("");

	while (folder.length > 0 && memchr(folder.data, '/', folder.length))
		step = cut_step(&folder);
	return is_moment(step);
}

static struct model_table *find_table(struct model *model, struct str name)
{
	for (size_t i = 0; i < model->count; i++) {
		if (str_equal_fold(model->tables[i].name, name))
			return &model->tables[i];
	}
	return NULL;
}

static void note_part(struct model_table *table, struct str file)
{
	const char *type = str_find_fold(file, STR(".csv"));
	struct str stem = { file.data, (size_t)(type - file.data) };

	for (size_t i = 0; i < table->count; i++) {
		struct part *part = &table->parts[i];

		part->seen |= str_equal_fold(part->name, stem) || str_equal_fold(part->file, file);
	}
}

bool model_adorn(struct model *model, struct input *input)
{
	struct str path = str_of(input->shown), step, file;
	struct model_table *table;
	bool increment = ends_in_moment(model->folder);

	if (!str_starts_fold(path, model->folder))
		return false;
	path = str_of(input->shown + model->folder.length);
	file = last_step(path);
	step = cut_step(&path);
	if (is_moment(step)) {
		step = cut_step(&path);
		increment = true;
	}
	table = find_table(model, step);
	if (table == NULL || str_find_fold(file, STR(".csv")) == NULL)
		return false;
	note_part(table, file);
	input->header = table->header;
	input->table = table;
	input->vouched = increment ? VOUCHED_PARTLY : VOUCHED_NOT;
	return true;
}

const char *model_table_lacks(const struct model_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		if (!table->parts[i].seen)
			return table->parts[i].name.data;
	}
	return NULL;
}
