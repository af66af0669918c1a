/* SPDX-License-Identifier: MIT
 * HTML: one self-contained page that its scripts make of data. The rows of each report are a JSON
 * element of their own, which the page reads when it is first asked for them; what all reports are and
 * how they were answered is one element before them, and is written when every answer is known. A
 * text that comes again in a list of rows is "~" and its number among the texts of that list; one that
 * begins with "~" itself gets another before it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

#include "html.h"
#include "json.h"
#include "output_formats.h"
#include "report_json.h"
#include "seen_texts.h"

enum { ROW_ENDS = 4 }; /* bytes of a row beside its cells and the commas between them */

struct html_state {
	FILE *out; /* the page */
	struct spool heads, body;
	struct finding_reader reader; /* knows which column is which field */
	struct seen_texts seen;       /* of the current list */
	size_t heads_count;
	int64_t bytes; /* of rows so far */
	int64_t held;  /* rows of the current list that the page holds */
	int64_t open_held;
};

static void open_document(struct page *page)
{
	struct html_state *state = page->state;

	state->out = page->stream;
	spool_open(&state->heads);
	spool_open(&state->body);
	page->stream = state->body.stream;
}

/* --- Rows ------------------------------------------------------------------------------- */

static void begin(struct page *page)
{
	struct html_state *state = page->state;

	if (page->is_aside)
		state->open_held = state->held;
	state->held = 0;
	seen_texts_clear(&state->seen);
}

/* A page that is too large shows the first rows of the reports that come late. */
static bool has_room(const struct html_state *state)
{
	return state->held < LIMIT_PAGE_ROWS &&
	       (state->bytes < LIMIT_PAGE_BYTES || state->held < LIMIT_PAGE_FEW_ROWS);
}

/* The mark of a reference before a text that bears it itself. */
static void print_marked(FILE *out, struct str text)
{
	char *marked = memory_alloc(text.length + 1);

	marked[0] = '~';
	memcpy(marked + 1, text.data, text.length);
	json_str(out, (struct str){ marked, text.length + 1 });
	free(marked);
}

static void print_text(struct page *page, struct str text)
{
	struct html_state *state = page->state;
	int64_t number = seen_texts_number(&state->seen, text);

	if (number >= 0) {
		state->bytes += fprintf(page->stream, "\"~%" PRId64 "\"", number);
		return;
	}
	if (text.length && text.data[0] == '~')
		print_marked(page->stream, text);
	else
		json_str(page->stream, text);
	state->bytes += (int64_t)text.length + 2;
}

static void print_cell(struct page *page, const struct cell *cell)
{
	struct html_state *state = page->state;

	if (cell->type == CELL_TEXT || cell->type == CELL_TIME) {
		print_text(page, cell->text);
		return;
	}
	json_cell(page->stream, cell);
	state->bytes += (int64_t)cell->text.length;
}

static void row(struct page *page, const struct cell *cells)
{
	struct html_state *state = page->state;

	if (!has_room(state))
		return;
	fputs(state->held++ ? ",\n[" : "[", page->stream);
	for (size_t i = 0; i < page->column_count; i++) {
		if (i)
			putc(',', page->stream);
		print_cell(page, &cells[i]);
	}
	if (page->finding) {
		putc(',', page->stream);
		print_text(page, page->finding->fields[FIELD_FINGERPRINT]);
	}
	putc(']', page->stream);
	state->bytes += (int64_t)page->column_count + ROW_ENDS;
}

static void aside(struct page *page)
{
	fputs("], \"set_aside\": [", page->stream);
}

/* --- What a report is, and how it was answered -------------------------------------------- */

static void print_columns(FILE *out, const struct result_head *head)
{
	fputs(", \"columns\": [", out);
	for (size_t i = 0; i < head->column_count; i++) {
		fputs(i ? ", [" : "[", out);
		json_text(out, head->columns[i].name);
		fputs(", ", out);
		json_text(out, value_kind_name(head->columns[i].kind));
		putc(']', out);
	}
	putc(']', out);
}

