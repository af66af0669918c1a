/* SPDX-License-Identifier: MIT
 * The parts of a SARIF run that come from the reports themselves: rules with their help, the ids of
 * public catalogues they refer to, and notifications about answers that are missing or partial.
 */
#ifndef ANALYZE_SARIF_RULES_H
#define ANALYZE_SARIF_RULES_H

#include <stdio.h>

#include "queries/run.h"

#include "taxa.h"

struct sarif_rule {
	const struct report *report; /* lives as long as the catalogue */
	enum status status;
	char *reason; /* owned */
};

struct sarif_rules {
	struct sarif_rule *items;
	size_t count, capacity;
	struct taxon *taxa; /* each once; sorted by taxonomy and id */
	size_t taxon_count, taxon_capacity;
};

const char *sarif_level(enum severity severity); /* "error", "warning", "note" */

void sarif_rules_add(struct sarif_rules *rules, const struct result_head *head);
/* From the driver's rules to the end of the taxonomies; begins with a comma. */
void sarif_rules_write(struct sarif_rules *rules, FILE *out);
/* , "invocations": [...] */
void sarif_notifications_write(const struct sarif_rules *rules, FILE *out);
void sarif_rules_release(struct sarif_rules *rules);

#endif
