/* SPDX-License-Identifier: MIT
 * Each shell's own way to say the same: a command, its options with what they take, its arguments.
 */
#include "completion.h"

#include <string.h>

#include "base/limits.h"

#include "command.h"

enum { PLACEHOLDER_SIZE = 64 };

struct script {
	const struct vocabulary *vocabulary;
	FILE *out;
	struct buffer words;
};

static const char *words_for(struct script *script, const char *placeholder)
{
	buffer_clear(&script->words);
	vocabulary_words(script->vocabulary, placeholder, ' ', &script->words);
	if (!script->words.length)
		return "";
	script->words.data[script->words.length - 1] = '\0'; /* the last separator */
	return script->words.data;
}

/* What the first argument is called: the "ID" of "[ID...] [--group G]"; '' when there is none. */
static void argument_of(const struct command *command, char placeholder[PLACEHOLDER_SIZE])
{
	const char *at = command->usage + strspn(command->usage, "[");
	size_t length = strcspn(at, " .]");

	if (at[0] == '-' || at[0] == '\'')
		length = 0;
	snprintf(placeholder, PLACEHOLDER_SIZE, "%.*s", (int)length, at);
}

/* Inside '...' of any of the shells. */
static void put_quoted(FILE *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\'", out);
		else if (strchr(special, *text))
			putc('\\', out);
		putc(*text, out);
	}
}

static void each_option(struct script *script, const struct command *command,
			void (*put)(struct script *script, const struct command *command,
				    const struct option *option))
{
	for (const struct option *row = command->options; row->name; row++)
		put(script, command, row);
	for (const struct option *row = options_always; row->name; row++)
		put(script, command, row);
}

/* --- bash ----------------------------------------------------------------------------------- */

static void put_bash_value(struct script *script, const struct command *command,
			   const struct option *option)
{
	if (!option->value)
		return;
	fprintf(script->out, "\t'%s --%s'", command->name, option->name);
	if (option->letter)
		fprintf(script->out, " | '%s -%c'", command->name, option->letter);
	fprintf(script->out, ") words='%s'%s ;;\n", words_for(script, option->value),
		vocabulary_is_file(option->value) ? " files=yes" : "");
}

static void put_bash_option(struct script *script, const struct command *command,
			    const struct option *option)
{
	(void)command;
	fprintf(script->out, " --%s", option->name);
}

static void put_bash_command(struct script *script, const struct command *command)
{
	char placeholder[PLACEHOLDER_SIZE];

	argument_of(command, placeholder);
	fprintf(script->out, "\t\t%s)\n\t\t\toptions='", command->name);
	each_option(script, command, put_bash_option);
	fprintf(script->out, "'\n\t\t\twords='%s'%s ;;\n", words_for(script, placeholder),
		vocabulary_is_file(placeholder) ? " files=yes" : "");
}

void completion_bash(const struct vocabulary *vocabulary, FILE *out)
{
	struct script script = { vocabulary, out, BUFFER_INIT(LIMIT_REPORT_FILE) };

	fprintf(out,
		"# bash completion for stocktake, written by 'stocktake completion bash'\n"
		"_stocktake()\n{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
		"\tlocal command=${COMP_WORDS[1]} words='' options='' files=''\n\n"
		"\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -W '%s --help --version' -- \"$cur\")\n"
		"\t\treturn\n\tfi\n\tcase \"$command $prev\" in\n",
		words_for(&script, "COMMAND"));
	for (size_t i = 0; commands[i]; i++)
		each_option(&script, commands[i], put_bash_value);
	fputs("\t*)\n\t\tcase $command in\n", out);
	for (size_t i = 0; commands[i]; i++)
		put_bash_command(&script, commands[i]);
	fputs("\t\tesac\n"
	      "\t\tcase $cur in -*) words=$options files='' ;; esac ;;\n"
	      "\tesac\n"
	      "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
	      "\tif [ -n \"$files\" ]; then\n"
	      "\t\tcompopt -o filenames 2>/dev/null\n"
	      "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
	      "\tfi\n}\ncomplete -o default -F _stocktake stocktake\n",
	      out);
	buffer_release(&script.words);
}

/* --- zsh ------------------------------------------------------------------------------------ */

/* ":ID:(a b c)", ":FILE:_files", or ":TIME: " for what cannot be listed. */
static void put_zsh_value(struct script *script, const char *placeholder)
{
	const char *words = words_for(script, placeholder);

	if (vocabulary_is_file(placeholder))
		fprintf(script->out, ":%s:_files", placeholder);
	else
		fprintf(script->out, ":%s:%s%s%s", *words ? "value" : placeholder,
			*words ? "(" : " ", words, *words ? ")" : "");
}

