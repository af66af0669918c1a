/* SPDX-License-Identifier: MIT
 * From evidence to status: may a report say anything, and how sure is it?
 */
#ifndef QUERIES_JUDGE_H
#define QUERIES_JUDGE_H

#include "base/buffer.h"
#include "queries/run.h"

struct judgement {
	enum status status;
	const struct need **missing; /* owned; the needs belong to the report */
	size_t missing_count;
	size_t blocking; /* the first so many of them prevent any answer */
	struct buffer reason; /* sentences joined by "; " */
};

/* That this report will be judged: what it asks of an entity is then counted with what others ask of it. */
void judge_expect(struct store *store, const struct report *report);
/* -1 when a need names no entity or column of the schema. Release it after failure too. */
int judge_report(struct judgement *judgement, struct store *store, const struct report *report,
		 struct error *err);
void judgement_release(struct judgement *judgement);

#endif
