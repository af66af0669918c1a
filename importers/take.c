/* SPDX-License-Identifier: MIT
 * What becomes of an input: a container is unpacked and each of its members taken in turn, what some
 * format knows is read, and all else is told with the reason.
 */
#include "take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "source.h"

static struct file_result *next_result(struct intake *intake)
{
	intake->results = memory_reserve(intake->results, intake->count, &intake->capacity,
					 sizeof(*intake->results));
	return &intake->results[intake->count++];
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
	if (detection != NULL && detection->known != NULL) {
		result->facts.known = detection->known->name;
		result->facts.title = detection->known->title;
		result->facts.is_failure = detection->known->is_failure;
	} else if (detection != NULL && detection->fields[0] != '\0') {
		buffer_printf(&result->reason, " (fields: %s)", detection->fields);
		list_names(&result->ignored, detection->fields);
	}
	if (detection != NULL && detection->nearest != NULL)
		result->facts.nearest = detection->nearest->name;
	return stage_result(intake, result, err);
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
static int take_companion(struct intake *intake, const struct input *input, const char *kind,
			  struct error *err)
{
	if (pass_over(intake, input, kind, NULL, err) < 0)
		return -1;
	file_result_tell_companion(&intake->results[intake->count - 1]);
	return 0;
}

static int read_adorned(struct intake *intake, const struct input *input, struct error *err)
{
	struct input adorned = *input;

	companions_adorn(intake->companions, &adorned);
	return read_input(intake, &adorned, err);
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
	return take_skipped(unpacking->intake, &member, reason, err);
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

int take_skipped(struct intake *intake, const struct input *input, const char *reason,
		 struct error *err)
{
	return pass_over(intake, input, reason, NULL, err);
}

int take_input(struct intake *intake, const struct input *input, struct error *err)
{
	struct unpacking unpacking = {
		.intake = intake,
		.input = input,
		.trouble = BUFFER_INIT(LIMIT_RECORD),
	};
	const struct input_sink sink = { take_member, skip_member, &unpacking };
	enum expansion expansion;
	const char *kind;
	int result;

	if (companions_look(intake->companions, input, err) < 0)
		return -1;
	kind = companions_kind(intake->companions, input->shown);
	if (kind != NULL)
		return take_companion(intake, input, kind, err);
	expansion = input_expand(input, &sink, err);
	result = expansion == EXPANSION_FAILED ? -1 : 0;
	if (result == 0 && unpacking.begun)
		result = end_container(&unpacking, err);
	else if (expansion == EXPANDED_NOT)
		result = read_adorned(intake, input, err);
	buffer_release(&unpacking.trouble);
	return result;
}

void intake_release(struct intake *intake)
{
	for (size_t i = 0; i < intake->count; i++)
		file_result_release(&intake->results[i]);
	free(intake->results);
	buffer_release(&intake->collectors);
	companions_free(intake->companions);
}
