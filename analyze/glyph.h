/* SPDX-License-Identifier: MIT
 * Text of strangers, one character at a time, as it may be shown: control characters, text
 * direction overrides and broken UTF-8 come out as visible escapes, and every piece knows how many
 * terminal columns it takes.
 */
#ifndef ANALYZE_GLYPH_H
#define ANALYZE_GLYPH_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

enum { GLYPH_SCRATCH = 16 };

struct glyph {
	struct str text; /* of the input, or `scratch` */
	int width;       /* 0 for combining marks, 2 for CJK and emoji, else 1 per byte of an escape */
	char scratch[GLYPH_SCRATCH];
};

/* Takes the next piece off the front of `rest`; false at its end. */
bool glyph_next(struct str *rest, struct glyph *glyph);

int glyph_width(struct str text); /* of all of it */

/* Prints up to `limit` columns, with an ellipsis as the last when it is cut (limit < 0: all).
 * Gives the columns taken. */
int glyph_print(FILE *out, struct str text, int limit);

#endif
