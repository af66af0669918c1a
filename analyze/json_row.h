/* SPDX-License-Identifier: MIT
 * The rows of one result as JSON objects. What is the same in all of them is quoted once, and a row
 * is given to the stream as one piece, for there may be millions.
 */
#ifndef ANALYZE_JSON_ROW_H
#define ANALYZE_JSON_ROW_H

#include <stdio.h>

#include "cell.h"

struct json_row {
	char *text;        /* `{"name": `, `, "other": ` and so on, one behind the other */
	struct str *names; /* each of them */
};

/* `before` is what stands before the first field. The row is zeroed, or begun before. */
void json_row_begin(struct json_row *row, const char *before, const struct result_column *columns,
		    size_t count);
/* The first `count` fields; what closes the object is the caller's. */
void json_row_put(const struct json_row *row, FILE *out, const struct cell *cells, size_t count);
void json_row_release(struct json_row *row);

#endif
