/* SPDX-License-Identifier: MIT
 * Aligned columns for people. Widths come from the first rows, the rest streams; on a terminal
 * columns are narrowed to fit and what is cut ends in an ellipsis, elsewhere nothing is cut.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"

#include "glyph.h"
#include "output_formats.h"

enum {
	SAMPLE_ROWS = 500, /* from which widths are taken */
	GAP = 2,           /* blanks between columns */
	NARROW = 8,        /* a column is not narrowed below */
	NARROW_FIRST = 24, /* the first one, which says what the line is about */
};

struct table_state {
	struct arena arena; /* texts of the sample */
	struct str *sample; /* SAMPLE_ROWS times the columns */
	size_t rows;        /* in the sample */
	int *widths;
	bool is_settled; /* widths are known, rows go straight out */
	bool has_results, has_cut;
};

/* --- Widths ----------------------------------------------------------------------------- */

static int total_width(const int *widths, size_t count)
{
	int total = count ? (int)(count - 1) * GAP : 0;

	for (size_t i = 0; i < count; i++)
		total += widths[i];
	return total;
}

static bool is_id(const struct result_column *column)
{
	size_t length = strlen(column->name);

	return length > 3 && strcmp(column->name + length - 3, "_id") == 0;
}

/* What is narrowed first: ids, whose beginnings tell them apart; then texts. Cut numbers and times say
 * little. */
enum narrowing { NARROW_IDS, NARROW_TEXTS, NARROW_OTHERS, NARROWINGS };

static enum narrowing narrowing_of(const struct result_column *column)
{
	if (is_id(column))
		return NARROW_IDS;
	return column->kind == RESULT_TEXT ? NARROW_TEXTS : NARROW_OTHERS;
}

/* The widest column of those that may still be narrowed, or -1. */
static int find_widest(const struct page *page, const int *widths, enum narrowing narrowing)
{
	int widest = -1;

	for (size_t i = 0; i < page->column_count; i++)
		if (widths[i] > (i == 0 ? NARROW_FIRST : NARROW) &&
		    narrowing_of(&page->head->columns[i]) == narrowing &&
		    (widest < 0 || widths[i] > widths[widest]))
			widest = (int)i;
	return widest;
}

/* Narrows until the line fits, or nothing can give way any more. */
static bool fit(const struct page *page, int *widths)
{
	int excess = total_width(widths, page->column_count) - page->width;
	bool is_cut = excess > 0;

	for (int narrowing = NARROW_IDS; excess > 0 && narrowing < NARROWINGS;) {
		int column = find_widest(page, widths, (enum narrowing)narrowing);

		if (column < 0) {
			narrowing++;
			continue;
		}
		widths[column]--;
		excess--;
	}
	return is_cut;
}

static void measure(struct page *page, struct table_state *state)
{
	size_t count = page->column_count;

	for (size_t i = 0; i < count; i++) {
		int width = glyph_width(str_of(page->head->columns[i].name));

		for (size_t row = 0; row < state->rows; row++) {
			int needed = glyph_width(state->sample[row * count + i]);

			width = needed > width ? needed : width;
		}
		state->widths[i] = width;
	}
	if (page->width && fit(page, state->widths))
		state->has_cut = true;
}

/* --- Lines ------------------------------------------------------------------------------ */

static void put_blanks(FILE *out, int count)
{
	if (count > 0)
		fprintf(out, "%*s", count, "");
}

static bool is_number(const struct result_head *head, size_t column)
{
	return head->columns[column].kind == RESULT_INTEGER ||
	       head->columns[column].kind == RESULT_REAL;
}

/* Blanks are put before the next text, so that no line ends in one. A line longer than the
 * terminal stops at its edge. */
static void put_line(struct page *page, const struct table_state *state, const struct str *texts)
{
	int owed = 0, used = 0;

	for (size_t i = 0; i < page->column_count; i++) {
		int width = state->widths[i], limit = page->width ? width : -1;
		int taken = glyph_width(texts[i]);

		if (page->width && used + owed + width > page->width)
			break;
		taken = limit >= 0 && taken > limit ? limit : taken;
		if (is_number(page->head, i) && taken < width)
			owed += width - taken;
		if (taken) {
			put_blanks(page->stream, owed);
			used += owed + glyph_print(page->stream, texts[i], limit);
			owed = 0;
		}
		owed += GAP;
		if (!is_number(page->head, i) && taken < width)
			owed += width - taken;
	}
	putc('\n', page->stream);
}

static void put_rule(struct page *page, const struct table_state *state)
{
	int used = 0;

	for (size_t i = 0; i < page->column_count; i++) {
		if (page->width && used + (i ? GAP : 0) + state->widths[i] > page->width)
			break;
		put_blanks(page->stream, i ? GAP : 0);
		for (int dash = 0; dash < state->widths[i]; dash++)
			putc('-', page->stream);
		used += state->widths[i] + (i ? GAP : 0);
	}
	putc('\n', page->stream);
}

static void put_heading(struct page *page, const struct table_state *state)
{
	struct str *names = memory_alloc((page->column_count + 1) * sizeof(*names));

	for (size_t i = 0; i < page->column_count; i++)
		names[i] = str_of(page->head->columns[i].name);
	put_line(page, state, names);
	put_rule(page, state);
	free(names);
}

