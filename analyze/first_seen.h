/* SPDX-License-Identifier: MIT
 * Since when a finding stands: the reports are run again on every older snapshot of the store.
 */
#ifndef ANALYZE_FIRST_SEEN_H
#define ANALYZE_FIRST_SEEN_H

#include "choice.h"
#include "finding_list.h"
#include "reporting.h"

/* Sets first_seen_at of each finding: the oldest snapshot that shows it. The session looks at the
 * same moment as before, also after a failure. */
int first_seen_find(struct finding_list *list, const struct reporting *reporting,
		    const struct choice *choice, struct error *err);

#endif
