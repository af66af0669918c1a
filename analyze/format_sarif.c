/* SPDX-License-Identifier: MIT
 * SARIF 2.1.0: reports are rules, open findings are results, and what was waived is a result with a
 * suppression. Reports without an answer become notifications, so that silence is no all-clear.
 * Results stream; the rules, known last, stand behind them.
 */


#include "command.h"
#include "json.h"
#include "output_formats.h"
#include "sarif_rules.h"

struct sarif_state {
	struct sarif_rules rules;
	bool has_results; /* in what was copied to the document already */
};

static void open_document(struct page *page)
{
	fputs("{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", "
	      "\"version\": \"2.1.0\", \"runs\": [{\n\"results\": [",
	      page->stream);
}

/* --- Results ------------------------------------------------------------------------------ */

static void put_member(FILE *out, const char *before, const char *name, struct str text)
{
	if (!text.length)
		return;
	fprintf(out, "%s\"%s\": ", before, name);
	json_str(out, text);
}

/* Both kinds of set aside were accepted by people outside of this program. */
static void put_suppression(FILE *out, const struct finding *finding)
{
	if (finding->state == FINDING_OPEN)
		return;
	fputs(", \"suppressions\": [{\"kind\": \"external\", \"status\": \"accepted\"", out);
	put_member(out, ", ", "justification", finding->fields[FIELD_WAIVER_REASON]);
	fprintf(out, ", \"properties\": {\"state\": \"%s\"", finding_state_name(finding->state));
	put_member(out, ", ", "owner", finding->fields[FIELD_WAIVER_OWNER]);
	put_member(out, ", ", "until", finding->fields[FIELD_WAIVER_UNTIL]);
	fputs("}}]", out);
}

static void put_place(FILE *out, const struct finding *finding)
{
	const struct str *fields = finding->fields;
	struct str name = fields[FIELD_NAME].length ? fields[FIELD_NAME] : fields[FIELD_ID];

	fputs(", \"locations\": [{\"logicalLocations\": [{\"name\": ", out);
	json_str(out, name);
	put_member(out, ", ", "fullyQualifiedName", fields[FIELD_ID]);
	put_member(out, ", ", "kind", fields[FIELD_KIND]);
	fputs("}]}]", out);
}

static void put_properties(FILE *out, const struct finding *finding)
{
	static const enum finding_field kept[] = {
		FIELD_KIND,  FIELD_ID,         FIELD_ENVIRONMENT, FIELD_ENVIRONMENT_NAME,
		FIELD_OWNER, FIELD_OWNER_NAME, FIELD_ASSIGNED,    FIELD_DUE,
		FIELD_COMMENT,
	};

	fprintf(out, ", \"properties\": {\"severity\": \"%s\"", severity_name(finding->severity));
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		put_member(out, ", ", finding_columns[kept[i]].name, finding->fields[kept[i]]);
	putc('}', out);
}

static void row(struct page *page, const struct cell *cells)
{
	const struct sarif_state *state = page->state;
	const struct finding *finding = page->finding;
	FILE *out = page->stream;
	struct str detail;

	(void)cells;
	if (!finding)
		return;
	detail = finding->fields[FIELD_DETAIL];
	fputs(page_row_number(page) > 1 ? ",\n{\"ruleId\": " : "\n{\"ruleId\": ", out);
	json_str(out, finding->fields[FIELD_REPORT]);
	fprintf(out, ", \"ruleIndex\": %zu, \"kind\": \"fail\", \"level\": \"%s\"",
		state->rules.count, sarif_level(finding->severity));
	fputs(", \"message\": {\"text\": ", out);
	json_str(out, detail.length ? detail : finding->fields[FIELD_TITLE]);
	putc('}', out);
	put_place(out, finding);
	fputs(", \"partialFingerprints\": {\"stocktake/v1\": ", out);
	json_str(out, finding->fields[FIELD_FINGERPRINT]);
	putc('}', out);
	put_suppression(out, finding);
	put_properties(out, finding);
	putc('}', out);
}

/* Results of this report follow. */
static void head(struct page *page)
{
	struct sarif_state *state = page->state;

	if (!head_is_findings(page->head))
		return;
	if (page_row_number(page) && state->has_results)
		putc(',', page->stream);
	state->has_results |= page_row_number(page) > 0;
	sarif_rules_add(&state->rules, page->head);
}

/* --- The rest of the run ------------------------------------------------------------------ */

static void put_snapshot(FILE *out, const struct document *document)
{
	fputs(",\n\"properties\": {\"tenant\": ", out);
	json_text(out, document->tenant);
	fputs(", \"snapshot_at\": ", out);
	if (document->has_snapshot)
		json_time(out, document->at);
	else
		fputs("null", out);
	putc('}', out);
}

static void close_document(struct page *page)
{
	struct sarif_state *state = page->state;
	FILE *out = page->stream;

	fputs(state->has_results ? "\n],\n" : "],\n", out);
	fputs("\"tool\": {\"driver\": {\"name\": \"Stocktake\", \"version\": ", out);
	json_text(out, program_version);
	sarif_rules_write(&state->rules, out);
	sarif_notifications_write(&state->rules, out);
	put_snapshot(out, page->document);
	fputs("}]}\n", out);
	sarif_rules_release(&state->rules);
}

const struct format format_sarif = {
	.name = "sarif",
	.summary = "SARIF 2.1.0: the findings, for tools that track them",
	.is_flat = true,
	.is_for_reports = true,
	.state_size = sizeof(struct sarif_state),
	.open = open_document,
	.row = row,
	.head = head,
	.close = close_document,
};
