/* SPDX-License-Identifier: MIT
 * The findings of one answer, caught as the store keeps them. They wait here, for under the guard
 * nothing can be written.
 */
#ifndef ANALYZE_CATCH_H
#define ANALYZE_CATCH_H

#include "queries/judge.h"
#include "store/answer.h"

#include "finding.h"
#include "settings.h"

struct catch {
	struct finding_reader reader;
	struct cell *cells; /* owned, as are the others; all that `answer` points to is here */
	struct answer_finding *items;
	size_t count, capacity;
	struct answer_gap *gaps;
	struct arena arena;
	struct answer answer; /* but question and at */
};

#define CATCH_INIT { .reader = FINDING_READER_INIT }

/* Asks the report. */
int catch_asked(struct catch *catch, struct store *store, const struct report *report,
		const struct settings *settings, struct error *err);
/* What the answer before it says, on the evidence of this moment: that may be other than it was, though
 * what it speaks of is the same. */
int catch_same(struct catch *catch, struct store *store, const struct report *report,
	       struct error *err);
void catch_release(struct catch *catch);

#endif
