/* SPDX-License-Identifier: MIT
 * One line on standard error that says how far long work is, how fast, and how long it will take:
 * on a terminal, and only there.
 */
#ifndef ANALYZE_PROGRESS_H
#define ANALYZE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum progress_unit {
	PROGRESS_BYTES,   /* these have a rate */
	PROGRESS_REPORTS,
	PROGRESS_STEPS,   /* of uneven length: they tell nothing of the time that is left */
};

struct progress {
	enum progress_unit unit; /* of what is done */
	bool is_on, is_shown;
	double start;
	double last; /* when the line was last written */
};

void progress_start(struct progress *progress, enum progress_unit unit, bool quiet);
void progress_show(struct progress *progress, const char *what, int64_t done, int64_t total);
void progress_clear(struct progress *progress); /* before anything else is printed */

#endif
