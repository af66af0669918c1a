/* SPDX-License-Identifier: MIT
 * Reads a format description. Its members are a table, so an unknown one is an error with its name:
 * a misspelt key must not silently change what is imported.
 */
#include <string.h>

#include "format_read.h"
#include "json_pattern.h"
#include "json_place.h"

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
	struct recognition *recognise = &r->format->recognise;

	if (read_conditions(r, value, &recognise->values, &recognise->value_count, err) < 0)
		return -1;
	for (size_t i = 0; i < recognise->value_count; i++) {
		if (check_fields(&recognise->values[i].field, 1, err) < 0)
			return -1;
	}
	return 0;
}

static int recognise_context(struct reading *r, const cJSON *value, struct error *err)
{
	return read_texts(r, value, &r->format->recognise.context, err);
}

static int recognise_only(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsBool(value))
		return error_set(err, "not true or false");
	r->format->recognise.only = cJSON_IsTrue(value);
	return 0;
}

static int read_recognise(struct reading *r, const cJSON *value, struct error *err)
{
	static const struct member members[] = {
		{ "all", recognise_all },         { "any", recognise_any },
		{ "none", recognise_none },       { "values", recognise_values },
		{ "context", recognise_context }, { "only", recognise_only },
		{ NULL, NULL },
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
	struct json_pattern pattern;

	if (read_texts(r, value, &r->format->records, err) < 0)
		return -1;
	for (size_t i = 0; i < r->format->records.count; i++) {
		if (json_pattern_parse(&pattern, r->format->records.items[i], err) < 0)
			return -1;
	}
	return 0;
}

static int read_refuse(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->format->refuse, err);
}

static int read_failure(struct reading *r, const cJSON *value, struct error *err)
{
	if (!cJSON_IsBool(value))
		return error_set(err, "not true or false");
	r->format->is_failure = cJSON_IsTrue(value);
	return 0;
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
	r->format->rows = read_array(r, (size_t)cJSON_GetArraySize(value), sizeof(struct row_map));
	cJSON_ArrayForEach(child, value) {
		r->row = &r->format->rows[r->format->row_count++];
		if (read_row(r, child, err) < 0)
			return read_blame(r, child,
					  error_prefix(err, "row %d", (int)r->format->row_count));
	}
	return 0;
}

static int read_latest(struct reading *r, const cJSON *value, struct error *err)
{
	return read_field(r, value, &r->format->latest, err);
}

static int read_gone(struct reading *r, const cJSON *value, struct error *err)
{
	return read_conditions(r, value, &r->format->gone, &r->format->gone_count, err);
}

static const struct member format_members[] = {
	{ "format", read_name },       { "title", read_title },
	{ "records", read_records },   { "recognise", read_recognise },
	{ "rank", read_rank },         { "covers", read_covers },
	{ "covers_when", read_covers_when }, { "time", read_time },
	{ "rows", read_rows },         { "refuse", read_refuse },
	{ "failure", read_failure },
	{ "latest", read_latest },     { "gone", read_gone },
	{ "collect", read_collect },
	{ NULL, NULL },
};

static int check_format(const struct format *format, struct error *err)
{
	if (format->title == NULL || format->records.count == 0 || (format->row_count == 0) == (format->refuse == NULL))
		return error_set(err, "'title', 'records', and either 'rows' or 'refuse' are needed");
	if (format->recognise.all_count > RECOGNISE_MAX ||
	    format->recognise.any_count > RECOGNISE_MAX ||
	    format->recognise.none_count > RECOGNISE_MAX ||
	    format->recognise.value_count > RECOGNISE_MAX)
		return error_set(err, "'recognise': more than %d fields in a list", RECOGNISE_MAX);
	if (format->recognise.all_count + format->recognise.any_count +
		    format->recognise.value_count ==
	    0)
		return error_set(err, "'recognise' names no field");
	if (format->gone_count > 0 && format->latest.count == 0)
		return error_set(err, "'gone' needs 'latest'");
	return 0;
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
	if (result < 0 && reading.culprit != NULL)
		error_prefix(err, "line %d", json_line_of(text, json, reading.culprit));
	cJSON_Delete(json);
	if (result == 0)
		return 0;
	format_release(format);
	return error_prefix(err, "format '%s'", name);
}

void format_release(struct format *format)
{
	patterns_free(format->patterns);
	format->patterns = NULL;
}
