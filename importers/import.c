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
#include "pages.h"
#include "settle.h"
#include "source.h"

/* --- Paths ------------------------------------------------------------------------------------ */

static int visit_file(void *context, const char *path, const struct file_facts *facts,
		      struct error *err)
{
	const struct input input = { .path = path, .shown = path };

	(void)facts;
	return take_input(context, &input, err);
}

/* What a folder holds and cannot be read is told of like a file. */
static void visit_skipped(void *context, const char *path, const char *reason)
{
	const struct input input = { .path = path, .shown = path };
	struct intake *intake = context;

	take_skipped(intake, &input, reason, &intake->trouble);
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
		const struct input input = { .path = intake->stdin_path, .shown = "standard input" };

		if (source_spool_stdin(intake->stdin_path, err) < 0)
			return -1;
		return take_input(intake, &input, err);
	}
	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	if (facts.kind != FILE_FOLDER)
		return visit_file(intake, path, &facts, err);
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
		summary->files += !facts->is_container;
		if (facts->known != NULL && !facts->is_failure)
			summary->known_files++;
		else
			summary->unknown_files += facts->format == NULL && !facts->is_container;
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
