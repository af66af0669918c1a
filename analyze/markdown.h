/* SPDX-License-Identifier: MIT
 * Text of strangers inside Markdown.
 */
#ifndef ANALYZE_MARKDOWN_H
#define ANALYZE_MARKDOWN_H

#include <stdio.h>

#include "base/text.h"

/* What Markdown or HTML would read as its own is escaped; a line end is <br>. */
void markdown_text(FILE *out, struct str text);

#endif
