/* SPDX-License-Identifier: MIT
 * findings.csv: every finding of every report in one table, whatever else its report shows. A
 * column of the table is filled from the first of the report's columns that is meant by it.
 */
#include <string.h>

#include "base/buffer.h"

#include "csv.h"
#include "output_formats.h"

enum field {
	FIELD_REPORT,
	FIELD_TITLE,
	FIELD_SEVERITY,
	FIELD_STATUS,
	FIELD_KIND,
	FIELD_ID,
	FIELD_NAME,
	FIELD_ENVIRONMENT,
	FIELD_OWNER,
	FIELD_OWNER_NAME,
	FIELD_DETAIL,
	FIELD_COUNT
};

enum { SOURCES_MAX = 3 };

static const struct {
	const char *name;
	const char *sources[SOURCES_MAX]; /* columns of the report, the first one it has */
} fields[FIELD_COUNT] = {
	[FIELD_REPORT] = { "report", { NULL } },
	[FIELD_TITLE] = { "title", { NULL } },
	[FIELD_SEVERITY] = { "severity", { "severity" } },
	[FIELD_STATUS] = { "status", { NULL } },
	[FIELD_KIND] = { "resource_kind", { NULL } },
	[FIELD_ID] = { "resource_id", { NULL } },
	[FIELD_NAME] = { "name", { "resource_name", "display_name", "name" } },
	[FIELD_ENVIRONMENT] = { "environment_id", { "environment_id" } },
	[FIELD_OWNER] = { "owner_id", { "owner_id" } },
	[FIELD_OWNER_NAME] = { "owner_name", { "owner_name" } },
	[FIELD_DETAIL] = { "detail", { "why", "reason", "detail" } },
};

enum { DETAIL_MAX = 64 * 1024 };

struct findings_state {
	int column[FIELD_COUNT]; /* of the report, or -1 */
	struct buffer detail;
};

static int column_of(const struct result_head *head, const char *name)
{
	for (size_t i = 0; name && i < head->column_count; i++)
		if (strcmp(head->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int find_source(const struct result_head *head, enum field field)
{
	int column = -1;

	for (size_t i = 0; i < SOURCES_MAX && column < 0; i++)
		column = column_of(head, fields[field].sources[i]);
	return column;
}

/* A flow's name is in flow_name, or in the column that all kinds share. */
static int find_name(const struct result_head *head)
{
	const char *kind = head->report->resource_kind;
	char name[64];
	int column = -1;

	if (kind) {
		snprintf(name, sizeof(name), "%s_name", kind);
		column = column_of(head, name);
	}
	return column < 0 ? find_source(head, FIELD_NAME) : column;
}

static void open_document(struct page *page)
{
	struct findings_state *state = page->state;

	state->detail = (struct buffer)BUFFER_INIT(DETAIL_MAX);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		fprintf(page->stream, "%s%s", i ? "," : "", fields[i].name);
	putc('\n', page->stream);
}

static void begin(struct page *page)
{
	struct findings_state *state = page->state;

	if (!head_is_findings(page->head))
		return;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		state->column[i] = find_source(page->head, (enum field)i);
	state->column[FIELD_KIND] = column_of(page->head, page->head->report->resource_kind_column);
	state->column[FIELD_ID] = column_of(page->head, page->head->report->resource_column);
	state->column[FIELD_NAME] = find_name(page->head);
}

/* What the report says itself, where the row has nothing. */
static const char *fallback(const struct result_head *head, enum field field)
{
	const char *const texts[FIELD_COUNT] = {
		[FIELD_REPORT] = head->report->id,
		[FIELD_TITLE] = head->report->title,
		[FIELD_SEVERITY] = severity_name(head->report->severity),
		[FIELD_STATUS] = status_name(head->status),
		[FIELD_KIND] = head->report->resource_kind,
	};

	return texts[field];
}

static bool is_taken(const struct findings_state *state, size_t column)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (state->column[i] == (int)column)
			return true;
	return false;
}

/* A report that gives no reason: what else its row says, "name: value; name: value". */
static struct str compose_detail(struct findings_state *state, const struct result_head *head,
				 const struct cell *cells)
{
	struct buffer *detail = &state->detail;

	buffer_clear(detail);
	for (size_t i = 0; i < head->column_count; i++) {
		if (is_taken(state, i) || cells[i].type == CELL_NULL)
			continue;
		if (buffer_printf(detail, "%s%s: ", detail->length ? "; " : "",
				  head->columns[i].name) < 0 ||
		    buffer_append(detail, cells[i].text.data, cells[i].text.length) < 0)
			break;
	}
	return (struct str){ detail->data, detail->length };
}

static struct str field_text(struct page *page, enum field field, const struct cell *cells)
{
	struct findings_state *state = page->state;
	int column = state->column[field];

	if (column >= 0 && cells[column].type != CELL_NULL)
		return cells[column].text;
	if (field == FIELD_DETAIL && column < 0)
		return compose_detail(state, page->head, cells);
	return str_of(fallback(page->head, field));
}

static void row(struct page *page, const struct cell *cells)
{
	if (!head_is_findings(page->head))
		return;
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (i)
			putc(',', page->stream);
		csv_text(page->stream, field_text(page, (enum field)i, cells), page->verbatim);
	}
	putc('\n', page->stream);
}

static void close_document(struct page *page)
{
	struct findings_state *state = page->state;

	buffer_release(&state->detail);
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
