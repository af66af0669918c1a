/* SPDX-License-Identifier: MIT
 * All that the store knows of one resource, told for people: each version of it and of what belongs to
 * it, what changed from one to the next, and the file and record that said so.
 */
#ifndef ANALYZE_BIOGRAPHY_H
#define ANALYZE_BIOGRAPHY_H

#include <stdio.h>

#include "importers/import.h"
#include "store/schema.h"
#include "store/store.h"

#include "options.h"

struct biography {
	struct store *store;
	struct formats *formats;
	const struct text_list *files; /* files and folders where the records may be found again */
	FILE *out;
};

/* `*found` false: the store knows no such id. */
int biography_write(const struct biography *biography, const char *id, bool *found,
		    struct error *err);

#endif
