/* SPDX-License-Identifier: MIT
 * Imports of files in the test's own folder, with what became of each. Include after store_case.h
 * and scratch.h.
 */
#ifndef IMPORT_CASE_H
#define IMPORT_CASE_H

#include "importers/import.h"

struct trial {
	struct store store;
	struct formats *formats;
	struct import_options options;
	struct import_summary summary;
	struct error err;
	struct buffer told; /* one line a file, see trial_told */
	int64_t records, kept, merged, rejected;
	int stop_after; /* files; 0: never */
};

static inline void trial_open(struct trial *trial, const char *formats_folder)
{
	*trial = (struct trial){ .told = BUFFER_INIT(MIB) };
	open_memory(&trial->store);
	if (formats_open(&trial->formats, trial->store.schema, formats_folder, &trial->err) < 0)
		fail_msg("%s", trial->err.text);
}

static inline void trial_close(struct trial *trial)
{
	formats_close(trial->formats);
	store_close(&trial->store);
	buffer_release(&trial->told);
}

/* "name format read=kept+merged+rejected whole covers", or "name -: reason". */
static inline int trial_told(void *context, const struct import_file *file, struct error *err)
{
	struct trial *trial = context;
	const char *name = strrchr(file->path, '/');

	name = name ? name + 1 : file->path;
	if (file->format == NULL)
		buffer_printf(&trial->told, "%s -: %s\n", name, file->reason);
	else
		buffer_printf(&trial->told, "%s %s %lld=%lld+%lld+%lld %s %s\n", name, file->format,
			      (long long)file->records, (long long)file->kept,
			      (long long)file->merged, (long long)file->rejected,
			      file->is_complete ? "whole" : "partly", file->covers);
	trial->records += file->records;
	trial->kept += file->kept;
	trial->merged += file->merged;
	trial->rejected += file->rejected;
	if (trial->stop_after > 0 && --trial->stop_after == 0)
		return error_set(err, "stopped");
	return 0;
}

static inline int trial_run(struct trial *trial, const char *const *paths, size_t count)
{
	const struct import_progress progress = { .file = trial_told, .context = trial };

	buffer_clear(&trial->told);
	buffer_puts(&trial->told, "");
	trial->records = trial->kept = trial->merged = trial->rejected = 0;
	trial->err.text[0] = '\0';
	return import_paths(&trial->store, trial->formats, paths, count, &trial->options,
			    &progress, &trial->summary, &trial->err);
}

static inline void import_path(struct trial *trial, const char *path)
{
	if (trial_run(trial, &path, 1) < 0)
		fail_msg("%s", trial->err.text);
}

static inline void expect_told(const struct trial *trial, const char *expected)
{
	if (strcmp(trial->told.data, expected) != 0)
		fail_msg("told\n%sinstead of\n%s", trial->told.data, expected);
}

/* In the store, in what was told and in the summary, nothing is lost. */
static inline void expect_balance(struct trial *trial)
{
	expect(&trial->store,
	       "SELECT path FROM source_file WHERE records_read <>"
	       " records_kept + records_merged + records_rejected",
	       "");
	assert_int_equal(trial->records, trial->kept + trial->merged + trial->rejected);
	assert_int_equal(trial->summary.records, trial->records);
	assert_int_equal(trial->summary.kept, trial->kept);
	assert_int_equal(trial->summary.merged, trial->merged);
	assert_int_equal(trial->summary.rejected, trial->rejected);
}

/* An environment as the admin API writes it. */
static inline void add_environment(struct buffer *text, int number)
{
	buffer_printf(text,
		      "%s{\"name\": \"e%d\", \"type\": \"Microsoft.BusinessAppPlatform/scopes/"
		      "environments\", \"properties\": {\"displayName\": \"E\", \"environmentSku\":"
		      " \"Sandbox\"}}",
		      text->data[text->length - 1] == '[' ? "" : ", ", number);
}

/* A page of the list with these environments, which says whether another follows. */
static inline void write_page(const char *name, int first, int last, bool has_next)
{
	struct buffer text = BUFFER_INIT(MIB);

	buffer_puts(&text, "{\"value\": [");
	for (int i = first; i <= last; i++)
		add_environment(&text, i);
	buffer_printf(&text, "]%s}", has_next ? ", \"nextLink\": \"https://x/2\"" : "");
	write_file(name, text.data);
	buffer_release(&text);
}

static inline void drop_file(const char *name)
{
	assert_int_equal(remove(in_folder(name)), 0);
}

#endif
