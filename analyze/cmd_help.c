/* SPDX-License-Identifier: MIT
 * Help: the overview, or one command's text.
 */
#include "commands.h"

static enum outcome exec(const struct options *options, struct error *err)
{
	const char *name = options->arguments.count ? options->arguments.items[0] : NULL;
	const struct command *command = name ? command_find(name) : NULL;

	if (command) {
		command_help(command, stdout);
		return OUTCOME_DONE;
	}
	if (!name) {
		commands_help(stdout);
		return OUTCOME_DONE;
	}
	command_unknown(name, err);
	return OUTCOME_USAGE;
}

static const struct option options_of_help[] = { { 0 } };

const struct command command_help_text = {
	.name = "help",
	.summary = "Says what the commands do",
	.usage = "[COMMAND]",
	.example = "stocktake help analyze",
	.options = options_of_help,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};
