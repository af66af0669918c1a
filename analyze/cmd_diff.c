/* SPDX-License-Identifier: MIT
 * Compares two snapshots: the reports of the group drift, at the one, against the other.
 */
#include <stdio.h>

#include "base/timestamp.h"

#include "choice.h"
#include "commands.h"
#include "moment.h"
#include "paging.h"
#include "session.h"

/* What a format of one table shows, and the group of all the others. */
static const char changes[] = "changes", group[] = "drift";

static void tell_window(const struct store *store)
{
	char before[TIMESTAMP_SIZE], after[TIMESTAMP_SIZE];

	timestamp_format(store->before, before);
	timestamp_format(store->moment, after);
	fprintf(stderr, "%s to %s, %lld days apart\n", before, after,
		(long long)((store->moment - store->before) / SECONDS_PER_DAY));
}

static enum outcome compare(struct session *session, const struct options *options,
			    struct error *err)
{
	const struct format *format = output_format_choose(options, true, err);
	const char *report = changes;
	struct options chosen = *options;
	struct settings settings = { 0 };
	struct choice choice = { 0 };
	enum outcome outcome = OUTCOME_USAGE;

	if (!format)
		return OUTCOME_USAGE;
	chosen.arguments = (struct text_list){ .items = &report, .count = format->is_single };
	chosen.group = format->is_single ? NULL : group;
	if (choice_make(&choice, &chosen, session->catalogue, err) == 0 &&
	    session_set(session, &settings, options, &choice, err) == 0) {
		if (!options->quiet)
			tell_window(&session->store);
		outcome = paging_write(session, options, format, &settings, &choice, err);
	}
	settings_release(&settings);
	choice_release(&choice);
	return outcome;
}

/* The earlier one is what the later one is compared with, in whatever order they are given. */
static enum outcome look(struct session *session, const struct options *options,
			 struct error *err)
{
	const char *const *words = options->arguments.items;
	int64_t from, to;

	if (moment_snapshot(&session->store, words[0], &from, err) < 0 ||
	    moment_snapshot(&session->store, words[1], &to, err) < 0)
		return OUTCOME_FAILED;
	if (from > to) {
		int64_t kept = from;

		from = to;
		to = kept;
	}
	if (session_look(session, true, to, err) < 0 ||
	    store_set_before(&session->store, from, err) < 0)
		return OUTCOME_FAILED;
	return compare(session, options, err);
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, look, err);
}

static const struct option options_of_diff[] = {
	OPTION_SET,	OPTION_WAIVERS, OPTION_SETTINGS, OPTION_FORMAT,	 OPTION_OUTPUT, OPTION_STORE,
	OPTION_REPORTS, OPTION_FORMATS, OPTION_VERBATIM, OPTION_QUIET, { 0 },
};

const struct command command_diff = {
	.name = "diff",
	.summary = "Compares two snapshots",
	.usage = "A B",
	.text = "A and B are labels, moments, or days of which there is one snapshot. The reports of the group\n"
		"drift are run at the later one against the earlier one: how much changed, every change\n"
		"column by column, policies loosened, owners changed, sharing widened, and what cannot be\n"
		"compared because one of the two did not collect it. Formats of one table (csv, ndjson) give\n"
		"the report changes. --set moving=1 adds what moves by itself, such as times of last use.",
	.example = "stocktake diff 2026-10-01 2026-11-01",
	.options = options_of_diff,
	.least = 2,
	.most = 2,
	.is_paged = true,
	.exec = exec,
};
