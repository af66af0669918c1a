/* SPDX-License-Identifier: MIT
 * Lists the catalogue of reports.
 */
#include "base/buffer.h"
#include "base/limits.h"

#include "commands.h"
#include "listing.h"
#include "queries/catalogue.h"

enum { LIST_ID, LIST_GROUP, LIST_SEVERITY, LIST_RULE, LIST_TITLE, LIST_NEEDS, LIST_COLUMNS };

static const struct result_column columns[LIST_COLUMNS] = {
	[LIST_ID] = { "id", RESULT_TEXT },
	[LIST_GROUP] = { "group", RESULT_TEXT },
	[LIST_SEVERITY] = { "severity", RESULT_TEXT },
	[LIST_RULE] = { "rule", RESULT_TEXT },
	[LIST_TITLE] = { "title", RESULT_TEXT },
	[LIST_NEEDS] = { "needs", RESULT_TEXT },
};

static const char *join_needs(const struct report *report, struct buffer *text)
{
	buffer_clear(text);
	for (size_t i = 0; i < report->need_count; i++)
		buffer_printf(text, "%s%s", i ? ", " : "", report->needs[i].text);
	return text->data;
}

static void list_report(struct listing *listing, const struct report *report, struct buffer *needs)
{
	struct cell cells[LIST_COLUMNS];

	cell_set_text(&cells[LIST_ID], report->id);
	cell_set_text(&cells[LIST_GROUP], report->group);
	cell_set_text(&cells[LIST_SEVERITY], severity_name(report->severity));
	cell_set_text(&cells[LIST_RULE], *report->rule ? report->rule : NULL);
	cell_set_text(&cells[LIST_TITLE], report->title);
	cell_set_text(&cells[LIST_NEEDS], join_needs(report, needs));
	listing_row(listing, cells);
}

static enum outcome list(const struct options *options, const struct catalogue *catalogue,
			 struct error *err)
{
	struct buffer needs = BUFFER_INIT(LIMIT_REPORT_FILE);
	struct listing listing;
	enum outcome outcome = listing_open(&listing, options, columns, LIST_COLUMNS, err);

	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t i = 0; i < catalogue_count(catalogue); i++)
		list_report(&listing, catalogue_at(catalogue, i), &needs);
	buffer_release(&needs);
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct catalogue *catalogue = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (catalogue_open(&catalogue, options->reports, err) == 0)
		outcome = list(options, catalogue, err);
	catalogue_close(catalogue);
	return outcome;
}

static const struct option options_of_list[] = {
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_REPORTS,
	{ 0 },
};

const struct command command_list = {
	.name = "list",
	.summary = "Lists the reports",
	.usage = "",
	.example = "stocktake list",
	.options = options_of_list,
	.exec = exec,
};
