/* SPDX-License-Identifier: MIT
 * What a report is and how it was answered, as members of a JSON object.
 */
#include "report_json.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

static void print_snapshot(FILE *out, const struct document *document)
{
	fputs("\"snapshot\": ", out);
	if (!document->has_snapshot) {
		fputs("null", out);
		return;
	}
	fputs("{\"at\": ", out);
	json_time(out, document->at);
	fputs(", \"label\": ", out);
	json_text(out, document->label);
	putc('}', out);
}

void report_json_document(FILE *out, const struct document *document)
{
	fputs("{\"stocktake\": 1, \"tenant\": ", out);
	json_text(out, document->tenant);
	fputs(", ", out);
	print_snapshot(out, document);
}

void report_json_id(FILE *out, const struct result_head *head)
{
	fputs("\"id\": ", out);
	json_text(out, head->report->id);
	fputs(", \"title\": ", out);
	json_text(out, head->report->title);
	fputs(", \"group\": ", out);
	json_text(out, head->report->group);
}

static void print_missing(FILE *out, const struct result_head *head)
{
	fputs(", \"missing\": [", out);
	for (size_t i = 0; i < head->missing_count; i++) {
		if (i)
			fputs(", ", out);
		json_text(out, head->missing[i]->text);
	}
	putc(']', out);
}

static enum param_kind kind_of(const struct report *report, const char *name)
{
	for (size_t i = 0; i < report->param_count; i++)
		if (strcmp(report->params[i].name, name) == 0)
			return report->params[i].kind;
	return PARAM_TEXT;
}

/* Numbers are printed anew: "+5", "05" and "1e400" are no JSON. */
static void print_param(FILE *out, const struct report *report, const struct setting *param)
{
	enum param_kind kind = kind_of(report, param->name);
	char *end;
	double number = strtod(param->value, &end);

	if (kind == PARAM_TEXT || end == param->value || *end || !isfinite(number))
		json_text(out, param->value);
	else if (kind == PARAM_INTEGER)
		fprintf(out, "%lld", strtoll(param->value, NULL, 10));
	else
		fprintf(out, "%.15g", number);
}

static void print_params(FILE *out, const struct result_head *head)
{
	fputs(", \"params\": {", out);
	for (size_t i = 0; i < head->param_count; i++) {
		if (i)
			fputs(", ", out);
		json_text(out, head->params[i].name);
		fputs(": ", out);
		print_param(out, head->report, &head->params[i]);
	}
	putc('}', out);
}

void report_json_answer(const struct page *page)
{
	const struct result_head *head = page->head;
	FILE *out = page->stream;
	char at[TIMESTAMP_SIZE];

	if (page_snapshot(page, at))
		fprintf(out, ", \"snapshot_at\": \"%s\"", at);
	fputs(", \"severity\": ", out);
	json_text(out, severity_name(head->report->severity));
	fputs(", \"status\": ", out);
	json_text(out, status_name(head->status));
	print_missing(out, head);
	if (head->status != STATUS_COMPLETE) {
		fputs(", \"reason\": ", out);
		json_text(out, head->reason);
	}
	print_params(out, head);
	fprintf(out, ", \"count\": %" PRId64, page->count);
	if (page->aside)
		fprintf(out, ", \"set_aside_count\": %" PRId64, page->aside);
}
