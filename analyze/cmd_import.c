/* SPDX-License-Identifier: MIT
 * Imports files as one snapshot of the store, and tells what became of every record.
 */
#include "commands.h"
#include "intake.h"
#include "session.h"

static enum outcome import_into(struct session *session, const struct options *options,
				struct error *err)
{
	struct import_summary summary = { 0 };
	struct intake intake;
	enum outcome outcome = OUTCOME_USAGE;

	if (intake_open(&intake, options, session->formats, session->store.schema, err) == 0)
		outcome = intake_import(&intake, options, &session->store, session->formats,
					&summary, err);
	intake_close(&intake);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome = OUTCOME_FAILED;

	if (session_open(&session, session_store_path(options), STORE_WRITE, options, err) == 0)
		outcome = import_into(&session, options, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_import[] = {
	OPTION_STORE, OPTION_SNAPSHOT_AT, OPTION_LABEL,  OPTION_AS,    OPTION_COMPLETE,
	OPTION_DATES, OPTION_FORMATS,     OPTION_STRICT, OPTION_QUIET, { 0 },
};

const struct command command_import = {
	.name = "import",
	.summary = "Imports files as one snapshot into a store",
	.usage = "PATH...",
	.text = "PATH is a file, a folder (everything below it), an archive (zip, tar, 7z), or - for\n"
		"standard input. What a file is shows in its content, never in its name. All or nothing:\n"
		"the store is as it was until the import is done. Importing into a moment that the store\n"
		"holds adds to it.",
	.example =
		"stocktake import exports/2026-11 --label 'November'\n"
		"stocktake import users.csv --at 2026-11-01 --complete principal",
	.options = options_of_import,
	.least = 1,
	.most = ANY_NUMBER,
	.exec = exec,
};
