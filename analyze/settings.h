/* SPDX-License-Identifier: MIT
 * The values that --set and the settings file give to parameters of reports: NAME=VALUE for all that
 * have it, or REPORT.NAME=VALUE for one.
 */
#ifndef ANALYZE_SETTINGS_H
#define ANALYZE_SETTINGS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "queries/run.h"

#include "options.h"

struct settings {
	struct setting *items; /* later ones win */
	size_t count, capacity;
	struct arena texts;
};

void settings_add(struct settings *settings, const char *name, const char *value); /* copies */
/* Adds all of `others`, which must live as long. */
void settings_add_all(struct settings *settings, const struct settings *others);
/* -1: not NAME=VALUE, a name that none of the reports has, or a value that is no number where one is
 * needed. */
int settings_parse(struct settings *settings, const struct text_list *texts,
		   const struct report *const *reports, size_t count, struct error *err);
/* The same check for all that was added. */
int settings_check(const struct settings *settings, const struct report *const *reports,
		   size_t count, struct error *err);
/* Those that the report has, into `chosen` (room for all); gives their number. */
size_t settings_for(const struct settings *settings, const struct report *report,
		    struct setting *chosen);
/* Runs the report with them. */
int settings_run(const struct settings *settings, struct store *store, const struct report *report,
		 const struct result_sink *sink, struct error *err);
void settings_release(struct settings *settings);

#endif
