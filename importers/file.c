/* SPDX-License-Identifier: MIT
 * One file through one format: the reader pushes records, the mapping engine makes rows of them,
 * and here both are counted, staged and, where something is refused, noted with the place.
 */
#include "file.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "map.h"
#include "number.h"
#include "pages.h"
#include "reader.h"
#include "redact.h"
#include "source.h"

enum { WATCHED_RECORDS = 1000, FIELD_LIST = 64 * 1024, PROGRESS_RECORDS = 4096 };

struct run {
	const struct file_job *job;
	const struct match *match;
	struct file_result *result;
	const struct input *input;
	struct source *source;
	struct map *map;
	int64_t rejects;            /* noted one by one */
	bool record_rejected;       /* the record at hand gave no row */
	bool failed;                /* a callback failed: the store's fault, not the file's */
	struct arena arena;         /* for masked values */
	int64_t file_bytes;
	int containers;             /* pages so far */
	bool next_first;            /* the next page is named ahead of the records */
	bool next_pending;
	bool counted;               /* the list told how many records it has */
	double told_count;
	char other_tenant[64];      /* named by a row, and not the manifest's; or '' */
};

/* --- Rejects ---------------------------------------------------------------------------------- */

/* Shortened at a character, masked, and valid UTF-8 or nothing. */
static struct str presentable(struct run *run, struct str value)
{
	if (value.data == NULL)
		return value;
	arena_reset(&run->arena);
	value = redact(run->job->formats->secrets, value, &run->arena);
	if (value.length > LIMIT_REJECT_VALUE)
		value.length = LIMIT_REJECT_VALUE;
	value.length = utf8_valid_length(value.data, value.length);
	return value;
}

static int note(struct run *run, const struct reject *reject, struct error *err)
{
	struct reject shown = *reject;

	if (run->job->staging == NULL || ++run->rejects > LIMIT_REJECTS_PER_FILE)
		return 0;
	shown.value = presentable(run, reject->value);
	return staging_reject(run->job->staging, run->result->staged, &shown, err);
}

/* Remembers that it was us who stopped the reader, and not the file. */
static int stopped(struct run *run, int result)
{
	run->failed |= result < 0;
	return result;
}

static int on_damage(void *context, const struct damage *damage, struct error *err)
{
	struct run *run = context;
	struct reject reject = {
		.record = damage->number,
		.byte_offset = damage->byte_offset,
		.line = damage->line,
		.reason = damage->reason,
	};

	run->result->facts.records += damage->whole != 0;
	run->result->facts.rejected += damage->whole != 0;
	return stopped(run, note(run, &reject, err));
}

static int on_refused(void *context, const struct record *record, struct str field,
		      struct str value, const char *reason, struct error *err)
{
	struct run *run = context;
	struct reject reject = {
		.record = record->number,
		.byte_offset = record->byte_offset,
		.line = record->line,
		.field = field,
		.value = value,
		.reason = reason,
	};

	run->record_rejected |= field.data == NULL;
	return note(run, &reject, err);
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* What is told of the tenant elsewhere is compared with what the manifest says. */
static void note_tenant(struct run *run, const struct entity *entity, const struct value *values)
{
	const struct value *id = &values[0];

	if (run->input->tenant_id == NULL || strcmp(entity->name, "tenant") != 0 ||
	    id->type != VALUE_TEXT || str_equal(id->text, str_of(run->input->tenant_id)))
		return;
	snprintf(run->other_tenant, sizeof(run->other_tenant), "%.*s", (int)id->text.length,
		 id->text.data);
}

/* A row that names no environment is of the one that the manifest names. */
static int put_in_environment(struct run *run, const struct entity *entity,
			      const struct value *values, const struct staging_origin *origin,
			      struct error *err)
{
	struct value *copy;
	const struct column *column;
	int result, at = entity->environment;

