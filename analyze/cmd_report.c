/* SPDX-License-Identifier: MIT
 * Runs reports: by id, by group, or all of them, into one document in any output format.
 */
#include <stdlib.h>

#include "baseline.h"
#include "choice.h"
#include "commands.h"
#include "paging.h"
#include "session.h"

static int check_format(const struct format *format, const struct options *options,
			const struct choice *choice, struct error *err)
{
	if (options->each && !format->has_series)
		return error_set(err, "%s does not tell snapshots apart; choose another format",
				 format->name);
	if (!format->is_single || choice->count == 1)
		return 0;
	return error_set(err,
			 "%s holds one table, and %zu reports are chosen; choose one, or "
			 "another format, or 'stocktake analyze', which puts all findings in "
			 "one table",
			 format->name, choice->count);
}

static enum outcome report(struct session *session, const struct options *options,
			   struct error *err)
{
	const struct format *format = output_format_choose(options, true, err);
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	if (format && choice_make(&choice, options, session->catalogue, err) == 0 &&
	    check_format(format, options, &choice, err) == 0 &&
	    session_set(session, &settings, options, &choice, err) == 0)
		outcome = paging_write(session, options, format, &settings, &choice, err);
	settings_release(&settings);
	choice_release(&choice);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, options->baseline ? baseline_report : report, err);
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
	  .value = "BASELINE",
	  OPTION_INTO(baseline),
	  .help = "instead: the verdict on each control of scuba, cis or owasp-lcnc" },
	OPTION_AT,
	{ .name = "each", .kind = OPTION_FLAG, OPTION_INTO(each), .help = "at every snapshot" },
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
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
	.usage = "[ID...] [--group G] [--all] [--baseline BASELINE]",
	.text = "Every answer says whether it is complete, partial or not evaluated. No row in a\n"
		"complete answer means that there is nothing to find.",
	.example =
		"stocktake report --group ownership\n"
		"stocktake report orphaned-flows --format csv -o orphaned-flows.csv",
	.options = options_of_report,
	.least = 0,
	.most = ANY_NUMBER,
	.is_paged = true,
	.exec = exec,
};
