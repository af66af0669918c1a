/* SPDX-License-Identifier: MIT
 * The columns of a result: names, and kinds for renderers.
 */
#ifndef QUERIES_COLUMNS_H
#define QUERIES_COLUMNS_H

#include "queries/run.h"

/* `has_row`: the statement stands on its first row, whose values decide what no declaration does.
 * The array is the caller's to free; names live as long as the statement. */
struct result_column *columns_describe(sqlite3_stmt *statement, const struct schema *schema,
				       bool has_row);

#endif
