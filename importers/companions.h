/* SPDX-License-Identifier: MIT
 * Files that speak of the files beside them: a description of tables whose files have no header, a
 * manifest of the collection. They are looked at before the others, which are then adorned with what
 * was said of them. docs/manifest.md is for those who write one.
 */
#ifndef IMPORTERS_COMPANIONS_H
#define IMPORTERS_COMPANIONS_H

#include "manifest.h"

struct companions;

struct companions *companions_new(const struct formats *formats, const struct schema *schema);
void companions_free(struct companions *companions); /* NULL is fine */

/* Looks at the input when its name is that of a companion; else, and when it was looked at before, does
 * nothing. -1 for a manifest that is wrong. */
int companions_look(struct companions *companions, const struct input *input, struct error *err);
/* What kind of companion was found there, for people; NULL for an input to be read. */
const char *companions_kind(const struct companions *companions, const char *shown);
/* Adds to the input what was said of it; texts live as long as the companions. */
void companions_adorn(struct companions *companions, struct input *input);
const struct manifest *companions_manifests(const struct companions *companions);

#endif
