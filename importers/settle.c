/* SPDX-License-Identifier: MIT
 * What all files of an import say together, and what was said of them: the moment they describe, what is
 * whole, whose they are.
 */
#include "settle.h"

#include <string.h>

#include "base/platform.h"
#include "model.h"

/* --- What is whole ----------------------------------------------------------------------------- */

/* A table whose description lists a file that is not here is not whole. */
void intake_settle_tables(const struct intake *intake)
{
	for (size_t i = 0; i < intake->count; i++) {
		struct file_result *result = &intake->results[i];
		const char *lacks = result->table ? model_table_lacks(result->table) : NULL;

		if (lacks == NULL || result->vouched != VOUCHED_NOT)
			continue;
		result->facts.is_complete = false;
		buffer_printf(&result->reason, "%sits table has a part '%s' that is not here",
			      result->reason.length > 0 ? "; " : "", lacks);
	}
}

/* What the manifests say of no file in particular, and which of their patterns meant none. */
int intake_tell_manifests(const struct intake *intake, struct error *err)
{
	const struct manifest *manifest = companions_manifests(intake->companions);

	for (; manifest != NULL; manifest = manifest->next) {
		for (size_t i = 0; i < intake->count; i++) {
			struct file_result *result = &intake->results[i];

			if (strcmp(result->path, manifest->shown) == 0 &&
			    file_tell_manifest(&intake->job, result, manifest, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* Covers the entity, or, where it has parts and none is named, every part that some format feeds. */
static int cover_whole(const struct intake *intake, const struct entity *entity, struct str part,
		       struct error *err)
{
	const struct formats *formats = intake->job.formats;

	if (entity->resource_kind < 0 || part.length > 0)
		return staging_cover(intake->job.staging, entity, part, COVERS_TENANT, STR(""), err);
	for (size_t i = 0; i < formats->count; i++) {
		for (size_t k = 0; k < formats->items[i].row_count; k++) {
			const struct row_map *row = &formats->items[i].rows[k];

			if (row->entity == entity &&
			    staging_cover(intake->job.staging, entity, row->resource_kind,
					  COVERS_TENANT, STR(""), err) < 0)
				return -1;
		}
	}
	return 0;
}

/* ENTITY or ENTITY:PART. */
static int cover_named(const struct intake *intake, const char *what, struct error *err)
{
	struct str name = str_of(what), part = STR("");
	const char *colon = strchr(what, ':');
	const struct entity *entity;

	if (colon != NULL) {
		name.length = (size_t)(colon - name.data);
		part = str_of(colon + 1);
	}
	entity = schema_entity(intake->job.schema, name);
	if (entity == NULL)
		return error_set(err, "--complete: no such entity '%s'", what);
	return cover_whole(intake, entity, part, err);
}

/* By --complete or by a manifest: someone vouches that every object of it is there. */
int intake_cover(const struct intake *intake, struct error *err)
{
	const struct import_options *options = intake->job.options;
	const struct manifest *manifest = companions_manifests(intake->companions);

	for (size_t i = 0; i < options->complete_count; i++) {
		if (cover_named(intake, options->complete[i], err) < 0)
			return -1;
	}
	for (; manifest != NULL; manifest = manifest->next) {
		for (size_t i = 0; i < manifest->complete.count; i++) {
			if (cover_named(intake, manifest->complete.items[i], err) < 0)
				return -1;
		}
	}
	return 0;
}

/* --- The moment -------------------------------------------------------------------------------- */

/* An archive is younger than what it holds. A time in the future is no time at which anything was collected. */
static void find_moment(const struct intake *intake, struct snapshot_facts *snapshot)
{
	int64_t newest_told = INT64_MIN, newest_file = 0;
	int64_t latest = platform_now() + SECONDS_PER_DAY;

	for (size_t i = 0; i < intake->count; i++) {
		const struct file_result *result = &intake->results[i];

		if (result->facts.has_time && result->facts.newest_at > newest_told &&
		    result->facts.newest_at <= latest)
			newest_told = result->facts.newest_at;
		if (result->has_modified_at && !result->facts.is_container &&
		    result->modified_at > newest_file)
			newest_file = result->modified_at;
	}
	snapshot->at = newest_told == INT64_MIN ? newest_file : newest_told;
	snapshot->basis = newest_told == INT64_MIN ? "file time" : "told by the files";
}

/* The manifests' time, when they tell one. One import is one snapshot. */
static int find_told_moment(const struct intake *intake, struct snapshot_facts *snapshot,
			    struct error *err)
{
	const struct manifest *manifest = companions_manifests(intake->companions);
	const struct manifest *first = NULL;

	for (; manifest != NULL; manifest = manifest->next) {
		if (!manifest->taken.told)
			continue;
		if (first != NULL && first->taken.at != manifest->taken.at)
			return error_set(err,
					 "'%s' and '%s' were taken at different times: import them"
					 " one by one, or say when with --at",
					 manifest->shown, first->shown);
		first = manifest;
	}
	if (first == NULL && intake->job.options->has_path_at) {
		snapshot->at = intake->job.options->path_at;
		snapshot->basis = "date in the path";
		return 0;
	}
	if (first == NULL) {
		find_moment(intake, snapshot);
		return 0;
	}
	snapshot->at = first->taken.at;
	snapshot->basis = "manifest";
	return 0;
}

/* Everyone whom a manifest names, each once. */
static void list_collectors(const struct intake *intake, struct buffer *names)
{
	const struct manifest *manifest = companions_manifests(intake->companions);

	for (; manifest != NULL; manifest = manifest->next) {
		const char *name = manifest->collected_by;

		if (name != NULL && (names->length == 0 || strstr(names->data, name) == NULL))
			buffer_printf(names, "%s%s", names->length > 0 ? ", " : "", name);
	}
}

int intake_describe(struct intake *intake, struct snapshot_facts *snapshot, struct error *err)
{
	const struct import_options *options = intake->job.options;

	list_collectors(intake, &intake->collectors);
	*snapshot = (struct snapshot_facts){
		.at = options->at,
		.basis = "given",
		.label = options->label,
		.collected_by = intake->collectors.data,
		.replaces = options->replaces,
		.merging = intake->job.progress->merging,
		.context = intake->job.progress->context,
	};
	return options->has_at ? 0 : find_told_moment(intake, snapshot, err);
}
