/* SPDX-License-Identifier: MIT
 * Since when a finding stands: as the answers in the store tell, or by running the reports again on
 * every older snapshot.
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

/* Sets it where a replay has told already: of findings that it saw, and of new ones where it went up to
 * the snapshot before. */
int first_seen_recall(struct finding_list *list, const struct reporting *reporting,
		      const struct choice *choice, struct error *err);

#endif
