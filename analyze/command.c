/* SPDX-License-Identifier: MIT
 * Finding a command by its name, and what help says of it.
 */
#include "command.h"

#include <string.h>

#include "base/embedded.h"
#include "base/nearest.h"

const char program_version[] = STOCKTAKE_VERSION;

const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

int command_unknown(const char *name, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; commands[i]; i++)
		nearest_try(&nearest, commands[i]->name);
	return nearest_error(&nearest, "command", "'stocktake help' lists them", err);
}

/* Every line of the text, indented. */
static void print_block(const char *title, const char *text, FILE *out)
{
	fprintf(out, "\n%s:\n", title);
	while (*text) {
		size_t length = strcspn(text, "\n");

		fprintf(out, "  %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

void command_help(const struct command *command, FILE *out)
{
	fprintf(out, "usage: stocktake %s%s%s\n\n%s.\n", command->name, *command->usage ? " " : "",
		command->usage, command->summary);
	if (command->text)
		fprintf(out, "%s\n", command->text);
	fputs("\noptions:\n", out);
	options_usage(command->options, out);
	print_block("example", command->example, out);
}

void commands_help(FILE *out)
{
	fputs("usage: stocktake COMMAND [ARGUMENT...] [--OPTION...]\n\n"
	      "Takes stock of a Microsoft Power Platform tenant from exported files, offline.\n\n",
	      out);
	for (size_t i = 0; commands[i]; i++)
		fprintf(out, "  %-10s  %s\n", commands[i]->name, commands[i]->summary);
	fputs("\ntopics, for 'stocktake help TOPIC':\n\n", out);
	for (const struct embedded_file *topic = topic_files; topic->name; topic++)
		fprintf(out, "  %-10s  %.*s\n", topic->name, (int)strcspn(topic->content, "\n"),
			topic->content);
	fputs("\n'stocktake COMMAND --help' says more, 'stocktake --version' which one this is.\n"
	      "Exit: 0 done, 1 failed, 2 wrong command line, 3 grave findings stand (check), "
	      "4 some\ninput was not taken in (--strict).\n",
	      out);
}
