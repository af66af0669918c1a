/* SPDX-License-Identifier: MIT
 * Open findings and those set aside are two lists, so that nobody counts the wrong ones.
 */
#include "findings_json.h"

#include "json.h"
#include "report_json.h"

void finding_write_json(const struct finding *finding, FILE *out)
{
	struct cell cell;

	for (size_t i = 0; i < FIELD_COUNT; i++) {
		finding_cell(finding, (enum finding_field)i, &cell);
		json_field(out, i ? ", " : "{", finding_columns[i].name, &cell);
	}
	putc('}', out);
}

static void write_findings(const char *name, const struct finding *items, size_t count, FILE *out)
{
	fprintf(out, ",\n\"%s\": [", name);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ",\n" : "\n", out);
		finding_write_json(&items[i], out);
	}
	fputs(count ? "\n]" : "]", out);
}

static void write_gaps(const char *name, const struct finding_list *list, enum status status,
		       FILE *out)
{
	const char *before = "\n";

	fprintf(out, ",\n\"%s\": [", name);
	for (size_t i = 0; i < list->gap_count; i++) {
		if (list->gaps[i].status != status)
			continue;
		fprintf(out, "%s{\"report\": ", before);
		json_text(out, list->gaps[i].report->id);
		fputs(", \"severity\": ", out);
		json_text(out, severity_name(list->gaps[i].report->severity));
		fputs(", \"reason\": ", out);
		json_text(out, list->gaps[i].reason);
		putc('}', out);
		before = ",\n";
	}
	fputs(finding_list_gaps(list, status) ? "\n]" : "]", out);
}

void findings_write_json(const struct finding_list *list, const struct document *document,
			 FILE *out)
{
	size_t open = finding_list_open(list);

	report_json_document(out, document);
	fprintf(out, ", \"count\": %zu", open);
	write_findings("findings", list->items, open, out);
	write_findings("set_aside", list->items + open, list->count - open, out);
	write_gaps("not_evaluated", list, STATUS_NOT_EVALUATED, out);
	write_gaps("partial", list, STATUS_PARTIAL, out);
	if (document->waivers) {
		fputs(",\n\"waivers\": ", out);
		waivers_write_json(document->waivers, out);
	}
	fputs("}\n", out);
}
