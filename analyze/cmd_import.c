/* SPDX-License-Identifier: MIT
 * Imports files as one snapshot of the store, and tells what became of every record.
 */
#include <stdio.h>

#include "children.h"
#include "commands.h"
#include "intake.h"
#include "session.h"

static enum outcome import_into(struct session *session, const struct options *options,
				const struct child *child, struct error *err)
{
	struct import_summary summary = { 0 };
	struct intake intake;
	enum outcome outcome = OUTCOME_USAGE;

	if (intake_open(&intake, options, session->formats, session->store.schema, err) == 0) {
		intake.options.replaces = options->replaces;
		intake.options.has_path_at = child && child->has_date;
		intake.options.path_at = child ? child->date : 0;
		outcome = intake_import(&intake, options, &session->store, session->formats,
					&summary, err);
	}
	intake_close(&intake);
	return outcome;
}

/* A child that cannot be imported is told of, and does not keep the others out. A file beside the
 * folders may be of another purpose. */
static enum outcome import_child(struct session *session, const struct options *options,
				 const struct child *child)
{
	const char *path = child->path;
	struct options one = *options;
	struct error err = ERROR_INIT;
	enum outcome outcome;

	one.arguments = (struct text_list){ .items = &path, .count = 1 };
	if (!options->quiet)
		printf("== %s\n", path);
	outcome = import_into(session, &one, child, &err);
	if (outcome == OUTCOME_FAILED || outcome == OUTCOME_USAGE)
		fprintf(stderr, "stocktake: %s: %s\n", path, err.text);
	if (!options->quiet)
		putchar('\n');
	return outcome == OUTCOME_FAILED && !child->is_folder ? OUTCOME_DONE : outcome;
}

static enum outcome import_each(struct session *session, const struct options *options,
				struct error *err)
{
	struct children children = { 0 };
	enum outcome outcome = OUTCOME_DONE;
	size_t failed = 0;

	for (size_t i = 0; i < options->arguments.count; i++)
		if (children_list(&children, options->arguments.items[i], err) < 0)
			outcome = OUTCOME_FAILED;
	for (size_t i = 0; outcome != OUTCOME_FAILED && i < children.count; i++) {
		enum outcome one = import_child(session, options, &children.items[i]);

		failed += one == OUTCOME_FAILED || one == OUTCOME_USAGE;
		if (one == OUTCOME_REJECTED)
			outcome = one;
	}
	if (failed) {
		error_set(err, "%zu of %zu could not be imported", failed, children.count);
		outcome = OUTCOME_FAILED;
	}
	children_release(&children);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome = OUTCOME_FAILED;

	if (session_open(&session, session_store_path(options), STORE_WRITE, options, err) == 0)
		outcome = options->each ? import_each(&session, options, err) :
					  import_into(&session, options, NULL, err);
	session_close(&session);
	return outcome;
}

static const struct option options_of_import[] = {
	OPTION_STORE, OPTION_SNAPSHOT_AT, OPTION_LABEL,  OPTION_AS,    OPTION_COMPLETE,
	OPTION_DATES, OPTION_FORMATS,     OPTION_STRICT, OPTION_QUIET,
	{ .name = "each",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(each),
	  .help = "one snapshot for each folder and file directly in PATH" },
	{ .name = "replace",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(replaces),
	  .help = "forget what the snapshot held until now" },
	{ 0 },
};

const struct command command_import = {
	.name = "import",
	.summary = "Imports files as one snapshot into a store",
	.usage = "PATH...",
	.text = "PATH is a file, a folder (everything below it), an archive (zip, tar, 7z), or - for\n"
		"standard input. What a file is shows in its content, never in its name. All or nothing:\n"
		"the store is as it was until the import is done. Importing into a moment that the store\n"
		"holds adds to it, unless --replace is given. With --each a date in the name of the folder or\n"
		"file (2026-11-01) is the snapshot's moment, when no manifest tells another.",
	.example =
		"stocktake import exports/2026-11 --label 'November'\n"
		"stocktake import users.csv --at 2026-11-01 --complete principal\n"
		"stocktake import --each archive",
	.options = options_of_import,
	.least = 1,
	.most = ANY_NUMBER,
	.exec = exec,
};
