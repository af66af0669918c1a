/* SPDX-License-Identifier: MIT
 * Looks at files as an import would, and stores nothing: what each is, how sure that is, what in it
 * is not understood, and, with --coverage, which reports they can answer.
 */
#include <string.h>

#include "commands.h"
#include "coverage.h"
#include "inspection.h"
#include "session.h"

static enum outcome is_for_programs(const char *format, bool *result, struct error *err)
{
	*result = format && strcmp(format, "json") == 0;
	if (!format || *result || strcmp(format, "table") == 0)
		return OUTCOME_DONE;
	error_set(err, "inspect writes table or json, not '%s'", format);
	return OUTCOME_USAGE;
}

/* --- Files ----------------------------------------------------------------------------------- */

static int look_at_files(struct inspection *inspection, const struct session *session,
			 const struct options *options, struct error *err)
{
	struct import_progress progress = intake_progress(&inspection->intake);
	int result = inspect_paths(session->formats, session->store.schema,
				   options->arguments.items, options->arguments.count,
				   &inspection->intake.options, &progress, err);

	progress_clear(&inspection->intake.progress);
	return result;
}

static enum outcome inspect(struct session *session, const struct options *options,
			    const struct destination *destination, bool is_json, struct error *err)
{
	struct inspection inspection = {
		.formats = session->formats,
		.catalogue = session->catalogue,
		.is_whole = options->all,
	};
	enum outcome outcome = OUTCOME_DONE;

	if (intake_open(&inspection.intake, options, session->formats, session->store.schema,
			err) < 0)
		outcome = OUTCOME_USAGE;
	else if (look_at_files(&inspection, session, options, err) < 0)
		outcome = OUTCOME_FAILED;
	else if (is_json)
		inspection_write_json(&inspection, destination);
	else
		inspection_write_text(&inspection, destination);
	intake_close(&inspection.intake);
	return outcome;
}

/* --- Coverage -------------------------------------------------------------------------------- */

/* Only an import tells what files amount to: into a store in memory, which nobody keeps. */
static enum outcome import_aside(struct session *session, const struct options *options,
				 struct error *err)
{
	struct import_summary summary;
	struct intake intake;
	struct import_progress progress = intake_progress(&intake);
	enum outcome outcome = OUTCOME_USAGE;

	if (intake_open(&intake, options, session->formats, session->store.schema, err) == 0)
		outcome = import_paths(&session->store, session->formats, options->arguments.items,
				       options->arguments.count, &intake.options, &progress,
				       &summary, err) < 0
				  ? OUTCOME_FAILED
				  : OUTCOME_DONE;
	intake_close(&intake);
	if (outcome == OUTCOME_DONE && session_look(session, false, 0, err) < 0)
		outcome = OUTCOME_FAILED;
	return outcome;
}

static enum outcome cover(struct session *session, const struct options *options,
			  const struct destination *destination, bool is_json, struct error *err)
{
	struct coverage coverage = { .count = 0 };
	enum outcome outcome = OUTCOME_DONE;

	if (options->arguments.count)
		outcome = import_aside(session, options, err);
	if (outcome == OUTCOME_DONE && coverage_open(&coverage, session, err) < 0)
		outcome = OUTCOME_FAILED;
	if (outcome == OUTCOME_DONE && is_json)
		coverage_write_json(&coverage, destination);
	else if (outcome == OUTCOME_DONE)
		coverage_write_text(&coverage, destination, options->all);
	coverage_close(&coverage);
	return outcome;
}

/* --- The command ----------------------------------------------------------------------------- */

/* Files are looked at with an empty store, or with none if there are no files. */
static int open_session(struct session *session, const struct options *options, struct error *err)
{
	bool has_paths = options->arguments.count > 0;

	if (session_open(session, session_store_path(options), has_paths ? STORE_MEMORY : STORE_READ,
			 options, err) < 0)
		return -1;
	return has_paths ? 0 : session_look(session, false, 0, err);
}

static enum outcome write_all(struct session *session, const struct options *options, bool is_json,
			      struct error *err)
{
	struct destination destination;
	enum outcome outcome;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	outcome = options->coverage ? cover(session, options, &destination, is_json, err)
				    : inspect(session, options, &destination, is_json, err);
	if (destination_close(&destination, outcome == OUTCOME_DONE ? 0 : -1, err) < 0 &&
	    outcome == OUTCOME_DONE)
		outcome = OUTCOME_FAILED;
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome;
	bool is_json;

	if (!options->arguments.count && !options->coverage) {
		error_set(err, "no PATH; without one there is only --coverage, of the store");
		return OUTCOME_USAGE;
	}
	outcome = is_for_programs(options->format, &is_json, err);
	if (outcome != OUTCOME_DONE)
		return outcome;
	outcome = OUTCOME_FAILED;
	if (open_session(&session, options, err) == 0)
		outcome = write_all(&session, options, is_json, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_inspect[] = {
	{ .name = "coverage",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(coverage),
	  .help = "which reports these files can answer, or the store, and what to fetch next" },
	{ .name = "all",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(all),
	  .help = "cut no list, however long" },
	{ .name = "format",
	  .kind = OPTION_TEXT,
	  .value = "F",
	  OPTION_INTO(format),
	  .help = "table (default) or json" },
	OPTION_OUTPUT,
	OPTION_AS,
	OPTION_COMPLETE,
	OPTION_DATES,
	OPTION_FORMATS,
	OPTION_REPORTS,
	OPTION_STORE,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_inspect = {
	.name = "inspect",
	.summary = "Says what each file is, how sure, what it covers and which reports it feeds",
	.usage = "PATH... | --coverage [PATH...]",
	.text = "Nothing is stored. The reasons for a verdict are the fields, values and contexts that\n"
		"were verified; a file's name is never one. With --coverage: each report is ready,\n"
		"partial or missing, with the formats that would bring what it lacks, and last what to\n"
		"fetch next, each given that those above it were fetched too.",
	.example =
		"stocktake inspect exports/2026-11\n"
		"stocktake inspect exports --format json | jq '.files[] | select(.format == null)'\n"
		"stocktake inspect --coverage exports/2026-11",
	.options = options_of_inspect,
	.most = ANY_NUMBER,
	.is_paged = true,
	.exec = exec,
};
