/* SPDX-License-Identifier: MIT
 * The plan: who deals with which finding, as people filled it in and imported it.
 */
#ifndef ANALYZE_PLAN_H
#define ANALYZE_PLAN_H

#include "base/arena.h"
#include "store/store.h"

#include "finding.h"

struct plan_item;

struct plan {
	struct plan_item *items; /* sorted by fingerprint */
	size_t count, capacity;
	struct arena arena;
};

/* At the store's moment. */
int plan_read(struct plan *plan, struct store *store, struct error *err);
/* Sets who, until when, and the comment; the texts live as long as the plan. */
void plan_apply(const struct plan *plan, struct finding *finding);
void plan_release(struct plan *plan);

#endif
