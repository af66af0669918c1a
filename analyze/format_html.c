/* SPDX-License-Identifier: MIT
 * HTML: one self-contained page. Each report is a <details>; the overview above them is written
 * last, when every answer is known, so the reports wait in a spool.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "html.h"
#include "output_formats.h"

enum {
	ROWS_SHOWN = 1000, /* of one report; more make a page that no browser likes */
	LONG_TEXT = 28,    /* bytes; more is a sentence, and gets room */
};

struct html_state {
	FILE *out; /* the page; reports go to `body` */
	struct spool body;
	struct answers answers;
};

static void open_document(struct page *page)
{
	struct html_state *state = page->state;

	state->out = page->stream;
	spool_open(&state->body);
	page->stream = state->body.stream;
}

/* --- Rows ------------------------------------------------------------------------------- */

/* Numbers to the right, ids small, times in one line. */
static const char *column_class(const struct result_column *column)
{
	static const char *const classes[] = {
		[RESULT_TEXT] = "",
		[RESULT_INTEGER] = " class=\"number\"",
		[RESULT_REAL] = " class=\"number\"",
		[RESULT_TIME] = " class=\"time\"",
		[RESULT_BOOL] = "",
	};
	size_t length = strlen(column->name);

	if (length > 3 && strcmp(column->name + length - 3, "_id") == 0)
		return " class=\"id\"";
	return classes[column->kind];
}

/* "has_guests" can only be broken into lines as "has guests". */
static void put_words(FILE *out, const char *name)
{
	while (*name) {
		size_t length = strcspn(name, "_");

		html_str(out, (struct str){ name, length });
		name += length;
		if (*name) {
			putc(' ', out);
			name++;
		}
	}
}

static void put_heading(struct page *page)
{
	const struct result_head *head = page->head;

	fputs("<div class=\"scroll\"><table>\n<thead><tr>", page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		fprintf(page->stream, "<th%s>", column_class(&head->columns[i]));
		put_words(page->stream, head->columns[i].name);
		fputs("</th>", page->stream);
	}
	fputs("</tr></thead>\n<tbody>\n", page->stream);
}

static void put_cell(FILE *out, const struct result_column *column, const struct cell *cell)
{
	const char *class = column_class(column);

	if (!*class && cell->text.length > LONG_TEXT)
		class = " class=\"long\"";
	fprintf(out, "<td%s>", class);
	html_str(out, cell->text);
	fputs("</td>", out);
}

static void row(struct page *page, const struct cell *cells)
{
	if (page_row_number(page) == 1)
		put_heading(page);
	if (page_row_number(page) > ROWS_SHOWN)
		return;
	fputs("<tr>", page->stream);
	for (size_t i = 0; i < page->column_count; i++)
		put_cell(page->stream, &page->head->columns[i], &cells[i]);
	fputs("</tr>\n", page->stream);
}

static void put_rest(struct page *page)
{
	fprintf(page->stream, "<p class=\"note\">The first %d of %" PRId64 " rows; ", ROWS_SHOWN,
		page_row_number(page));
	if (page->head->report)
		fprintf(page->stream, "<code>stocktake report %s --format csv</code> has them all.",
			page->head->report->id);
	else
		fputs("<code>--format csv</code> has them all.", page->stream);
	fputs("</p>\n", page->stream);
}

static void end(struct page *page)
{
	if (page_row_number(page))
		fputs("</tbody></table></div>\n", page->stream);
	if (page_row_number(page) > ROWS_SHOWN)
		put_rest(page);
}

static void aside(struct page *page)
{
	fputs("<p class=\"note\">Set aside:</p>\n", page->stream);
}

/* --- Around the rows -------------------------------------------------------------------- */

static void remember(struct page *page, struct answers *answers)
{
	const struct result_head *head = page->head;
	struct answer *answer;

	answers->items = memory_reserve(answers->items, answers->count, &answers->capacity,
					sizeof(*answers->items));
	answer = &answers->items[answers->count++];
	*answer = (struct answer){
		.report = head->report,
		.status = head->status,
		.reason = memory_copy(head->reason, strlen(head->reason)),
		.missing = memory_alloc((head->missing_count + 1) * sizeof(const struct need *)),
		.missing_count = head->missing_count,
		.count = page->count,
	};
	for (size_t i = 0; i < head->missing_count; i++)
		answer->missing[i] = head->missing[i];
	memcpy(answer->by_severity, page->by_severity, sizeof(answer->by_severity));
}

