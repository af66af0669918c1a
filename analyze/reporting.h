/* SPDX-License-Identifier: MIT
 * Runs reports once each, and hands every row to any number of pages. Findings that someone waived
 * or excused come after the others of their report.
 */
#ifndef ANALYZE_REPORTING_H
#define ANALYZE_REPORTING_H

#include "page.h"
#include "session.h"
#include "settings.h"

/* Who wants findings, and not pages. Texts die when the call returns. */
struct finding_sink {
	void (*finding)(void *context, const struct finding *finding);
	/* After the findings of a report, even when there were none. When it was not evaluated, or
	 * failed, nothing is known, and what came of it before is void. */
	void (*answered)(void *context, const struct report *report, enum status status,
			 const char *reason);
	void *context;
};

struct reporting {
	struct session *session;
	const struct settings *settings;
	struct page *pages;
	size_t page_count;
	const struct finding_sink *sink; /* or NULL */
	enum severity least;             /* findings below are passed over */
	bool is_replay; /* an older moment is looked at: nothing is told of waivers */
	bool quiet;
};

/* A report that fails is shown as not evaluated and told on standard error; the others go on.
 * -1 when any failed, or when the user's SQL did. */
int reporting_run(const struct reporting *reporting, const struct report *const *reports,
		  size_t count, struct error *err);
/* A user's own SQL. */
int reporting_sql(const struct reporting *reporting, const char *sql, struct error *err);

#endif
