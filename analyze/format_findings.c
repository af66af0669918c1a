/* SPDX-License-Identifier: MIT
 * findings.csv: every finding of every report in one table, whatever else its report shows.
 */
#include "csv.h"
#include "output_formats.h"

static void open_document(struct page *page)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		fprintf(page->stream, "%s%s", i ? "," : "", finding_columns[i].name);
	putc('\n', page->stream);
}

static void row(struct page *page, const struct cell *cells)
{
	(void)cells;
	if (!page->finding)
		return;
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (i)
			putc(',', page->stream);
		csv_text(page->stream, page->finding->fields[i], page->verbatim);
	}
	putc('\n', page->stream);
}

/* Its being there lets page.c take the rows of a failed report back. */
static void head(struct page *page)
{
	(void)page;
}

const struct format format_findings = {
	.name = "findings",
	.summary = "one line per finding",
	.is_flat = true,
	.open = open_document,
	.row = row,
	.head = head,
};
