/* SPDX-License-Identifier: MIT
 * Reads a format description. Its members are a table, so an unknown one is an error with its name:
 * a misspelt key must not silently change what is imported.
 */
#include "format.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

struct reading {
	struct arena *arena;
	const struct schema *schema;
	struct format *format;
	struct row_map *row;         /* the one being read */
	struct expression *way;      /* the one being read */
	const struct entity *entity; /* of that row */
};

typedef int member_reader(struct reading *reading, const cJSON *value, struct error *err);

struct member {
	const char *name;
	member_reader *read;
};

/* Every member of `object` must be in the table, which ends with a NULL name. */
static int read_members(struct reading *reading, const cJSON *object, const struct member *members,
			struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsObject(object))
		return error_set(err, "not an object");
	cJSON_ArrayForEach(child, object) {
		const struct member *m = members;

		while (m->name != NULL && strcmp(m->name, child->string) != 0)
			m++;
		if (m->name == NULL)
			return error_set(err, "unknown member '%s'", child->string);
		if (m->read(reading, child, err) < 0)
			return error_prefix(err, "%s", child->string);
	}
	return 0;
}

static int read_text(struct reading *reading, const cJSON *value, const char **to,
		     struct error *err)
{
	if (!cJSON_IsString(value))
		return error_set(err, "not a text");
	*to = arena_copy(reading->arena, value->valuestring, strlen(value->valuestring));
	return 0;
}

static void *allocate(struct reading *reading, size_t count, size_t size)
{
	void *memory = arena_alloc(reading->arena, count * size + 1);

	memset(memory, 0, count * size + 1);
	return memory;
}

static int read_texts(struct reading *reading, const cJSON *value, struct texts *to,
		      struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	to->items = allocate(reading, (size_t)cJSON_GetArraySize(value), sizeof(*to->items));
	to->count = 0;
	cJSON_ArrayForEach(child, value) {
		if (read_text(reading, child, &to->items[to->count++], err) < 0)
			return -1;
	}
	return 0;
}

static int read_field(struct reading *reading, const cJSON *value, struct field *to,
		      struct error *err)
{
	const char *text;

	if (read_text(reading, value, &text, err) < 0)
		return -1;
	return field_parse(to, reading->arena, text, err);
}

static int read_fields(struct reading *reading, const cJSON *value, struct field **to,
		       size_t *count, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	*to = allocate(reading, (size_t)cJSON_GetArraySize(value), sizeof(**to));
	cJSON_ArrayForEach(child, value) {
		if (read_field(reading, child, &(*to)[(*count)++], err) < 0)
			return -1;
	}
	return 0;
}

/* {"field": ["value", ...]}; ["*"] is any value, [null] none. */
static int read_condition(struct reading *reading, const cJSON *value, struct condition *to,
			  struct error *err)
{
	const char *name = arena_copy(reading->arena, value->string, strlen(value->string));
	const cJSON *first = cJSON_IsArray(value) ? value->child : NULL;

	if (field_parse(&to->field, reading->arena, name, err) < 0)
		return -1;
	if (first == NULL)
		return error_set(err, "'%s' needs a list of values", name);
	if (cJSON_IsNull(first)) {
		to->none = true;
		return 0;
	}
	if (read_texts(reading, value, &to->values, err) < 0)
		return -1;
	to->any = strcmp(to->values.items[0], "*") == 0;
	return 0;
}

static int read_conditions(struct reading *reading, const cJSON *value, struct condition **to,
			   size_t *count, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsObject(value))
		return error_set(err, "not an object");
	*to = allocate(reading, (size_t)cJSON_GetArraySize(value), sizeof(**to));
	cJSON_ArrayForEach(child, value) {
		if (read_condition(reading, child, &(*to)[(*count)++], err) < 0)
			return -1;
	}
	return 0;
}

static int read_scope(const cJSON *value, enum coverage_scope *to, struct error *err)
{
	for (enum coverage_scope scope = COVERS_TENANT; scope <= COVERS_SOME; scope++) {
		if (cJSON_IsString(value) &&
		    strcmp(value->valuestring, coverage_scope_name(scope)) == 0) {
			*to = scope;
			return 0;
		}
	}
	return error_set(err, "not one of tenant, environment, object, some");
}

/* --- A column's way to its value -------------------------------------------------------------- */

static int way_from(struct reading *r, const cJSON *value, struct error *err)
{
	return read_field(r, value, &r->way->from, err);
}

static int way_constant(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->way->constant, err);
}

static int way_segment(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->way->segment, err);
}

static int way_prefer(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->way->prefer, err);
}

static int way_present(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsBool(value))
		return error_set(err, "not true or false");
	r->way->present = cJSON_IsTrue(value) ? PRESENCE_TRUE : PRESENCE_FALSE;
	return 0;
}

