/* SPDX-License-Identifier: MIT
 * For schedulers: one line, and an exit code that says whether grave findings stand.
 */
#include "commands.h"
#include "finding_list.h"

struct tally {
	size_t open[SEVERITY_CRITICAL + 1];
	size_t grave, waived, excused;
	size_t unknown; /* grave reports without an answer */
};

static void count(struct tally *tally, const struct finding_list *list, enum severity least)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct finding *finding = &list->items[i];

		tally->waived += finding->state == FINDING_WAIVED;
		tally->excused += finding->state == FINDING_EXCUSED;
		if (finding->state != FINDING_OPEN)
			continue;
		tally->open[finding->severity]++;
		tally->grave += finding->severity >= least;
	}
	for (size_t i = 0; i < list->gap_count; i++)
		tally->unknown += list->gaps[i].status == STATUS_NOT_EVALUATED &&
				  list->gaps[i].report->severity >= least;
}

static void print(const struct tally *tally, const struct finding_list *list, enum severity least)
{
	const char *before = " (";

	printf("%zu open finding%s of %s severity or above", tally->grave,
	       tally->grave == 1 ? "" : "s", severity_name(least));
	for (int i = SEVERITY_CRITICAL; i >= (int)least; i--) {
		if (!tally->open[i])
			continue;
		printf("%s%zu %s", before, tally->open[i], severity_name((enum severity)i));
		before = ", ";
	}
	printf("%s; %zu waived, %zu excused; %zu report%s: %zu partial, %zu not evaluated\n",
	       tally->grave ? ")" : "", tally->waived, tally->excused, list->reports,
	       list->reports == 1 ? "" : "s",
	       finding_list_gaps(list, STATUS_PARTIAL),
	       finding_list_gaps(list, STATUS_NOT_EVALUATED));
}

static enum outcome judge(const struct finding_list *list, struct session *session,
			  const struct options *options, struct error *err)
{
	enum severity least = SEVERITY_HIGH;
	struct tally tally = { 0 };

	(void)session;
	if (options->fail_on)
		severity_parse(str_of(options->fail_on), &least);
	count(&tally, list, least);
	print(&tally, list, least);
	if (!options->quiet)
		finding_list_tell_gaps(list);
	if (finding_list_gaps(list, STATUS_NOT_EVALUATED) == list->reports) {
		error_set(err, "no report could be evaluated, so nothing was checked");
		return OUTCOME_FAILED;
	}
	if (tally.grave || (options->strict_evidence && tally.unknown))
		return OUTCOME_FINDINGS;
	return OUTCOME_DONE;
}

static enum outcome check(struct session *session, const struct options *options,
			  struct error *err)
{
	return finding_list_answer(session, options, judge, err);
}

static enum outcome exec(const struct options *options, struct error *err)
{
	return session_run(options, check, err);
}

static const struct option options_of_check[] = {
	{ .name = "fail-on",
	  .kind = OPTION_CHOICE,
	  .value = "info|low|medium|high|critical",
	  OPTION_INTO(fail_on),
	  .help = "exit 3 when open findings of that severity or above stand (default: high)" },
	{ .name = "strict-evidence",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(strict_evidence),
	  .help = "exit 3 also when a report of that severity could not be evaluated" },
	OPTION_REPORT,
	OPTION_GROUP,
	OPTION_AT,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_check = {
	.name = "check",
	.summary = "For schedulers: exit 3 when grave findings stand",
	.usage = "[--fail-on SEVERITY] [--group G] [--report ID]",
	.text = "Prints one line. Findings that are waived or excused do not count; reports that could\n"
		"not be evaluated are told on standard error, and when that is all of them, the check fails.",
	.example = "stocktake check --fail-on high --waivers waivers.csv",
	.options = options_of_check,
	.least = 0,
	.most = 0,
	.exec = exec,
};
