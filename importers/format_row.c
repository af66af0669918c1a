/* SPDX-License-Identifier: MIT
 * One entry of a format's "rows": the table it fills, and each column's ways to a value.
 */
#include <string.h>

#include "format_read.h"

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

static int way_join(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->way->join, err);
}

static int way_count(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsBool(value))
		return error_set(err, "not true or false");
	r->way->count = cJSON_IsTrue(value);
	return 0;
}

static int way_json(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsTrue(value))
		return error_set(err, "can only be true");
	r->way->json = true;
	return 0;
}

static int way_present(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsBool(value))
		return error_set(err, "not true or false");
	r->way->present = cJSON_IsTrue(value) ? PRESENCE_TRUE : PRESENCE_FALSE;
	return 0;
}

static int way_pattern(struct reading *r, const cJSON *value, struct error *err)
{
	return read_pattern(r, value, &r->way->pattern, err);
}

static int way_choices(struct reading *r, const cJSON *value, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsObject(value))
		return error_set(err, "not an object");
	r->way->choices = read_array(r, (size_t)cJSON_GetArraySize(value), sizeof(struct choice));
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
	{ "refers", way_refers },   { "pattern", way_pattern },   { "join", way_join },
	{ "count", way_count },     { "json", way_json },         { NULL, NULL },
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
	to->ways = read_array(r, count, sizeof(*to->ways));
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

static int check_each(const struct path *each, struct error *err)
{
	int levels = 0;

	if (each->count == 0 || each->up > 0 || each->steps[each->count - 1].kind == STEP_NAME)
		return error_set(err, "not a path to the elements of a list, or to members");
	for (size_t i = 0; i < each->count; i++) {
		levels += each->steps[i].kind != STEP_NAME;
		if (each->steps[i].kind == STEP_LEAVES && i + 1 < each->count)
			return error_set(err, "nothing may follow '**'");
	}
	if (levels > EACH_LEVELS_MAX)
		return error_set(err, "more than %d lists inside one another", EACH_LEVELS_MAX);
	return 0;
}

static int row_each(struct reading *r, const cJSON *value, struct error *err)
{
	const char *text;

	r->row->has_each = true;
	if (read_text(r, value, &text, err) < 0 ||
	    path_parse(&r->row->each, r->arena, text, err) < 0)
		return -1;
	return check_each(&r->row->each, err);
}

static int row_descend(struct reading *r, const cJSON *value, struct error *err)
{
	struct texts texts;

	if (read_texts(r, value, &texts, err) < 0)
		return -1;
	r->row->descend = read_array(r, texts.count, sizeof(*r->row->descend));
	for (; r->row->descend_count < texts.count; r->row->descend_count++) {
		struct path *path = &r->row->descend[r->row->descend_count];

		if (path_parse(path, r->arena, texts.items[r->row->descend_count], err) < 0 ||
		    check_each(path, err) < 0)
			return -1;
		if (path->steps[path->count - 1].kind == STEP_LEAVES)
			return error_set(err, "'**' leads to every depth by itself");
	}
	return 0;
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
		read_array(r, (size_t)cJSON_GetArraySize(value), sizeof(*r->row->columns));
	cJSON_ArrayForEach(child, value) {
		if (read_column(r, child, &r->row->columns[r->row->column_count++], err) < 0)
			return read_blame(r, child,
					  error_prefix(err, "column '%s'", child->string));
	}
	return 0;
}

static const struct member row_members[] = {
	{ "table", row_table },   { "each", row_each },       { "when", row_when },
	{ "covers", row_covers }, { "columns", row_columns }, { "descend", row_descend },
	{ NULL, NULL },
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

int read_row(struct reading *r, const cJSON *value, struct error *err)
{
	r->entity = NULL;
	r->row->covers = COVERS_SOME;
	r->row->resource_kind = STR("");
	if (read_members(r, value, row_members, err) < 0)
		return -1;
	if (r->row->column_count == 0)
		return error_set(err, "a row needs 'table' and 'columns'");
	if (r->row->descend_count > 0 &&
	    (!r->row->has_each || r->row->each.steps[r->row->each.count - 1].kind == STEP_LEAVES))
		return error_set(err, "'descend' needs an 'each' that leads to elements");
	return check_row(r->row, err);
}