	if (at < 0 || values[at].type != VALUE_NULL)
		return staging_put(run->job->staging, entity, values, origin, err);
	column = &entity->columns[at];
	if (column->ref >= 0 && values[column->ref].type != VALUE_NULL)
		return staging_put(run->job->staging, entity, values, origin, err);
	copy = memory_alloc(entity->data_count * sizeof(*copy));
	memcpy(copy, values, entity->data_count * sizeof(*copy));
	copy[at] = (struct value){ .type = VALUE_TEXT,
				   .text = str_of(run->input->environment_id) };
	result = staging_put(run->job->staging, entity, copy, origin, err);
	free(copy);
	return result;
}

static int on_row(void *context, size_t index, const struct value *values, int64_t record,
		  bool primary, struct error *err)
{
	struct run *run = context;
	const struct row_map *row = &run->match->format->rows[index];
	struct staging_origin origin = {
		.file = run->result->staged,
		.record = record,
		.rank = run->match->format->rank,
		.primary = primary,
		.gone = map_gone(run->map),
	};

	origin.has_sequence = map_sequence(run->map, &origin.sequence);

	note_tenant(run, row->entity, values);
	if (run->job->staging == NULL)
		return 0;
	if (run->input->environment_id != NULL)
		return put_in_environment(run, row->entity, values, &origin, err);
	return staging_put(run->job->staging, row->entity, values, &origin, err);
}

/* Where the file is no list of all objects, each object it holds is covered for itself; else the
 * end of the file shows how much is covered, but an object without elements leaves no row to tell. */
static int on_whole(void *context, size_t index, struct str object, bool is_empty,
		    struct error *err)
{
	struct run *run = context;
	const struct row_map *row = &run->match->format->rows[index];

	if (run->job->staging == NULL || row->covers != COVERS_OBJECT || index == 0 ||
	    !(is_empty || format_covers_objects(run->match->format)))
		return 0;
	return staging_cover(run->job->staging, row->entity, row->resource_kind, COVERS_OBJECT,
			     object, err);
}

/* --- Records ---------------------------------------------------------------------------------- */

static int on_header(void *context, const struct str *names, size_t count, struct error *err)
{
	struct run *run = context;

	(void)err;
	map_header(run->map, names, count);
	for (size_t i = 0; i < count; i++) {
		if (!map_uses_column(run->map, i))
			buffer_printf(&run->result->ignored, "%s%.*s",
				      run->result->ignored.length == 0 ? "" : "\n",
				      (int)names[i].length, names[i].data);
	}
	return 0;
}

static void tell_progress(struct run *run)
{
	const struct import_progress *progress = run->job->progress;

	if (run->result->facts.records == WATCHED_RECORDS)
		extract_watch(map_extract(run->map), NULL);
	if (progress->bytes != NULL && run->result->facts.records % PROGRESS_RECORDS == 0)
		progress->bytes(progress->context, run->result->path,
				source_info(run->source)->decoded, run->file_bytes);
}

static int on_record(void *context, const struct record *record, struct error *err)
{
	struct run *run = context;

	run->record_rejected = false;
	run->result->facts.records++;
	if (map_record(run->map, record, err) < 0)
		return stopped(run, -1);
	run->result->facts.rejected += run->record_rejected;
	tell_progress(run);
	return 0;
}

/* A file may hold several pages, and is whole when the last names no next one. The name stands
 * before the records in some sources and after them in others: the first page shows which. */
static int on_container(void *context, int64_t page, struct error *err)
{
	struct run *run = context;

	(void)page;
	(void)err;
	run->containers++;
	run->result->has_next_page = run->next_first && run->next_pending;
	run->next_pending = false;
	return 0;
}

static int on_envelope(void *context, int64_t page, struct str name, struct str value,
		       struct error *err)
{
	struct run *run = context;

