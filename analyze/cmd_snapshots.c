/* SPDX-License-Identifier: MIT
 * Lists the snapshots of the store: when, from what, and how much of the tenant each saw.
 */
#include "commands.h"
#include "listing.h"
#include "session.h"

/* The entities of which the snapshot saw all, or not all. */
#define COVERED(comparison)                                                                      \
	"(SELECT group_concat(entity, ', ')\n"                                                   \
	"          FROM (SELECT entity FROM coverage AS c WHERE c.snapshot_at = s.snapshot_at\n" \
	"                 GROUP BY entity HAVING sum(scope = 'tenant') " comparison              \
	"\n                 ORDER BY entity))"

static const char snapshots_sql[] =
	"SELECT snapshot_at AS at, label, at_basis AS basis, \n"
	"       count(path) FILTER (WHERE layout IS NOT 'container') AS files,\n"
	"       coalesce(sum(records_read), 0) AS records, coalesce(sum(records_rejected), 0) AS rejected,\n"
	"       " COVERED("> 0") " AS whole,\n"
	"       " COVERED("= 0") " AS in_part, collected_by\n"
	"  FROM snapshot AS s LEFT JOIN source_file USING (snapshot_at)\n"
	" GROUP BY snapshot_at ORDER BY snapshot_at";

static const struct result_column columns[] = {
	{ "at", RESULT_TIME },       { "label", RESULT_TEXT },      { "basis", RESULT_TEXT },
	{ "files", RESULT_INTEGER }, { "records", RESULT_INTEGER }, { "rejected", RESULT_INTEGER },
	{ "whole", RESULT_TEXT },    { "in_part", RESULT_TEXT },    { "collected_by", RESULT_TEXT },
};

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, session_store_path(options), STORE_READ, err) == 0)
		outcome = listing_select(options, &store, snapshots_sql, 0, columns,
					 sizeof(columns) / sizeof(columns[0]),
					 "the store holds no snapshot", err);
	store_close(&store);
	return outcome;
}

static const struct option options_of_snapshots[] = {
	OPTION_STORE,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	{ 0 },
};

const struct command command_snapshots = {
	.name = "snapshots",
	.summary = "Lists the snapshots that the store holds",
	.usage = "",
	.text = "'whole' names what a snapshot saw for the whole tenant, 'in_part' what it saw only for\n"
		"some environments or objects.",
	.example = "stocktake snapshots",
	.options = options_of_snapshots,
	.is_paged = true,
	.exec = exec,
};
