/* SPDX-License-Identifier: MIT
 * Where in a JSON text a parsed value stands: cJSON does not say.
 */
#ifndef IMPORTERS_JSON_PLACE_H
#define IMPORTERS_JSON_PLACE_H

#include <cjson/cJSON.h>

int line_of(const char *text, const char *place); /* from 1 */
/* The line on which `value` begins, in the text that `root` was parsed from. */
int json_line_of(const char *text, const cJSON *root, const cJSON *value);

#endif
