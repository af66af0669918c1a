/* SPDX-License-Identifier: MIT
 * What became of a file: its facts, its place among the source files, and what it covers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/platform.h"
#include "file.h"

enum { FIELD_LIST = 64 * 1024 };

void file_result_release(struct file_result *result)
{
	free(result->path);
	free(result->evidence);
	buffer_release(&result->why);
	buffer_release(&result->understood);
	buffer_release(&result->ignored);
	buffer_release(&result->missing);
	buffer_release(&result->reason);
	buffer_release(&result->container);
}

void file_result_init(struct file_result *result, const struct input *input)
{
	struct error ignored = ERROR_INIT;
	struct file_facts facts;

	*result = (struct file_result){
		.path = memory_copy(input->shown, strlen(input->shown)),
		.why = BUFFER_INIT(FIELD_LIST),
		.vouched = input->vouched,
		.environment_id = input->environment_id,
		.table = input->table,
		.understood = BUFFER_INIT(FIELD_LIST),
		.ignored = BUFFER_INIT(FIELD_LIST),
		.missing = BUFFER_INIT(FIELD_LIST),
		.reason = BUFFER_INIT(FIELD_LIST),
		.container = BUFFER_INIT(FIELD_LIST),
	};
	if (input->path && platform_file_facts(input->path, &facts, &ignored) == 0) {
		result->modified_at = facts.modified_at;
		result->has_modified_at = true;
		result->facts.bytes = facts.bytes;
	}
	if (input->has_modified_at) {
		result->modified_at = input->modified_at;
		result->has_modified_at = true;
	}
}

/* A file is in nothing but perhaps a compression; that of a member stands ahead of what holds it. */
static void name_container(struct buffer *container, const char *outer, const char *own)
{
	buffer_clear(container);
	if (!outer)
		buffer_puts(container, own);
	else if (strcmp(own, "file") == 0)
		buffer_puts(container, outer);
	else
		buffer_printf(container, "%s in %s", own, outer);
}

void file_result_source(struct file_result *result, const struct input *input,
			const struct source *source)
{
	const struct source_info *info = source_info(source);

	name_container(&result->container, input->container, info->container);
	result->facts.encoding = info->encoding;
	result->facts.bytes = info->bytes;
	memcpy(result->sha256, info->sha256, sizeof(result->sha256));
}

void file_result_restart(struct file_result *result)
{
	free(result->evidence);
	result->evidence = NULL;
	result->facts.records = result->facts.rejected = 0;
	result->has_next_page = result->selected = false;
	buffer_clear(&result->understood);
	buffer_clear(&result->ignored);
	buffer_clear(&result->missing);
	buffer_clear(&result->reason);
}

void file_result_settle(struct file_result *result)
{
	struct import_file *facts = &result->facts;

	facts->path = result->path;
	facts->why = result->why.data ? result->why.data : "";
	facts->understood = result->understood.data ? result->understood.data : "";
	facts->ignored = result->ignored.data ? result->ignored.data : "";
	facts->missing = result->missing.data ? result->missing.data : "";
	facts->container = result->container.data;
	facts->reason = result->reason.length > 0 ? result->reason.data : NULL;
}

static int stage_facts(const struct file_job *job, const struct file_result *result,
		       struct error *err)
{
	const struct import_file *facts = &result->facts;
	struct source_facts staged = {
		.path = facts->path,
		.sha256 = result->sha256,
		.format = facts->format,
		.reason = facts->reason,
		.container = facts->container,
		.encoding = facts->encoding,
		.layout = facts->layout,
		.covers = facts->covers,
		.bytes = facts->bytes,
		.modified_at = result->modified_at,
		.has_modified_at = result->has_modified_at,
		.is_complete = facts->is_complete,
		.records_read = facts->records,
		.records_rejected = facts->rejected,
	};

	return staging_finish_file(job->staging, result->staged, &staged, err);
}

void file_result_tell_companion(struct file_result *result)
{
	result->facts.format = "companion";
	result->facts.title = "What is said of other files";
	result->facts.layout = "json";
	result->facts.is_complete = true;
}

static int stage_tenant(const struct file_job *job, const struct file_result *result,
			const struct manifest *manifest, struct error *err)
{
	const struct staging_origin origin = { .file = result->staged, .record = 1, .rank = 99 };
	const struct entity *tenant = schema_entity(job->schema, STR("tenant"));
	struct value *values = memory_alloc(tenant->data_count * sizeof(*values));
	int outcome, name = entity_column(tenant, STR("display_name"));

	values[0] = (struct value){ .type = VALUE_TEXT, .text = str_of(manifest->tenant_id) };
	if (manifest->tenant_name != NULL)
		values[name] = (struct value){ .type = VALUE_TEXT,
					       .text = str_of(manifest->tenant_name) };
	outcome = staging_put(job->staging, tenant, values, &origin, err);
	free(values);
	return outcome;
}

int file_tell_manifest(const struct file_job *job, struct file_result *result,
		       const struct manifest *manifest, struct error *err)
{
	for (size_t i = 0; i < manifest->file_count; i++) {
		if (manifest->files[i].matched)
			continue;
		result->facts.is_complete = false;
		buffer_printf(&result->reason, "; no file is '%s'", manifest->files[i].pattern);
	}
	if (job->staging == NULL || manifest->tenant_id == NULL)
		return 0;
	return stage_tenant(job, result, manifest, err);
}

