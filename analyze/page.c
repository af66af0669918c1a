/* SPDX-License-Identifier: MIT
 * Drives one format through results, and counts what passes.
 */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void page_open(struct page *page, const struct format *format,
	       const struct destination *destination, const struct document *document,
	       bool verbatim)
{
	*page = (struct page){
		.format = format,
		.document = document,
		.stream = destination->stream,
		.out = destination->stream,
		.width = destination->width,
		.has_colour = destination->has_colour,
		.verbatim = verbatim,
	};
	if (format->state_size)
		page->state = memory_alloc(format->state_size);
	if (format->open)
		format->open(page);
	page->out = page->stream;
}

static int find_column(const struct result_head *head, const char *name)
{
	for (size_t i = 0; i < head->column_count; i++)
		if (strcmp(head->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void reset_counts(struct page *page)
{
	page->count = 0;
	page->aside = 0;
	page->is_aside = false;
	page->finding = NULL;
	memset(page->by_severity, 0, sizeof(page->by_severity));
}

void page_begin_findings(struct page *page, const struct result_head *head, size_t open_columns)
{
	page->head = head;
	page->results++;
	page->open_columns = open_columns;
	page->column_count = page->format->is_flat ? head->column_count : open_columns;
	reset_counts(page);
	page->severity_column = find_column(head, "severity");
	if (page->format->head) {
		spool_open(&page->spool);
		page->stream = page->spool.stream;
	}
	if (page->format->begin)
		page->format->begin(page);
}

void page_begin(struct page *page, const struct result_head *head)
{
	page_begin_findings(page, head, head->column_count);
}

static enum severity row_severity(const struct page *page, const struct cell *cells)
{
	enum severity severity = SEVERITY_INFO;

	if (page->head->report)
		severity = page->head->report->severity;
	if (page->severity_column >= 0)
		severity_parse(cells[page->severity_column].text, &severity);
	return severity;
}

void page_row(struct page *page, const struct cell *cells)
{
	if (page->is_aside) {
		page->aside++;
	} else {
		page->count++;
		page->by_severity[row_severity(page, cells)]++;
	}
	if (page->format->row)
		page->format->row(page, cells);
}

void page_finding(struct page *page, const struct cell *cells, const struct finding *finding)
{
	page->finding = finding;
	page_row(page, cells);
	page->finding = NULL;
}

void page_aside(struct page *page)
{
	page->is_aside = true;
	if (page->format->is_flat)
		return;
	if (page->format->end)
		page->format->end(page);
	page->column_count = page->head->column_count;
	if (page->format->aside)
		page->format->aside(page);
	if (page->format->begin)
		page->format->begin(page);
}

int64_t page_row_number(const struct page *page)
{
	if (page->format->is_flat)
		return page->count + page->aside;
	return page->is_aside ? page->aside : page->count;
}

bool page_snapshot(const struct page *page, char text[TIMESTAMP_SIZE])
{
	if (!page->document || !page->document->is_series)
		return false;
	timestamp_format(page->document->at, text);
	return true;
}

static void write_around(struct page *page)
{
	page->stream = page->out;
	page->format->head(page);
	if (spool_copy(&page->spool, page->stream) < 0)
		error_set(&page->problem, "cannot keep the rows: temporary storage is full");
	if (page->format->foot)
		page->format->foot(page);
}

void page_end(struct page *page)
{
	if (page->format->end)
		page->format->end(page);
	if (page->format->head)
		write_around(page);
	page->head = NULL;
}

void page_fail(struct page *page, const struct report *report, const char *reason)
{
	const struct result_head head = {
		.report = report,
		.status = STATUS_NOT_EVALUATED,
		.reason = reason,
	};

	if (!page->head)
		page_begin(page, &head);
	page->head = &head; /* the one before died with the report */
	page->column_count = 0;
	if (page->format->end)
		page->format->end(page);
	if (page->format->head) {
		spool_open(&page->spool);
		reset_counts(page);
		write_around(page);
	}
	page->head = NULL;
}

/* The caller gave up in the middle: only the format's memory is of interest. */
static void abandon(struct page *page)
{
	const struct result_head nothing = { .reason = "" };

	page->head = &nothing;
	page->column_count = 0;
	if (page->format->end)
		page->format->end(page);
	page->head = NULL;
	page->stream = page->out;
}

int page_close(struct page *page, struct error *err)
{
	if (!page->format)
		return 0;
	if (page->head)
		abandon(page);
	if (page->format->close)
		page->format->close(page);
	free(page->state);
	spool_close(&page->spool);
	page->state = NULL;
	page->format = NULL;
	if (page->problem.text[0])
		return error_set(err, "%s", page->problem.text);
	return 0;
}
