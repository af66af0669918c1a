/* SPDX-License-Identifier: MIT
 * "Did you mean": the candidate nearest in spelling to a word that nobody knows.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

#include "base/error.h"

struct nearest {
	const char *word;
	const char *best; /* borrowed from nearest_try; NULL while nothing is near */
	size_t distance;  /* of `best` */
};

#define NEAREST_INIT(text) { .word = (text) }

void nearest_try(struct nearest *nearest, const char *candidate);
/* "no report 'x'; did you mean 'y'?", or what `hint` says when nothing is near. */
int nearest_error(const struct nearest *nearest, const char *what, const char *hint,
		  struct error *err);

#endif
