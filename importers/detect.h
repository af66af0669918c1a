/* SPDX-License-Identifier: MIT
 * What is this file? Every format bids the number of things it verified in the first records; the
 * name of the file is never asked.
 */
#ifndef IMPORTERS_DETECT_H
#define IMPORTERS_DETECT_H

#include <stdint.h>

#include "base/buffer.h"
#include "format.h"
#include "input.h"

enum { MATCHES_MAX = 32 }; /* kinds that one file may hold */

/* What the samples of one record pattern showed of one format: a bit for each field or value of
 * its recognition, in the order they are listed. */
struct evidence {
	uint64_t all, any, none, values;
	unsigned char all_by[RECOGNISE_MAX], any_by[RECOGNISE_MAX]; /* by which alternative */
	bool context;      /* the file names the entity set */
	bool contradicted; /* a value is another */
	bool applies;      /* the format looks for records at this pattern */
};

struct match {
	const struct format *format;
	const char *pattern; /* where its records are */
	int bid;
	struct evidence evidence;
	const struct format *runner_up; /* the next best, or NULL */
	int runner_up_bid;
};

struct detection {
	bool csv;
	struct match matches[MATCHES_MAX]; /* several only for files that hold several kinds */
	size_t count;
	char reason[512];             /* why there is no match, else '' */
	const struct format *known;   /* refuses such files; then there is no match */
	const struct format *nearest; /* the best of those that did not fit, or NULL */
	char damage[160];             /* JSON: the first place that is broken, and how, or '' */
	char context[128];            /* entity set of "@odata.context", or '' */
	char context_path[128];       /* the same with what it lies in: "auditLogs/signIns" */
	bool empty_list;              /* some list of records is there, without one */
	bool context_whole;           /* it names the set, not a part: no "/$entity", no "/delta" */
	char fields[512];             /* of the first record, for people; cut when long */
};

/* -1 only when the file cannot be read at all. With `as_format` only that format is tried. */
int detect(struct detection *detection, const struct formats *formats, const struct input *input,
	   const char *as_format, struct error *err);

/* What was verified of the match, a line each, and how many checks that were; gives the number of
 * checks there are. */
int match_explain(const struct match *match, struct buffer *why, int *verified);
bool lines_hold(const struct buffer *lines, const char *line);

/* The entity set in an "@odata.context": "...$metadata#users(id,mail)" is "users". */
struct str context_set(struct str context);
/* The same up to a "(": "...$metadata#auditLogs/signIns(id)" is "auditLogs/signIns". */
struct str context_path(struct str context);

#endif
