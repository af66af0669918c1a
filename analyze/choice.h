/* SPDX-License-Identifier: MIT
 * Which reports a command runs: those named, those of a group, or all.
 */
#ifndef ANALYZE_CHOICE_H
#define ANALYZE_CHOICE_H

#include "base/error.h"
#include "queries/catalogue.h"

#include "options.h"

struct choice {
	const struct report **reports; /* each once, in the order asked for */
	size_t count, capacity;
};

/* By the arguments, --report and --group; all when none of them is given. -1: no such report or
 * group. */
int choice_make(struct choice *choice, const struct options *options,
		const struct catalogue *catalogue, struct error *err);
/* Leaves out the reports that only list and find nothing. */
void choice_keep_findings(struct choice *choice);
void choice_release(struct choice *choice);

#endif
