/* SPDX-License-Identifier: MIT
 * CSV cells as RFC 4180 quotes them, safe to open in a spreadsheet: text that would be calculated
 * gets a leading '.
 */
#ifndef ANALYZE_CSV_H
#define ANALYZE_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

/* Text of strangers; `verbatim` leaves it as it is. */
void csv_text(FILE *out, struct str text, bool verbatim);
/* A number, a time, a word of ours. */
void csv_plain(FILE *out, struct str text);

#endif
