/* SPDX-License-Identifier: MIT
 * A finding: one row of a report that is about a resource, in the same words whatever the report's
 * columns are, and with a fingerprint by which it is known again in a later snapshot.
 */
#ifndef ANALYZE_FINDING_H
#define ANALYZE_FINDING_H

#include "base/buffer.h"
#include "base/digest.h"
#include "queries/run.h"

#include "cell.h"

enum finding_field {
	FIELD_REPORT,
	FIELD_TITLE,
	FIELD_SEVERITY,
	FIELD_STATUS,
	FIELD_KIND,
	FIELD_ID,
	FIELD_NAME,
	FIELD_ENVIRONMENT,
	FIELD_OWNER,
	FIELD_OWNER_NAME,
	FIELD_DETAIL,
	FIELD_FINGERPRINT,
	FIELD_RULE,
	FIELD_ENVIRONMENT_NAME,
	FIELD_FIRST_SEEN,
	FIELD_STATE,
	FIELD_WAIVER_REASON,
	FIELD_WAIVER_OWNER,
	FIELD_WAIVER_UNTIL,
	FIELD_ASSIGNED,
	FIELD_DUE,
	FIELD_COMMENT,
	FIELD_COUNT
};

enum finding_state {
	FINDING_OPEN,
	FINDING_WAIVED,  /* by --waivers */
	FINDING_EXCUSED, /* by a flag that people set in the tenant */
};

struct finding {
	struct str fields[FIELD_COUNT]; /* '' while not known; times are ISO 8601 */
	enum severity severity;
	enum finding_state state;
	size_t number; /* of a list: in the order in which they were found */
};

/* Every field as a column of a result. */
extern const struct result_column finding_columns[FIELD_COUNT];
const char *finding_state_name(enum finding_state state); /* "open", "waived", "excused" */
void finding_set_state(struct finding *finding, enum finding_state state);
/* A field as a cell; its text stays where it is. */
void finding_cell(const struct finding *finding, enum finding_field field, struct cell *cell);

/* Which of a result's columns holds which field. */
struct finding_reader {
	const struct result_head *head;
	int columns[FIELD_COUNT]; /* or -1 */
	int *keys;                /* of the report's keys, the same; owned */
	struct finding defaults;  /* what the report says of every row */
	struct buffer detail;
	char fingerprint[DIGEST_HEX_SIZE];
};

#define FINDING_READER_INIT { .detail = BUFFER_INIT(64 * 1024) }

/* `head` must be that of findings (head_is_findings), and live until the last row. */
void finding_reader_begin(struct finding_reader *reader, const struct result_head *head);
/* Everything that the row and its report say; the texts die with the next row. The finding is open. */
void finding_read(struct finding_reader *reader, const struct cell *cells, struct finding *finding);
void finding_reader_release(struct finding_reader *reader);

#endif
