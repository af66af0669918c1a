/* SPDX-License-Identifier: MIT
 * The waivers file: findings that someone accepted, with a reason and for a time. CSV with the
 * columns report, resource, reason, owner, until (docs/findings.md).
 */
#ifndef ANALYZE_WAIVERS_H
#define ANALYZE_WAIVERS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/timestamp.h"

#include "finding.h"

enum waiver_column {
	WAIVER_REPORT,   /* an id, or * */
	WAIVER_RESOURCE, /* an id or a fingerprint in lower case, or * */
	WAIVER_REASON,
	WAIVER_OWNER,
	WAIVER_UNTIL,    /* the last moment, ISO 8601; '' for ever */
	WAIVER_COLUMNS
};

struct waiver {
	struct str cells[WAIVER_COLUMNS];
	size_t row;      /* in the file, the header being 1 */
	bool is_expired; /* at the moment */
	bool is_tried;   /* a report was answered to which it may belong */
	bool is_used;
};

struct waivers {
	const char *path;
	int64_t at; /* the moment */
	struct waiver *items; /* sorted by resource, then as in the file */
	size_t count, capacity;
	struct arena arena;
};

/* -1 names file and row. `path` must live as long. */
int waivers_read(struct waivers *waivers, const char *path, int64_t at, struct error *err);
/* Tells that the report was answered, or every report with findings (NULL): waivers that match none
 * of its findings are of no use. */
void waivers_try(struct waivers *waivers, const char *report);
/* The first that is in force and matches, which is then used; else NULL. */
const struct waiver *waivers_match(struct waivers *waivers, const struct finding *finding);
/* A line for each that has expired or is of no use. */
void waivers_tell(const struct waivers *waivers, FILE *out);
/* {"file", "expired": [{"row", "report", "resource", ...}], "unused": [...]} */
void waivers_write_json(const struct waivers *waivers, FILE *out);
void waivers_release(struct waivers *waivers);

#endif
