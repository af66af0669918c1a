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
#include "finding.h"
#include "spool.h"

struct formats;
struct options;
struct waivers;
struct page;

/* What is true of the whole document. */
struct document {
	bool has_snapshot;
	bool is_series;                /* an answer for each snapshot */
	int64_t at;                    /* of the snapshot; of a series, that of the answer */
	const char *label, *tenant;    /* or NULL */
	const char *tenant_name;       /* or NULL */
	const struct waivers *waivers; /* or NULL: none were given */
	struct store *store;           /* for formats that tell what was collected */
	struct formats *formats; /* for "import one of" */
	const struct report *const *reports; /* that it will hold, for formats that say so ahead */
	size_t report_count;
};

/* A way to write results. Every function may be NULL. begin, row and end write the rows; head and
 * foot what stands around them, when the number of rows is known: a format that has a head gets
 * its rows spooled. open and close stand around the whole document.
 * Findings that are set aside come after the others: end, aside, begin, rows, end. */
struct format {
	const char *name, *summary;
	bool is_single;    /* holds one result, not several */
	bool is_flat;      /* rows that are set aside go into the same list, all with every column */
	bool is_binary;    /* not for a terminal */
	bool is_for_reports; /* says nothing of other lists */
	bool has_series;   /* can tell answers of several snapshots apart */
	size_t state_size; /* zeroed memory at page->state */
	void (*open)(struct page *page);
	void (*begin)(struct page *page);
	void (*row)(struct page *page, const struct cell *cells);
	void (*end)(struct page *page);
	void (*aside)(struct page *page);
	void (*head)(struct page *page);
	void (*foot)(struct page *page);
	void (*close)(struct page *page);
};

extern const struct format *const output_formats[]; /* NULL at the end; the default first */

/* By name, NULL being the default; NULL with "did you mean" when there is none. */
const struct format *output_format_find(const char *name, struct error *err);
/* The one that the options ask for; NULL also when it cannot hold a list that is no report, or when
 * standard output is a terminal that it would confuse. */
const struct format *output_format_choose(const struct options *options, bool for_reports,
					  struct error *err);

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
	size_t column_count; /* of the head's columns, those that the current list shows */
	int64_t count;       /* of rows that are not set aside */
	int64_t by_severity[SEVERITY_COUNT]; /* the same by severity */
	int64_t aside;       /* rows that are set aside */
	bool is_aside;       /* these are being written */
	const struct finding *finding; /* what the current row is, or NULL */
	/* private to page.c */
	FILE *out;
	size_t results; /* begun so far */
	struct spool spool;
	int severity_column;
	size_t open_columns;
	struct error problem; /* the first one; '' while there is none */
};

void page_open(struct page *page, const struct format *format,
	       const struct destination *destination, const struct document *document,
	       bool verbatim);
void page_begin(struct page *page, const struct result_head *head);
/* The same for findings that may be set aside: the first `open_columns` of the head's columns are for
 * all rows, the others say why a row is set aside. */
void page_begin_findings(struct page *page, const struct result_head *head, size_t open_columns);
void page_row(struct page *page, const struct cell *cells);
void page_finding(struct page *page, const struct cell *cells, const struct finding *finding);
/* From here to page_end the rows are set aside. */
void page_aside(struct page *page);
/* Number of the row in its list, from 1. */
int64_t page_row_number(const struct page *page);
/* Of a series: the time of the current result's snapshot. False for any other document. */
bool page_snapshot(const struct page *page, char text[TIMESTAMP_SIZE]);
void page_end(struct page *page);
/* Instead of page_end, or of all three: the report failed, so nothing is known. Rows that came
 * already are taken back, where the format keeps them. */
void page_fail(struct page *page, const struct report *report, const char *reason);
int page_close(struct page *page, struct error *err); /* also when the caller gave up */

/* --- What formats say alike -------------------------------------------------------------- */

bool head_is_findings(const struct result_head *head); /* rows name what they are about */
/* "complete", "partial" or "not evaluated", for people. */
const char *status_text(enum status status);
/* "no findings", "1 finding", "12 rows", "3 findings, 1 set aside". */
enum { COUNT_SIZE = 64 };
void count_text(const struct page *page, char text[COUNT_SIZE]);
/* The source formats that would bring what is missing: "a, b, c". */
void remedy_print(FILE *out, struct formats *formats, const char *entity);

#endif
