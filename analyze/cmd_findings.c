/* SPDX-License-Identifier: MIT
 * All findings of all reports in one list: what is open, and what was waived or excused.
 */
#include <string.h>

#include "commands.h"
#include "finding_list.h"
#include "findings_json.h"
#include "listing.h"
#include "output_formats.h"
#include "paging.h"

/* What a person wants to see at once; other formats have every field. */
static const enum finding_field shown[] = {
	FIELD_SEVERITY, FIELD_STATE,  FIELD_REPORT,   FIELD_NAME,        FIELD_ENVIRONMENT_NAME,
	FIELD_OWNER_NAME, FIELD_DETAIL, FIELD_ASSIGNED, FIELD_FINGERPRINT,
};

static size_t choose_fields(const struct format *format, enum finding_field fields[FIELD_COUNT])
{
	if (format == &format_table || format == &format_markdown) {
		memcpy(fields, shown, sizeof(shown));
		return sizeof(shown) / sizeof(shown[0]);
	}
	for (size_t i = 0; i < FIELD_COUNT; i++)
		fields[i] = (enum finding_field)i;
	return FIELD_COUNT;
}

static enum outcome write_rows(const struct finding_list *list, const struct options *options,
			       const struct format *format, struct error *err)
{
	struct result_column columns[FIELD_COUNT];
	enum finding_field fields[FIELD_COUNT];
	size_t count = choose_fields(format, fields);
	struct cell cells[FIELD_COUNT];
	struct listing listing;
	enum outcome outcome;

	for (size_t i = 0; i < count; i++)
		columns[i] = finding_columns[fields[i]];
	outcome = listing_open(&listing, options, columns, count, err);
	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t row = 0; row < list->count; row++) {
		for (size_t i = 0; i < count; i++)
			finding_cell(&list->items[row], fields[i], &cells[i]);
		listing_row(&listing, cells);
	}
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome write_json(const struct finding_list *list, const struct session *session,
			       const struct options *options, struct error *err)
{
	struct destination destination;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	findings_write_json(list, &session->document, destination.stream);
	return destination_close(&destination, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome write_findings(const struct finding_list *list, struct session *session,
				   const struct options *options, struct error *err)
{
	const struct format *format = output_format_choose(options, true, err);

	if (format == &format_json)
		return write_json(list, session, options, err);
	if (!options->quiet)
		finding_list_tell_gaps(list);
	return write_rows(list, options, format, err);
}

/* SARIF tells of rules and of what was not evaluated itself. */
static enum outcome write_sarif(struct session *session, const struct options *options,
				struct error *err)
{
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	if (choice_make(&choice, options, session->catalogue, err) == 0 &&
	    session_set(session, &settings, options, &choice, err) == 0) {
		choice_keep_findings(&choice);
		outcome = paging_write(session, options, &format_sarif, &settings, &choice, err);
	}
	settings_release(&settings);
	choice_release(&choice);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	const struct format *format = output_format_choose(options, true, err);
	struct session session = SESSION_INIT;
	enum outcome outcome = OUTCOME_USAGE;

	if (format)
		outcome = session_read(&session, options, err);
	if (outcome == OUTCOME_DONE)
		outcome = format == &format_sarif
				  ? write_sarif(&session, options, err)
				  : finding_list_answer(&session, options, write_findings, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_findings[] = {
	OPTION_REPORT,
	OPTION_GROUP,
	OPTION_SEVERITY,
	{ .name = "first-seen",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(first_seen),
	  .help = "since when each stands: runs the reports on every older snapshot too" },
	OPTION_AT,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_VERBATIM,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_findings = {
	.name = "findings",
	.summary = "Lists the findings of all reports, the gravest first",
	.usage = "[--report ID] [--group G] [--severity S]",
	.text = "Each has a fingerprint that stays the same from snapshot to snapshot, whatever is\n"
		"renamed. What was waived (--waivers) or excused in the tenant comes last. Reports that\n"
		"could not be evaluated are told on standard error, and in json and sarif.",
	.example =
		"stocktake findings --severity high\n"
		"stocktake findings --format sarif -o findings.sarif",
	.options = options_of_findings,
	.least = 0,
	.most = 0,
	.is_paged = true,
	.exec = exec,
};
