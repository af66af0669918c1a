/* SPDX-License-Identifier: MIT
 * What analyze, import and inspect share: the request that their options make, the files that the
 * importer tells of, and how they are shown.
 */
#ifndef ANALYZE_INTAKE_H
#define ANALYZE_INTAKE_H

#include <stdio.h>

#include "base/arena.h"
#include "importers/import.h"
#include "store/store.h"

#include "command.h"
#include "progress.h"

struct intake {
	struct import_options options;
	struct progress progress;
	struct import_file *files; /* copies; texts in `arena` */
	size_t count, capacity;
	struct arena arena;
};

/* Checks --at, --as, --complete and --dates. -1: the command line is wrong. */
int intake_open(struct intake *intake, const struct options *options, struct formats *formats,
		const struct schema *schema, struct error *err);
/* Callbacks that collect the files and show progress; context is the intake. */
struct import_progress intake_progress(struct intake *intake);
/* Imports the arguments, and prints every file and the account unless --quiet. REJECTED only with
 * --strict; FAILED when nothing at all could be imported. */
enum outcome intake_import(struct intake *intake, const struct options *options,
			   struct store *store, struct formats *formats,
			   struct import_summary *summary, struct error *err);
void intake_close(struct intake *intake);

#endif