/* --- Rows ------------------------------------------------------------------------------- */

static void settle(struct page *page, struct table_state *state)
{
	size_t count = page->column_count;

	measure(page, state);
	state->is_settled = true;
	if (state->rows == 0)
		return;
	put_heading(page, state);
	for (size_t row = 0; row < state->rows; row++)
		put_line(page, state, state->sample + row * count);
}

static void begin(struct page *page)
{
	struct table_state *state = page->state;
	size_t count = page->column_count;

	state->sample = memory_alloc((SAMPLE_ROWS * count + 1) * sizeof(*state->sample));
	state->widths = memory_alloc((count + 1) * sizeof(*state->widths));
	state->rows = 0;
	state->is_settled = false;
}

static void keep(struct table_state *state, const struct cell *cells, size_t count)
{
	struct str *texts = state->sample + state->rows++ * count;

	for (size_t i = 0; i < count; i++) {
		texts[i] = cells[i].text;
		texts[i].data =
			arena_copy(&state->arena, cells[i].text.data ? cells[i].text.data : "",
				   cells[i].text.length);
	}
}

static void put_row(struct page *page, const struct table_state *state, const struct cell *cells)
{
	size_t count = page->column_count;
	struct str *texts = memory_alloc((count + 1) * sizeof(*texts));

	for (size_t i = 0; i < count; i++)
		texts[i] = cells[i].text;
	put_line(page, state, texts);
	free(texts);
}

static void row(struct page *page, const struct cell *cells)
{
	struct table_state *state = page->state;

	if (state->is_settled) {
		put_row(page, state, cells);
		return;
	}
	keep(state, cells, page->column_count);
	if (state->rows == SAMPLE_ROWS)
		settle(page, state);
}

static void end(struct page *page)
{
	struct table_state *state = page->state;

	if (!state->is_settled)
		settle(page, state);
	arena_release(&state->arena);
	free(state->sample);
	free(state->widths);
	state->sample = NULL;
	state->widths = NULL;
}

/* --- Around the rows -------------------------------------------------------------------- */

static const char *const severity_colours[SEVERITY_COUNT] = {
	[SEVERITY_INFO] = "36", [SEVERITY_LOW] = "34",        [SEVERITY_MEDIUM] = "33",
	[SEVERITY_HIGH] = "31", [SEVERITY_CRITICAL] = "1;31",
};

static void put_coloured(const struct page *page, const char *colour, const char *text)
{
	if (page->has_colour)
		fprintf(page->stream, "\033[%sm%s\033[0m", colour, text);
	else
		fputs(text, page->stream);
}

/* What would answer it: the sources of what the report cannot do without. */
static void put_remedies(struct page *page)
{
	const struct result_head *result = page->head;
	const struct report *report = result->report;

	for (size_t i = 0; i < result->missing_count; i++) {
		const struct need *need = result->missing[i];

		if (need < report->needs || need >= report->needs + report->need_count)
			continue;
		fprintf(page->stream, "  %s comes with ", need->text);
		remedy_print(page->stream, page->document->formats, need->entity);
		putc('\n', page->stream);
	}
}

static void put_answer(struct page *page)
{
	const struct result_head *result = page->head;
	char count[COUNT_SIZE];

	put_coloured(page, severity_colours[result->report->severity],
		     severity_name(result->report->severity));
	fprintf(page->stream, ", %s", status_text(result->status));
	if (result->status != STATUS_COMPLETE) {
		fputs(": ", page->stream);
		glyph_print(page->stream, str_of(result->reason), -1);
	}
	count_text(page, count);
	if (result->status != STATUS_NOT_EVALUATED)
		fprintf(page->stream, "%s %s", result->status == STATUS_PARTIAL ? ";" : ",", count);
	putc('\n', page->stream);
	if (result->status == STATUS_NOT_EVALUATED)
		put_remedies(page);
}

static void head(struct page *page)
{
	struct table_state *state = page->state;
	char at[TIMESTAMP_SIZE];

	if (!page->head->report)
		return;
	if (state->has_results)
		putc('\n', page->stream);
	state->has_results = true;
	put_coloured(page, "1", page->head->report->title);
	fprintf(page->stream, " (%s)", page->head->report->id);
	if (page_snapshot(page, at))
		fprintf(page->stream, " at %s", at);
	putc('\n', page->stream);
	put_answer(page);
	if (page->count)
		putc('\n', page->stream);
}

/* Between the open rows and those that are set aside. */
static void aside(struct page *page)
{
	fputs("\nset aside:\n\n", page->stream);
}

static void close_document(struct page *page)
{
	const struct table_state *state = page->state;

	if (state->has_cut)
		fputs("stocktake: cut to the width of the terminal; -o FILE or another --format "
		      "shows all\n",
		      stderr);
}

const struct format format_table = {
	.name = "table",
	.summary = "aligned columns for people (default)",
	.state_size = sizeof(struct table_state),
	.has_series = true,
	.begin = begin,
	.row = row,
	.end = end,
	.aside = aside,
	.head = head,
	.close = close_document,
};
