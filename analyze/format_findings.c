/* SPDX-License-Identifier: MIT
 * findings.csv: every finding of every report in one table, whatever else its report shows.
 */
#include "csv.h"
#include "finding.h"
#include "output_formats.h"

struct findings_state {
	struct finding_reader reader;
};

static void open_document(struct page *page)
{
	struct findings_state *state = page->state;

	state->reader = (struct finding_reader)FINDING_READER_INIT;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		fprintf(page->stream, "%s%s", i ? "," : "", finding_columns[i].name);
	putc('\n', page->stream);
}

static void begin(struct page *page)
{
	struct findings_state *state = page->state;

	if (head_is_findings(page->head))
		finding_reader_begin(&state->reader, page->head);
}

static void row(struct page *page, const struct cell *cells)
{
	struct findings_state *state = page->state;
	struct finding finding;

	if (!head_is_findings(page->head))
		return;
	finding_read(&state->reader, cells, &finding);
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (i)
			putc(',', page->stream);
		csv_text(page->stream, finding.fields[i], page->verbatim);
	}
	putc('\n', page->stream);
}

static void close_document(struct page *page)
{
	struct findings_state *state = page->state;

	finding_reader_release(&state->reader);
}

/* Its being there lets page.c take the rows of a failed report back. */
static void head(struct page *page)
{
	(void)page;
}

const struct format format_findings = {
	.name = "findings",
	.summary = "one line per finding",
	.state_size = sizeof(struct findings_state),
	.open = open_document,
	.begin = begin,
	.row = row,
	.head = head,
	.close = close_document,
};
