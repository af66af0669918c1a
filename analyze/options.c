/* SPDX-License-Identifier: MIT
 * Reads a command line by its option table, and prints that table as usage text.
 */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"

const struct option options_always[] = {
	{ .name = "no-pager",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(no_pager),
	  .help = "straight to the terminal, however long it is" },
	{ .name = "help",
	  .letter = 'h',
	  .kind = OPTION_FLAG,
	  OPTION_INTO(help),
	  .help = "this text" },
	{ 0 },
};

static void list_add(struct text_list *list, const char *text)
{
	list->items =
		memory_reserve(list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = text;
}

static const struct option *find_long(const struct option *table, const char *name, size_t length)
{
	for (const struct option *row = table; row->name; row++)
		if (strlen(row->name) == length && strncmp(row->name, name, length) == 0)
			return row;
	return table == options_always ? NULL : find_long(options_always, name, length);
}

static const struct option *find_short(const struct option *table, char letter)
{
	for (const struct option *row = table; row->name; row++)
		if (row->letter == letter)
			return row;
	return table == options_always ? NULL : find_short(options_always, letter);
}

static int unknown_long(const struct option *table, const char *name, size_t length,
			struct error *err)
{
	char *word = memory_copy(name, length);
	struct nearest nearest = NEAREST_INIT(word);

	for (const struct option *row = table; row->name; row++)
		nearest_try(&nearest, row->name);
	for (const struct option *row = options_always; row->name; row++)
		nearest_try(&nearest, row->name);
	if (nearest.best)
		error_set(err, "no option '--%s'; did you mean '--%s'?", word, nearest.best);
	else
		error_set(err, "no option '--%s'", word);
	free(word);
	return -1;
}

static bool is_choice(const char *choices, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = choices;; at++) {
		size_t piece = strcspn(at, "|");

		if (piece == length && strncmp(at, word, length) == 0)
			return true;
		at += piece;
		if (!*at)
			return false;
	}
}

static int store_value(struct options *options, const struct option *row, const char *value,
		       struct error *err)
{
	void *into = (char *)options + row->into;

	if (row->kind == OPTION_LIST) {
		list_add(into, value);
		return 0;
	}
	if (row->kind == OPTION_CHOICE && !is_choice(row->value, value))
		return error_set(err, "option '--%s' takes %s, not '%s'", row->name, row->value,
				 value);
	*(const char **)into = value;
	return 0;
}

/* What is left to read: argv from `next` on. */
struct arguments {
	char **argv;
	int next, count;
};

/* `attached` is the value that stood in the same argument, or NULL. */
static int take(struct options *options, const struct option *row, const char *attached,
		struct arguments *rest, struct error *err)
{
	if (row->kind == OPTION_FLAG) {
		if (attached)
			return error_set(err, "option '--%s' takes no value", row->name);
		*(bool *)((char *)options + row->into) = true;
		return 0;
	}
	if (!attached && rest->next < rest->count)
		attached = rest->argv[rest->next++];
	if (!attached)
		return error_set(err, "option '--%s' needs a value: %s", row->name, row->value);
	return store_value(options, row, attached, err);
}

static int take_long(struct options *options, const struct option *table, const char *text,
		     struct arguments *rest, struct error *err)
{
	size_t length = strcspn(text, "=");
	const struct option *row = find_long(table, text, length);

	if (!row)
		return unknown_long(table, text, length, err);
	return take(options, row, text[length] ? text + length + 1 : NULL, rest, err);
}

static int take_short(struct options *options, const struct option *table, const char *text,
		      struct arguments *rest, struct error *err)
{
	const struct option *row = find_short(table, text[0]);

	if (!row)
		return error_set(err, "no option '-%c'", text[0]);
	return take(options, row, text[1] ? text + 1 : NULL, rest, err);
}

int options_parse(struct options *options, const struct option *table, int argc, char **argv,
		  struct error *err)
{
	struct arguments rest = { argv, 0, argc };
	bool ended = false;

	while (rest.next < rest.count && !options->help) {
		const char *text = rest.argv[rest.next++];
		int result = 0;

		if (ended || text[0] != '-' || !text[1])
			list_add(&options->arguments, text);
		else if (strcmp(text, "--") == 0)
			ended = true;
		else if (text[1] == '-')
			result = take_long(options, table, text + 2, &rest, err);
		else
			result = take_short(options, table, text + 1, &rest, err);
		if (result < 0)
			return -1;
	}
	return 0;
}

void options_release(struct options *options)
{
	free(options->complete.items);
	free(options->files.items);
	free(options->set.items);
	free(options->report.items);
	free(options->arguments.items);
	*options = (struct options){ 0 };
}

static void print_row(const struct option *row, FILE *out)
{
	char left[64];

	snprintf(left, sizeof(left), "%s--%s%s%s", row->letter ? "" : "    ", row->name,
		 row->value ? " " : "", row->value ? row->value : "");
	if (row->letter)
		fprintf(out, "  -%c, %-22s  %s\n", row->letter, left, row->help);
	else
		fprintf(out, "  %-26s  %s\n", left, row->help);
}

void options_usage(const struct option *table, FILE *out)
{
	for (const struct option *row = table; row->name; row++)
		print_row(row, out);
	for (const struct option *row = options_always; row->name; row++)
		print_row(row, out);
}
