/* SPDX-License-Identifier: MIT
 * Asks reports at every snapshot, and keeps the answers in the store: what was answered is not asked
 * again, and where nothing changed that a report reads, its answer is that of the snapshot before.
 */
#ifndef ANALYZE_REPLAY_H
#define ANALYZE_REPLAY_H

#include "choice.h"
#include "session.h"
#include "settings.h"

struct replay {
	struct session *session; /* a store that can be written */
	const struct settings *settings;
	const struct choice *choice; /* reports that find */
	bool quiet;
	int64_t *questions;  /* owned; one for each report, whose answers the store now holds */
	size_t failures;     /* reports that failed, told on standard error */
	size_t asked, repeated; /* answers that were computed, and those that could only be the same */
};

/* Fills in what is missing. */
int replay_run(struct replay *replay, struct error *err);
void replay_release(struct replay *replay); /* also after a failure */

/* The questions as the store knows them, 0 where it does not: for those who only look. */
int replay_find(struct replay *replay, struct error *err);

#endif
