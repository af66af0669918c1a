/* SPDX-License-Identifier: MIT
 * What a draft of a data policy would change: the same judgement, before and with the draft.
 */
#ifndef QUERIES_DRAFT_H
#define QUERIES_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "store/store.h"

struct draft {
	struct store *store;        /* at its moment; only TEMP objects of it are touched */
	struct store *policies;     /* a store in memory that holds the draft */
	const char *replaced;       /* name or id of the policy it stands for, or NULL */
	bool (*tells)(void *context, const char *entity); /* the draft's file can say it */
	void *context;
};

/* Judges the store as it is, then with the draft in its policies. What the draft's file cannot say
 * (exempt resources, rules) stays as the replaced policy has it; a draft that bears the id of a policy
 * replaces that one. Afterwards `temp.draft_outcome` holds a row for each violation, for the caller to
 * select: outcome (broken, still_broken, fixed) and the columns of dlp_finding. */
int draft_judge(const struct draft *draft, struct error *err);

#endif
