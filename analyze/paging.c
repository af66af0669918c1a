/* SPDX-License-Identifier: MIT
 * Runs the reports into one page.
 */
#include "paging.h"

#include <stdlib.h>

#include "reporting.h"

static int run_at(struct reporting *reporting, const struct choice *choice, int64_t at,
		  int64_t newest, struct error *err)
{
	struct session *session = reporting->session;

	reporting->is_replay = at != newest;
	if (session_look(session, true, at, err) < 0)
		return -1;
	session->document.is_series = true;
	return reporting_run(reporting, choice->reports, choice->count, err);
}

/* Each snapshot in turn, the newest last: it is the one that the session looks at afterwards. */
static int run_each(struct reporting *reporting, const struct choice *choice, struct error *err)
{
	struct store *store = &reporting->session->store;
	const int64_t newest = store->moment;
	int64_t *times;
	size_t count;
	int result = store_snapshots(store, newest, &times, &count, err);

	for (size_t i = 0; i < count; i++)
		if (run_at(reporting, choice, times[i], newest, err) < 0)
			result = -1;
	free(times);
	return result;
}

enum outcome paging_write(struct session *session, const struct options *options,
			  const struct format *format, const struct settings *settings,
			  const struct choice *choice, struct error *err)
{
	struct destination destination;
	struct page page;
	struct reporting reporting = {
		.session = session,
		.settings = settings,
		.pages = &page,
		.page_count = 1,
		.quiet = options->quiet,
	};
	int ran, written;

	if (options->severity)
		severity_parse(str_of(options->severity), &reporting.least);
	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	session->document.reports = choice->reports;
	session->document.report_count = choice->count;
	page_open(&page, format, &destination, &session->document, options->verbatim);
	ran = options->each ? run_each(&reporting, choice, err) :
			      reporting_run(&reporting, choice->reports, choice->count, err);
	written = format->is_single ? ran : 0;
	if (page_close(&page, err) < 0)
		written = -1;
	written = destination_close(&destination, written, err);
	return ran < 0 || written < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}
