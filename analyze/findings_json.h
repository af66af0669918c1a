/* SPDX-License-Identifier: MIT
 * Findings as one JSON document.
 */
#ifndef ANALYZE_FINDINGS_JSON_H
#define ANALYZE_FINDINGS_JSON_H

#include "finding_list.h"

/* All its fields. */
void finding_write_json(const struct finding *finding, FILE *out);

/* {"stocktake", "tenant", "snapshot", "findings": [...], "set_aside": [...], "not_evaluated":
 * [{"report", "reason"}], "partial": [...], "waivers": {...}}: a contract. */
void findings_write_json(const struct finding_list *list, const struct document *document,
			 FILE *out);

#endif