static int way_choices(struct reading *r, const cJSON *value, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsObject(value))
		return error_set(err, "not an object");
	r->way->choices = allocate(r, (size_t)cJSON_GetArraySize(value), sizeof(struct choice));
	cJSON_ArrayForEach(child, value) {
		struct choice *choice = &r->way->choices[r->way->choice_count++];
		size_t length = strlen(child->string);

		choice->from = (struct str){ arena_copy(r->arena, child->string, length), length };
		if (read_text(r, child, &choice->to, err) < 0)
			return error_prefix(err, "'%s'", child->string);
	}
	return 0;
}

/* "entity.column" must exist, and the target column must have its x_ref. */
static int way_refers(struct reading *r, const cJSON *value, struct error *err)
{
	const struct entity *entity;
	const char *dot;

	if (read_text(r, value, &r->way->refers, err) < 0)
		return -1;
	dot = strchr(r->way->refers, '.');
	entity = dot == NULL ? NULL
			     : schema_entity(r->schema,
					     (struct str){ r->way->refers,
							   (size_t)(dot - r->way->refers) });
	if (entity == NULL || entity_column(entity, str_of(dot + 1)) < 0)
		return error_set(err, "no such column '%s'", r->way->refers);
	return 0;
}

static const struct member way_members[] = {
	{ "from", way_from },       { "constant", way_constant }, { "segment", way_segment },
	{ "choices", way_choices }, { "present", way_present },   { "prefer", way_prefer },
	{ "refers", way_refers },   { NULL, NULL },
};

static int read_way(struct reading *r, const cJSON *value, struct error *err)
{
	if (cJSON_IsString(value))
		return way_from(r, value, err);
	if (read_members(r, value, way_members, err) < 0)
		return -1;
	if (r->way->from.count == 0 && r->way->constant == NULL)
		return error_set(err, "needs 'from' or 'constant'");
	return 0;
}

static int read_column(struct reading *r, const cJSON *value, struct column_map *to,
		       struct error *err)
{
	const cJSON *child = cJSON_IsArray(value) ? value->child : value;
	size_t count = cJSON_IsArray(value) ? (size_t)cJSON_GetArraySize(value) : 1;

	to->column = entity_column(r->entity, str_of(value->string));
	if (to->column < 0 || (size_t)to->column >= r->entity->data_count)
		return error_set(err, "'%s' has no such column", r->entity->name);
	to->ways = allocate(r, count, sizeof(*to->ways));
	for (; to->count < count; to->count++, child = child->next) {
		r->way = &to->ways[to->count];
		if (read_way(r, child, err) < 0)
			return -1;
		if (r->way->refers != NULL && r->entity->columns[to->column].ref < 0)
			return error_set(err, "has no column for a reference by another name");
	}
	return 0;
}

/* --- A row ------------------------------------------------------------------------------------ */

static int row_table(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsString(value))
		return error_set(err, "not a text");
	r->entity = schema_entity(r->schema, str_of(value->valuestring));
	if (r->entity == NULL)
		return error_set(err, "no such entity '%s'", value->valuestring);
	r->row->entity = r->entity;
	return 0;
}

static int row_each(struct reading *r, const cJSON *value, struct error *err)
{
	const char *text;

	r->row->has_each = true;
	if (read_text(r, value, &text, err) < 0)
		return -1;
	return path_parse(&r->row->each, r->arena, text, err);
}

static int row_when(struct reading *r, const cJSON *value, struct error *err)
{
	return read_conditions(r, value, &r->row->when, &r->row->when_count, err);
}

static int row_covers(struct reading *r, const cJSON *value, struct error *err)
{
	return read_scope(value, &r->row->covers, err);
}

static int row_columns(struct reading *r, const cJSON *value, struct error *err)
{
	const cJSON *child;

	if (r->entity == NULL)
		return error_set(err, "'table' must come first");
	if (!cJSON_IsObject(value))
		return error_set(err, "not an object");
	r->row->columns =
		allocate(r, (size_t)cJSON_GetArraySize(value), sizeof(*r->row->columns));
	cJSON_ArrayForEach(child, value) {
		if (read_column(r, child, &r->row->columns[r->row->column_count++], err) < 0)
			return error_prefix(err, "column '%s'", child->string);
	}
	return 0;
}

static const struct member row_members[] = {
	{ "table", row_table },   { "each", row_each },       { "when", row_when },
	{ "covers", row_covers }, { "columns", row_columns }, { NULL, NULL },
};

/* Keys must be mapped; the constant of resource_kind says which part of the entity this is. */
static int check_row(struct row_map *row, struct error *err)
{
	for (size_t i = 0; i < row->entity->data_count; i++) {
		const struct column *column = &row->entity->columns[i];
		const struct column_map *map = NULL;

		for (size_t k = 0; k < row->column_count; k++) {
			if (row->columns[k].column == (int)i)
				map = &row->columns[k];
		}
		if (map == NULL && column->key && !column->optional)
			return error_set(err, "key '%s' of '%s' is not mapped", column->name,
					 row->entity->name);
		if (map != NULL && (int)i == row->entity->resource_kind &&
		    map->ways[0].constant != NULL)
			row->resource_kind = str_of(map->ways[0].constant);
	}
	return 0;
}

