/* SPDX-License-Identifier: MIT
 * What is this file? Every format bids the number of things it verified in the first records; the
 * name of the file is never asked.
 */
#ifndef IMPORTERS_DETECT_H
#define IMPORTERS_DETECT_H

#include "format.h"
#include "input.h"

enum { MATCHES_MAX = 8 };

struct match {
	const struct format *format;
	const char *pattern; /* where its records are */
	int bid;
};

struct detection {
	bool csv;
	struct match matches[MATCHES_MAX]; /* several only for files that hold several kinds */
	size_t count;
	char reason[512];             /* why there is no match, else '' */
	const struct format *nearest; /* the best of those that did not fit, or NULL */
	char context[128];            /* entity set of "@odata.context", or '' */
	bool empty_list;              /* some list of records is there, without one */
	bool context_whole;           /* it names the set, not a part: no "/$entity", no "/delta" */
	char fields[512];             /* of the first record, for people; cut when long */
};

/* -1 only when the file cannot be read at all. With `as_format` only that format is tried. */
int detect(struct detection *detection, const struct formats *formats, const struct input *input,
	   const char *as_format, struct error *err);

/* The entity set in an "@odata.context": "...$metadata#users(id,mail)" is "users". */
struct str context_set(struct str context);

#endif
