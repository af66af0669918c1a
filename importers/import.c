/* SPDX-License-Identifier: MIT
 * A set of paths as one snapshot: finds the files, lets each be recognised and read, works out the
 * moment they describe, and commits all of it or nothing.
 */
#include "importers/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "file.h"
#include "pages.h"
#include "source.h"

struct intake {
	struct file_job job;
	struct file_result *results;
	size_t count, capacity;
	struct error trouble; /* met where a callback cannot return it, or '' */
	char stdin_path[64];  /* where standard input was copied to, or '' */
};

static struct file_result *next_result(struct intake *intake)
{
	intake->results = memory_reserve(intake->results, intake->count, &intake->capacity,
					 sizeof(*intake->results));
	return &intake->results[intake->count++];
}

static void intake_release(struct intake *intake)
{
	for (size_t i = 0; i < intake->count; i++)
		file_result_release(&intake->results[i]);
	free(intake->results);
}

/* --- Files ------------------------------------------------------------------------------------ */

/* The hash is wanted of every file, known or not; what is found on the way is told too. */
static void hash_file(struct file_result *result, const char *path)
{
	struct error trouble = ERROR_INIT;
	struct source *source = source_open(path, &trouble);

	if (source == NULL)
		return;
	if (source_drain(source, &trouble) < 0 && strcmp(result->reason.data, trouble.text) != 0)
		buffer_printf(&result->reason, "; %s", trouble.text);
	memcpy(result->sha256, source_info(source)->sha256, sizeof(result->sha256));
	result->facts.container = source_info(source)->container;
	result->facts.encoding = source_info(source)->encoding;
	source_close(source);
}

/* "a, b, ..." as lines. */
static void list_names(struct buffer *lines, const char *names)
{
	while (*names != '\0') {
		size_t length = strcspn(names, ",");

		buffer_append(lines, names, length);
		names += length;
		if (*names == ',') {
			buffer_puts(lines, "\n");
			names += strspn(names, ", ");
		}
	}
}

/* A file that no format reads is told of with the reason, and kept among the source files. */
static int pass_over(struct intake *intake, const char *path, const char *shown, const char *reason,
		     const struct detection *detection, struct error *err)
{
	struct file_result *result = next_result(intake);

	file_result_init(result, path, shown);
	buffer_puts(&result->reason, reason);
	hash_file(result, path);
	if (detection != NULL && detection->fields[0] != '\0') {
		buffer_printf(&result->reason, " (fields: %s)", detection->fields);
		list_names(&result->ignored, detection->fields);
	}
	if (detection != NULL && detection->nearest != NULL)
		result->facts.nearest = detection->nearest->name;
	if (intake->job.staging == NULL)
		return 0;
	return staging_add_file(intake->job.staging, &result->staged, err);
}

static int take_file(struct intake *intake, const char *path, const char *shown, struct error *err)
{
	struct detection detection;
	struct error trouble = ERROR_INIT;

	if (detect(&detection, intake->job.formats, path, intake->job.options->as_format,
		   &trouble) < 0)
		return pass_over(intake, path, shown, trouble.text, NULL, err);
	if (detection.count == 0)
		return pass_over(intake, path, shown, detection.reason, &detection, err);
	for (size_t i = 0; i < detection.count; i++) {
		if (file_read(&intake->job, path, shown, &detection, &detection.matches[i],
			      next_result(intake), err) < 0)
			return -1;
	}
	return 0;
}

static int visit_file(void *context, const char *path, const struct file_facts *facts,
		      struct error *err)
{
	(void)facts;
	return take_file(context, path, path, err);
}

/* What a folder holds and cannot be read is told of like a file. */
static void visit_skipped(void *context, const char *path, const char *reason)
{
	struct intake *intake = context;

	pass_over(intake, path, path, reason, NULL, &intake->trouble);
}

static int take_path(struct intake *intake, const char *path, struct error *err)
{
	struct folder_walk walk = { visit_file, visit_skipped, intake };
	struct file_facts facts;

	if (strcmp(path, "-") == 0) {
		if (source_spool_stdin(intake->stdin_path, err) < 0)
			return -1;
		return take_file(intake, intake->stdin_path, "standard input", err);
	}
	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	if (facts.kind != FILE_FOLDER)
		return take_file(intake, path, path, err);
	if (platform_walk(path, &walk, err) < 0)
		return -1;
	return intake->trouble.text[0] ? error_set(err, "%s", intake->trouble.text) : 0;
}

static int take_paths(struct intake *intake, const char *const *paths, size_t count,
		      struct error *err)
{
	const char *as = intake->job.options->as_format;

	if (as != NULL && formats_find(intake->job.formats, as) == NULL)
		return error_set(err, "no such format '%s'", as);
	for (size_t i = 0; i < count; i++) {
		if (take_path(intake, paths[i], err) < 0)
			return -1;
	}
	return 0;
}

/* --- The snapshot ----------------------------------------------------------------------------- */

