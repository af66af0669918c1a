/* SPDX-License-Identifier: MIT
 * Runs the user's own SQL on the moment: read-only, under the same guard as the reports.
 */
#include "commands.h"
#include "reporting.h"
#include "session.h"

static enum outcome run(struct session *session, const struct options *options, struct error *err)
{
	const struct format *format = output_format_choose(options, false, err);
	struct destination destination;
	struct page page;
	const struct reporting reporting = {
		.session = session,
		.pages = &page,
		.page_count = 1,
	};
	int result;

	if (!format)
		return OUTCOME_USAGE;
	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	page_open(&page, format, &destination, NULL, options->verbatim);
	result = reporting_sql(&reporting, options->arguments.items[0], err);
	if (page_close(&page, err) < 0)
		result = -1;
	return destination_close(&destination, result, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, run, err);
}

static const struct option options_of_sql[] = {
	OPTION_AT, OPTION_SETTINGS, OPTION_FORMAT, OPTION_OUTPUT, OPTION_STORE, OPTION_VERBATIM, { 0 },
};

const struct command command_sql = {
	.name = "sql",
	.summary = "Runs read-only SQL on the store",
	.usage = "'SELECT ...'",
	.text = "The views (flow, app, ...; 'stocktake schema' lists them) show the moment, :as_of is\n"
		"its time in Unix seconds.",
	.example = "stocktake sql 'SELECT state, count(*) FROM flow GROUP BY state'",
	.options = options_of_sql,
	.least = 1,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};
