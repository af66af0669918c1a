/* SPDX-License-Identifier: MIT
 * The program: finds the command, runs it, and turns its error into text and exit code. Before
 * anything is opened the process gives up the right to use a network.
 */
#include <errno.h>
#include <string.h>

#include <sqlite3.h>

#include "base/interrupt.h"
#include "base/platform.h"

#include "command.h"
#include "screen.h"

static enum outcome fail(enum outcome outcome, const struct error *err)
{
	fprintf(stderr, "stocktake: %s\n", err->text);
	return outcome;
}

static enum outcome misuse(const struct command *command, const struct error *err)
{
	fail(OUTCOME_USAGE, err);
	fprintf(stderr, "usage: stocktake %s%s%s ('stocktake %s --help' says more)\n",
		command->name, *command->usage ? " " : "", command->usage, command->name);
	return OUTCOME_USAGE;
}

static int check_arguments(const struct command *command, const struct options *options,
			   struct error *err)
{
	size_t count = options->arguments.count;

	if (count < (size_t)command->least)
		return error_set(err, "%s needs %s", command->name, command->usage);
	if (command->most != ANY_NUMBER && count > (size_t)command->most)
		return error_set(err, "%s does not take '%s'", command->name,
				 options->arguments.items[command->most]);
	return 0;
}

static enum outcome run(const struct command *command, const struct options *options)
{
	struct error err = ERROR_INIT;
	enum outcome outcome;

	if (platform_forbid_network(&err) < 0)
		return fail(OUTCOME_FAILED, &err);
	if (command->is_paged && !options->no_pager && !options->output)
		screen_begin();
	outcome = command->exec(options, &err);
	screen_end();
	if (outcome == OUTCOME_USAGE)
		return misuse(command, &err);
	return outcome == OUTCOME_FAILED ? fail(outcome, &err) : outcome;
}

static enum outcome dispatch(const struct command *command, int argc, char **argv)
{
	struct options options = { 0 };
	struct error err = ERROR_INIT;
	enum outcome outcome = OUTCOME_DONE;

	if (options_parse(&options, command->options, argc, argv, &err) < 0 ||
	    (!options.help && check_arguments(command, &options, &err) < 0))
		outcome = misuse(command, &err);
	else if (options.help)
		command_help(command, stdout);
	else
		outcome = run(command, &options);
	options_release(&options);
	return outcome;
}

static enum outcome no_command(const char *name)
{
	struct error err = ERROR_INIT;

	if (!name) {
		commands_help(stderr);
		return OUTCOME_USAGE;
	}
	command_unknown(name, &err);
	return fail(OUTCOME_USAGE, &err);
}

static enum outcome version(void)
{
	printf("stocktake %s (SQLite %s)\n", program_version, sqlite3_libversion());
	return OUTCOME_DONE;
}

static enum outcome run_line(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	const struct command *command = name ? command_find(name) : NULL;

	if (command)
		return dispatch(command, argc - 2, argv + 2);
	if (name && strcmp(name, "--version") == 0)
		return version();
	if (name && (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)) {
		commands_help(stdout);
		return OUTCOME_DONE;
	}
	return no_command(name);
}

int main(int argc, char **argv)
{
	enum outcome outcome;

	interrupt_watch("\nstocktake: interrupted; what was not finished was taken back\n");
	outcome = run_line(argc, argv);
	if (outcome == OUTCOME_FAILED || (fflush(stdout) == 0 && !ferror(stdout)))
		return (int)outcome;
	fprintf(stderr, "stocktake: cannot write the output: %s\n", strerror(errno));
	return OUTCOME_FAILED;
}
