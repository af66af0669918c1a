/* SPDX-License-Identifier: MIT
 * Answers of reports, kept beside the data (store/schema/0015-answer.sql). The store knows a report as a
 * name and a digest. Answers are given in the order of the snapshots; a commit or a forgotten snapshot
 * takes away those that may no longer be true. The caller holds a transaction while it writes.
 */
#ifndef STORE_ANSWER_H
#define STORE_ANSWER_H

#include "store/store.h"

struct answer_finding {
	struct str fingerprint, severity, resource_kind, resource_id, environment_id, name;
};

/* What an answer lacked. */
struct answer_gap {
	const char *entity, *part, *column; /* part '', column NULL when not given */
};

struct answer {
	int64_t question, at;
	const char *status, *reason;
	bool is_evaluated, is_complete;
	bool is_same; /* it shows what the answer before it shows; there are no findings here */
	struct answer_finding *findings; /* in any order; one of a fingerprint counts */
	size_t finding_count;
	const struct answer_gap *gaps; /* of one that is not complete */
	size_t gap_count;
};

/* The number of the question; 0 when it was never asked. */
int question_find(struct store *store, const char *report, const char *sha256, int64_t *question,
		  struct error *err);
/* The same, but notes it when it is new. Of one report only the last few questions are kept. */
int question_ask(struct store *store, const char *report, const char *sha256, int64_t *question,
		 struct error *err);
/* The newest snapshot that is answered, INT64_MIN for none, and whether it was evaluated. */
int question_newest(struct store *store, int64_t question, int64_t *at, bool *evaluated,
		    struct error *err);

/* A finding that is missing is gone when the answer is complete, or lacks nothing in the scope of
 * its resource (its environment, or itself). The findings are sorted. */
int answer_give(struct store *store, struct answer *answer, struct error *err);

/* From this snapshot on no answer is true any more. */
int answers_drop(struct store *store, int64_t from, struct error *err);

#endif
