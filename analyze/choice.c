/* SPDX-License-Identifier: MIT
 * Finds reports by what the command line says, and tells which one may have been meant.
 */
#include "choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"

static void choose(struct choice *choice, const struct report *report)
{
	for (size_t i = 0; i < choice->count; i++)
		if (choice->reports[i] == report)
			return;
	choice->reports = memory_reserve(choice->reports, choice->count, &choice->capacity,
					 sizeof(const struct report *));
	choice->reports[choice->count++] = report;
}

static int choose_id(struct choice *choice, const struct catalogue *catalogue, const char *id,
		     struct error *err)
{
	const struct report *report = catalogue_find(catalogue, id);
	const char *nearest = report ? NULL : catalogue_nearest(catalogue, id);

	if (report) {
		choose(choice, report);
		return 0;
	}
	if (nearest)
		return error_set(err, "no report '%s'; did you mean '%s'?", id, nearest);
	return error_set(err, "no report '%s'; 'stocktake list' shows them", id);
}

/* `group` NULL: all of them. */
static int choose_group(struct choice *choice, const struct catalogue *catalogue, const char *group,
			struct error *err)
{
	struct nearest nearest = NEAREST_INIT(group);
	size_t found = 0;

	for (size_t i = 0; i < catalogue_count(catalogue); i++) {
		const struct report *report = catalogue_at(catalogue, i);

		if (group && strcmp(report->group, group) != 0) {
			nearest_try(&nearest, report->group);
			continue;
		}
		choose(choice, report);
		found++;
	}
	if (found || !group)
		return 0;
	if (nearest.best)
		return error_set(err, "no group '%s'; did you mean '%s'?", group, nearest.best);
	return error_set(err, "no group '%s'; 'stocktake list' shows them", group);
}

static int choose_ids(struct choice *choice, const struct catalogue *catalogue,
		      const struct text_list *ids, struct error *err)
{
	for (size_t i = 0; i < ids->count; i++)
		if (choose_id(choice, catalogue, ids->items[i], err) < 0)
			return -1;
	return 0;
}

int choice_make(struct choice *choice, const struct options *options,
		const struct catalogue *catalogue, struct error *err)
{
	if (choose_ids(choice, catalogue, &options->arguments, err) < 0 ||
	    choose_ids(choice, catalogue, &options->report, err) < 0)
		return -1;
	if (options->group && choose_group(choice, catalogue, options->group, err) < 0)
		return -1;
	if (options->all ||
	    (!options->arguments.count && !options->report.count && !options->group))
		return choose_group(choice, catalogue, NULL, err);
	return 0;
}

void choice_keep_findings(struct choice *choice)
{
	size_t kept = 0;

	for (size_t i = 0; i < choice->count; i++)
		if (choice->reports[i]->resource_column)
			choice->reports[kept++] = choice->reports[i];
	choice->count = kept;
}

void choice_release(struct choice *choice)
{
	free(choice->reports);
	*choice = (struct choice){ 0 };
}
