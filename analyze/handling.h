/* SPDX-License-Identifier: MIT
 * What people decided about findings: waivers, flags that excuse resources, and the plan. Decides
 * for each finding whether it is open.
 */
#ifndef ANALYZE_HANDLING_H
#define ANALYZE_HANDLING_H

#include "excuses.h"
#include "plan.h"
#include "waivers.h"

struct handling {
	struct store *store;
	struct waivers waivers; /* path NULL: none were given */
	struct excuses excuses; /* of the current report */
	struct plan plan;
};

/* At the store's moment; `path` of the waivers, or NULL. */
int handling_open(struct handling *handling, struct store *store, const char *path,
		  struct error *err);
/* Before the findings of a report. */
int handling_begin(struct handling *handling, const struct report *report, struct error *err);
/* Whether findings of the current report may be set aside, whatever its rows turn out to be. */
bool handling_may_set_aside(const struct handling *handling);
/* Sets the state and what people said of the finding. */
void handling_apply(struct handling *handling, struct finding *finding);
void handling_close(struct handling *handling);

#endif
