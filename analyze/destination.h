/* SPDX-License-Identifier: MIT
 * Where a command's data goes: standard output, or a file that appears only when it is whole.
 */
#ifndef ANALYZE_DESTINATION_H
#define ANALYZE_DESTINATION_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "base/platform.h"

struct destination {
	FILE *stream;
	int width;       /* columns of the terminal; 0: not a terminal, nothing is cut */
	bool has_colour; /* a terminal, and NO_COLOR is not set */
	struct output_file file; /* used when it is no standard output */
};

/* `path` NULL or "-": standard output. */
int destination_open(struct destination *destination, const char *path, struct error *err);
/* Keeps what was written when `result` is 0, else takes it back. Gives 0, or -1 when `result` was
 * or when it could not all be written. */
int destination_close(struct destination *destination, int result, struct error *err);

#endif
