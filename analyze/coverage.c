/* SPDX-License-Identifier: MIT
 * Judges every report, finds the formats that fill its gaps, and orders what to fetch greedily:
 * next comes what lets the most reports answer, once all before it is there.
 */
#include "coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "feeds.h"

const char *coverage_status(enum status status)
{
	static const char *const words[] = {
		[STATUS_COMPLETE] = "ready",
		[STATUS_PARTIAL] = "partial",
		[STATUS_NOT_EVALUATED] = "missing",
	};

	return words[status];
}

/* --- The formats that fill a gap ----------------------------------------------------------- */

static int scope_order(const char *covers)
{
	static const char *const scopes[] = { "tenant", "environment", "object", "some" };
	int order = 0;

	while (strcmp(scopes[order], covers) != 0)
		order++;
	return order;
}

/* Better is what covers more, then what has more authority. */
static int compare_formats(const struct format_summary *a, const struct format_summary *b)
{
	int order = scope_order(a->covers) - scope_order(b->covers);

	return order != 0 ? order : b->rank - a->rank;
}

/* Better still is what is about that very entity. */
static int compare_for(const char *entity, const struct format_summary *a,
		       const struct format_summary *b)
{
	int order = (strcmp(b->entity, entity) == 0) - (strcmp(a->entity, entity) == 0);

	return order != 0 ? order : compare_formats(a, b);
}

/* Keeps the list sorted; equals stay in the order of their names. */
static void insert_format(const struct coverage *coverage, struct gap *gap, size_t format)
{
	const struct format_summary *all = coverage->formats;
	size_t at = gap->format_count++;

	for (; at > 0 && compare_for(gap->need->entity, &all[format],
				     &all[gap->formats[at - 1]]) < 0;
	     at--)
		gap->formats[at] = gap->formats[at - 1];
	gap->formats[at] = format;
}

static void find_formats(const struct coverage *coverage, const struct formats *formats,
			 struct gap *gap)
{
	gap->formats = memory_alloc((coverage->format_count + 1) * sizeof(*gap->formats));
	for (size_t i = 0; i < coverage->format_count; i++)
		if (feeds_need(formats, i, gap->need))
			insert_format(coverage, gap, i);
}

static bool gap_takes(const struct gap *gap, size_t format)
{
	for (size_t i = 0; i < gap->format_count; i++)
		if (gap->formats[i] == format)
			return true;
	return false;
}

/* --- How a report stands ------------------------------------------------------------------- */

static enum gap_kind gap_kind(const struct report *report, const struct judgement *judgement,
			      size_t index)
{
	if (index >= judgement->blocking)
		return GAP_BLURS;
	for (size_t i = 0; i < report->either_count; i++)
		if (judgement->missing[index] == &report->either[i])
			return GAP_ALTERNATIVE;
	return GAP_BLOCKS;
}

static int judge(struct coverage *coverage, struct session *session, struct standing *standing,
		 struct error *err)
{
	struct judgement judgement;
	int result = judge_report(&judgement, &session->store, standing->report, err);

	if (result == 0) {
		standing->status = judgement.status;
		standing->gaps = memory_alloc((judgement.missing_count + 1) * sizeof(struct gap));
		for (; standing->gap_count < judgement.missing_count; standing->gap_count++) {
			struct gap *gap = &standing->gaps[standing->gap_count];

			gap->need = judgement.missing[standing->gap_count];
			gap->kind = gap_kind(standing->report, &judgement, standing->gap_count);
			find_formats(coverage, session->formats, gap);
		}
	}
	judgement_release(&judgement);
	return result;
}

/* --- What to fetch next -------------------------------------------------------------------- */

/* What the report would be with all that is filled, and with that format (SIZE_MAX: none). */
static enum status standing_with(const struct standing *standing, size_t format)
{
	enum status status = STATUS_COMPLETE;
	bool has_choice = false, is_chosen = false;

	if (standing->status == STATUS_COMPLETE)
		return status;
	for (size_t i = 0; i < standing->gap_count; i++) {
		const struct gap *gap = &standing->gaps[i];
		bool is_filled = gap->is_filled || gap_takes(gap, format);

		has_choice |= gap->kind == GAP_ALTERNATIVE;
		is_chosen |= gap->kind == GAP_ALTERNATIVE && is_filled;
		if (gap->kind == GAP_BLOCKS && !is_filled)
			return STATUS_NOT_EVALUATED;
		if (gap->kind == GAP_BLURS && !is_filled)
			status = STATUS_PARTIAL;
	}
	return has_choice && !is_chosen ? STATUS_NOT_EVALUATED : status;
}

