/* SPDX-License-Identifier: MIT
 * The pieces of the HTML page: one file that needs no network, no script and nothing beside it.
 * Its content security policy allows the one style sheet inside, by hash, and nothing else.
 */
#ifndef ANALYZE_HTML_H
#define ANALYZE_HTML_H

#include "page.h"

/* How one report was answered, kept for the overview. */
struct answer {
	const struct report *report; /* lives as long as the catalogue */
	enum status status;
	char *reason;                 /* owned */
	const struct need **missing; /* owned array */
	size_t missing_count;
	int64_t count;
	int64_t by_severity[SEVERITY_COUNT];
};

struct answers {
	struct answer *items;
	size_t count, capacity;
};

/* Text of strangers: escaped, and what is invisible made visible. */
void html_str(FILE *out, struct str text);
void html_text(FILE *out, const char *text); /* NULL gives nothing */
/* "<span class="badge high">high</span>" */
void html_badge(FILE *out, enum severity severity);
void html_missing(FILE *out, const struct need *const *missing, size_t count,
		  struct formats *formats);

void html_open(FILE *out, const struct document *document); /* down to <body> */
void html_close(FILE *out);
/* What a manager reads: the tenant, what was found, what is not known, what was collected. */
void html_overview(struct page *page, const struct answers *answers);
/* What was collected. */
void html_sources(struct page *page);

#endif