	(void)page;
	(void)err;
	if (str_equal_fold(name, STR("@odata.count")))
		run->counted = number_parse(value, &run->told_count) == NUMBER_OK;
	run->result->selected |= tells_selection(name, value);
	if (!names_next_page(name) || value.length == 0 || str_equal(value, STR("null")))
		return 0;
	run->next_first |= run->containers == 0;
	run->next_pending = true;
	run->result->has_next_page |= !run->next_first;
	return 0;
}

/* --- The result ------------------------------------------------------------------------------- */

static void append_line(struct buffer *list, const char *text)
{
	buffer_printf(list, "%s%s", list->length == 0 ? "" : "\n", text);
}

static void on_unknown_name(void *context, const char *parent, const char *name)
{
	struct run *run = context;
	char text[256];

	snprintf(text, sizeof(text), "%s%s%s", parent, *parent ? "." : "", name);
	if (strchr(text, '\n') == NULL && !lines_hold(&run->result->ignored, text))
		append_line(&run->result->ignored, text);
}

static void add_field(struct buffer *list, const char *text)
{
	while (strncmp(text, "^.", 2) == 0)
		text += 2;
	if (!lines_hold(list, text))
		append_line(list, text);
}

static void on_missing(void *context, const char *field)
{
	struct run *run = context;

	if (!lines_hold(&run->result->understood, field))
		add_field(&run->result->missing, field);
}

/* Fields that had a value, and those of columns that got none from anywhere. */
static void list_fields(struct run *run)
{
	struct extract *extract = map_extract(run->map);

	for (size_t i = 0; i < extract_slots(extract); i++) {
		if (extract_ever(extract, (int)i))
			add_field(&run->result->understood,
				  extract_path(extract, (int)i)->text);
	}
	map_missing(run->map, on_missing, run);
}

/* The list told another number of records than it has; of several pages, each tells that of all. */
static bool misses_count(const struct run *run)
{
	return run->counted && run->containers == 1 && !run->result->has_next_page &&
	       run->told_count != (double)run->result->facts.records;
}

static void set_result(struct run *run, int ended_well, const struct error *trouble)
{
	struct import_file *facts = &run->result->facts;

	file_result_source(run->result, run->input, run->source);
	run->result->reached_end = ended_well && trouble->text[0] == '\0';
	facts->is_complete = run->result->reached_end && !run->result->has_next_page;
	if (run->result->selected || misses_count(run))
		run->result->covers = false;
	facts->covers = coverage_scope_name(run->result->covers ? run->match->format->covers
								: COVERS_SOME);
	facts->has_time = map_times(run->map, &facts->oldest_at, &facts->newest_at);
	if (run->input->has_taken_at) {
		facts->has_time = true;
		facts->oldest_at = facts->newest_at = run->input->taken_at;
	}
	run->result->evidence =
		memory_alloc(run->match->format->row_count * sizeof(*run->result->evidence));
	for (size_t i = 0; i < run->match->format->row_count; i++)
		run->result->evidence[i] = map_evidence(run->map, i);
	list_fields(run);
	if (trouble->text[0] != '\0')
		buffer_puts(&run->result->reason, trouble->text);
}

/* Too many rejects to list are counted in one more, so that the list never ends in silence. */
static int note_overflow(struct run *run, struct error *err)
{
	char reason[96];
	struct reject rest = { .byte_offset = -1, .line = -1, .reason = reason };

	if (run->rejects <= LIMIT_REJECTS_PER_FILE)
		return 0;
	snprintf(reason, sizeof(reason), "%lld further rejects are not listed",
		 (long long)(run->rejects - LIMIT_REJECTS_PER_FILE));
	run->rejects = 0;
	return note(run, &rest, err);
}

static int note_other_tenant(struct run *run, struct error *err)
{
	const struct reject reject = {
		.byte_offset = -1,
		.line = -1,
		.value = str_of(run->other_tenant),
		.reason = "it names another tenant than its manifest",
	};

	return note(run, &reject, err);
}

static int note_trouble(struct run *run, const struct error *trouble, struct error *err)
{
	struct reject reject = { .byte_offset = -1, .line = -1, .reason = trouble->text };
	struct reject encoding = {
		.byte_offset = -1,
		.line = -1,
		.reason = "text that is not UTF-8 was read as Windows-1252",
	};

	if (trouble->text[0] != '\0' && note(run, &reject, err) < 0)
		return -1;
	if (map_lossy_text(run->map) && note(run, &encoding, err) < 0)
		return -1;
	if (run->other_tenant[0] != '\0' && note_other_tenant(run, err) < 0)
		return -1;
	return note_overflow(run, err);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Trouble with the bytes is a fact about the file; trouble with the store stops the import. */
static int read_records(struct run *run, bool csv, int *ended_well, struct error *trouble,
			struct error *err)
{
	struct record_sink sink = { on_header, on_record,    on_damage,
				    on_envelope, on_container, run };
	int result = csv ? read_csv(run->source, &sink, ended_well, trouble)
			 : read_json(run->source, run->match->pattern, &sink, ended_well, trouble);

	if (result < 0 && run->failed) {
		*err = *trouble;
		return -1;
	}
	if (result == 0 && source_drain(run->source, trouble) < 0)
		*ended_well = 0;
	if (trouble->text[0] == '\0' && run->input->damage)
		error_set(trouble, "%s", run->input->damage);
	return 0;
}

static int run_file(struct run *run, const struct detection *detection, struct error *err)
{
	struct error trouble = ERROR_INIT;
	int ended_well = 1;

	run->result->facts.layout = detection->csv ? "csv" : "json";
	if (read_records(run, detection->csv, &ended_well, &trouble, err) < 0 ||
	    note_trouble(run, &trouble, err) < 0)
		return -1;
	set_result(run, ended_well, &trouble);
	file_result_settle(run->result);
	return 0;
}

/* -1 only for what no other file could cure. */
static int start_run(struct run *run, enum date_order dates, struct error *err)
{
	struct map_sink sink = { on_row, on_refused, on_whole, run };
	struct unknown_names watch = { on_unknown_name, run };
	struct staging *staging = run->job->staging;

	run->source = source_open_headed(run->input->path, run->input->header, err);
	if (run->source == NULL)
		return -1;
	run->map = map_new(run->match->format, run->result->path, dates,
			   run->job->formats->secrets, &sink);
	if (staging == NULL)
		extract_watch(map_extract(run->map), &watch);
	else if (run->result->staged == 0 &&
		 staging_add_file(staging, &run->result->staged, err) < 0)
		return -1;
	return 0;
}

/* Reads the file from end to end. `*late` is the order of dates that it proved too late, if any. */
static int read_once(struct run *run, const struct detection *detection, enum date_order dates,
		     enum date_order *late, struct error *err)
{
	int outcome = start_run(run, dates, err);

	if (outcome == 0)
		outcome = run_file(run, detection, err);
	*late = outcome == 0 ? map_late_dates(run->map) : DATE_ORDER_UNKNOWN;
	map_free(run->map);
	source_close(run->source);
	arena_release(&run->arena);
	return outcome;
}

static int read_file(const struct file_job *job, const struct input *input,
		     const struct detection *detection, const struct match *match,
		     struct file_result *result, struct error *err)
{
	struct run first = { .job = job, .match = match, .result = result, .input = input };
	struct run second = first;
	enum date_order late;

	first.file_bytes = second.file_bytes = result->facts.bytes;
	if (read_once(&first, detection, job->options->dates, &late, err) < 0)
		return -1;
	if (late == DATE_ORDER_UNKNOWN)
		return 0;
	file_result_restart(result);
	if (job->staging != NULL &&
	    staging_withdraw_file(job->staging, result->staged, err) < 0)
		return -1;
	return read_once(&second, detection, late, &late, err);
}

int file_read(const struct file_job *job, const struct input *input,
	      const struct detection *detection, const struct match *match,
	      struct file_result *result, struct error *err)
{
	file_result_init(result, input);
	result->format = match->format;
	result->pattern = match->pattern;
	result->facts.format = match->format->name;
	result->facts.title = match->format->title;
	result->facts.bid = match->bid;
	result->facts.checks = match_explain(match, &result->why,
					       &result->facts.verified);
	result->facts.runner_up = match->runner_up ? match->runner_up->name : NULL;
	result->facts.runner_up_bid = match->runner_up_bid;
	result->covers = match->format->covers_context.count == 0 ||
			 (detection->context_whole &&
			  texts_hold(&match->format->covers_context, str_of(detection->context)));
	if (read_file(job, input, detection, match, result, err) < 0)
		return error_prefix(err, "cannot import '%s'", input->shown);
	return 0;
}
