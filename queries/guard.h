/* SPDX-License-Identifier: MIT
 * The policy under which report SQL and a user's SQL run: reading only, of named tables, with
 * named functions, for a limited time. What is not listed in guard.c is refused.
 */
#ifndef QUERIES_GUARD_H
#define QUERIES_GUARD_H

#include <stdbool.h>

#include "store/store.h"

enum guarded {
	GUARD_REPORT, /* no dates: a report has no clock */
	GUARD_USER,   /* also the date functions, which make times readable */
};

struct guard {
	struct store *store;
	enum guarded guarded;
	double deadline;   /* on the clock of platform_seconds */
	bool is_late;      /* the deadline passed while a statement ran */
	int value_limit;   /* the connection's, restored at the end */
	char refusal[160]; /* what was refused first; '' while nothing was */
};

/* Until guard_end every statement of the store's connection is under the policy. */
void guard_begin(struct guard *guard, struct store *store, enum guarded guarded, double seconds);
void guard_end(struct guard *guard);

/* For statements of our own in between. */
void guard_pause(struct guard *guard);
void guard_resume(struct guard *guard);

#endif
