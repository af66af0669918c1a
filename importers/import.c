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
#include "intake.h"
#include "pages.h"
#include "source.h"

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
	buffer_release(&intake->collectors);
	companions_free(intake->companions);
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
static int pass_over(struct intake *intake, const struct input *input, const char *reason,
		     const struct detection *detection, struct error *err)
{
	struct file_result *result = next_result(intake);

	file_result_init(result, input);
	buffer_puts(&result->reason, reason);
	hash_file(result, input->path);
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

static int read_input(struct intake *intake, const struct input *input, struct error *err)
{
	const char *as = intake->job.options->as_format;
	struct detection detection;
	struct error trouble = ERROR_INIT;

	if (detect(&detection, intake->job.formats, input, as ? as : input->format, &trouble) < 0)
		return pass_over(intake, input, trouble.text, NULL, err);
	if (detection.count == 0)
		return pass_over(intake, input, detection.reason, &detection, err);
	for (size_t i = 0; i < detection.count; i++) {
		if (file_read(&intake->job, input, &detection, &detection.matches[i],
			      next_result(intake), err) < 0)
			return -1;
	}
	return 0;
}

/* A companion was read ahead, and is kept among the source files for what it said. */
static int take_input(struct intake *intake, const struct input *input, struct error *err)
{
	struct input adorned = *input;
	const char *kind;

	if (companions_look(intake->companions, input, err) < 0)
		return -1;
	kind = companions_kind(intake->companions, input->shown);
	if (kind == NULL) {
		companions_adorn(intake->companions, &adorned);
		return read_input(intake, &adorned, err);
	}
	if (pass_over(intake, input, kind, NULL, err) < 0)
		return -1;
	file_result_tell_companion(&intake->results[intake->count - 1]);
	return 0;
}

static int take_file(struct intake *intake, const char *path, const char *shown, struct error *err)
{
	const struct input input = { .path = path, .shown = shown };

	return take_input(intake, &input, err);
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
	const struct input input = { .path = path, .shown = path };

	pass_over(intake, &input, reason, NULL, &intake->trouble);
}

static int look_at_file(void *context, const char *path, const struct file_facts *facts,
			struct error *err)
{
	const struct intake *intake = context;
	const struct input input = { .path = path, .shown = path };

	(void)facts;
	return companions_look(intake->companions, &input, err);
}

/* Companions may lie behind the files they speak of. */
static int look_at_path(struct intake *intake, const char *path, struct error *err)
{
	struct folder_walk walk = { look_at_file, NULL, intake };
	struct file_facts facts;

	if (strcmp(path, "-") == 0)
		return 0;
	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	if (facts.kind != FILE_FOLDER)
		return look_at_file(intake, path, &facts, err);
	return platform_walk(path, &walk, err);
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
		if (look_at_path(intake, paths[i], err) < 0)
			return -1;
	}
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
	intake_settle_tables(intake);
	if (intake_tell_manifests(intake, err) < 0)
		return -1;
	for (size_t i = 0; i < intake->count; i++) {
		if (file_finish(&intake->job, &intake->results[i], err) < 0)
			return -1;
	}
	return 0;
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
	struct snapshot_facts snapshot;
	int64_t fresh;
	bool known = false;

	for (size_t i = 0; i < intake->count; i++)
		known |= intake->results[i].format != NULL;
	if (!known) {
		tell_files(intake, err);
		return error_set(err, "nothing was imported: no file was recognised");
	}
	if (intake_describe(intake, &snapshot, err) < 0 ||
	    staging_commit(intake->job.staging, &snapshot, &fresh, err) < 0)
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
		.companions = companions_new(formats, store->schema),
		.collectors = BUFFER_INIT(LIMIT_COMPANION),
	};
	int result = staging_begin(&intake.job.staging, store, err);

	*summary = (struct import_summary){ 0 };
	if (result == 0)
		result = take_paths(&intake, paths, path_count, err);
	if (result == 0)
		result = intake_cover(&intake, err);
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
		.companions = companions_new(formats, schema),
		.collectors = BUFFER_INIT(LIMIT_COMPANION),
	};
	int result = take_paths(&intake, paths, path_count, err);

	if (result == 0)
		result = finish_files(&intake, err);
	if (result == 0)
		result = tell_files(&intake, err);
	intake_release(&intake);
	return result;
}
