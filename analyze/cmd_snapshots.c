/* SPDX-License-Identifier: MIT
 * Lists the snapshots of the store: when, from what, and how much of the tenant each saw.
 */
#include "commands.h"
#include "listing.h"
#include "session.h"

static const char snapshots_sql[] =
	"SELECT snapshot_at AS at, label, at_basis AS basis,\n"
	"       (SELECT count(*) FROM source_file AS f WHERE f.snapshot_at = s.snapshot_at) AS files,\n"
	"       (SELECT coalesce(sum(records_read), 0) FROM source_file AS f\n"
	"         WHERE f.snapshot_at = s.snapshot_at) AS records,\n"
	"       (SELECT count(DISTINCT entity) FROM coverage AS c\n"
	"         WHERE c.snapshot_at = s.snapshot_at) AS entities,\n"
	"       (SELECT group_concat(entity, ', ')\n"
	"          FROM (SELECT DISTINCT entity FROM coverage AS c\n"
	"                 WHERE c.snapshot_at = s.snapshot_at AND c.scope = 'tenant'\n"
	"                   AND c.resource_kind = '' ORDER BY entity)) AS whole\n"
	"  FROM snapshot AS s\n ORDER BY snapshot_at";

static const struct result_column columns[] = {
	{ "at", RESULT_TIME },       { "label", RESULT_TEXT },      { "basis", RESULT_TEXT },
	{ "files", RESULT_INTEGER }, { "records", RESULT_INTEGER }, { "entities", RESULT_INTEGER },
	{ "whole", RESULT_TEXT },
};

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, session_store_path(options), STORE_READ, err) == 0)
		outcome = listing_select(options, &store, snapshots_sql, 0, columns,
					 sizeof(columns) / sizeof(columns[0]), err);
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
	.text = "'entities' is how many kinds of things a snapshot saw, 'whole' which of them it saw\n"
		"for the whole tenant.",
	.example = "stocktake snapshots",
	.options = options_of_snapshots,
	.exec = exec,
};
