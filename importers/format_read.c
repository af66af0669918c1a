/* SPDX-License-Identifier: MIT
 * JSON members to C, with errors that name the member.
 */
#include "format_read.h"

#include <string.h>

/* cJSON keeps both, and the second would be read into the room of the first. */
static bool is_repeated(const cJSON *object, const cJSON *child)
{
	const cJSON *first = object->child;

	while (strcmp(first->string, child->string) != 0)
		first = first->next;
	return first != child;
}

int read_blame(struct reading *reading, const cJSON *value, int result)
{
	if (result < 0 && reading->culprit == NULL)
		reading->culprit = value;
	return result;
}

int read_members(struct reading *reading, const cJSON *object, const struct member *members,
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
			return read_blame(reading, child,
					  error_set(err, "unknown member '%s'", child->string));
		if (is_repeated(object, child))
			return read_blame(reading, child,
					  error_set(err, "'%s' stands twice", child->string));
		if (m->read(reading, child, err) < 0)
			return read_blame(reading, child, error_prefix(err, "%s", child->string));
	}
	return 0;
}

int read_text(struct reading *reading, const cJSON *value, const char **to,
		     struct error *err)
{
	if (!cJSON_IsString(value))
		return error_set(err, "not a text");
	*to = arena_copy(reading->arena, value->valuestring, strlen(value->valuestring));
	return 0;
}

void *read_array(struct reading *reading, size_t count, size_t size)
{
	void *memory = arena_alloc(reading->arena, count * size + 1);

	memset(memory, 0, count * size + 1);
	return memory;
}

int read_texts(struct reading *reading, const cJSON *value, struct texts *to,
		      struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	to->items = read_array(reading, (size_t)cJSON_GetArraySize(value), sizeof(*to->items));
	to->count = 0;
	cJSON_ArrayForEach(child, value) {
		if (read_text(reading, child, &to->items[to->count++], err) < 0)
			return -1;
	}
	return 0;
}

int read_field(struct reading *reading, const cJSON *value, struct field *to,
		      struct error *err)
{
	const char *text;

	if (read_text(reading, value, &text, err) < 0)
		return -1;
	return field_parse(to, reading->arena, text, err);
}

int check_fields(const struct field *fields, size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < fields[i].count; k++) {
			if (fields[i].paths[k].subject != PATH_FIELD)
				return error_set(err, "'%s' is no field of a record",
						 fields[i].paths[k].text);
		}
	}
	return 0;
}

int read_fields(struct reading *reading, const cJSON *value, struct field **to,
		       size_t *count, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	*to = read_array(reading, (size_t)cJSON_GetArraySize(value), sizeof(**to));
	cJSON_ArrayForEach(child, value) {
		if (read_field(reading, child, &(*to)[(*count)++], err) < 0)
			return -1;
	}
	return check_fields(*to, *count, err);
}

int read_pattern(struct reading *reading, const cJSON *value, const struct pattern **to,
		 struct error *err)
{
	if (!cJSON_IsString(value))
		return error_set(err, "not a text");
	*to = pattern_new(&reading->format->patterns, value->valuestring, err);
	return *to == NULL ? -1 : 0;
}

static int test_pattern(struct reading *reading, const cJSON *value, struct error *err)
{
	return read_pattern(reading, value, &reading->condition->pattern, err);
}

static int read_test(struct reading *reading, const cJSON *value, struct error *err);

static int test_not(struct reading *reading, const cJSON *value, struct error *err)
{
	reading->condition->negated = !reading->condition->negated;
	return read_test(reading, value, err);
}

static int read_test(struct reading *reading, const cJSON *value, struct error *err)
{
	static const struct member members[] = {
		{ "pattern", test_pattern }, { "not", test_not }, { NULL, NULL }
	};
	struct condition *to = reading->condition;

	if (cJSON_IsObject(value) && cJSON_GetArraySize(value) == 1)
		return read_members(reading, value, members, err);
	if (!cJSON_IsArray(value) || value->child == NULL)
		return error_set(err, "needs a list of values, a 'pattern' or a 'not'");
	to->none = cJSON_IsNull(value->child);
	if (to->none)
		return 0;
	if (read_texts(reading, value, &to->values, err) < 0)
		return -1;
	to->any = strcmp(to->values.items[0], "*") == 0;
	return 0;
}

static int read_condition(struct reading *reading, const cJSON *value, struct condition *to,
			  struct error *err)
{
	const char *name = arena_copy(reading->arena, value->string, strlen(value->string));

	if (field_parse(&to->field, reading->arena, name, err) < 0)
		return -1;
	reading->condition = to;
	return read_test(reading, value, err) < 0 ? error_prefix(err, "'%s'", name) : 0;
}

int read_conditions(struct reading *reading, const cJSON *value, struct condition **to,
			   size_t *count, struct error *err)
{
	const cJSON *child;

	if (!cJSON_IsObject(value))
		return error_set(err, "not an object");
	*to = read_array(reading, (size_t)cJSON_GetArraySize(value), sizeof(**to));
	cJSON_ArrayForEach(child, value) {
		if (read_condition(reading, child, &(*to)[(*count)++], err) < 0)
			return -1;
	}
	return 0;
}

int read_scope(const cJSON *value, enum coverage_scope *to, struct error *err)
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
