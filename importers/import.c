/* SPDX-License-Identifier: MIT
 * A set of paths as one snapshot: finds the files, lets each be recognised and read, works out the
 * moment they describe, and commits all of it or nothing.
 */
#include "importers/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "file.h"
#include "input.h"
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
static void hash_file(struct file_result *result, const struct input *input)
{
	struct error trouble = ERROR_INIT;
	struct source *source = input->path ? source_open(input->path, &trouble) : NULL;

	if (source == NULL)
		return;
	if (source_drain(source, &trouble) < 0 && strcmp(result->reason.data, trouble.text) != 0)
		buffer_printf(&result->reason, "; %s", trouble.text);
	file_result_source(result, input, source);
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

/* Its place among the source files, before those of what lies in it. */
static int stage_result(struct intake *intake, struct file_result *result, struct error *err)
{
	if (intake->job.staging == NULL)
		return 0;
	return staging_add_file(intake->job.staging, &result->staged, err);
}

/* A file that no format reads is told of with the reason, and kept among the source files. */
static int pass_over(struct intake *intake, const struct input *input, const char *reason,
		     const struct detection *detection, struct error *err)
{
	struct file_result *result = next_result(intake);

	file_result_init(result, input);
	buffer_puts(&result->reason, reason);
	if (input->damage)
		buffer_printf(&result->reason, "; %s", input->damage);
	hash_file(result, input);
	if (detection != NULL && detection->fields[0] != '\0') {
		buffer_printf(&result->reason, " (fields: %s)", detection->fields);
		list_names(&result->ignored, detection->fields);
	}
	if (detection != NULL && detection->nearest != NULL)
		result->facts.nearest = detection->nearest->name;
	return stage_result(intake, result, err);
}

static int read_input(struct intake *intake, const struct input *input, struct error *err)
{
	struct detection detection;
	struct error trouble = ERROR_INIT;

	if (detect(&detection, intake->job.formats, input->path, intake->job.options->as_format,
		   &trouble) < 0)
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

/* --- Containers ------------------------------------------------------------------------------- */

/* One that is being unpacked. Results move, so its own is known by its index. */
struct unpacking {
	struct intake *intake;
	const struct input *input;
	size_t result, members;
	bool begun;
	char kind[64];         /* "zip", once a member has said so */
	struct buffer trouble; /* with the whole of it */
};

static void hash_container(struct file_result *result, const struct input *input)
{
	struct error trouble = ERROR_INIT;
	struct source *source = source_open_bytes(input->path, &trouble);
	const char *head;
	size_t length;

	if (source == NULL)
		return;
	source_peek(source, &head, &length, &trouble);
	source_hash(source, &trouble);
	file_result_source(result, input, source);
	result->facts.encoding = NULL;
	source_close(source);
}

/* Its result stands ahead of those of what lies in it. */
static int begin_container(struct unpacking *unpacking, struct error *err)
{
	struct intake *intake = unpacking->intake;
	struct file_result *result;

	if (unpacking->begun)
		return 0;
	unpacking->begun = true;
	unpacking->result = intake->count;
	result = next_result(intake);
	file_result_init(result, unpacking->input);
	hash_container(result, unpacking->input);
	if (unpacking->input->damage)
		buffer_puts(&unpacking->trouble, unpacking->input->damage);
	return stage_result(intake, result, err);
}

static int take_input(struct intake *intake, const struct input *input, struct error *err);

static int take_member(void *context, const struct input *member, struct error *err)
{
	struct unpacking *unpacking = context;
	const char *outer = unpacking->input->container;
	size_t length = strlen(member->container) - (outer ? strlen(outer) + strlen(" in ") : 0);

	snprintf(unpacking->kind, sizeof(unpacking->kind), "%.*s", (int)length, member->container);
	unpacking->members++;
	if (begin_container(unpacking, err) < 0)
		return -1;
	return take_input(unpacking->intake, member, err);
}

static int skip_member(void *context, const char *shown, const char *reason, struct error *err)
{
	struct unpacking *unpacking = context;
	struct input member = { .shown = shown };

	if (begin_container(unpacking, err) < 0)
		return -1;
	if (strcmp(shown, unpacking->input->shown) == 0) {
		buffer_printf(&unpacking->trouble, "%s%s", unpacking->trouble.length ? "; " : "",
			      reason);
		return 0;
	}
	unpacking->members++;
	return pass_over(unpacking->intake, &member, reason, NULL, err);
}

static bool holds_known(const struct unpacking *unpacking)
{
	for (size_t i = unpacking->result + 1; i < unpacking->intake->count; i++) {
		if (unpacking->intake->results[i].format != NULL)
			return true;
	}
	return false;
}

static void describe(const struct unpacking *unpacking, struct buffer *reason)
{
	bool several = unpacking->members != 1;
	const char *fate = several ? ", each told of by itself" : ", told of by itself";

	if (!holds_known(unpacking))
		fate = several ? ", none of which was recognised" : ", which was not recognised";
	buffer_printf(reason, "%s with %zu member%s%s",
		      *unpacking->kind ? unpacking->kind : "container", unpacking->members,
		      several ? "s" : "", fate);
}

static int note_trouble(const struct unpacking *unpacking, const struct file_result *result,
			struct error *err)
{
	const struct reject reject = {
		.byte_offset = -1,
		.line = -1,
		.reason = unpacking->trouble.data,
	};

	if (unpacking->intake->job.staging == NULL)
		return 0;
	return staging_reject(unpacking->intake->job.staging, result->staged, &reject, err);
}

/* With nothing in it that could be told, it is a file that was not imported. */
static int end_container(struct unpacking *unpacking, struct error *err)
{
	struct file_result *result = &unpacking->intake->results[unpacking->result];
	const struct buffer *trouble = &unpacking->trouble;

	if (unpacking->members == 0) {
		buffer_puts(&result->reason, trouble->data);
		return 0;
	}
	result->facts.is_container = true;
	result->facts.layout = "container";
	result->facts.is_complete = trouble->length == 0;
	describe(unpacking, &result->reason);
	if (trouble->length == 0)
		return 0;
	buffer_printf(&result->reason, "; %s", trouble->data);
	return note_trouble(unpacking, result, err);
}

static int take_input(struct intake *intake, const struct input *input, struct error *err)
{
	struct unpacking unpacking = {
		.intake = intake,
		.input = input,
		.trouble = BUFFER_INIT(LIMIT_RECORD),
	};
	const struct input_sink sink = { take_member, skip_member, &unpacking };
	enum expansion expansion = input_expand(input, &sink, err);
	int result = expansion == EXPANSION_FAILED ? -1 : 0;

	if (result == 0 && unpacking.begun)
		result = end_container(&unpacking, err);
	else if (expansion == EXPANDED_NOT)
		result = read_input(intake, input, err);
	buffer_release(&unpacking.trouble);
	return result;
}

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

	pass_over(intake, &input, reason, NULL, &intake->trouble);
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

/* An archive is younger than what it holds. A time in the future is no time at which anything was collected. */
static void find_moment(const struct intake *intake, struct snapshot_facts *snapshot)
{
	int64_t newest_told = INT64_MIN, newest_file = 0;
	int64_t latest = platform_now() + SECONDS_PER_DAY;

	for (size_t i = 0; i < intake->count; i++) {
		const struct file_result *result = &intake->results[i];

		if (result->facts.has_newest && result->facts.newest_at > newest_told &&
		    result->facts.newest_at <= latest)
			newest_told = result->facts.newest_at;
		if (result->has_modified_at && !result->facts.is_container &&
		    result->modified_at > newest_file)
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
		summary->files += !facts->is_container;
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
