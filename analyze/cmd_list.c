/* SPDX-License-Identifier: MIT
 * Lists the catalogue of reports.
 */
#include "base/buffer.h"
#include "base/limits.h"

#include "commands.h"
#include "listing.h"
#include "queries/catalogue.h"
#include "queries/lists.h"

enum {
	LIST_ID, LIST_GROUP, LIST_SEVERITY, LIST_RULE, LIST_TITLE, LIST_NEEDS, LIST_REFS, LIST_COLUMNS
};

static const struct result_column columns[LIST_COLUMNS] = {
	[LIST_ID] = { "id", RESULT_TEXT },
	[LIST_GROUP] = { "group", RESULT_TEXT },
	[LIST_SEVERITY] = { "severity", RESULT_TEXT },
	[LIST_RULE] = { "rule", RESULT_TEXT },
	[LIST_TITLE] = { "title", RESULT_TEXT },
	[LIST_NEEDS] = { "needs", RESULT_TEXT },
	[LIST_REFS] = { "references", RESULT_TEXT },
};

static void add_needs(struct buffer *text, const char *title, const char *separator,
		      const struct need *needs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_printf(text, "%s%s%s", i || !text->length ? "" : "; ",
			      i ? separator : title, needs[i].text);
}

static const char *join_needs(const struct report *report, struct buffer *text)
{
	buffer_clear(text);
	add_needs(text, "", ", ", report->needs, report->need_count);
	add_needs(text, "one of ", " or ", report->either, report->either_count);
	add_needs(text, "before ", ", ", report->before, report->before_count);
	return text->length ? text->data : NULL;
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
	cell_set_text(&cells[LIST_REFS], *report->refs ? report->refs : NULL);
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

/* Rules that no report checks, and why. They are a list, which any store can show. */
static enum outcome list_unsourced(const struct options *options, struct error *err)
{
	static const struct result_column rules[] = {
		{ "rule", RESULT_TEXT }, { "title", RESULT_TEXT }, { "reason", RESULT_TEXT },
	};
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, NULL, STORE_MEMORY, err) == 0 &&
	    list_show(&store, STR("unsourced_rule"), err) == 0)
		outcome = listing_select(options, &store,
					 "SELECT rule, title, reason FROM unsourced_rule"
					 " WHERE ?1 = 0 ORDER BY rowid",
					 0, rules, sizeof(rules) / sizeof(rules[0]), "none", err);
	store_close(&store);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct catalogue *catalogue = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (options->unsourced)
		return list_unsourced(options, err);
	if (catalogue_open(&catalogue, options->reports, err) == 0)
		outcome = list(options, catalogue, err);
	catalogue_close(catalogue);
	return outcome;
}

static const struct option options_of_list[] = {
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_REPORTS,
	{ .name = "unsourced",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(unsourced),
	  .help = "instead: the checks that no report makes, and why" },
	{ 0 },
};

const struct command command_list = {
	.name = "list",
	.summary = "Lists the reports",
	.usage = "",
	.example = "stocktake list",
	.options = options_of_list,
	.is_paged = true,
	.exec = exec,
};
