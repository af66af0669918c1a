/* SPDX-License-Identifier: MIT
 * What `inspect` found out about files, and the two ways to write it.
 */
#ifndef ANALYZE_INSPECTION_H
#define ANALYZE_INSPECTION_H

#include "destination.h"
#include "intake.h"
#include "queries/catalogue.h"

struct inspection {
	struct intake intake;
	const struct formats *formats;
	const struct catalogue *catalogue;
	bool is_whole; /* long lists are not cut */
};

void inspection_write_text(const struct inspection *inspection,
			   const struct destination *destination);
/* {"files": [{"path", "format", ...}]}: a contract. */
void inspection_write_json(const struct inspection *inspection,
			   const struct destination *destination);

#endif
