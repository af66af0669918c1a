/* SPDX-License-Identifier: MIT
 * Baselines: catalogues of controls that others wrote (SCuBA, CIS, OWASP), each answered by reports. One
 * JSON file each in queries/baselines:
 *
 *   { "baseline": "scuba", "title": "…",
 *     "is_literal": true,                     an answer that is partial counts all the same
 *     "controls": [ { "id": "…", "title": "…", "criticality": "shall",
 *                     "reports": ["scuba-tests"],   by id, and
 *                     "rules": ["DLP-001"],         every report of these rules
 *                     "is_manual": true,            no machine evidence: a person must look
 *                     "note": "…" } ] }             what else is to be known
 *
 * A report whose result has the columns `control` and `is_met` answers row by row; of any other, a row that
 * is more than information is an offence.
 */
#ifndef QUERIES_BASELINE_H
#define QUERIES_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "queries/catalogue.h"
#include "queries/run.h"

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_WARNING, VERDICT_NOT_EVALUATED, VERDICT_MANUAL };
const char *verdict_name(enum verdict verdict); /* "pass", ..., "not-evaluated", "manual" */

struct control {
	const char *id, *title, *criticality, *note; /* note: or NULL */
	bool is_manual;
	const struct report **reports; /* owned */
	size_t report_count, report_capacity;
	/* after baseline_judge */
	enum verdict verdict;
	int64_t offences;
	const char **offenders; /* owned: environment ids, sorted, each once; the texts are the arena's */
	size_t offender_count, offender_capacity;
	const char *reason; /* why it is not evaluated, or failed; or NULL */
	/* private */
	size_t met, unknown, silent;
};

struct baseline {
	const char *name, *title;
	bool is_literal;
	struct control *controls; /* owned */
	size_t count, capacity;
	struct arena arena; /* owns the texts */
};

/* By name; -1 with the names there are. Reports are those of the catalogue. */
int baseline_open(struct baseline *baseline, const char *name, const struct catalogue *catalogue,
		  struct error *err);
/* Runs every report once at the store's moment, and says what that makes of each control. */
int baseline_judge(struct baseline *baseline, struct store *store, struct error *err);
void baseline_close(struct baseline *baseline); /* also after a failed open */

#endif
