/* SPDX-License-Identifier: MIT
 * A table can only be read by its name, so the names in the SQL text are at least what is read: asked
 * of the text, and not of SQLite, because then nothing has to be compiled or made.
 */
#include "queries/question.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "param.h"
#include "store/schema.h"
#include "supply.h"

/* --- The digest ---------------------------------------------------------------------------- */

/* With its end, so that no two texts run into each other. */
static void add_text(struct digest *digest, const char *text)
{
	digest_add(digest, text, strlen(text) + 1);
}

static void add_files(struct digest *digest, const struct embedded_file *files)
{
	for (; files->name != NULL; files++) {
		add_text(digest, files->name);
		add_text(digest, files->content);
	}
}

static int add_list(struct digest *digest, struct store *store, const char *name,
		    struct error *err)
{
	sqlite3_stmt *rows;
	char sql[128];
	int code;

	snprintf(sql, sizeof(sql), "SELECT * FROM temp.%s", name);
	rows = store_prepare(store, err, sql);
	if (rows == NULL)
		return -1;
	add_text(digest, name);
	while ((code = store_step(rows, err)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(rows); i++) {
			const char *text = (const char *)sqlite3_column_text(rows, i);

			add_text(digest, text != NULL ? text : "");
		}
	}
	sqlite3_finalize(rows);
	return code < 0 ? -1 : 0;
}

static int add_lists(struct digest *digest, struct store *store, struct error *err)
{
	for (const struct embedded_file *file = list_files; file->name != NULL; file++) {
		size_t length = strlen(file->name) - strlen(".csv");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)length, file->name);
		if (supply_once(store, str_of(name), err) < 0 ||
		    add_list(digest, store, name, err) < 0)
			return -1;
	}
	return 0;
}

int question_ground(struct store *store, const char *version, char sha256[DIGEST_HEX_SIZE],
		    struct error *err)
{
	struct digest digest;

	digest_begin(&digest);
	add_text(&digest, version);
	add_files(&digest, view_files);
	add_files(&digest, derived_files);
	if (add_lists(&digest, store, err) < 0)
		return -1;
	digest_end(&digest, sha256);
	return 0;
}

void question_digest(const char *ground, const struct report *report,
		     const struct setting *settings, size_t setting_count,
		     char sha256[DIGEST_HEX_SIZE])
{
	struct digest digest;

	digest_begin(&digest);
	add_text(&digest, ground);
	add_text(&digest, report->source);
	for (size_t i = 0; i < report->param_count; i++) {
		add_text(&digest, report->params[i].name);
		add_text(&digest, param_value(&report->params[i], settings, setting_count));
	}
	digest_end(&digest, sha256);
}

/* --- What is read -------------------------------------------------------------------------- */

enum { WORD_MAX = 64 };

struct scan {
	struct reads *reads;
	const struct store *store;
	bool *seen; /* embedded files: views, then derived tables */
};

static void scan_text(struct scan *scan, const char *sql);

static bool is_timed_word(const char *word)
{
	static const char *const words[] = { "as_of",	    "moment", "snapshot", "source_file",
					     "reject", "coverage", "sighting" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(word, words[i]) == 0)
			return true;
	}
	return false;
}

/* Cuts `ending` off the word, if it ends so. */
static bool cut(char *word, const char *ending)
{
	size_t length = strlen(word), cut = strlen(ending);

	if (length <= cut || strcmp(word + length - cut, ending) != 0)
		return false;
	word[length - cut] = '\0';
	return true;
}

/* Into the file that makes the table of that name, once; `first` is the files' place in `seen`. */
static void follow(struct scan *scan, const struct embedded_file *files, size_t first,
		   const char *word)
{
	for (size_t i = 0; files[i].name != NULL; i++) {
		size_t length = strlen(files[i].name) - strlen(".sql");

		if (strlen(word) != length || memcmp(word, files[i].name, length) != 0 ||
		    scan->seen[first + i])
			continue;
		scan->seen[first + i] = true;
		scan_text(scan, files[i].content);
	}
}

static size_t count_files(const struct embedded_file *files)
{
	size_t count = 0;

	while (files[count].name != NULL)
		count++;
	return count;
}

static void take_word(struct scan *scan, char *word)
{
	const struct schema *schema = scan->store->schema;
	const struct entity *entity;

	if (is_timed_word(word))
		scan->reads->is_timed = true;
	follow(scan, view_files, 0, word);
	follow(scan, derived_files, count_files(view_files), word);
	if (cut(word, "_before") || cut(word, "_version"))
		scan->reads->is_timed = true; /* of other moments */
	entity = schema_entity(schema, str_of(word));
	if (entity != NULL)
		scan->reads->entities[entity - schema->entities] = true;
}

/* The length of a comment at `at`, or 0. */
static size_t comment_length(const char *at)
{
	const char *end;

	if (strncmp(at, "--", 2) == 0)
		return strcspn(at, "\n");
	if (strncmp(at, "/*", 2) != 0)
		return 0;
	end = strstr(at + 2, "*/");
	return end != NULL ? (size_t)(end + 2 - at) : strlen(at);
}

/* Names may stand in quotes, so quoted text counts too; only that no comment begins in it. */
static void scan_text(struct scan *scan, const char *sql)
{
	char word[WORD_MAX], quote = '\0';
	size_t length = 0;

	for (;; sql++) {
		if (isalnum((unsigned char)*sql) || *sql == '_') {
			if (length < WORD_MAX - 1)
				word[length++] = (char)tolower((unsigned char)*sql);
			continue;
		}
		word[length] = '\0';
		if (length > 0)
			take_word(scan, word);
		length = 0;
		if (*sql == '\0')
			return;
		if (quote == '\0' && comment_length(sql) > 0)
			sql += comment_length(sql) - 1;
		else if (quote == '\0' && strchr("'\"`", *sql) != NULL)
			quote = *sql;
		else if (*sql == quote)
			quote = '\0';
	}
}

void reads_find(struct reads *reads, const struct store *store, const struct report *report)
{
	size_t files = count_files(view_files) + count_files(derived_files);
	struct scan scan = { .reads = reads, .store = store };

	*reads = (struct reads){
		.entities = memory_alloc((store->schema->count + 1) * sizeof(bool)),
	};
	scan.seen = memory_alloc((files + 1) * sizeof(bool));
	scan_text(&scan, report->sql);
	free(scan.seen);
}

void reads_release(struct reads *reads)
{
	free(reads->entities);
	*reads = (struct reads){ 0 };
}
