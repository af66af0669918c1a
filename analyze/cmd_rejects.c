/* SPDX-License-Identifier: MIT
 * Lists what a snapshot did not take in: whole files, records and fields, each with its place and
 * the reason.
 */
#include "commands.h"
#include "listing.h"
#include "moment.h"
#include "session.h"

static const char rejects_sql[] =
	"SELECT path AS file, record, line, byte_offset, field, value, r.reason\n"
	"  FROM reject AS r JOIN source_file AS f USING (source_file_id)\n"
	" WHERE f.snapshot_at = ?1\n"
	"UNION ALL\n"
	"SELECT path, NULL, NULL, NULL, NULL, NULL, reason\n"
	"  FROM source_file\n"
	" WHERE snapshot_at = ?1 AND format IS NULL AND layout IS NOT 'container'\n"
	" ORDER BY file, record, line, field, reason, value";

static const struct result_column columns[] = {
	{ "file", RESULT_TEXT },           { "record", RESULT_INTEGER }, { "line", RESULT_INTEGER },
	{ "byte_offset", RESULT_INTEGER }, { "field", RESULT_TEXT },     { "value", RESULT_TEXT },
	{ "reason", RESULT_TEXT },
};

static enum outcome list(const struct options *options, struct store *store, struct error *err)
{
	const char *snapshot = options->arguments.count ? options->arguments.items[0] : NULL;
	int64_t at = 0;

	if (snapshot && moment_find(store, snapshot, &at, err) < 0)
		return OUTCOME_USAGE;
	if (store_set_moment(store, snapshot != NULL, at, err) < 0)
		return OUTCOME_FAILED;
	return listing_select(options, store, rejects_sql, store->moment, columns,
			      sizeof(columns) / sizeof(columns[0]),
			      "nothing was refused: all of that snapshot was taken in", err);
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, session_store_path(options), STORE_READ, err) == 0)
		outcome = list(options, &store, err);
	store_close(&store);
	return outcome;
}

static const struct option options_of_rejects[] = {
	OPTION_STORE, OPTION_FORMAT, OPTION_OUTPUT, OPTION_VERBATIM, { 0 },
};

const struct command command_rejects = {
	.name = "rejects",
	.summary = "Lists what was not taken in, and why",
	.usage = "[SNAPSHOT]",
	.text = "SNAPSHOT is a label, or a time: the newest snapshot then or before (default: the newest).\n"
		"Line and byte offset say where the record begins; a row without a record is about the\n"
		"file as a whole.",
	.example =
		"stocktake rejects November\n"
		"stocktake rejects --format csv -o rejects.csv",
	.options = options_of_rejects,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};
