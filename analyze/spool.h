/* SPDX-License-Identifier: MIT
 * Output that must wait: what is written to `stream` is kept in a temporary file (in memory where
 * there is no place for one) until it is copied to where it belongs.
 */
#ifndef ANALYZE_SPOOL_H
#define ANALYZE_SPOOL_H

#include <stdio.h>

struct spool {
	FILE *stream; /* NULL before the first spool_open */
	char *buffer; /* of a temporary file */
	char *data;   /* of a stream in memory */
	size_t length;
};

void spool_open(struct spool *spool); /* empty, ready to be written */
/* Copies everything written since; -1 when the spool itself could not hold it. */
int spool_copy(struct spool *spool, FILE *to);
void spool_close(struct spool *spool);

#endif
