/* SPDX-License-Identifier: MIT
 * From a report's own columns to the fields of a finding. A field is filled from the first of the
 * report's columns that is meant by it, else from what the report says of itself.
 */
#include "finding.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SOURCES_MAX = 11, SEPARATOR = 0x1f, FOLDED_AT_ONCE = 64 };

const struct result_column finding_columns[FIELD_COUNT] = {
	[FIELD_REPORT] = { "report", RESULT_TEXT },
	[FIELD_TITLE] = { "title", RESULT_TEXT },
	[FIELD_SEVERITY] = { "severity", RESULT_TEXT },
	[FIELD_STATUS] = { "status", RESULT_TEXT },
	[FIELD_KIND] = { "resource_kind", RESULT_TEXT },
	[FIELD_ID] = { "resource_id", RESULT_TEXT },
	[FIELD_NAME] = { "name", RESULT_TEXT },
	[FIELD_ENVIRONMENT] = { "environment_id", RESULT_TEXT },
	[FIELD_OWNER] = { "owner_id", RESULT_TEXT },
	[FIELD_OWNER_NAME] = { "owner_name", RESULT_TEXT },
	[FIELD_DETAIL] = { "detail", RESULT_TEXT },
	[FIELD_FINGERPRINT] = { "fingerprint", RESULT_TEXT },
	[FIELD_RULE] = { "rule", RESULT_TEXT },
	[FIELD_ENVIRONMENT_NAME] = { "environment_name", RESULT_TEXT },
	[FIELD_FIRST_SEEN] = { "first_seen_at", RESULT_TIME },
	[FIELD_STATE] = { "state", RESULT_TEXT },
	[FIELD_WAIVER_REASON] = { "waiver_reason", RESULT_TEXT },
	[FIELD_WAIVER_OWNER] = { "waiver_owner", RESULT_TEXT },
	[FIELD_WAIVER_UNTIL] = { "waiver_until_at", RESULT_TIME },
	[FIELD_ASSIGNED] = { "assigned_to", RESULT_TEXT },
	[FIELD_DUE] = { "due_at", RESULT_TIME },
	[FIELD_COMMENT] = { "comment", RESULT_TEXT },
};

/* Columns of a report, the first one it has. */
static const char *const sources[FIELD_COUNT][SOURCES_MAX] = {
	[FIELD_SEVERITY] = { "severity" },
	[FIELD_NAME] = { "resource_name", "display_name", "name", "policy_name", "site_name",
			 "parent_name", "connection_name", "reference_name", "account_name",
			 "setting_name", "application_name" },
	[FIELD_ENVIRONMENT] = { "environment_id" },
	[FIELD_ENVIRONMENT_NAME] = { "environment_name" },
	[FIELD_OWNER] = { "owner_id" },
	[FIELD_OWNER_NAME] = { "owner_name" },
	[FIELD_DETAIL] = { "why", "reason", "detail" },
};

const char *finding_state_name(enum finding_state state)
{
	static const char *const names[] = {
		[FINDING_OPEN] = "open",
		[FINDING_WAIVED] = "waived",
		[FINDING_EXCUSED] = "excused",
	};

	return names[state];
}

void finding_set_state(struct finding *finding, enum finding_state state)
{
	finding->state = state;
	finding->fields[FIELD_STATE] = str_of(finding_state_name(state));
}

void finding_cell(const struct finding *finding, enum finding_field field, struct cell *cell)
{
	cell->text = finding->fields[field];
	cell->type = CELL_TEXT;
	if (!cell->text.length)
		cell->type = CELL_NULL;
	else if (finding_columns[field].kind == RESULT_TIME)
		cell->type = CELL_TIME;
}

/* --- Columns ------------------------------------------------------------------------------ */

