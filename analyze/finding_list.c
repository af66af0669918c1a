/* SPDX-License-Identifier: MIT
 * Collects findings from the reports. What a failed report gave before it failed is taken back.
 */
#include "finding_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "first_seen.h"
#include "reporting.h"

/* --- Collecting --------------------------------------------------------------------------- */

static void on_finding(void *context, const struct finding *finding)
{
	struct finding_list *list = context;
	struct finding *copy;

	list->items =
		memory_reserve(list->items, list->count, &list->capacity, sizeof(*list->items));
	copy = &list->items[list->count];
	*copy = *finding;
	copy->number = list->count++;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (copy->fields[i].length)
			copy->fields[i].data = arena_copy(&list->arena, copy->fields[i].data,
							  copy->fields[i].length);
}

static void on_answered(void *context, const struct report *report, enum status status,
			const char *reason)
{
	struct finding_list *list = context;

	list->reports++;
	if (status == STATUS_NOT_EVALUATED)
		list->count = list->answered;
	list->answered = list->count;
	if (status == STATUS_COMPLETE)
		return;
	list->gaps = memory_reserve(list->gaps, list->gap_count, &list->gap_capacity,
				    sizeof(*list->gaps));
	list->gaps[list->gap_count++] = (struct gap_in_answers){
		.report = report,
		.status = status,
		.reason = arena_copy(&list->arena, reason, strlen(reason)),
	};
}

static int by_weight(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if ((a->state == FINDING_OPEN) != (b->state == FINDING_OPEN))
		return a->state == FINDING_OPEN ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

struct finding_sink finding_list_sink(struct finding_list *list)
{
	return (struct finding_sink){ on_finding, on_answered, list };
}

void finding_list_order(struct finding_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_weight);
}

static int run(struct finding_list *list, struct session *session, const struct options *options,
	       const struct settings *settings, const struct choice *choice, bool *failed,
	       struct error *err)
{
	const struct finding_sink sink = finding_list_sink(list);
	struct reporting reporting = {
		.session = session,
		.settings = settings,
		.sink = &sink,
		.quiet = options->quiet,
	};
	struct error told = ERROR_INIT;

	if (options->severity)
		severity_parse(str_of(options->severity), &reporting.least);
	*failed = reporting_run(&reporting, choice->reports, choice->count, &told) < 0;
	finding_list_order(list);
	return options->first_seen ? first_seen_find(list, &reporting, choice, err) :
				     first_seen_recall(list, &reporting, choice, err);
}

enum outcome finding_list_make(struct finding_list *list, struct session *session,
			       const struct options *options, bool *failed, struct error *err)
{
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	*list = (struct finding_list){ .items = memory_alloc(sizeof(*list->items)), .capacity = 1 };
	if (choice_make(&choice, options, session->catalogue, err) == 0 &&
	    session_set(session, &settings, options, &choice, err) == 0) {
		choice_keep_findings(&choice);
		outcome = run(list, session, options, &settings, &choice, failed, err) < 0
				  ? OUTCOME_FAILED
				  : OUTCOME_DONE;
	}
	settings_release(&settings);
	choice_release(&choice);
	return outcome;
}

void finding_list_release(struct finding_list *list)
{
	arena_release(&list->arena);
	free(list->items);
	free(list->gaps);
	*list = (struct finding_list){ 0 };
}

enum outcome finding_list_answer(struct session *session, const struct options *options,
				 finding_list_use *use, struct error *err)
{
	struct finding_list list;
	bool failed = false;
	enum outcome outcome = finding_list_make(&list, session, options, &failed, err);

	if (outcome == OUTCOME_DONE)
		outcome = use(&list, session, options, err);
	finding_list_release(&list);
	if (outcome != OUTCOME_DONE || !failed)
		return outcome;
	error_set(err, "not every report could be run");
	return OUTCOME_FAILED;
}

/* --- Questions ---------------------------------------------------------------------------- */

size_t finding_list_open(const struct finding_list *list)
{
	size_t open = 0;

	while (open < list->count && list->items[open].state == FINDING_OPEN)
		open++;
	return open;
}

size_t finding_list_gaps(const struct finding_list *list, enum status status)
{
	size_t count = 0;

	for (size_t i = 0; i < list->gap_count; i++)
		count += list->gaps[i].status == status;
	return count;
}

static void tell_gaps(const struct finding_list *list, enum status status, const char *what)
{
	size_t count = finding_list_gaps(list, status);
	const char *before = ": ";

	if (!count)
		return;
	fprintf(stderr, "stocktake: %zu of %zu reports %s", count, list->reports, what);
	for (size_t i = 0; i < list->gap_count; i++) {
		if (list->gaps[i].status != status)
			continue;
		fprintf(stderr, "%s%s", before, list->gaps[i].report->id);
		before = ", ";
	}
	putc('\n', stderr);
}

void finding_list_tell_gaps(const struct finding_list *list)
{
	tell_gaps(list, STATUS_NOT_EVALUATED, "were not evaluated");
	tell_gaps(list, STATUS_PARTIAL, "saw only part of the tenant");
}
