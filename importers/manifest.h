/* SPDX-License-Identifier: MIT
 * stocktake-manifest.json: what those who collected the files say of them (docs/manifest.md). It wins
 * over what could be guessed of the files in its folder and below.
 */
#ifndef IMPORTERS_MANIFEST_H
#define IMPORTERS_MANIFEST_H

#include "format.h"
#include "input.h"

struct told_time {
	bool told;
	int64_t at;
};

struct manifest_file {
	const char *pattern, *format, *environment_id; /* NULL: not told */
	enum vouched vouched;
	struct told_time taken;
	bool matched; /* some input was meant */
};

struct manifest {
	const char *shown;  /* where it lies */
	struct str folder;  /* with its '/' */
	struct told_time taken;
	const char *tenant_id, *tenant_name, *collected_by; /* NULL: not told */
	enum vouched vouched;   /* every file of it */
	struct texts complete;  /* entities of which every object is there */
	struct manifest_file *files;
	size_t file_count;
	struct manifest *next;
};

/* `name` and `folder` must live in the arena. NULL with `err` set, which names file and member. */
struct manifest *manifest_read(const struct cJSON *json, const char *name, struct str folder,
			       const struct formats *formats, const struct schema *schema,
			       struct arena *arena, struct error *err);
/* Says of an input in its folder what the manifest does. */
void manifest_adorn(struct manifest *manifest, struct input *input);

#endif
