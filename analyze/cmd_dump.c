/* SPDX-License-Identifier: MIT
 * Prints the whole store as canonical text: equal text means equal facts.
 */
#include "commands.h"
#include "destination.h"
#include "session.h"

static enum outcome dump(struct store *store, const struct options *options, struct error *err)
{
	struct destination destination;
	int result;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	result = store_dump(store, destination.stream, err);
	return destination_close(&destination, result, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct store store;
	enum outcome outcome = OUTCOME_FAILED;

	if (store_open(&store, session_store_path(options), STORE_READ, err) == 0)
		outcome = dump(&store, options, err);
	store_close(&store);
	return outcome;
}

static const struct option options_of_dump[] = { OPTION_STORE, OPTION_OUTPUT, { 0 } };

const struct command command_dump = {
	.name = "dump",
	.summary = "Prints the whole store in canonical text",
	.usage = "",
	.text = "Sorted, and without import times and row numbers: two stores that hold the same facts\n"
		"print the same text.",
	.example = "stocktake dump | sha256sum",
	.options = options_of_dump,
	.exec = exec,
};
