/* SPDX-License-Identifier: MIT
 * One page for those who decide: text for a terminal or a mail, Markdown for a document.
 */
#include <string.h>

#include "commands.h"
#include "summary.h"

static enum outcome write_page(const struct finding_list *list, struct session *session,
			       const struct options *options, struct error *err)
{
	bool is_markdown = options->format && strcmp(options->format, "markdown") == 0;
	struct destination destination;
	int result;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	result = summary_write(&destination, is_markdown ? SUMMARY_MARKDOWN : SUMMARY_TEXT, session,
			       list, err);
	return destination_close(&destination, result, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome summarise(struct session *session, const struct options *options,
			      struct error *err)
{
	return finding_list_answer(session, options, write_page, err);
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, summarise, err);
}

static const struct option options_of_summary[] = {
	{ .name = "format",
	  .kind = OPTION_CHOICE,
	  .value = "text|markdown",
	  OPTION_INTO(format),
	  .help = "text (default) or markdown" },
	OPTION_OUTPUT,
	OPTION_AT,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_summary = {
	.name = "summary",
	.summary = "One page: what stands, what changed, what is worst, what is not known",
	.usage = "[--format text|markdown]",
	.text = "Counts the open findings, compares with the snapshot before, names the ten worst things, says\n"
		"how much could not be judged and which files would change that, and how old the evidence is.\n"
		"'stocktake analyze' writes the same as DIR/summary.md.",
	.example =
		"stocktake summary\n"
		"stocktake summary --format markdown -o summary.md",
	.options = options_of_summary,
	.least = 0,
	.most = 0,
	.is_paged = true,
	.exec = exec,
};
