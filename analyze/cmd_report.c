/* SPDX-License-Identifier: MIT
 * Runs reports: by id, by group, or all of them, into one document in any output format.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"

#include "baseline.h"
#include "commands.h"
#include "reporting.h"
#include "session.h"

struct choice {
	const struct report **reports; /* each once, in the order asked for */
	size_t count, capacity;
};

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

static int choose_reports(struct choice *choice, const struct options *options,
			  const struct catalogue *catalogue, struct error *err)
{
	for (size_t i = 0; i < options->arguments.count; i++)
		if (choose_id(choice, catalogue, options->arguments.items[i], err) < 0)
			return -1;
	if (options->group && choose_group(choice, catalogue, options->group, err) < 0)
		return -1;
	if (options->all || (!options->arguments.count && !options->group))
		return choose_group(choice, catalogue, NULL, err);
	return 0;
}

static int check_format(const struct format *format, const struct choice *choice, struct error *err)
{
	if (!format->is_single || choice->count == 1)
		return 0;
	return error_set(err,
			 "%s holds one table, and %zu reports are chosen; choose one, or "
			 "another format, or 'stocktake analyze', which puts all findings in "
			 "one table",
			 format->name, choice->count);
}

/* Several reports: one that failed is told of in the document, which stands. */
static enum outcome write_page(struct session *session, const struct options *options,
			       const struct format *format, const struct settings *settings,
			       const struct choice *choice, struct error *err)
{
	struct destination destination;
	struct page page;
	const struct reporting reporting = {
		.session = session,
		.settings = settings,
		.pages = &page,
		.page_count = 1,
		.quiet = options->quiet,
	};
	int ran, written;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	page_open(&page, format, &destination, &session->document, options->verbatim);
	ran = reporting_run(&reporting, choice->reports, choice->count, err);
	written = format->is_single ? ran : 0;
	if (page_close(&page, err) < 0)
		written = -1;
	written = destination_close(&destination, written, err);
	return ran < 0 || written < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome report(struct session *session, const struct options *options,
			   struct error *err)
{
	const struct format *format = output_format_find(options->format, err);
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	if (format && choose_reports(&choice, options, session->catalogue, err) == 0 &&
	    check_format(format, &choice, err) == 0 &&
	    settings_parse(&settings, &options->set, err) == 0 &&
	    settings_check(&settings, choice.reports, choice.count, err) == 0)
		outcome = write_page(session, options, format, &settings, &choice, err);
	settings_release(&settings);
	free(choice.reports);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome = session_read(&session, options, err);

	if (outcome == OUTCOME_DONE)
		outcome = options->baseline ? baseline_report(&session, options, err) :
					      report(&session, options, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_report[] = {
	{ .name = "group",
	  .kind = OPTION_TEXT,
	  .value = "G",
	  OPTION_INTO(group),
	  .help = "the reports of that group" },
	{ .name = "all", .kind = OPTION_FLAG, OPTION_INTO(all), .help = "all reports (default)" },
	{ .name = "baseline",
	  .kind = OPTION_TEXT,
	  .value = "NAME",
	  OPTION_INTO(baseline),
	  .help = "instead: the verdict on each control of scuba, cis or owasp-lcnc" },
	OPTION_AT,
	OPTION_SET,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_VERBATIM,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_report = {
	.name = "report",
	.summary = "Runs reports on the store",
	.usage = "[ID...] [--group G] [--all] [--baseline NAME]",
	.text = "Every answer says whether it is complete, partial or not evaluated. No row in a\n"
		"complete answer means that there is nothing to find.",
	.example =
		"stocktake report --group ownership\n"
		"stocktake report orphaned-flows --format csv -o orphaned-flows.csv",
	.options = options_of_report,
	.least = 0,
	.most = ANY_NUMBER,
	.exec = exec,
};