static void put_zsh_option(struct script *script, const struct command *command,
			   const struct option *option)
{
	static const char special[] = "[]:\\";

	(void)command;
	fprintf(script->out, " \\\n\t\t\t'%s--%s[", option->kind == OPTION_LIST ? "*" : "",
		option->name);
	put_quoted(script->out, option->help, special);
	putc(']', script->out);
	if (option->value)
		put_zsh_value(script, option->value);
	putc('\'', script->out);
	if (!option->letter)
		return;
	fprintf(script->out, " \\\n\t\t\t'-%c[", option->letter);
	put_quoted(script->out, option->help, special);
	putc(']', script->out);
	if (option->value)
		put_zsh_value(script, option->value);
	putc('\'', script->out);
}

static void put_zsh_command(struct script *script, const struct command *command)
{
	char placeholder[PLACEHOLDER_SIZE];

	argument_of(command, placeholder);
	fprintf(script->out, "\t%s)\n\t\t_arguments", command->name);
	each_option(script, command, put_zsh_option);
	if (*placeholder) {
		fputs(" \\\n\t\t\t'*", script->out);
		put_zsh_value(script, placeholder);
		putc('\'', script->out);
	}
	fputs(" ;;\n", script->out);
}

void completion_zsh(const struct vocabulary *vocabulary, FILE *out)
{
	struct script script = { vocabulary, out, BUFFER_INIT(LIMIT_REPORT_FILE) };

	fputs("#compdef stocktake\n"
	      "# zsh completion for stocktake, written by 'stocktake completion zsh'\n"
	      "local -a commands=(\n",
	      out);
	for (size_t i = 0; commands[i]; i++) {
		fprintf(out, "\t'%s:", commands[i]->name);
		put_quoted(out, commands[i]->summary, ":\\");
		fputs("'\n", out);
	}
	fputs(")\n\nif (( CURRENT == 2 )); then\n\t_describe command commands\n\treturn\nfi\n"
	      "shift words\n(( CURRENT-- ))\ncase $words[1] in\n",
	      out);
	for (size_t i = 0; commands[i]; i++)
		put_zsh_command(&script, commands[i]);
	fputs("esac\n", out);
	buffer_release(&script.words);
}

/* --- fish ----------------------------------------------------------------------------------- */

static void put_fish_value(struct script *script, const char *placeholder)
{
	const char *words = words_for(script, placeholder);

	if (vocabulary_is_file(placeholder))
		fputs(" -F", script->out);
	else if (*words)
		fprintf(script->out, " -x -a '%s'", words);
	else
		fputs(" -x", script->out);
}

static void put_fish_option(struct script *script, const struct command *command,
			    const struct option *option)
{
	fprintf(script->out,
		"complete -c stocktake -n '__fish_seen_subcommand_from %s' -l %s", command->name,
		option->name);
	if (option->letter)
		fprintf(script->out, " -s %c", option->letter);
	if (option->value) {
		fputs(" -r", script->out);
		put_fish_value(script, option->value);
	}
	fputs(" -d '", script->out);
	put_quoted(script->out, option->help, "\\");
	fputs("'\n", script->out);
}

static void put_fish_command(struct script *script, const struct command *command)
{
	char placeholder[PLACEHOLDER_SIZE];

	argument_of(command, placeholder);
	each_option(script, command, put_fish_option);
	if (vocabulary_is_file(placeholder))
		fprintf(script->out,
			"complete -c stocktake -n '__fish_seen_subcommand_from %s' -F\n",
			command->name);
	else if (*words_for(script, placeholder))
		fprintf(script->out,
			"complete -c stocktake -n '__fish_seen_subcommand_from %s' -a '%s'\n",
			command->name, script->words.data);
}

void completion_fish(const struct vocabulary *vocabulary, FILE *out)
{
	struct script script = { vocabulary, out, BUFFER_INIT(LIMIT_REPORT_FILE) };

	fputs("# fish completion for stocktake, written by 'stocktake completion fish'\n"
	      "complete -c stocktake -f\n",
	      out);
	for (size_t i = 0; commands[i]; i++) {
		fprintf(out, "complete -c stocktake -n __fish_use_subcommand -a %s -d '",
			commands[i]->name);
		put_quoted(out, commands[i]->summary, "\\");
		fputs("'\n", out);
	}
	for (size_t i = 0; commands[i]; i++)
		put_fish_command(&script, commands[i]);
	buffer_release(&script.words);
}