/* Which column of a row holds which field of a finding. */
static void print_fields(FILE *out, struct finding_reader *reader, const struct result_head *head)
{
	const char *before = "";

	finding_reader_begin(reader, head);
	fputs(", \"resource_kind\": ", out);
	json_text(out, head->report->resource_kind);
	fputs(", \"fields\": {", out);
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (reader->columns[i] < 0)
			continue;
		fputs(before, out);
		json_text(out, finding_columns[i].name);
		fprintf(out, ": %d", reader->columns[i]);
		before = ", ";
	}
	putc('}', out);
}

static void print_remedy(FILE *out, struct formats *formats, const struct need *need)
{
	char *text = NULL;
	size_t length = 0;
	FILE *memory = open_memstream(&text, &length);

	if (!memory)
		BUG("no memory for a stream");
	remedy_print(memory, formats, need->entity);
	fclose(memory);
	json_str(out, (struct str){ text, length });
	free(text);
}

static void print_remedies(FILE *out, const struct page *page)
{
	fputs(", \"remedies\": [", out);
	for (size_t i = 0; i < page->head->missing_count; i++) {
		if (i)
			fputs(", ", out);
		print_remedy(out, page->document->formats, page->head->missing[i]);
	}
	putc(']', out);
}

static void print_report(struct page *page)
{
	const struct report *report = page->head->report;
	FILE *out = page->stream;

	report_json_id(out, page->head);
	report_json_answer(page);
	print_remedies(out, page);
	fputs(", \"text\": ", out);
	json_text(out, report->text);
	fputs(", \"rule\": ", out);
	json_text(out, report->rule);
	fputs(", \"refs\": ", out);
	json_text(out, report->refs);
	fputs(", \"by_severity\": [", out);
	for (size_t i = 0; i < SEVERITY_COUNT; i++)
		fprintf(out, "%s%" PRId64, i ? ", " : "", page->by_severity[i]);
	putc(']', out);
	if (head_is_findings(page->head))
		print_fields(out, &((struct html_state *)page->state)->reader, page->head);
}

/* The stream of the heads stands in for the page's. What is no report is a list without a name. */
static void print_head(struct page *page)
{
	struct html_state *state = page->state;
	FILE *body = page->stream;
	int64_t open = page->is_aside ? state->open_held : state->held;

	page->stream = state->heads.stream;
	fputs(state->heads_count++ ? ",\n{" : "{", page->stream);
	if (page->head->report)
		print_report(page);
	else
		fprintf(page->stream, "\"id\": \"list\", \"count\": %" PRId64, page->count);
	fprintf(page->stream, ", \"held\": %" PRId64, open);
	print_columns(page->stream, page->head);
	putc('}', page->stream);
	page->stream = body;
}

static void head(struct page *page)
{
	print_head(page);
	html_data_open(page->stream, "rows-", page->head->report ? page->head->report->id : "list");
	fputs("{\"rows\": [", page->stream);
}

static void foot(struct page *page)
{
	fputs("]}", page->stream);
	html_data_close(page->stream);
}

static void copy(struct page *page, struct spool *spool)
{
	if (spool_copy(spool, page->stream) < 0)
		error_set(&page->problem, "cannot keep the page: temporary storage is full");
	spool_close(spool);
}

static void close_document(struct page *page)
{
	struct html_state *state = page->state;

	page->stream = state->out;
	html_open(page->stream, page->document);
	if (page->document)
		html_evidence(page);
	html_data_open(page->stream, "reports", "");
	putc('[', page->stream);
	copy(page, &state->heads);
	putc(']', page->stream);
	html_data_close(page->stream);
	copy(page, &state->body);
	html_close(page->stream);
	finding_reader_release(&state->reader);
	seen_texts_release(&state->seen);
}

const struct format format_html = {
	.name = "html",
	.summary = "one self-contained page",
	.state_size = sizeof(struct html_state),
	.open = open_document,
	.begin = begin,
	.row = row,
	.aside = aside,
	.head = head,
	.foot = foot,
	.close = close_document,
};