static int finish_files(struct intake *intake, struct error *err)
{
	settle_pages(intake->results, intake->count);
	for (size_t i = 0; i < intake->count; i++) {
		if (file_finish(&intake->job, &intake->results[i], err) < 0)
			return -1;
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

/* --complete ENTITY or ENTITY:PART: the user vouches that every object of it is there. */
static int cover_completed(const struct intake *intake, struct error *err)
{
	const struct import_options *options = intake->job.options;

	for (size_t i = 0; i < options->complete_count; i++) {
		struct str name = str_of(options->complete[i]), part = STR("");
		const char *colon = strchr(options->complete[i], ':');
		const struct entity *entity;

		if (colon != NULL) {
			name.length = (size_t)(colon - name.data);
			part = str_of(colon + 1);
		}
		entity = schema_entity(intake->job.schema, name);
		if (entity == NULL)
			return error_set(err, "--complete: no such entity '%s'",
					 options->complete[i]);
		if (cover_whole(intake, entity, part, err) < 0)
			return -1;
	}
	return 0;
}

/* A time in the future is no time at which anything was collected. */
static void find_moment(const struct intake *intake, struct snapshot_facts *snapshot)
{
	int64_t newest_told = INT64_MIN, newest_file = 0;
	int64_t latest = platform_now() + SECONDS_PER_DAY;

	for (size_t i = 0; i < intake->count; i++) {
		const struct file_result *result = &intake->results[i];

		if (result->facts.has_time && result->facts.newest_at > newest_told &&
		    result->facts.newest_at <= latest)
			newest_told = result->facts.newest_at;
		if (result->has_modified_at && result->modified_at > newest_file)
			newest_file = result->modified_at;
	}
	snapshot->at = newest_told == INT64_MIN ? newest_file : newest_told;
	snapshot->basis = newest_told == INT64_MIN ? "file time" : "told by the files";
}

static struct snapshot_facts snapshot_of(const struct intake *intake)
{
	const struct import_options *options = intake->job.options;
	struct snapshot_facts snapshot = { options->at, "given", options->label };

	if (!options->has_at)
		find_moment(intake, &snapshot);
	return snapshot;
}

static int summarise(struct intake *intake, struct import_summary *summary, struct error *err)
{
	for (size_t i = 0; i < intake->count; i++) {
		struct import_file *facts = &intake->results[i].facts;

		if (intake->job.staging != NULL && !summary->nothing_new &&
		    staging_account(intake->job.staging, intake->results[i].staged, &facts->kept,
				    &facts->merged, err) < 0)
			return -1;
		summary->files++;
		summary->unknown_files += facts->format == NULL;
		summary->records += facts->records;
		summary->kept += facts->kept;
		summary->merged += facts->merged;
		summary->rejected += facts->rejected;
	}
	return 0;
}

static int tell_files(const struct intake *intake, struct error *err)
{
	const struct import_progress *progress = intake->job.progress;

	for (size_t i = 0; progress->file != NULL && i < intake->count; i++) {
		if (progress->file(progress->context, &intake->results[i].facts, err) < 0)
			return -1;
	}
	return 0;
}

static int commit(struct intake *intake, struct import_summary *summary, struct error *err)
{
	struct snapshot_facts snapshot = snapshot_of(intake);
	int64_t fresh;
	bool known = false;

	for (size_t i = 0; i < intake->count; i++)
		known |= intake->results[i].format != NULL;
	if (!known) {
		tell_files(intake, err);
		return error_set(err, "nothing was imported: no file was recognised");
	}
	if (staging_commit(intake->job.staging, &snapshot, &fresh, err) < 0)
		return -1;
	*summary = (struct import_summary){
		.at = snapshot.at,
		.basis = snapshot.basis,
		.nothing_new = fresh == 0,
	};
	if (summarise(intake, summary, err) < 0)
		return -1;
	return tell_files(intake, err);
}

int import_paths(struct store *store, const struct formats *formats, const char *const *paths,
		 size_t path_count, const struct import_options *options,
		 const struct import_progress *progress, struct import_summary *summary,
		 struct error *err)
{
	struct intake intake = {
		.job = { formats, store->schema, NULL, options, progress },
	};
	int result = staging_begin(&intake.job.staging, store, err);

	*summary = (struct import_summary){ 0 };
	if (result == 0)
		result = take_paths(&intake, paths, path_count, err);
	if (result == 0)
		result = cover_completed(&intake, err);
	if (result == 0)
		result = finish_files(&intake, err);
	if (result == 0)
		result = commit(&intake, summary, err);
	staging_end(intake.job.staging);
	intake_release(&intake);
	return result;
}

int inspect_paths(const struct formats *formats, const struct schema *schema,
		  const char *const *paths, size_t path_count, const struct import_options *options,
		  const struct import_progress *progress, struct error *err)
{
	struct intake intake = {
		.job = { formats, schema, NULL, options, progress },
	};
	int result = take_paths(&intake, paths, path_count, err);

	if (result == 0)
		result = finish_files(&intake, err);
	if (result == 0)
		result = tell_files(&intake, err);
	intake_release(&intake);
	return result;
}
