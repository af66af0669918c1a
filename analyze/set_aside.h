/* SPDX-License-Identifier: MIT
 * Rows that wait until the open ones of their report have passed.
 */
#ifndef ANALYZE_SET_ASIDE_H
#define ANALYZE_SET_ASIDE_H

#include "base/arena.h"

#include "cell.h"
#include "finding.h"

struct aside_row {
	struct cell *cells;
	struct finding finding;
};

struct set_aside {
	struct aside_row *rows;
	size_t count, capacity;
	struct arena arena;
};

/* Copies the row with all its texts. */
void set_aside_add(struct set_aside *aside, const struct cell *cells, size_t count,
		   const struct finding *finding);
void set_aside_clear(struct set_aside *aside);
void set_aside_release(struct set_aside *aside);

#endif
