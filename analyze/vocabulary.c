/* SPDX-License-Identifier: MIT
 * Placeholders as a table of functions that list words.
 */
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "store/schema.h"

#include "commands.h"
#include "page.h"

struct listing_of_words {
	struct buffer *words;
	char separator;
};

static void add(struct listing_of_words *list, const char *word, size_t length)
{
	buffer_append(list->words, word, length);
	buffer_append(list->words, &list->separator, 1);
}

static void add_word(struct listing_of_words *list, const char *word)
{
	add(list, word, strlen(word));
}

static void list_reports(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	for (size_t i = 0; i < catalogue_count(vocabulary->catalogue); i++)
		add_word(list, catalogue_at(vocabulary->catalogue, i)->id);
}

/* The catalogue is sorted by group. */
static void list_groups(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	const char *before = "";

	for (size_t i = 0; i < catalogue_count(vocabulary->catalogue); i++) {
		const char *group = catalogue_at(vocabulary->catalogue, i)->group;

		if (strcmp(group, before) != 0)
			add_word(list, group);
		before = group;
	}
}

static void list_output_formats(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	(void)vocabulary;
	for (size_t i = 0; output_formats[i]; i++)
		add_word(list, output_formats[i]->name);
}

static void list_source_formats(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	for (size_t i = 0; i < formats_count(vocabulary->formats); i++)
		add_word(list, formats_at(vocabulary->formats, i).name);
}

static void list_entities(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	const struct schema *schema = vocabulary->store.schema;

	for (size_t i = 0; i < schema->count; i++)
		add_word(list, schema->entities[i].name);
}

static void list_baselines(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	(void)vocabulary;
	for (const struct embedded_file *file = baseline_files; file->name; file++)
		add(list, file->name, strcspn(file->name, "."));
}

static void list_commands(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	(void)vocabulary;
	for (size_t i = 0; commands[i]; i++)
		add_word(list, commands[i]->name);
}

static void list_topics(const struct vocabulary *vocabulary, struct listing_of_words *list)
{
	list_commands(vocabulary, list);
	for (const struct embedded_file *topic = topic_files; topic->name; topic++)
		if (!command_find(topic->name))
			add_word(list, topic->name);
}

static const struct {
	const char *placeholder;
	void (*list)(const struct vocabulary *vocabulary, struct listing_of_words *list);
} kinds[] = {
	{ "ID", list_reports },          { "G", list_groups },
	{ "F", list_output_formats },    { "FORMAT", list_source_formats },
	{ "ENTITY", list_entities },     { "BASELINE", list_baselines },
	{ "COMMAND", list_commands },    { "COMMAND|TOPIC", list_topics },
};

/* "a|b|c" */
static void list_choices(const char *choices, struct listing_of_words *list)
{
	for (const char *at = choices; *at;) {
		size_t length = strcspn(at, "|");

		add(list, at, length);
		at += length + (at[length] == '|');
	}
}

void vocabulary_words(const struct vocabulary *vocabulary, const char *placeholder, char separator,
		      struct buffer *words)
{
	struct listing_of_words list = { words, separator };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].placeholder, placeholder) != 0)
			continue;
		kinds[i].list(vocabulary, &list);
		return;
	}
	if (*placeholder >= 'a' && *placeholder <= 'z')
		list_choices(placeholder, &list);
}

bool vocabulary_is_file(const char *placeholder)
{
	return strcmp(placeholder, "FILE") == 0 || strcmp(placeholder, "DIR") == 0 ||
	       strcmp(placeholder, "PATH") == 0;
}

int vocabulary_open(struct vocabulary *vocabulary, struct error *err)
{
	*vocabulary = (struct vocabulary){ .catalogue = NULL };
	if (store_open(&vocabulary->store, NULL, STORE_MEMORY, err) < 0 ||
	    catalogue_open(&vocabulary->catalogue, NULL, err) < 0 ||
	    formats_open(&vocabulary->formats, vocabulary->store.schema, NULL, err) < 0)
		return -1;
	return 0;
}

void vocabulary_close(struct vocabulary *vocabulary)
{
	formats_close(vocabulary->formats);
	catalogue_close(vocabulary->catalogue);
	store_close(&vocabulary->store);
}