static int column_of(const struct result_head *head, const char *name)
{
	for (size_t i = 0; name && i < head->column_count; i++)
		if (strcmp(head->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int find_source(const struct result_head *head, enum finding_field field)
{
	int column = -1;

	for (size_t i = 0; i < SOURCES_MAX && column < 0; i++)
		column = column_of(head, sources[field][i]);
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

/* What the report says itself; a row may know better. */
static void set_defaults(struct finding_reader *reader)
{
	const struct report *report = reader->head->report;

	reader->defaults = (struct finding){
		.fields = {
			[FIELD_REPORT] = str_of(report->id),
			[FIELD_TITLE] = str_of(report->title),
			[FIELD_SEVERITY] = str_of(severity_name(report->severity)),
			[FIELD_STATUS] = str_of(status_name(reader->head->status)),
			[FIELD_KIND] = str_of(report->resource_kind),
			[FIELD_RULE] = str_of(report->rule),
		},
		.severity = report->severity,
	};
	finding_set_state(&reader->defaults, FINDING_OPEN);
}

static void find_keys(struct finding_reader *reader)
{
	const struct report *report = reader->head->report;

	free(reader->keys);
	reader->keys = memory_alloc((report->key_count + 1) * sizeof(*reader->keys));
	for (size_t i = 0; i < report->key_count; i++)
		reader->keys[i] = column_of(reader->head, report->keys[i]);
}

void finding_reader_begin(struct finding_reader *reader, const struct result_head *head)
{
	reader->head = head;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		reader->columns[i] = find_source(head, (enum finding_field)i);
	reader->columns[FIELD_KIND] = column_of(head, head->report->resource_kind_column);
	reader->columns[FIELD_ID] = column_of(head, head->report->resource_column);
	reader->columns[FIELD_NAME] = find_name(head);
	find_keys(reader);
	set_defaults(reader);
}

void finding_reader_release(struct finding_reader *reader)
{
	buffer_release(&reader->detail);
	free(reader->keys);
	reader->keys = NULL;
}

/* --- One row ------------------------------------------------------------------------------ */

static void add_separator(struct digest *digest)
{
	const char separator = SEPARATOR;

	digest_add(digest, &separator, 1);
}

static void add_text(struct digest *digest, struct str text)
{
	digest_add(digest, text.data ? text.data : "", text.length);
}

/* Ids are compared without case: sources do not agree on theirs. */
static void add_id(struct digest *digest, struct str text)
{
	char folded[FOLDED_AT_ONCE];

	while (text.length) {
		size_t length = text.length < sizeof(folded) ? text.length : sizeof(folded);

		for (size_t i = 0; i < length; i++)
			folded[i] = (char)tolower((unsigned char)text.data[i]);
		digest_add(digest, folded, length);
		text = (struct str){ text.data + length, text.length - length };
	}
}

/* Nothing that people rename goes in: not the name, nor the severity, nor the reason. */
static void set_fingerprint(struct finding_reader *reader, const struct cell *cells,
			    struct finding *finding)
{
	size_t key_count = reader->head->report->key_count;
	struct digest digest;

	digest_begin(&digest);
	add_text(&digest, finding->fields[FIELD_REPORT]);
	add_separator(&digest);
	add_text(&digest, finding->fields[FIELD_KIND]);
	add_separator(&digest);
	add_id(&digest, finding->fields[FIELD_ENVIRONMENT]);
	add_separator(&digest);
	add_id(&digest, finding->fields[FIELD_ID]);
	for (size_t i = 0; i < key_count; i++) {
		int column = reader->keys[i];

		add_separator(&digest);
		add_text(&digest, column >= 0 ? cells[column].text : STR(""));
	}
	digest_end(&digest, reader->fingerprint);
	finding->fields[FIELD_FINGERPRINT] = str_of(reader->fingerprint);
}

static bool is_taken(const struct finding_reader *reader, size_t column)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (reader->columns[i] == (int)column)
			return true;
	return false;
}

/* A report that gives no reason: what else its row says, "name: value; name: value". */
static struct str compose_detail(struct finding_reader *reader, const struct cell *cells)
{
	struct buffer *detail = &reader->detail;

	buffer_clear(detail);
	for (size_t i = 0; i < reader->head->column_count; i++) {
		if (is_taken(reader, i) || cells[i].type == CELL_NULL)
			continue;
		if (buffer_printf(detail, "%s%s: ", detail->length ? "; " : "",
				  reader->head->columns[i].name) < 0 ||
		    buffer_append(detail, cells[i].text.data, cells[i].text.length) < 0)
			break;
	}
	return (struct str){ detail->data, detail->length };
}

void finding_read(struct finding_reader *reader, const struct cell *cells, struct finding *finding)
{
	*finding = reader->defaults;
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		int column = reader->columns[i];

		if (column >= 0 && cells[column].type != CELL_NULL)
			finding->fields[i] = cells[column].text;
	}
	if (reader->columns[FIELD_DETAIL] < 0)
		finding->fields[FIELD_DETAIL] = compose_detail(reader, cells);
	if (reader->columns[FIELD_SEVERITY] >= 0)
		severity_parse(finding->fields[FIELD_SEVERITY], &finding->severity);
	set_fingerprint(reader, cells, finding);
}