static void put_group(struct page *page, const struct answers *answers)
{
	const char *group = page->head->report->group;

	if (answers->count && strcmp(answers->items[answers->count - 1].report->group, group) == 0)
		return;
	fputs("<h2 class=\"group\">", page->stream);
	html_text(page->stream, group);
	fputs("</h2>\n", page->stream);
}

static void put_summary(struct page *page)
{
	const struct result_head *result = page->head;
	char count[COUNT_SIZE];

	fputs("<details class=\"report\"><summary>", page->stream);
	html_badge(page->stream, result->report->severity);
	fputs("<span class=\"title\">", page->stream);
	html_text(page->stream, result->report->title);
	count_text(page, count);
	fprintf(page->stream, "</span><span class=\"count%s\">%s</span>",
		page->count || page->aside ? "" : " none",
		result->status == STATUS_NOT_EVALUATED ? "not evaluated" : count);
	if (result->status == STATUS_PARTIAL)
		fputs("<span class=\"status partial\">partial</span>", page->stream);
	fputs("</summary>\n", page->stream);
}

static void put_paragraph(FILE *out, const char *class, const char *before, const char *text)
{
	if (!*text)
		return;
	fprintf(out, "<p class=\"%s\">%s", class, before);
	html_text(out, text);
	fputs("</p>\n", out);
}

/* Paragraphs stand between empty lines. */
static void put_paragraphs(FILE *out, const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);

		fputs("<p>", out);
		html_str(out, (struct str){ text, length });
		fputs("</p>\n", out);
		text += length + strspn(text + length, "\n");
	}
}

static void put_params(FILE *out, const struct result_head *result)
{
	if (!result->param_count)
		return;
	fputs("<p class=\"note\">With", out);
	for (size_t i = 0; i < result->param_count; i++) {
		fputs(i ? ", <code>" : " <code>", out);
		html_text(out, result->params[i].name);
		putc('=', out);
		html_text(out, result->params[i].value);
		fputs("</code>", out);
	}
	fputs(".</p>\n", out);
}

/* Where the rule comes from: its id here, its id in the rule catalogue, and its sources. */
static void put_references(FILE *out, const struct report *report)
{
	const char *const texts[] = { report->rule, report->refs };

	fputs("<p class=\"note\"><code>", out);
	html_text(out, report->id);
	fputs("</code>", out);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (!*texts[i])
			continue;
		fputs(" &middot; ", out);
		html_text(out, texts[i]);
	}
	fputs("</p>\n", out);
}

static void put_answer(struct page *page)
{
	const struct result_head *result = page->head;

	fprintf(page->stream, "<div class=\"body\" id=\"r-");
	html_text(page->stream, result->report->id);
	fputs("\">\n", page->stream);
	if (result->status != STATUS_COMPLETE) {
		put_paragraph(page->stream, "reason",
			      result->status == STATUS_PARTIAL ? "<b>Partial:</b> "
							       : "<b>Not evaluated:</b> ",
			      result->reason);
		html_missing(page->stream, result->missing, result->missing_count,
			     page->document->formats);
	} else if (page->count == 0) {
		put_paragraph(page->stream, "none",
			      head_is_findings(result) ? "No findings, on complete evidence."
						       : "No rows, on complete evidence.",
			      " ");
	}
	put_paragraphs(page->stream, result->report->text);
	put_params(page->stream, result);
	put_references(page->stream, result->report);
}

static void head(struct page *page)
{
	struct html_state *state = page->state;

	if (!page->head->report)
		return;
	put_group(page, &state->answers);
	put_summary(page);
	put_answer(page);
	remember(page, &state->answers);
}

static void foot(struct page *page)
{
	if (page->head->report)
		fputs("</div></details>\n", page->stream);
}

static void release_answers(struct answers *answers)
{
	for (size_t i = 0; i < answers->count; i++) {
		free(answers->items[i].reason);
		free(answers->items[i].missing);
	}
	free(answers->items);
}

static void close_document(struct page *page)
{
	struct html_state *state = page->state;

	page->stream = state->out;
	html_open(page->stream, page->document);
	if (page->document)
		html_overview(page, &state->answers);
	if (spool_copy(&state->body, page->stream) < 0)
		error_set(&page->problem, "cannot keep the page: temporary storage is full");
	html_close(page->stream);
	spool_close(&state->body);
	release_answers(&state->answers);
}

const struct format format_html = {
	.name = "html",
	.summary = "one self-contained page",
	.state_size = sizeof(struct html_state),
	.open = open_document,
	.row = row,
	.end = end,
	.aside = aside,
	.head = head,
	.foot = foot,
	.close = close_document,
};
