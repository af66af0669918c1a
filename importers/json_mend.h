/* SPDX-License-Identifier: MIT
 * What cJSON would cut off, refuse or round, made harmless in the text before it is parsed.
 */
#ifndef IMPORTERS_JSON_MEND_H
#define IMPORTERS_JSON_MEND_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/text.h"

/* Replaces \u0000 and half surrogate pairs by \ufffd, and NUL bytes by blanks, in place. Returns
 * what was done, or NULL when there was nothing to do. */
const char *json_mend(char *text, size_t length);
/* Appends valid JSON with every number from 2^53 on put in quotes, so that its digits stay. */
int json_quote_numbers(struct str text, struct buffer *out);

#endif
