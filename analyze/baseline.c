/* SPDX-License-Identifier: MIT
 * Shows the verdicts of a baseline: as JSON by its contract, else as a list.
 */
#include "baseline.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "queries/baseline.h"

#include "json.h"
#include "listing.h"

/* --- JSON -------------------------------------------------------------------------------------- */

static void put_member(FILE *out, const char *name, const char *text)
{
	fprintf(out, ", \"%s\": ", name);
	json_text(out, text);
}

static void put_control(FILE *out, const struct control *control)
{
	fputs("\n  {\"id\": ", out);
	json_text(out, control->id);
	put_member(out, "title", control->title);
	put_member(out, "criticality", control->criticality);
	put_member(out, "verdict", verdict_name(control->verdict));
	put_member(out, "reason", control->reason);
	fprintf(out, ", \"findings\": %" PRId64 ", \"offenders\": [", control->offences);
	for (size_t i = 0; i < control->offender_count; i++) {
		fputs(i ? ", " : "", out);
		json_text(out, control->offenders[i]);
	}
	fputs("], \"reports\": [", out);
	for (size_t i = 0; i < control->report_count; i++) {
		fputs(i ? ", " : "", out);
		json_text(out, control->reports[i]->id);
	}
	putc(']', out);
	put_member(out, "note", control->note);
	putc('}', out);
}

static int write_json(FILE *out, const struct baseline *baseline, const struct document *document)
{
	fputs("{\"baseline\": ", out);
	json_text(out, baseline->name);
	put_member(out, "title", baseline->title);
	put_member(out, "tenant", document->tenant);
	fputs(", \"at\": ", out);
	if (document->has_snapshot)
		json_time(out, document->at);
	else
		fputs("null", out);
	fputs(",\n \"controls\": [", out);
	for (size_t i = 0; i < baseline->count; i++) {
		fputs(i ? "," : "", out);
		put_control(out, &baseline->controls[i]);
	}
	fputs("]}\n", out);
	return 0;
}

/* --- As a list --------------------------------------------------------------------------------- */

enum { CONTROL, VERDICT, CRITICALITY, TITLE, FINDINGS, REASON, OFFENDERS, REPORTS, NOTE, COLUMN_COUNT };

static const struct result_column columns[COLUMN_COUNT] = {
	[CONTROL] = { "control", RESULT_TEXT },
	[VERDICT] = { "verdict", RESULT_TEXT },
	[CRITICALITY] = { "criticality", RESULT_TEXT },
	[TITLE] = { "title", RESULT_TEXT },
	[FINDINGS] = { "findings", RESULT_INTEGER },
	[REASON] = { "reason", RESULT_TEXT },
	[OFFENDERS] = { "offenders", RESULT_TEXT },
	[REPORTS] = { "reports", RESULT_TEXT },
	[NOTE] = { "note", RESULT_TEXT },
};

static void list_control(struct listing *listing, const struct control *control)
{
	struct cell cells[COLUMN_COUNT];
	struct buffer offenders = BUFFER_INIT(LIMIT_RECORD), reports = BUFFER_INIT(LIMIT_RECORD);

	for (size_t i = 0; i < control->offender_count; i++)
		buffer_printf(&offenders, "%s%s", i ? ", " : "", control->offenders[i]);
	for (size_t i = 0; i < control->report_count; i++)
		buffer_printf(&reports, "%s%s", i ? ", " : "", control->reports[i]->id);
	cell_set_text(&cells[CONTROL], control->id);
	cell_set_text(&cells[VERDICT], verdict_name(control->verdict));
	cell_set_text(&cells[CRITICALITY], control->criticality);
	cell_set_text(&cells[TITLE], control->title);
	cell_set_int(&cells[FINDINGS], control->offences);
	cell_set_text(&cells[REASON], control->reason);
	cell_set_text(&cells[OFFENDERS], offenders.data);
	cell_set_text(&cells[REPORTS], reports.data);
	cell_set_text(&cells[NOTE], control->note);
	listing_row(listing, cells);
	buffer_release(&offenders);
	buffer_release(&reports);
}

static enum outcome list(const struct baseline *baseline, const struct options *options,
			 struct error *err)
{
	struct listing listing;
	enum outcome outcome = listing_open(&listing, options, columns, COLUMN_COUNT, err);

	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t i = 0; i < baseline->count; i++)
		list_control(&listing, &baseline->controls[i]);
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

/* --- The command ------------------------------------------------------------------------------- */

static enum outcome show(const struct baseline *baseline, const struct session *session,
			 const struct options *options, struct error *err)
{
	struct destination destination;
	int result;

	if (!options->format || strcmp(options->format, "json") != 0)
		return list(baseline, options, err);
	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	result = write_json(destination.stream, baseline, &session->document);
	return destination_close(&destination, result, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

enum outcome baseline_report(struct session *session, const struct options *options,
			     struct error *err)
{
	struct baseline baseline;
	enum outcome outcome = OUTCOME_USAGE;

	if (!output_format_find(options->format, err))
		return OUTCOME_USAGE;
	if (baseline_open(&baseline, options->baseline, session->catalogue, err) == 0)
		outcome = baseline_judge(&baseline, &session->store, err) < 0 ?
				  OUTCOME_FAILED :
				  show(&baseline, session, options, err);
	baseline_close(&baseline);
	return outcome;
}
