/* SPDX-License-Identifier: MIT
 * PowerShell's "@{a=1; b=two}", which ConvertTo-Json and Export-Csv write below their depth.
 */
#ifndef IMPORTERS_FLATTENED_H
#define IMPORTERS_FLATTENED_H

#include "base/arena.h"
#include "base/text.h"

struct cJSON;

/* An object with a text for each member; NULL when the text is none. Values may hold ';', '=' and '}'
 * themselves (display names do), so a value ends only where "; key=" or the end follows; one that
 * begins with "@{" ends with its own brace. Lives in the arena. */
const struct cJSON *flattened_parse(struct arena *arena, struct str text);

#endif
