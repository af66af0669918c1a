/* SPDX-License-Identifier: MIT
 * Ids of public catalogues in a report's refs: MITRE ATT&CK techniques (T1078.004) and CWE weaknesses
 * (CWE-798).
 */
#ifndef ANALYZE_TAXA_H
#define ANALYZE_TAXA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum taxonomy { TAXONOMY_MITRE, TAXONOMY_CWE, TAXONOMY_COUNT };

struct taxon {
	enum taxonomy taxonomy;
	struct str id; /* a slice of the refs */
};

const char *taxonomy_name(enum taxonomy taxonomy); /* "MITRE ATT&CK", "CWE" */
/* Takes the next id out of `refs`; false when there is none. */
bool taxon_next(struct str *refs, struct taxon *taxon);

#endif
