/* SPDX-License-Identifier: MIT
 * A document of headings, sentences and small tables, as plain text or as Markdown. Texts of
 * strangers come out harmless in both.
 */
#ifndef ANALYZE_PROSE_H
#define ANALYZE_PROSE_H

#include "page.h"

struct prose {
	struct page page; /* writes the tables */
	bool is_markdown;
	FILE *out;
	int width; /* where sentences break in plain text */
};

void prose_open(struct prose *prose, const struct destination *destination, bool is_markdown);
int prose_close(struct prose *prose, struct error *err); /* also when the caller gave up */

void prose_heading(struct prose *prose, int level, const char *text);
/* A paragraph, or with `is_item` one entry of a list. */
void prose_say(struct prose *prose, bool is_item, const char *text);
/* What the statement of ours gives, as a table; nothing when it has no rows. `*count` is their
 * number. */
int prose_select(struct prose *prose, struct store *store, const char *sql, int64_t *count,
		 struct error *err);
void prose_table_begin(struct prose *prose, const struct result_head *head);
void prose_table_end(struct prose *prose);

#endif
