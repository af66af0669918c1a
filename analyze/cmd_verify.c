/* SPDX-License-Identifier: MIT
 * Checks that the store is whole, and that source files are those that were imported.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/platform.h"

#include "commands.h"
#include "listing.h"
#include "session.h"

enum { BLOCK = 256 * 1024 };

/* --- The files that are at hand ----------------------------------------------------------- */

static int hash_file(const char *path, char hex[DIGEST_HEX_SIZE], struct error *err)
{
	FILE *file = fopen(path, "rb");
	struct digest digest;
	char *block;
	size_t got;
	int failed;

	if (!file)
		return error_set(err, "cannot open '%s'", path);
	block = memory_alloc(BLOCK);
	digest_begin(&digest);
	while ((got = fread(block, 1, BLOCK, file)) > 0)
		digest_add(&digest, block, got);
	failed = ferror(file);
	fclose(file);
	free(block);
	digest_end(&digest, hex);
	return failed ? error_set(err, "cannot read '%s'", path) : 0;
}

static int note_file(void *context, const char *path, const struct file_facts *facts,
		     struct error *err)
{
	struct store *store = context;
	char hex[DIGEST_HEX_SIZE];
	sqlite3_stmt *insert;
	int result;

	(void)facts;
	if (hash_file(path, hex, err) < 0)
		return -1;
	insert = store_prepare(store, err, "INSERT INTO temp.given VALUES (?1, ?2)");
	if (!insert)
		return -1;
	sqlite3_bind_text(insert, 1, path, -1, SQLITE_STATIC);
	sqlite3_bind_text(insert, 2, hex, -1, SQLITE_STATIC);
	result = store_step(insert, err) < 0 ? -1 : 0;
	sqlite3_finalize(insert);
	return result;
}

static void pass_over(void *context, const char *path, const char *reason)
{
	(void)context;
	fprintf(stderr, "passed over '%s': %s\n", path, reason);
}

static int note_path(struct store *store, const char *path, struct error *err)
{
	const struct folder_walk walk = { note_file, pass_over, store };
	struct file_facts facts;

	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	return facts.kind == FILE_FOLDER ? platform_walk(path, &walk, err) :
					   note_file(store, path, &facts, err);
}

/* --- The comparison ----------------------------------------------------------------------- */

/* A member lies in its container, whose bytes stand for it. The others are missed only of a snapshot of
 * which some file is at hand under its path, or most of them anywhere: months share files. */
static const char create_sql[] =
	"CREATE TEMP TABLE given (path TEXT, sha256 TEXT);";

static const char compare_sql[] =
	"CREATE TEMP TABLE compared AS\n"
	"WITH stored AS (SELECT s.snapshot_at, s.path, s.sha256 FROM source_file AS s\n"
	"  WHERE s.sha256 <> '' AND NOT EXISTS (SELECT 1 FROM source_file AS c\n"
	"    WHERE c.snapshot_at = s.snapshot_at AND c.layout = 'container'\n"
	"      AND substr(s.path, 1, length(c.path) + 1) = c.path || '/')),\n"
	"known AS (SELECT s.snapshot_at FROM stored AS s LEFT JOIN given AS g USING (sha256)\n"
	"  GROUP BY s.snapshot_at HAVING 2 * count(DISTINCT g.sha256) > count(DISTINCT s.sha256)\n"
	"    OR max(g.path = s.path OR substr(g.path, -length(s.path) - 1) = '/' || s.path))\n"
	"SELECT s.snapshot_at, CASE WHEN g.sha256 IS NOT NULL THEN 'as imported'\n"
	"  WHEN EXISTS (SELECT 1 FROM given AS h WHERE h.path = s.path\n"
	"    OR substr(h.path, -length(s.path) - 1) = '/' || s.path) THEN 'changed'\n"
	"  ELSE 'not found' END AS state, s.path, s.sha256\n"
	"  FROM stored AS s LEFT JOIN (SELECT DISTINCT sha256 FROM given) AS g USING (sha256)\n"
	" WHERE s.snapshot_at IN (SELECT snapshot_at FROM known)\n"
	"UNION ALL\n"
	"SELECT NULL, 'not imported', g.path, g.sha256 FROM given AS g\n"
	" WHERE g.sha256 NOT IN (SELECT sha256 FROM source_file)\n"
	"   AND NOT EXISTS (SELECT 1 FROM stored AS s WHERE s.path = g.path\n"
	"    OR substr(g.path, -length(s.path) - 1) = '/' || s.path);";

static const struct result_column columns[] = {
	{ "state", RESULT_TEXT }, { "file", RESULT_TEXT },
	{ "snapshot_at", RESULT_TIME }, { "sha256", RESULT_TEXT },
};

static enum outcome compare(struct store *store, const struct options *options, struct error *err)
{
	static const char list_sql[] = "SELECT state, path, snapshot_at, sha256 FROM temp.compared"
				       " WHERE ?1 IS NOT NULL ORDER BY snapshot_at IS NULL,"
				       " snapshot_at, path";
	enum outcome outcome;
	int64_t wrong;

	for (size_t i = 0; i < options->arguments.count; i++)
		if (note_path(store, options->arguments.items[i], err) < 0)
			return OUTCOME_FAILED;
	if (store_exec(store, err, compare_sql) < 0)
		return OUTCOME_FAILED;
	outcome = listing_select(options, store, list_sql, 0, columns,
				 sizeof(columns) / sizeof(columns[0]), "nothing to compare", err);
	if (outcome != OUTCOME_DONE)
		return outcome;
	if (store_int64(store, err,
			"SELECT count(*) FROM temp.compared WHERE state IN ('changed', 'not found')",
			0, &wrong) < 0)
		return OUTCOME_FAILED;
	if (wrong == 0)
		return OUTCOME_DONE;
	error_set(err, "%d imported files are not at hand as they were", (int)wrong);
	return OUTCOME_FAILED;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, session_store_path(options), STORE_READ, err) == 0 &&
	    store_verify(&store, err) == 0 && store_exec(&store, err, create_sql) == 0) {
		fprintf(stderr, "the store is whole\n");
		outcome = options->arguments.count ? compare(&store, options, err) : OUTCOME_DONE;
	}
	store_close(&store);
	return outcome;
}

static const struct option options_of_verify[] = {
	OPTION_STORE,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	{ 0 },
};

const struct command command_verify = {
	.name = "verify",
	.summary = "Checks the store, and source files against it",
	.usage = "[PATH...]",
	.text = "Without PATH: whether the store is whole. With PATH: whether the files there are, byte for\n"
		"byte (SHA-256), those that were imported. Fails when the store is damaged, or when a file\n"
		"of a snapshot of which others are there was changed or is not found.",
	.example = "stocktake verify exports/2026-11",
	.options = options_of_verify,
	.least = 0,
	.most = ANY_NUMBER,
	.exec = exec,
};
