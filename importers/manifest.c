/* SPDX-License-Identifier: MIT
 * A manifest is read by a table of its members, and every member must be known: what is misspelt would
 * silently leave a guess in force.
 */
#include "manifest.h"

#include <fnmatch.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/nearest.h"

struct reading {
	const struct formats *formats;
	const struct schema *schema;
	struct arena *arena;
};

/* Reads a value into its place in a struct. */
typedef int member_reader(struct reading *reading, const cJSON *value, void *to,
			  struct error *err);

struct member {
	const char *name;
	member_reader *read;
	size_t offset;
};

/* --- Values ----------------------------------------------------------------------------------- */

static int read_text(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	const char **text = to;

	if (!cJSON_IsString(value) || str_trim(str_of(value->valuestring)).length == 0)
		return error_set(err, "must be a text");
	*text = arena_copy(reading->arena, value->valuestring, strlen(value->valuestring));
	return 0;
}

/* As the column kind `id` has it: lower case, no braces. */
static int read_id(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	const char **id = to;
	struct str text;
	char *lower;

	if (read_text(reading, value, to, err) < 0)
		return -1;
	text = str_trim(str_of(*id));
	if (text.length > 2 && text.data[0] == '{' && text.data[text.length - 1] == '}')
		text = (struct str){ text.data + 1, text.length - 2 };
	lower = arena_copy(reading->arena, text.data, text.length);
	for (char *c = lower; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c | 0x20);
	}
	*id = lower;
	return 0;
}

static int read_time(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	struct told_time *time = to;

	(void)reading;
	time->told = cJSON_IsString(value) &&
		     timestamp_parse(str_of(value->valuestring), DATE_ORDER_UNKNOWN, &time->at) ==
			     TIMESTAMP_OK;
	return time->told ? 0 : error_set(err, "must be a time such as 2026-11-01T00:00:00Z");
}

static int read_version(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	(void)reading;
	(void)to;
	if (cJSON_IsNumber(value) && value->valuedouble == 1.0)
		return 0;
	return error_set(err, "this program knows version 1");
}

static int read_vouched(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	enum vouched *vouched = to;

	(void)reading;
	if (!cJSON_IsBool(value))
		return error_set(err, "must be true or false");
	*vouched = cJSON_IsTrue(value) ? VOUCHED_WHOLE : VOUCHED_PARTLY;
	return 0;
}

static int read_format(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	const char **name = to;
	struct nearest nearest;

	if (read_text(reading, value, to, err) < 0)
		return -1;
	if (formats_find(reading->formats, *name) != NULL)
		return 0;
	nearest = (struct nearest)NEAREST_INIT(*name);
	for (size_t i = 0; i < reading->formats->count; i++)
		nearest_try(&nearest, reading->formats->items[i].name);
	return nearest_error(&nearest, "source format", "'stocktake formats' lists them", err);
}

/* An entity, or one part of it: "role_assignment:flow". */
static int check_entity(const struct schema *schema, const char *name, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	if (schema_entity(schema, (struct str){ name, strcspn(name, ":") }) != NULL)
		return 0;
	for (size_t i = 0; i < schema->count; i++)
		nearest_try(&nearest, schema->entities[i].name);
	return nearest_error(&nearest, "entity", "'stocktake schema' lists them", err);
}

/* true, false, or a list of entities. */
static int read_complete(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	struct manifest *manifest = to;
	struct texts *names = &manifest->complete;
	const cJSON *name;

	if (!cJSON_IsArray(value))
		return read_vouched(reading, value, &manifest->vouched, err);
	names->items = arena_alloc(reading->arena, ((size_t)cJSON_GetArraySize(value) + 1) *
							   sizeof(*names->items));
	cJSON_ArrayForEach(name, value)
	{
		if (read_text(reading, name, &names->items[names->count], err) < 0 ||
		    check_entity(reading->schema, names->items[names->count], err) < 0)
			return -1;
		names->count++;
	}
	return 0;
}

/* --- Objects ---------------------------------------------------------------------------------- */

static const struct member *find_member(const struct member *members, const char *name)
{
	while (members->name != NULL && strcmp(members->name, name) != 0)
		members++;
	return members->name != NULL ? members : NULL;
}

static int unknown_member(const struct member *members, const char *name, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (; members->name != NULL; members++)
		nearest_try(&nearest, members->name);
	return nearest_error(&nearest, "member", "docs/manifest.md lists them", err);
}

