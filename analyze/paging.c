/* SPDX-License-Identifier: MIT
 * Runs the reports into one page.
 */
#include "paging.h"

#include "reporting.h"

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
	page_open(&page, format, &destination, &session->document, options->verbatim);
	ran = reporting_run(&reporting, choice->reports, choice->count, err);
	written = format->is_single ? ran : 0;
	if (page_close(&page, err) < 0)
		written = -1;
	written = destination_close(&destination, written, err);
	return ran < 0 || written < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}
