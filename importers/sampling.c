/* SPDX-License-Identifier: MIT
 * Which of the fields that formats look for are there, in the first records of a file.
 */
#include "sampling.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "source.h"

enum { SAMPLES = 8 };

/* --- Is a field there? ------------------------------------------------------------------------ */

/* Whether looking is worth while. A CSV header's name is a path of one step, dots and all. */
static bool may_have(const struct sampling *sampling, const struct path *path)
{
	return sampling->header != NULL || path->subject != PATH_FIELD ||
	       path->steps[0].kind != STEP_NAME || sampling->buckets[path->bucket];
}

static void note_names(struct sampling *sampling)
{
	memset(sampling->buckets, 0, sizeof(sampling->buckets));
	for (const cJSON *m = sampling->record->json->child; m != NULL; m = m->next) {
		if (m->string != NULL)
			sampling->buckets[name_bucket(str_of(m->string))] = true;
	}
}

static bool has_column(struct sampling *sampling, const struct path *path)
{
	size_t steps;
	int column = path_column(path, sampling->header, sampling->header_count, &steps);

	if (column < 0 || steps == path->count)
		return column >= 0;
	return sampling->record != NULL &&
	       path_exists(path, steps,
			   structure_of(&sampling->structures, sampling->record->cells[column]),
			   &sampling->structures);
}

/* The number of the first alternative that is there, or -1. */
static int find_field(struct sampling *sampling, const struct field *field)
{
	for (size_t i = 0; i < field->count; i++) {
		const struct path *path = &field->paths[i];

		if (may_have(sampling, path) &&
		    (sampling->header != NULL ? has_column(sampling, path)
					      : path_exists(path, 0, sampling->record->json,
							    &sampling->structures)))
			return (int)i;
	}
	return -1;
}

/* Adds a bit for each field that is there; `by` (or NULL) gets the alternatives by which. */
static void find_fields(struct sampling *sampling, const struct field *fields, size_t count,
			uint64_t *found, unsigned char *by)
{
	for (size_t i = 0; i < count; i++) {
		int alternative;

		if (*found >> i & 1)
			continue;
		alternative = find_field(sampling, &fields[i]);
		if (alternative < 0)
			continue;
		*found |= UINT64_C(1) << i;
		if (by != NULL)
			by[i] = (unsigned char)alternative;
	}
}

static struct str path_text(struct sampling *sampling, const struct path *path)
{
	const cJSON *json = sampling->record->json;
	size_t steps = 0;

	if (sampling->header != NULL) {
		int column = path_column(path, sampling->header, sampling->header_count, &steps);

		if (column < 0 || steps == path->count)
			return column < 0 ? STR("") : sampling->record->cells[column];
		json = structure_of(&sampling->structures, sampling->record->cells[column]);
	}
	json = path_find(path, steps, json, &sampling->structures);
	return str_of(cJSON_IsString(json) ? json->valuestring : NULL);
}

/* The text at the field in the sample at hand; '' when there is none. */
static struct str field_text(struct sampling *sampling, const struct field *field)
{
	struct str text = STR("");

	for (size_t i = 0; i < field->count && text.length == 0; i++) {
		if (may_have(sampling, &field->paths[i]))
			text = path_text(sampling, &field->paths[i]);
	}
	return text;
}

static void check_values(struct sampling *sampling, const struct recognition *recognise,
			 struct evidence *evidence)
{
	for (size_t i = 0; i < recognise->value_count; i++) {
		struct str text = str_trim(field_text(sampling, &recognise->values[i].field));

		if (text.length == 0)
			continue;
		if (condition_accepts(&recognise->values[i], true, text))
			evidence->values |= UINT64_C(1) << i;
		else
			evidence->contradicted = true;
	}
}

