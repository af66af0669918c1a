/* SPDX-License-Identifier: MIT
 * The header line of a CSV file: which delimiter it has, and names that can be looked up.
 */
#ifndef IMPORTERS_CSV_HEADER_H
#define IMPORTERS_CSV_HEADER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

/* The delimiter that the line has most outside quotes; a comma when it has none. */
char csv_guess_delimiter(struct str line);
/* X if the line is "sep=X", which Excel writes and reads; else 0. */
char csv_told_delimiter(struct str line);
/* Trims the names, collapses blanks and tells repeated ones apart by " (2)", without case. */
void csv_clean_names(struct str *names, size_t count, struct arena *arena);

#endif