static int cover(const struct file_job *job, const struct file_result *result,
		 const struct row_map *row, enum coverage_scope scope, struct error *err)
{
	struct staging *staging = job->staging;

	if (scope == COVERS_ENVIRONMENT && result->environment_id != NULL &&
	    row->entity->environment >= 0 &&
	    staging_cover(staging, row->entity, row->resource_kind, scope,
			  str_of(result->environment_id), err) < 0)
		return -1;
	if (scope == COVERS_ENVIRONMENT)
		return staging_cover_environments(staging, row->entity, row->resource_kind,
						  result->format->rows[0].entity, result->staged,
						  err);
	if (scope == COVERS_OBJECT)
		return staging_cover_objects(staging, row->entity, row->resource_kind,
					     result->staged, err);
	return staging_cover(staging, row->entity, row->resource_kind, scope, STR(""), err);
}

/* A part that several rows feed has a gap where any of them had an element that gave no row. */
static bool part_refused(const struct file_result *result, const struct row_map *part)
{
	for (size_t i = 0; i < result->format->row_count; i++) {
		const struct row_map *row = &result->format->rows[i];

		if (row->entity == part->entity &&
		    str_equal(row->resource_kind, part->resource_kind) &&
		    result->evidence[i].refused)
			return true;
	}
	return false;
}

/* What hangs on the records is as whole as they are when every record has it, and whole for its own
 * record where it has. What no record has was not looked at. */
static int cover_further(const struct file_job *job, const struct file_result *result,
			 size_t index, enum coverage_scope main, struct error *err)
{
	const struct row_map *row = &result->format->rows[index];
	struct row_evidence evidence = result->evidence[index];
	bool whole = main == COVERS_TENANT || main == COVERS_ENVIRONMENT;

	if (!row->has_each) {
		bool gap = main == COVERS_SOME || part_refused(result, row);

		return cover(job, result, row, gap ? COVERS_SOME : row->covers, err);
	}
	if (!evidence.in_some && !evidence.in_all)
		return 0; /* not looked at */
	if (row->covers == COVERS_OBJECT && format_covers_objects(result->format))
		return 0; /* told object by object as they came */
	if (part_refused(result, row))
		return cover(job, result, row, COVERS_SOME, err);
	if (evidence.in_all && whole && row->covers != COVERS_SOME)
		return cover(job, result, row, main, err);
	return cover(job, result, row, row->covers, err);
}

/* Whether an earlier row of the format covers the same part of the same entity, equally. */
static bool repeats(const struct file_result *result, size_t index)
{
	const struct row_map *row = &result->format->rows[index];

	for (size_t i = 0; i < index; i++) {
		const struct row_map *other = &result->format->rows[i];

		if (other->entity == row->entity && other->covers == row->covers &&
		    str_equal(other->resource_kind, row->resource_kind) &&
		    result->evidence[i].in_all >= result->evidence[index].in_all &&
		    result->evidence[i].in_some >= result->evidence[index].in_some)
			return true;
	}
	return false;
}

/* A single object, as a "get" writes it, is not the list it comes from. A record that holds rows of
 * its own (settings) is. */
static bool is_single(const struct file_result *result)
{
	const struct format *format = result->format;

	return strcmp(result->pattern, ".") == 0 && result->facts.records == 1 &&
	       format->records.count > 1 && !format->rows[0].has_each;
}

/* Who vouches for a file of some objects says that there are no others. */
static enum coverage_scope vouched_reach(const struct file_result *result)
{
	if (result->vouched == VOUCHED_PARTLY)
		return COVERS_SOME;
	if (result->format->covers != COVERS_SOME)
		return result->format->covers;
	return result->environment_id != NULL ? COVERS_ENVIRONMENT : COVERS_TENANT;
}

/* How much the main rows are all of. */
static enum coverage_scope reach(const struct file_result *result)
{
	bool whole = result->facts.is_complete && result->covers &&
		     result->facts.rejected == 0 && !is_single(result) &&
		     !part_refused(result, &result->format->rows[0]);

	if (result->vouched != VOUCHED_NOT)
		return vouched_reach(result);
	return whole ? result->format->covers : COVERS_SOME;
}

static int cover_rows(const struct file_job *job, const struct file_result *result,
		      struct error *err)
{
	const struct format *format = result->format;
	enum coverage_scope main = reach(result);

	for (size_t i = 0; i < format->row_count; i++) {
		int outcome;

		if (repeats(result, i))
			continue;
		outcome = i == 0 ? cover(job, result, &format->rows[0], main, err)
				 : cover_further(job, result, i, main, err);
		if (outcome < 0)
			return -1;
	}
	return 0;
}

int file_finish(const struct file_job *job, struct file_result *result, struct error *err)
{
	file_result_settle(result);
	if (result->vouched != VOUCHED_NOT && result->format != NULL)
		result->facts.covers = coverage_scope_name(vouched_reach(result));
	if (job->staging == NULL)
		return 0;
	if (result->format != NULL && cover_rows(job, result, err) < 0)
		return -1;
	return stage_facts(job, result, err);
}
