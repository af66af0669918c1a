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

/* What stands for the cell as it is; NULL for a text, which wants quotes. */
const struct str *json_bare(const struct cell *cell);
enum { JSON_QUOTES = 2 };
/* The text in quotes at `to`, which has room for both: gives the end. NULL when a byte needs an escape or
 * is not ASCII. */
char *json_quote_plain(char *to, struct str text);

#endif
