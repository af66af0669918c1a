/* SPDX-License-Identifier: MIT
 * A list of work: one line for each open finding, with room for who deals with it and until when. The
 * filled-in file is imported like any other (importers/formats/plan.json).
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "commands.h"
#include "finding_list.h"
#include "listing.h"

enum plan_column {
	PLAN_FINGERPRINT,
	PLAN_SNAPSHOT,
	PLAN_SEVERITY,
	PLAN_REPORT,
	PLAN_TITLE,
	PLAN_KIND,
	PLAN_ID,
	PLAN_NAME,
	PLAN_ENVIRONMENT,
	PLAN_OWNER,
	PLAN_DETAIL,
	PLAN_WHAT_TO_DO,
	PLAN_ASSIGNED,
	PLAN_DUE,
	PLAN_COMMENT,
	PLAN_COLUMNS
};

static const struct result_column columns[PLAN_COLUMNS] = {
	[PLAN_FINGERPRINT] = { "fingerprint", RESULT_TEXT },
	[PLAN_SNAPSHOT] = { "snapshot_at", RESULT_TEXT },
	[PLAN_SEVERITY] = { "severity", RESULT_TEXT },
	[PLAN_REPORT] = { "report", RESULT_TEXT },
	[PLAN_TITLE] = { "title", RESULT_TEXT },
	[PLAN_KIND] = { "resource_kind", RESULT_TEXT },
	[PLAN_ID] = { "resource_id", RESULT_TEXT },
	[PLAN_NAME] = { "name", RESULT_TEXT },
	[PLAN_ENVIRONMENT] = { "environment", RESULT_TEXT },
	[PLAN_OWNER] = { "owner", RESULT_TEXT },
	[PLAN_DETAIL] = { "detail", RESULT_TEXT },
	[PLAN_WHAT_TO_DO] = { "what_to_do", RESULT_TEXT },
	[PLAN_ASSIGNED] = { "assigned_to", RESULT_TEXT },
	[PLAN_DUE] = { "due", RESULT_TEXT },
	[PLAN_COMMENT] = { "comment", RESULT_TEXT },
};

static struct str either(const struct finding *finding, enum finding_field first,
			 enum finding_field second)
{
	return finding->fields[first].length ? finding->fields[first] : finding->fields[second];
}

/* The second paragraph of a report's text, which says so; in one line. */
static char *what_to_do(const struct report *report)
{
	const char *second = strstr(report->text, "\n\n");
	const char *text = second ? second + 2 : report->text;
	const char *end = strstr(text, "\n\n");
	char *line = memory_copy(text, end ? (size_t)(end - text) : strlen(text));

	for (char *at = line; *at; at++)
		if (*at == '\n')
			*at = ' ';
	return line;
}

/* A day, where it is no more than that. */
static struct str short_time(struct str time)
{
	enum { DAY_LENGTH = sizeof("2026-11-01") - 1 };

	if (time.length > DAY_LENGTH && strncmp(time.data + DAY_LENGTH, "T00:00:00Z", 10) == 0)
		time.length = DAY_LENGTH;
	return time;
}

static void set_cell(struct cell *cell, struct str text)
{
	cell->type = text.length ? CELL_TEXT : CELL_NULL;
	cell->text = text;
}

static void put_finding(struct listing *listing, const struct finding *finding,
			const struct session *session)
{
	const struct report *report =
		catalogue_find(session->catalogue, finding->fields[FIELD_REPORT].data);
	char *advice = what_to_do(report), at[TIMESTAMP_SIZE];
	struct cell cells[PLAN_COLUMNS];

	timestamp_format(session->document.at, at);
	set_cell(&cells[PLAN_FINGERPRINT], finding->fields[FIELD_FINGERPRINT]);
	set_cell(&cells[PLAN_SNAPSHOT], str_of(at));
	set_cell(&cells[PLAN_SEVERITY], finding->fields[FIELD_SEVERITY]);
	set_cell(&cells[PLAN_REPORT], finding->fields[FIELD_REPORT]);
	set_cell(&cells[PLAN_TITLE], finding->fields[FIELD_TITLE]);
	set_cell(&cells[PLAN_KIND], finding->fields[FIELD_KIND]);
	set_cell(&cells[PLAN_ID], finding->fields[FIELD_ID]);
	set_cell(&cells[PLAN_NAME], finding->fields[FIELD_NAME]);
	set_cell(&cells[PLAN_ENVIRONMENT],
		 either(finding, FIELD_ENVIRONMENT_NAME, FIELD_ENVIRONMENT));
	set_cell(&cells[PLAN_OWNER], either(finding, FIELD_OWNER_NAME, FIELD_OWNER));
	set_cell(&cells[PLAN_DETAIL], finding->fields[FIELD_DETAIL]);
	set_cell(&cells[PLAN_WHAT_TO_DO], str_of(advice));
	set_cell(&cells[PLAN_ASSIGNED], finding->fields[FIELD_ASSIGNED]);
	set_cell(&cells[PLAN_DUE], short_time(finding->fields[FIELD_DUE]));
	set_cell(&cells[PLAN_COMMENT], finding->fields[FIELD_COMMENT]);
	listing_row(listing, cells);
	free(advice);
}

/* A table for a spreadsheet, unless the options say otherwise. */
static const char *format_for(const struct options *options)
{
	const char *point = options->output ? strrchr(options->output, '.') : NULL;

	if (options->format)
		return options->format;
	return point && strcmp(point, ".xlsx") == 0 ? "xlsx" : "csv";
}

static enum outcome write_plan(const struct finding_list *list, struct session *session,
			       const struct options *options, struct error *err)
{
	struct options chosen = *options;
	struct listing listing;
	enum outcome outcome;

	if (!options->quiet)
		finding_list_tell_gaps(list);
	chosen.format = format_for(options);
	outcome = listing_open(&listing, &chosen, columns, PLAN_COLUMNS, err);
	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t i = 0; i < finding_list_open(list); i++)
		put_finding(&listing, &list->items[i], session);
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome plan(struct session *session, const struct options *options, struct error *err)
{
	return finding_list_answer(session, options, write_plan, err);
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, plan, err);
}

static const struct option options_of_plan[] = {
	OPTION_OUTPUT,
	OPTION_REPORT,
	OPTION_GROUP,
	OPTION_SEVERITY,
	OPTION_AT,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	{ .name = "format",
	  .kind = OPTION_TEXT,
	  .value = "F",
	  OPTION_INTO(format),
	  .help = "csv (default), xlsx (default for FILE.xlsx), or any other" },
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_VERBATIM,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_plan = {
	.name = "plan",
	.summary = "Makes a list of work of the open findings, to fill in and import again",
	.usage = "[-o FILE] [--report ID] [--group G] [--severity S]",
	.text = "Fill in assigned_to, due and comment, and import the file: it goes to the snapshot it\n"
		"was made of, and findings then say who deals with them. What an older plan said is\n"
		"filled in already.",
	.example =
		"stocktake plan -o plan.xlsx --severity high\n"
		"stocktake import plan.xlsx",
	.options = options_of_plan,
	.least = 0,
	.most = 0,
	.exec = exec,
};
