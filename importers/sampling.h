/* SPDX-License-Identifier: MIT
 * The first records of a file, weighed against what each format looks for. Private to detection.
 */
#ifndef IMPORTERS_SAMPLING_H
#define IMPORTERS_SAMPLING_H

#include "detect.h"
#include "reader.h"

struct sampling {
	const struct formats *formats;
	struct evidence *evidence; /* one a format */
	struct detection *detection;
	int samples;
	bool container;           /* the place of the records was there, be it empty */
	struct arena arena;       /* owns the header's names */
	const struct str *header; /* CSV; NULL for JSON */
	size_t header_count;
	bool buckets[NAME_BUCKETS]; /* of the names in the sample at hand, or in the header */
	const struct record *record; /* the sample at hand; NULL for the header alone */
};

/* Reads the records at `pattern` (NULL: CSV) from the start of a file, and weighs each against every
 * format whose evidence `applies`. */
void sample(struct sampling *sampling, struct str start, const char *pattern);

#endif
