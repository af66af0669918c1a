/* SPDX-License-Identifier: MIT
 * Which reports a store can answer at its moment, what the others lack, and which files an admin
 * should fetch next.
 */
#ifndef ANALYZE_COVERAGE_H
#define ANALYZE_COVERAGE_H

#include "queries/judge.h"

#include "session.h"

enum gap_kind {
	GAP_BLOCKS,      /* without it there is no answer */
	GAP_ALTERNATIVE, /* one of these will do */
	GAP_BLURS,       /* without it, or the rest of it, the answer is partial */
};

/* Something that a report lacks. */
struct gap {
	const struct need *need;
	enum gap_kind kind;
	bool is_filled;    /* by what stands in `next` so far */
	size_t *formats;   /* that bring it, the best first; owned */
	size_t format_count;
};

struct standing {
	const struct report *report;
	enum status status;
	struct gap *gaps;
	size_t gap_count;
};

/* A format to fetch, given that those before it were fetched too. */
struct advice {
	size_t format;
	size_t answered, completed, helped; /* reports that it lets answer, makes exact, or helps */
	const struct report **reports;      /* the first that is not 0 of these; owned */
	size_t report_count;
};

struct coverage {
	struct standing *standings; /* in the order of the catalogue */
	size_t count;
	struct advice *next;
	size_t next_count;
	struct format_summary *formats;
	size_t format_count;
};

int coverage_open(struct coverage *coverage, struct session *session, struct error *err);
void coverage_close(struct coverage *coverage); /* also when opening failed */

void coverage_write_text(const struct coverage *coverage, const struct destination *destination,
			 bool is_whole);
/* {"reports": [{"id", "status", "missing": [{"entity", "formats"}]}], "next": [{"format", "reports"}]} */
void coverage_write_json(const struct coverage *coverage, const struct destination *destination);

const char *coverage_status(enum status status); /* "ready", "partial", "missing" */

#endif
