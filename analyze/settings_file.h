/* SPDX-License-Identifier: MIT
 * What a tenant's people set once and for all: parameters of reports, lists, and where the waivers are.
 * JSON: {"set": {"NAME" or "report.NAME": value}, "lists": {"NAME": [{"column": value}]}, "waivers": "FILE"}.
 */
#ifndef ANALYZE_SETTINGS_FILE_H
#define ANALYZE_SETTINGS_FILE_H

#include "queries/catalogue.h"
#include "store/store.h"

#include "settings.h"

struct settings_file {
	struct settings set;
	char *waivers; /* owned; relative to the settings' folder when it was written so. Or NULL */
};

/* What is used when no file is named but one of this name is there. */
extern const char settings_default_path[];

/* Reads the file, checks every name against the catalogue, and puts the rows of lists into the
 * connection, in place of those built in. -1 names the file and the member. */
int settings_file_read(struct settings_file *file, const char *path, struct store *store,
		       const struct catalogue *catalogue, struct error *err);
void settings_file_release(struct settings_file *file);

#endif
