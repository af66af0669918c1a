/* SPDX-License-Identifier: MIT
 * Files are known by their bytes and not by their names, so all that are given are looked at.
 */
#include "sources_at_hand.h"

#include <string.h>

#include "base/limits.h"
#include "base/platform.h"

struct seeking {
	struct formats *formats;
	const struct record_place *place;
	struct buffer *text;
	bool is_found;
};

/* What cannot be read is not the file. */
static int try_file(void *context, const char *path, const struct file_facts *facts,
		    struct error *err)
{
	struct seeking *seeking = context;
	struct error ignored = ERROR_INIT;

	(void)facts;
	(void)err;
	if (!seeking->is_found)
		import_show_record(seeking->formats, path, seeking->place, seeking->text,
				   &seeking->is_found, &ignored);
	return 0;
}

static void pass_over(void *context, const char *path, const char *reason)
{
	(void)context;
	(void)path;
	(void)reason;
}

static int try_path(struct seeking *seeking, const char *path, struct error *err)
{
	const struct folder_walk walk = { try_file, pass_over, seeking };
	struct file_facts facts;

	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	return facts.kind == FILE_FOLDER ? platform_walk(path, &walk, err) :
					   try_file(seeking, path, &facts, err);
}

/* "export.zip/flows.json" lies in "export.zip". */
static void try_stored(struct seeking *seeking, char *path)
{
	char *end;

	do {
		struct error ignored = ERROR_INIT;
		struct file_facts facts;

		if (platform_file_facts(path, &facts, &ignored) == 0) {
			if (facts.kind == FILE_REGULAR)
				try_file(seeking, path, &facts, &ignored);
			return;
		}
		end = strrchr(path, '/');
		if (end)
			*end = '\0';
	} while (end && *path);
}

static int try_where_it_was(struct seeking *seeking, struct store *store, struct error *err)
{
	sqlite3_stmt *paths = store_prepare(store, err,
					    "SELECT DISTINCT path FROM main.source_file"
					    " WHERE sha256 = ?1 ORDER BY 1");
	int step;

	if (!paths)
		return -1;
	sqlite3_bind_text(paths, 1, seeking->place->sha256, -1, SQLITE_STATIC);
	while ((step = store_step(paths, err)) == SQLITE_ROW && !seeking->is_found) {
		char path[LIMIT_MEMBER_NAME];

		snprintf(path, sizeof(path), "%s", (const char *)sqlite3_column_text(paths, 0));
		try_stored(seeking, path);
	}
	sqlite3_finalize(paths);
	return step < 0 ? -1 : 0;
}

int sources_at_hand_find(struct formats *formats, struct store *store,
			 const struct text_list *files, const struct record_place *place,
			 bool *found, struct buffer *text, struct error *err)
{
	struct seeking seeking = { .formats = formats, .place = place, .text = text };
	int result = 0;

	for (size_t i = 0; i < files->count && result == 0 && !seeking.is_found; i++)
		result = try_path(&seeking, files->items[i], err);
	if (result == 0 && !seeking.is_found)
		result = try_where_it_was(&seeking, store, err);
	*found = result == 0 && seeking.is_found;
	return result;
}