static bool standing_is_helped(const struct standing *standing, size_t format)
{
	for (size_t i = 0; i < standing->gap_count; i++) {
		const struct gap *gap = &standing->gaps[i];

		if (gap->kind != GAP_BLURS && !gap->is_filled && gap_takes(gap, format))
			return true;
	}
	return false;
}

static struct advice weigh(const struct coverage *coverage, size_t format)
{
	struct advice advice = { .format = format };

	for (size_t i = 0; i < coverage->count; i++) {
		const struct standing *standing = &coverage->standings[i];
		enum status before = standing_with(standing, SIZE_MAX);
		enum status after = standing_with(standing, format);

		advice.answered += before == STATUS_NOT_EVALUATED && after != before;
		advice.completed += before == STATUS_PARTIAL && after != before;
		advice.helped += before == STATUS_NOT_EVALUATED && after == before &&
				 standing_is_helped(standing, format);
	}
	return advice;
}

static bool is_better(const struct coverage *coverage, const struct advice *a,
		      const struct advice *b)
{
	const struct format_summary *formats = coverage->formats;

	if (a->answered != b->answered)
		return a->answered > b->answered;
	if (a->helped != b->helped)
		return a->helped > b->helped;
	if (a->completed != b->completed)
		return a->completed > b->completed;
	return a->answered + a->helped + a->completed > 0 &&
	       compare_formats(&formats[a->format], &formats[b->format]) < 0;
}

/* The reports that the advice is about. */
static void name_reports(const struct coverage *coverage, struct advice *advice)
{
	advice->reports = memory_alloc((coverage->count + 1) * sizeof(*advice->reports));
	for (size_t i = 0; i < coverage->count; i++) {
		const struct standing *standing = &coverage->standings[i];
		enum status before = standing_with(standing, SIZE_MAX);
		bool changes = standing_with(standing, advice->format) != before;
		bool is_meant = changes && before == STATUS_NOT_EVALUATED;

		if (!advice->answered)
			is_meant = advice->helped ? standing_is_helped(standing, advice->format)
						  : changes;
		if (is_meant)
			advice->reports[advice->report_count++] = standing->report;
	}
}

static void fill_gaps(struct coverage *coverage, size_t format)
{
	for (size_t i = 0; i < coverage->count; i++) {
		struct standing *standing = &coverage->standings[i];

		for (size_t k = 0; k < standing->gap_count; k++)
			standing->gaps[k].is_filled |= gap_takes(&standing->gaps[k], format);
	}
}

/* Ends: every round but the last fills a gap, and no format fills one twice. */
static void advise(struct coverage *coverage)
{
	coverage->next = memory_alloc((coverage->format_count + 1) * sizeof(*coverage->next));
	for (;;) {
		struct advice best = { 0 };

		for (size_t i = 0; i < coverage->format_count; i++) {
			struct advice advice = weigh(coverage, i);

			if (is_better(coverage, &advice, &best))
				best = advice;
		}
		if (best.answered + best.helped + best.completed == 0)
			return;
		name_reports(coverage, &best);
		fill_gaps(coverage, best.format);
		coverage->next[coverage->next_count++] = best;
	}
}

/* --- All of it ----------------------------------------------------------------------------- */

int coverage_open(struct coverage *coverage, struct session *session, struct error *err)
{
	const struct catalogue *catalogue = session->catalogue;

	*coverage = (struct coverage){ .format_count = formats_count(session->formats) };
	coverage->formats = memory_alloc((coverage->format_count + 1) * sizeof(*coverage->formats));
	for (size_t i = 0; i < coverage->format_count; i++)
		coverage->formats[i] = formats_at(session->formats, i);
	coverage->standings =
		memory_alloc((catalogue_count(catalogue) + 1) * sizeof(*coverage->standings));
	for (size_t i = 0; i < catalogue_count(catalogue); i++) {
		struct standing *standing = &coverage->standings[coverage->count++];

		standing->report = catalogue_at(catalogue, i);
		if (judge(coverage, session, standing, err) < 0)
			return error_prefix(err, "report '%s'", standing->report->id);
	}
	advise(coverage);
	return 0;
}

void coverage_close(struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->count; i++) {
		for (size_t k = 0; k < coverage->standings[i].gap_count; k++)
			free(coverage->standings[i].gaps[k].formats);
		free(coverage->standings[i].gaps);
	}
	for (size_t i = 0; i < coverage->next_count; i++)
		free(coverage->next[i].reports);
	free(coverage->standings);
	free(coverage->next);
	free(coverage->formats);
	*coverage = (struct coverage){ 0 };
}