static int read_row(struct reading *r, const cJSON *value, struct error *err)
{
	r->entity = NULL;
	r->row->covers = COVERS_SOME;
	r->row->resource_kind = STR("");
	if (read_members(r, value, row_members, err) < 0)
		return -1;
	if (r->row->column_count == 0)
		return error_set(err, "a row needs 'table' and 'columns'");
	return check_row(r->row, err);
}

/* --- The format ------------------------------------------------------------------------------- */

static int recognise_all(struct reading *r, const cJSON *value, struct error *err)
{
	return read_fields(r, value, &r->format->recognise.all, &r->format->recognise.all_count,
			   err);
}

static int recognise_any(struct reading *r, const cJSON *value, struct error *err)
{
	return read_fields(r, value, &r->format->recognise.any, &r->format->recognise.any_count,
			   err);
}

static int recognise_none(struct reading *r, const cJSON *value, struct error *err)
{
	return read_fields(r, value, &r->format->recognise.none, &r->format->recognise.none_count,
			   err);
}

static int recognise_values(struct reading *r, const cJSON *value, struct error *err)
{
	return read_conditions(r, value, &r->format->recognise.values,
			       &r->format->recognise.value_count, err);
}

static int recognise_context(struct reading *r, const cJSON *value, struct error *err)
{
	return read_texts(r, value, &r->format->recognise.context, err);
}

static int read_recognise(struct reading *r, const cJSON *value, struct error *err)
{
	static const struct member members[] = {
		{ "all", recognise_all },         { "any", recognise_any },
		{ "none", recognise_none },       { "values", recognise_values },
		{ "context", recognise_context }, { NULL, NULL },
	};

	return read_members(r, value, members, err);
}

static int read_name(struct reading *r, const cJSON *value, struct error *err)
{
	const char *name;

	if (read_text(r, value, &name, err) < 0)
		return -1;
	if (strcmp(name, r->format->name) != 0)
		return error_set(err, "'%s' is not the name of the file", name);
	return 0;
}

static int read_title(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->format->title, err);
}

static int read_records(struct reading *r, const cJSON *value, struct error *err)
{
	return read_texts(r, value, &r->format->records, err);
}

static int read_refuse(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->format->refuse, err);
}

static int read_rank(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsNumber(value) || value->valueint < 1 || value->valueint > 99)
		return error_set(err, "not a number from 1 to 99");
	r->format->rank = value->valueint;
	return 0;
}

static int read_covers(struct reading *r, const cJSON *value, struct error *err)
{
	return read_scope(value, &r->format->covers, err);
}

static int when_context(struct reading *r, const cJSON *value, struct error *err)
{
	return read_texts(r, value, &r->format->covers_context, err);
}

static int read_covers_when(struct reading *r, const cJSON *value, struct error *err)
{
	static const struct member members[] = { { "context", when_context }, { NULL, NULL } };

	return read_members(r, value, members, err);
}

static int read_time(struct reading *r, const cJSON *value, struct error *err)
{
	return read_field(r, value, &r->format->time, err);
}

static int read_rows(struct reading *r, const cJSON *value, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	r->format->rows = allocate(r, (size_t)cJSON_GetArraySize(value), sizeof(struct row_map));
	cJSON_ArrayForEach(child, value) {
		r->row = &r->format->rows[r->format->row_count++];
		if (read_row(r, child, err) < 0)
			return error_prefix(err, "row %d", (int)r->format->row_count);
	}
	return 0;
}

static const struct member format_members[] = {
	{ "format", read_name },       { "title", read_title },
	{ "records", read_records },   { "recognise", read_recognise },
	{ "rank", read_rank },         { "covers", read_covers },
	{ "covers_when", read_covers_when }, { "time", read_time },
	{ "rows", read_rows },         { "refuse", read_refuse },
	{ NULL, NULL },
};

static int check_format(const struct format *format, struct error *err)
{
	if (format->title == NULL || format->records.count == 0 || (format->row_count == 0) == (format->refuse == NULL))
		return error_set(err, "'title', 'records', and either 'rows' or 'refuse' are needed");
	if (format->recognise.all_count + format->recognise.any_count +
		    format->recognise.value_count ==
	    0)
		return error_set(err, "'recognise' names no field");
	return 0;
}

static int line_of(const char *text, const char *place)
{
	int line = 1;

	for (; text < place; text++)
		line += *text == '\n';
	return line;
}

int format_parse(struct format *format, struct arena *arena, const struct schema *schema,
		 const char *name, const char *text, struct error *err)
{
	struct reading reading = { .arena = arena, .schema = schema, .format = format };
	const char *end = text;
	cJSON *json = cJSON_ParseWithOpts(text, &end, 1);
	int result;

	if (json == NULL)
		return error_set(err, "format '%s': line %d: not JSON", name, line_of(text, end));
	*format = (struct format){ .name = name, .rank = 50, .covers = COVERS_SOME };
	result = read_members(&reading, json, format_members, err);
	if (result == 0)
		result = check_format(format, err);
	cJSON_Delete(json);
	return result < 0 ? error_prefix(err, "format '%s'", name) : 0;
}
