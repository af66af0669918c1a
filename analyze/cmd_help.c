/* SPDX-License-Identifier: MIT
 * Help: the overview, one command's text, or a topic. What is both, such as findings, is told as both.
 */
#include <string.h>

#include "base/embedded.h"
#include "base/nearest.h"

#include "commands.h"

static const struct embedded_file *find_topic(const char *name)
{
	for (const struct embedded_file *topic = topic_files; topic->name; topic++)
		if (strcmp(topic->name, name) == 0)
			return topic;
	return NULL;
}

static enum outcome refuse(const char *name, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; commands[i]; i++)
		nearest_try(&nearest, commands[i]->name);
	for (const struct embedded_file *topic = topic_files; topic->name; topic++)
		nearest_try(&nearest, topic->name);
	nearest_error(&nearest, "command or topic", "'stocktake help' lists them", err);
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	const char *name = options->arguments.count ? options->arguments.items[0] : NULL;
	const struct command *command = name ? command_find(name) : NULL;
	const struct embedded_file *topic = name ? find_topic(name) : NULL;

	if (!name)
		commands_help(stdout);
	else if (!command && !topic)
		return refuse(name, err);
	if (command)
		command_help(command, stdout);
	if (command && topic)
		putchar('\n');
	if (topic)
		fputs(topic->content, stdout);
	return OUTCOME_DONE;
}

static const struct option options_of_help[] = { { 0 } };

const struct command command_help_text = {
	.name = "help",
	.summary = "Says what the commands do, and explains topics",
	.usage = "[COMMAND|TOPIC]",
	.example =
		"stocktake help analyze\n"
		"stocktake help evidence",
	.options = options_of_help,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};
