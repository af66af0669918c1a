/* SPDX-License-Identifier: MIT
 * A page is one document being written: results one after the other, in one format. It counts the
 * rows, and keeps them back where the format must say their number first. Nothing here fails on
 * the way: errors of the stream are sticky, and page_close tells.
 */
#ifndef ANALYZE_PAGE_H
#define ANALYZE_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "queries/run.h"

#include "cell.h"
#include "destination.h"
#include "spool.h"

struct formats;
struct page;

/* What is true of the whole document. */
struct document {
	bool has_snapshot;
	int64_t at;                    /* of the snapshot */
	const char *label, *tenant;    /* or NULL */
	const char *tenant_name;       /* or NULL */
	struct store *store;           /* for formats that tell what was collected */
	struct formats *formats; /* for "import one of" */
};

/* A way to write results. Every function may be NULL. begin, row and end write the rows; head and
 * foot what stands around them, when the number of rows is known: a format that has a head gets
 * its rows spooled. open and close stand around the whole document. */
struct format {
	const char *name, *summary;
	bool is_single;    /* holds one result, not several */
	size_t state_size; /* zeroed memory at page->state */
	void (*open)(struct page *page);
	void (*begin)(struct page *page);
	void (*row)(struct page *page, const struct cell *cells);
	void (*end)(struct page *page);
	void (*head)(struct page *page);
	void (*foot)(struct page *page);
	void (*close)(struct page *page);
};

extern const struct format *const output_formats[]; /* NULL at the end; the default first */

/* By name, NULL being the default; NULL with "did you mean" when there is none. */
const struct format *output_format_find(const char *name, struct error *err);

enum { SEVERITY_COUNT = SEVERITY_CRITICAL + 1 };

struct page {
	const struct format *format;
	const struct document *document;
	FILE *stream; /* where the format writes at this moment */
	int width;    /* of the terminal; 0: cut nothing */
	bool has_colour, verbatim;
	void *state;
	/* of the current result */
	const struct result_head *head;
	int64_t count;
	int64_t by_severity[SEVERITY_COUNT];
	/* private to page.c */
	FILE *out;
	struct spool spool;
	int severity_column;
	struct error problem; /* the first one; '' while there is none */
};

void page_open(struct page *page, const struct format *format,
	       const struct destination *destination, const struct document *document,
	       bool verbatim);
void page_begin(struct page *page, const struct result_head *head);
void page_row(struct page *page, const struct cell *cells);
void page_end(struct page *page);
/* Instead of page_end, or of all three: the report failed, so nothing is known. Rows that came
 * already are taken back, where the format keeps them. */
void page_fail(struct page *page, const struct report *report, const char *reason);
int page_close(struct page *page, struct error *err); /* also when the caller gave up */

/* --- What formats say alike -------------------------------------------------------------- */

bool head_is_findings(const struct result_head *head); /* rows name what they are about */
/* "complete", "partial" or "not evaluated", for people. */
const char *status_text(enum status status);
/* "no findings", "1 finding", "12 rows". */
void count_text(const struct result_head *head, int64_t count, char *text, size_t size);
/* The source formats that would bring what is missing: "a, b, c". */
void remedy_print(FILE *out, struct formats *formats, const char *entity);

#endif
