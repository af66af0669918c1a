/* SPDX-License-Identifier: MIT
 * The values that --set gives, NAME=VALUE, checked against the parameters of the chosen reports.
 */
#ifndef ANALYZE_SETTINGS_H
#define ANALYZE_SETTINGS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "queries/run.h"

#include "options.h"

struct settings {
	struct setting *items; /* values point into argv */
	size_t count;
	struct arena names;
};

/* -1: not NAME=VALUE. */
int settings_parse(struct settings *settings, const struct text_list *texts, struct error *err);
/* -1: a name that none of the reports has, or a value that is no number where one is needed. */
int settings_check(const struct settings *settings, const struct report *const *reports,
		   size_t count, struct error *err);
/* Those that the report has, into `chosen` (room for all); gives their number. */
size_t settings_for(const struct settings *settings, const struct report *report,
		    struct setting *chosen);
void settings_release(struct settings *settings);

#endif
