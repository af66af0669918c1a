/* SPDX-License-Identifier: MIT
 * The main job in one step: imports, runs every report once, and writes the page, the findings as
 * a table, everything as JSON, and a summary.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "choice.h"
#include "commands.h"
#include "intake.h"
#include "output_formats.h"
#include "reporting.h"
#include "session.h"
#include "summary.h"

static const struct {
	const char *name;
	const struct format *format;
} outputs[] = {
	{ "report.html", &format_html },
	{ "findings.csv", &format_findings },
	{ "findings.json", &format_json },
	{ NULL, &format_brief }, /* standard output */
};

enum { OUTPUT_COUNT = sizeof(outputs) / sizeof(outputs[0]) };

struct analysis {
	const struct options *options;
	struct session session;
	struct settings settings;
	struct choice choice;
	char *paths[OUTPUT_COUNT];
	struct destination destinations[OUTPUT_COUNT];
	struct page pages[OUTPUT_COUNT];
	size_t open; /* pages that are open */
	struct finding_list findings;
};

static char *path_in(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = memory_alloc(size);

	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

static int choose_all(struct analysis *analysis, struct error *err)
{
	const struct options all = { .all = true };
	struct session *session = &analysis->session;

	if (choice_make(&analysis->choice, &all, session->catalogue, err) < 0)
		return -1;
	return session_set(session, &analysis->settings, analysis->options, &analysis->choice, err);
}

static int open_pages(struct analysis *analysis, struct error *err)
{
	size_t wanted = analysis->options->quiet ? OUTPUT_COUNT - 1 : OUTPUT_COUNT;

	for (size_t i = 0; i < wanted; i++) {
		if (outputs[i].name)
			analysis->paths[i] = path_in(analysis->options->output, outputs[i].name);
		if (destination_open(&analysis->destinations[i], analysis->paths[i], err) < 0)
			return -1;
		page_open(&analysis->pages[i], outputs[i].format, &analysis->destinations[i],
			  &analysis->session.document, analysis->options->verbatim);
		analysis->open++;
	}
	return 0;
}

/* `result` 0: what was written stands. */
static int close_pages(struct analysis *analysis, int result, struct error *err)
{
	for (size_t i = 0; i < analysis->open; i++)
		if (page_close(&analysis->pages[i], err) < 0)
			result = -1;
	for (size_t i = 0; i < analysis->open; i++)
		result = destination_close(&analysis->destinations[i], result, err);
	for (size_t i = 0; i < OUTPUT_COUNT; i++) {
		if (result == 0 && analysis->paths[i] && !analysis->options->quiet)
			printf("%s%s\n", i ? "" : "\nwritten:\n", analysis->paths[i]);
		free(analysis->paths[i]);
	}
	return result;
}

static int write_summary(struct analysis *analysis, struct error *err)
{
	char *path = path_in(analysis->options->output, "summary.md");
	struct destination destination;
	int result = destination_open(&destination, path, err);

	if (result == 0) {
		finding_list_order(&analysis->findings);
		result = summary_write(&destination, SUMMARY_MARKDOWN, &analysis->session,
				       &analysis->findings, err);
		result = destination_close(&destination, result, err);
	}
	if (result == 0 && !analysis->options->quiet)
		printf("%s\n", path);
	free(path);
	return result;
}

/* A report that failed does not stop the others, nor what they give from being written. */
static enum outcome report_all(struct analysis *analysis, struct error *err)
{
	const struct finding_sink sink = finding_list_sink(&analysis->findings);
	struct reporting run = {
		.session = &analysis->session,
		.settings = &analysis->settings,
		.pages = analysis->pages,
		.sink = &sink,
		.quiet = analysis->options->quiet,
	};
	int opened = open_pages(analysis, err), ran = -1;

	run.page_count = analysis->open;
	if (opened == 0)
		ran = reporting_run(&run, analysis->choice.reports, analysis->choice.count, err);
	if (close_pages(analysis, opened, err) < 0 || write_summary(analysis, err) < 0 || ran < 0)
		return OUTCOME_FAILED;
	return OUTCOME_DONE;
}

static enum outcome import_and_report(struct analysis *analysis, struct error *err)
{
	struct session *session = &analysis->session;
	struct import_summary summary = { 0 };
	struct intake intake;
	enum outcome imported = OUTCOME_USAGE, reported;

	if (intake_open(&intake, analysis->options, session->formats, session->store.schema, err) ==
	    0)
		imported = intake_import(&intake, analysis->options, &session->store,
					 session->formats, &summary, err);
	intake_close(&intake);
	if (imported == OUTCOME_USAGE || imported == OUTCOME_FAILED)
		return imported;
	if (session_look(session, true, summary.at, err) < 0)
		return OUTCOME_FAILED;
	reported = report_all(analysis, err);
	return reported == OUTCOME_DONE ? imported : reported;
}

static enum outcome analyze(struct analysis *analysis, struct error *err)
{
	const char *folder = analysis->options->output;
	char *path = path_in(folder, "stocktake.db");
	enum outcome outcome = OUTCOME_FAILED;

	if (platform_make_folder(folder, err) == 0 &&
	    session_open(&analysis->session, path, STORE_WRITE, analysis->options, err) == 0 &&
	    session_settle(&analysis->session, analysis->options, err) == 0)
		outcome = choose_all(analysis, err) < 0 ? OUTCOME_USAGE
							: import_and_report(analysis, err);
	session_close(&analysis->session);
	settings_release(&analysis->settings);
	choice_release(&analysis->choice);
	finding_list_release(&analysis->findings);
	if (analysis->open > 0 && !analysis->options->quiet)
		printf("%s\n", path);
	free(path);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct analysis analysis = { .options = options, .session = SESSION_INIT };

	if (options->output)
		return analyze(&analysis, err);
	error_set(err, "analyze needs -o DIR, the folder for what it writes");
	return OUTCOME_USAGE;
}

static const struct option options_of_analyze[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = OPTION_TEXT,
	  .value = "DIR",
	  OPTION_INTO(output),
	  .help = "folder for what is written (made when needed)" },
	OPTION_SNAPSHOT_AT,
	OPTION_LABEL,
	OPTION_AS,
	OPTION_COMPLETE,
	OPTION_DATES,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	OPTION_FORMATS,
	OPTION_REPORTS,
	OPTION_VERBATIM,
	OPTION_STRICT,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_analyze = {
	.name = "analyze",
	.summary = "Imports files and runs every report: the main job in one step",
	.usage = "PATH... -o DIR",
	.text = "Writes DIR/report.html (the page to read), DIR/findings.csv (one line per finding),\n"
		"DIR/findings.json (all of it), DIR/summary.md (one page for those who decide) and\n"
		"DIR/stocktake.db (the store; a later analyze into the same folder adds its snapshot).",
	.example = "stocktake analyze exports/2026-11 -o out",
	.options = options_of_analyze,
	.least = 1,
	.most = ANY_NUMBER,
	.exec = exec,
};
