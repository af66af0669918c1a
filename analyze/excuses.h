/* SPDX-License-Identifier: MIT
 * Flags that people set in the tenant to take a resource, or a whole environment, out of a process
 * of the CoE kit. The list coe_excuse says which flag speaks of which rules.
 */
#ifndef ANALYZE_EXCUSES_H
#define ANALYZE_EXCUSES_H

#include <stdbool.h>

#include "base/arena.h"
#include "queries/catalogue.h"
#include "store/store.h"

#include "finding.h"

/* Resources that one flag excuses. */
struct excuse {
	const char *flag; /* the column's name */
	struct str kind, id;
};

struct excuses {
	struct excuse *items; /* of the current report, sorted by kind and id */
	size_t count, capacity;
	bool is_asked; /* some flag speaks of the current report */
	struct arena arena;
};

/* Reads the excuses that count for a report at the store's moment. */
int excuses_read(struct excuses *excuses, struct store *store, const struct report *report,
		 struct error *err);
/* The flag that excuses the finding's resource or environment, or NULL. */
const char *excuses_match(const struct excuses *excuses, const struct finding *finding);
void excuses_release(struct excuses *excuses);

#endif
