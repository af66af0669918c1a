/* SPDX-License-Identifier: MIT
 * What lies directly in a folder, and the date in its name: for importing a series of snapshots.
 */
#ifndef ANALYZE_CHILDREN_H
#define ANALYZE_CHILDREN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct child {
	char *path; /* owned: a folder with files somewhere in it, or a file */
	bool is_folder;
	bool has_date;
	int64_t date; /* midnight of the date in its name */
};

struct children {
	struct child *items; /* by date, then by name */
	size_t count, capacity;
};

int children_list(struct children *children, const char *folder, struct error *err);
void children_release(struct children *children);

#endif