static int read_members(struct reading *reading, const cJSON *object, const struct member *members,
			void *to, struct error *err)
{
	const cJSON *value;

	if (!cJSON_IsObject(object))
		return error_set(err, "must be an object");
	cJSON_ArrayForEach(value, object)
	{
		const struct member *member = find_member(members, value->string);

		if (member == NULL)
			return unknown_member(members, value->string, err);
		if (member->read(reading, value, (char *)to + member->offset, err) < 0)
			return error_prefix(err, "%s", member->name);
	}
	return 0;
}

static const struct member file_members[] = {
	{ "format", read_format, offsetof(struct manifest_file, format) },
	{ "complete", read_vouched, offsetof(struct manifest_file, vouched) },
	{ "environment_id", read_id, offsetof(struct manifest_file, environment_id) },
	{ "taken_at", read_time, offsetof(struct manifest_file, taken) },
	{ 0 },
};

static int read_files(struct reading *reading, const cJSON *value, void *to, struct error *err)
{
	struct manifest *manifest = to;
	const cJSON *file;

	if (!cJSON_IsObject(value))
		return error_set(err, "must be an object");
	manifest->files = arena_alloc(reading->arena, ((size_t)cJSON_GetArraySize(value) + 1) *
							      sizeof(*manifest->files));
	cJSON_ArrayForEach(file, value)
	{
		struct manifest_file *entry = &manifest->files[manifest->file_count++];

		*entry = (struct manifest_file){
			.pattern = arena_copy(reading->arena, file->string, strlen(file->string)),
		};
		if (read_members(reading, file, file_members, entry, err) < 0)
			return error_prefix(err, "%s", entry->pattern);
	}
	return 0;
}

static const struct member members[] = {
	{ "stocktake_manifest", read_version, 0 },
	{ "taken_at", read_time, offsetof(struct manifest, taken) },
	{ "tenant_id", read_id, offsetof(struct manifest, tenant_id) },
	{ "tenant_name", read_text, offsetof(struct manifest, tenant_name) },
	{ "collected_by", read_text, offsetof(struct manifest, collected_by) },
	{ "complete", read_complete, 0 },
	{ "files", read_files, 0 },
	{ 0 },
};

static int check(const struct manifest *manifest, const cJSON *json, struct error *err)
{
	if (cJSON_GetObjectItemCaseSensitive(json, "stocktake_manifest") == NULL)
		return error_set(err, "there is no member 'stocktake_manifest'");
	if (manifest->tenant_name != NULL && manifest->tenant_id == NULL)
		return error_set(err, "tenant_name: a tenant is known by its tenant_id");
	return 0;
}

struct manifest *manifest_read(const struct cJSON *json, const char *name, struct str folder,
			       const struct formats *formats, const struct schema *schema,
			       struct arena *arena, struct error *err)
{
	struct reading reading = { formats, schema, arena };
	struct manifest *manifest = arena_alloc(arena, sizeof(*manifest));

	*manifest = (struct manifest){ .shown = name, .folder = folder };
	if (read_members(&reading, json, members, manifest, err) < 0 ||
	    check(manifest, json, err) < 0) {
		error_prefix(err, "%s", name);
		return NULL;
	}
	return manifest;
}

/* --- Adorning --------------------------------------------------------------------------------- */

/* The entry that names the file itself, else the first whose pattern fits. */
static struct manifest_file *find_file(struct manifest *manifest, const char *path)
{
	struct manifest_file *found = NULL;

	for (size_t i = 0; i < manifest->file_count; i++) {
		struct manifest_file *file = &manifest->files[i];

		if (strcmp(file->pattern, path) == 0)
			return file;
		if (found == NULL && fnmatch(file->pattern, path, FNM_PATHNAME) == 0)
			found = file;
	}
	return found;
}

void manifest_adorn(struct manifest *manifest, struct input *input)
{
	struct manifest_file *file =
		find_file(manifest, input->shown + manifest->folder.length);

	input->tenant_id = manifest->tenant_id;
	if (manifest->vouched != VOUCHED_NOT)
		input->vouched = manifest->vouched;
	if (file == NULL)
		return;
	file->matched = true;
	input->format = file->format;
	input->environment_id = file->environment_id;
	if (file->vouched != VOUCHED_NOT)
		input->vouched = file->vouched;
	input->has_taken_at = file->taken.told;
	input->taken_at = file->taken.at;
}
