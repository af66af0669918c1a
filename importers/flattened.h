/* SPDX-License-Identifier: MIT
 * Structures that a producer turned into text: PowerShell's "@{a=1; b=two}", which ConvertTo-Json and
 * Export-Csv write below their depth.
 */
#ifndef IMPORTERS_FLATTENED_H
#define IMPORTERS_FLATTENED_H

#include "base/arena.h"
#include "base/text.h"

struct cJSON;

/* The value of a known key of "@{...}", as a text; NULL when it is not there or says nothing.
 * Values may hold ';', '=' and '}' themselves (display names do), so a value ends only where
 * another "; key=" or the end of the text follows. Lives in the arena. */
const struct cJSON *flattened_member(struct str text, struct str key, struct arena *arena);

#endif
