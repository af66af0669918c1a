/* SPDX-License-Identifier: MIT
 * Prints a completion script; the package installs what this prints.
 */
#include <string.h>

#include "commands.h"
#include "completion.h"

static const struct {
	const char *shell;
	void (*write)(const struct vocabulary *vocabulary, FILE *out);
} shells[] = {
	{ "bash", completion_bash },
	{ "zsh", completion_zsh },
	{ "fish", completion_fish },
};

static enum outcome exec(const struct options *options, struct error *err)
{
	const char *shell = options->arguments.items[0];
	struct vocabulary vocabulary;
	enum outcome outcome = OUTCOME_USAGE;

	error_set(err, "no completion for '%s'; there are bash, zsh and fish", shell);
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (strcmp(shells[i].shell, shell) != 0)
			continue;
		outcome = OUTCOME_FAILED;
		if (vocabulary_open(&vocabulary, err) == 0) {
			shells[i].write(&vocabulary, stdout);
			outcome = OUTCOME_DONE;
		}
		vocabulary_close(&vocabulary);
	}
	return outcome;
}

static const struct option options_of_completion[] = { { 0 } };

const struct command command_completion = {
	.name = "completion",
	.summary = "Prints a completion script for a shell",
	.usage = "bash|zsh|fish",
	.text = "It completes commands, options, report ids, groups, formats and entities, as this program\n"
		"knows them. The package installs it; else the example does, for bash.",
	.example =
		"source <(stocktake completion bash)\n"
		"stocktake completion zsh >~/.zsh/functions/_stocktake\n"
		"stocktake completion fish >~/.config/fish/completions/stocktake.fish",
	.options = options_of_completion,
	.least = 1,
	.most = 1,
	.exec = exec,
};
