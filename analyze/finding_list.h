/* SPDX-License-Identifier: MIT
 * All findings of the chosen reports, kept and ordered; and the reports that could not be answered.
 */
#ifndef ANALYZE_FINDING_LIST_H
#define ANALYZE_FINDING_LIST_H

#include "base/arena.h"

#include "choice.h"
#include "command.h"
#include "finding.h"
#include "reporting.h"
#include "session.h"

/* A report whose answer is not complete. */
struct gap_in_answers {
	const struct report *report;
	enum status status;
	char *reason; /* in the arena */
};

struct finding_list {
	struct finding *items; /* open ones first, then by severity, then as the reports came */
	size_t count, capacity;
	struct gap_in_answers *gaps;
	size_t gap_count, gap_capacity;
	size_t answered; /* items of reports before the current one */
	size_t reports;  /* that were asked and list findings */
	struct arena arena;
};

/* Runs the finding reports that the options choose, with --set, --severity and --quiet. DONE also when
 * some report failed; standard error told why, and `*failed` is true. */
enum outcome finding_list_make(struct finding_list *list, struct session *session,
			       const struct options *options, bool *failed, struct error *err);
/* What a command makes of the list; FAILED afterwards when some report had failed. */
typedef enum outcome finding_list_use(const struct finding_list *list, struct session *session,
				      const struct options *options, struct error *err);
enum outcome finding_list_answer(struct session *session, const struct options *options,
				 finding_list_use *use, struct error *err);
/* For who runs the reports for other ends too: fills an empty list (zeros), to be ordered at the end. */
struct finding_sink finding_list_sink(struct finding_list *list);
void finding_list_order(struct finding_list *list);
void finding_list_release(struct finding_list *list);

size_t finding_list_open(const struct finding_list *list); /* number of open findings */
/* Gaps with that status. */
size_t finding_list_gaps(const struct finding_list *list, enum status status);
/* "stocktake: 2 reports were not evaluated: a, b" on standard error, and the same for partial ones. */
void finding_list_tell_gaps(const struct finding_list *list);

#endif
