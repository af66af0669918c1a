/* SPDX-License-Identifier: MIT
 * Forgets a snapshot: the store is as if it had never been imported.
 */
#include <stdio.h>

#include "base/timestamp.h"

#include "commands.h"
#include "moment.h"
#include "session.h"

static int forget(struct store *store, const char *text, const struct options *options,
		  struct error *err)
{
	char shown[TIMESTAMP_SIZE];
	int64_t at;

	if (moment_snapshot(store, text, &at, err) < 0 || store_forget(store, at, err) < 0)
		return -1;
	timestamp_format(at, shown);
	if (!options->quiet)
		fprintf(stderr, "forgot the snapshot of %s\n", shown);
	return 0;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	int result = store_open(&store, session_store_path(options), STORE_READ, err);

	store_close(&store); /* a store that is not there is not made */
	if (result == 0) {
		result = store_open(&store, session_store_path(options), STORE_WRITE, err);
		for (size_t i = 0; result == 0 && i < options->arguments.count; i++)
			result = forget(&store, options->arguments.items[i], options, err);
		store_close(&store);
	}
	return result < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static const struct option options_of_forget[] = {
	OPTION_STORE,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_forget = {
	.name = "forget",
	.summary = "Takes a snapshot out of the store",
	.usage = "TIME...",
	.text = "TIME is a label, a moment or a day of which there is one snapshot. What other snapshots\n"
		"saw stays, and what the forgotten one had split is one again. The file does not shrink:\n"
		"the room is used by the next import. Where two rows of one snapshot were found to be one\n"
		"object by a name that only the forgotten one told, they stay one.",
	.example = "stocktake forget 2026-11-01",
	.options = options_of_forget,
	.least = 1,
	.most = ANY_NUMBER,
	.exec = exec,
};
