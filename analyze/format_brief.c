/* SPDX-License-Identifier: MIT
 * One line per report, and a line for all of them: what analyze prints.
 */
#include "output_formats.h"

struct brief_state {
	size_t reports, found, partial, unknown;
};

static void head(struct page *page)
{
	struct brief_state *state = page->state;
	const struct result_head *result = page->head;
	char count[COUNT_SIZE];

	if (state->reports == 0)
		fputs("\nreports:\n", page->stream);
	state->reports++;
	state->found += page->count > 0 && head_is_findings(result);
	state->partial += result->status == STATUS_PARTIAL;
	state->unknown += result->status == STATUS_NOT_EVALUATED;
	count_text(page, count);
	fprintf(page->stream, "%-8s  %-13s  %-7s  %s\n", severity_name(result->report->severity),
		result->status == STATUS_NOT_EVALUATED ? "not evaluated" : count,
		result->status == STATUS_PARTIAL ? "partial" : "", result->report->id);
}

static void close_document(struct page *page)
{
	const struct brief_state *state = page->state;

	fprintf(page->stream,
		"\n%zu reports, %zu with findings, %zu on partial evidence, "
		"%zu not evaluated\n",
		state->reports, state->found, state->partial, state->unknown);
}

const struct format format_brief = {
	.name = "brief",
	.summary = "one line per report",
	.state_size = sizeof(struct brief_state),
	.head = head,
	.close = close_document,
};
