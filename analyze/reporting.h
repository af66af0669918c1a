/* SPDX-License-Identifier: MIT
 * Runs reports once each, and hands every row to any number of pages.
 */
#ifndef ANALYZE_REPORTING_H
#define ANALYZE_REPORTING_H

#include "page.h"
#include "session.h"
#include "settings.h"

struct reporting {
	struct session *session;
	const struct settings *settings;
	struct page *pages;
	size_t page_count;
	bool quiet;
};

/* A report that fails is shown as not evaluated and told on standard error; the others go on.
 * -1 when any failed, or when the user's SQL did. */
int reporting_run(const struct reporting *reporting, const struct report *const *reports,
		  size_t count, struct error *err);
/* A user's own SQL. */
int reporting_sql(const struct reporting *reporting, const char *sql, struct error *err);

#endif