static size_t count_bits(uint64_t bits)
{
	size_t count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

/* Fields of the sample at hand: columns, or members of the record itself. */
static size_t count_names(const struct sampling *sampling)
{
	size_t count = 0;

	if (sampling->header != NULL)
		return sampling->header_count;
	for (const cJSON *m = sampling->record->json->child; m != NULL; m = m->next)
		count++;
	return count;
}

static void weigh_sample(struct sampling *sampling)
{
	for (size_t i = 0; i < sampling->formats->count; i++) {
		const struct recognition *recognise = &sampling->formats->items[i].recognise;
		struct evidence *evidence = &sampling->evidence[i];

		if (!evidence->applies)
			continue;
		find_fields(sampling, recognise->all, recognise->all_count, &evidence->all,
			    evidence->all_by);
		find_fields(sampling, recognise->any, recognise->any_count, &evidence->any,
			    evidence->any_by);
		find_fields(sampling, recognise->none, recognise->none_count, &evidence->none,
			    NULL);
		if (recognise->only && count_names(sampling) > count_bits(evidence->all) +
								       count_bits(evidence->any))
			evidence->contradicted = true;
		if (sampling->record != NULL)
			check_values(sampling, recognise, evidence);
	}
}

/* --- Sampling --------------------------------------------------------------------------------- */

/* What stands behind the "#", up to one of these signs. */
static struct str context_up_to(struct str context, const char *ends)
{
	const char *hash = memchr(context.data, '#', context.length);
	const char *end = context.data + context.length;
	size_t length = 0;

	if (hash == NULL)
		return STR("");
	hash++;
	while (hash + length < end && strchr(ends, hash[length]) == NULL)
		length++;
	return (struct str){ hash, length };
}

struct str context_set(struct str context)
{
	return context_up_to(context, "(/");
}

struct str context_path(struct str context)
{
	return context_up_to(context, "(");
}

static void append_field(struct detection *detection, struct str name)
{
	static const char more[] = ", ...";
	size_t used = strlen(detection->fields);
	size_t room = sizeof(detection->fields) - sizeof(more) - used;

	if (used > 0 && strcmp(detection->fields + used - 3, "...") == 0)
		return;
	if (name.length + 2 > room) {
		memcpy(detection->fields + used, more, sizeof(more));
		return;
	}
	snprintf(detection->fields + used, sizeof(detection->fields) - used, "%s%.*s",
		 used == 0 ? "" : ", ", (int)name.length, name.data);
}

static void note_fields(struct sampling *sampling)
{
	struct detection *detection = sampling->detection;

	if (detection->fields[0] != '\0')
		return;
	if (sampling->header != NULL) {
		for (size_t i = 0; i < sampling->header_count; i++)
			append_field(detection, sampling->header[i]);
		return;
	}
	if (sampling->record == NULL)
		return;
	for (const cJSON *m = sampling->record->json->child; m != NULL; m = m->next)
		append_field(detection, m->string ? str_of(m->string) : STR("[]"));
}

static int on_header(void *context, const struct str *names, size_t count, struct error *err)
{
	struct sampling *sampling = context;

	struct str *copies = arena_alloc(&sampling->arena, (count + 1) * sizeof(*copies));

	(void)err;
	for (size_t i = 0; i < count; i++)
		copies[i] = (struct str){ arena_copy(&sampling->arena, names[i].data,
						     names[i].length),
					  names[i].length };
	sampling->header = copies;
	sampling->header_count = count;
	note_fields(sampling);
	weigh_sample(sampling);
	return 0;
}

/* -1 ends the sampling once enough was seen; its caller knows. */
static int on_record(void *context, const struct record *record, struct error *err)
{
	struct sampling *sampling = context;

	sampling->record = record;
	arena_reset(&sampling->texts);
	structures_begin(&sampling->structures, &sampling->texts);
	if (sampling->header == NULL)
		note_names(sampling);
	note_fields(sampling);
	weigh_sample(sampling);
	return ++sampling->samples < SAMPLES ? 0 : error_set(err, "enough");
}

static int on_damage(void *context, const struct damage *damage, struct error *err)
{
	const struct sampling *sampling = context;
	struct detection *detection = sampling->detection;

	(void)err;
	if (!detection->csv && detection->damage[0] == '\0')
		snprintf(detection->damage, sizeof(detection->damage), "%s, at byte %lld",
			 damage->reason, (long long)damage->byte_offset);
	return 0;
}

static int on_container(void *context, int64_t page, struct error *err)
{
	struct sampling *sampling = context;

	(void)page;
	(void)err;
	sampling->container = true;
	return 0;
}

static int on_envelope(void *context, int64_t page, struct str name, struct str value,
		       struct error *err)
{
	struct sampling *sampling = context;
	struct detection *detection = sampling->detection;
	struct str set = context_set(value), path = context_path(value);

	(void)page;
	(void)err;
	if (!str_equal_fold(name, STR("@odata.context")) || set.length == 0)
		return 0;
	snprintf(detection->context, sizeof(detection->context), "%.*s", (int)set.length, set.data);
	snprintf(detection->context_path, sizeof(detection->context_path), "%.*s",
		 (int)path.length, path.data);
	detection->context_whole =
		memchr(set.data, '/', (size_t)(value.data + value.length - set.data)) == NULL;
	return 0;
}

void sample(struct sampling *sampling, struct str start, const char *pattern)
{
	struct record_sink sink = { on_header,   on_record,    on_damage,
				    on_envelope, on_container, sampling };
	struct error ignored = ERROR_INIT;
	struct source *source = source_open_memory(start.data, start.length, &ignored);
	int ended_well;

	sampling->samples = 0;
	sampling->container = pattern == NULL;
	sampling->record = NULL;
	sampling->header = NULL;
	sampling->header_count = 0;
	if (source == NULL)
		return;
	if (pattern == NULL)
		read_csv(source, &sink, &ended_well, &ignored);
	else
		read_json(source, pattern, &sink, &ended_well, &ignored);
	source_close(source);
}
