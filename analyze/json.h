/* SPDX-License-Identifier: MIT
 * JSON out: strings of any bytes as valid JSON. Broken UTF-8 becomes U+FFFD.
 */
#ifndef ANALYZE_JSON_H
#define ANALYZE_JSON_H

#include <stdio.h>

#include "base/text.h"

#include "cell.h"

void json_str(FILE *out, struct str text);
void json_text(FILE *out, const char *text); /* NULL: null */
void json_time(FILE *out, int64_t at);
/* A list from texts joined by '\n'; NULL and '' give []. */
void json_lines(FILE *out, const char *lines);
void json_cell(FILE *out, const struct cell *cell);
/* BEFORE"name": cell */
void json_field(FILE *out, const char *before, const char *name, const struct cell *cell);

#endif
