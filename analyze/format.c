/* SPDX-License-Identifier: MIT
 * The table of output formats, and what several of them say alike.
 */
#include "page.h"

#include <inttypes.h>
#include <string.h>

#include "base/nearest.h"
#include "importers/import.h"

#include "options.h"
#include "output_formats.h"
#include "screen.h"

const struct format *const output_formats[] = {
	&format_table,    &format_csv,  &format_json,  &format_ndjson,
	&format_markdown, &format_html, &format_sarif, &format_xlsx, NULL,
};

const struct format *output_format_find(const char *name, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	if (!name)
		return output_formats[0];
	for (size_t i = 0; output_formats[i]; i++) {
		if (strcmp(output_formats[i]->name, name) == 0)
			return output_formats[i];
		nearest_try(&nearest, output_formats[i]->name);
	}
	nearest_error(&nearest, "output format",
		      "there are table, csv, json, ndjson, markdown, html, sarif and xlsx", err);
	return NULL;
}

const struct format *output_format_choose(const struct options *options, bool for_reports,
					  struct error *err)
{
	const struct format *format = output_format_find(options->format, err);

	if (!format)
		return NULL;
	if (format->is_for_reports && !for_reports) {
		error_set(err, "%s holds findings of reports, and nothing else", format->name);
		return NULL;
	}
	if (format->is_binary && !options->output && screen_is_terminal()) {
		error_set(err, "%s is no text; -o FILE says where to write it", format->name);
		return NULL;
	}
	return format;
}

bool head_is_findings(const struct result_head *head)
{
	return head->report && head->report->resource_column;
}

const char *status_text(enum status status)
{
	return status == STATUS_NOT_EVALUATED ? "not evaluated" : status_name(status);
}

void count_text(const struct page *page, char text[COUNT_SIZE])
{
	const char *word = head_is_findings(page->head) ? "finding" : "row";
	size_t length;

	if (page->count == 0)
		snprintf(text, COUNT_SIZE, "no %ss", word);
	else
		snprintf(text, COUNT_SIZE, "%" PRId64 " %s%s", page->count, word,
			 page->count == 1 ? "" : "s");
	length = strlen(text);
	if (page->aside)
		snprintf(text + length, COUNT_SIZE - length, ", %" PRId64 " set aside",
			 page->aside);
}

/* `list` is joined by ", ". */
static bool list_has(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = list; at; at = strchr(at, ',')) {
		at += strspn(at, ", ");
		if (strncmp(at, word, length) == 0 && strchr(", ", at[length]))
			return true;
	}
	return false;
}

void remedy_print(FILE *out, struct formats *formats, const char *entity)
{
	size_t count = formats ? formats_count(formats) : 0;
	const char *before = "";

	for (size_t i = 0; i < count; i++) {
		struct format_summary summary = formats_at(formats, i);

		if (!list_has(summary.tables, entity))
			continue;
		fprintf(out, "%s%s", before, summary.name);
		before = ", ";
	}
	if (!*before)
		fputs("no format that is known", out);
}
