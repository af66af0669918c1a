/* SPDX-License-Identifier: MIT
 * The pieces of the HTML page: one file that needs no network and nothing beside it. The answers lie in
 * it as JSON, and scripts in it show them (analyze/html). Its content security policy allows the style
 * and the scripts inside, by hash, and nothing else.
 */
#ifndef ANALYZE_HTML_H
#define ANALYZE_HTML_H

#include "page.h"

/* Down to where the data begins. `document` may be NULL. */
void html_open(FILE *out, const struct document *document);
/* Whose page it is, what was collected and what could be; `document` may be NULL. */
void html_evidence(struct page *page);
/* The scripts, and the end. */
void html_close(FILE *out);

/* An element that holds JSON; the id's `suffix` may be ''. */
void html_data_open(FILE *out, const char *id, const char *suffix);
void html_data_close(FILE *out);

#endif
