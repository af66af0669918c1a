/* SPDX-License-Identifier: MIT
 * Lists that are no report (the catalogue, snapshots, formats, ...), through the same output
 * formats: columns by name, then rows of cells.
 */
#ifndef ANALYZE_LISTING_H
#define ANALYZE_LISTING_H

#include "command.h"
#include "page.h"

struct listing {
	struct destination destination;
	struct page page;
	struct result_head head;
};

/* USAGE when there is no such output format. */
enum outcome listing_open(struct listing *listing, const struct options *options,
			  const struct result_column *columns, size_t count, struct error *err);
void listing_row(struct listing *listing, const struct cell *cells);
/* `result` 0: what was listed stands. Gives 0, or -1 when `result` was or the output failed. */
int listing_close(struct listing *listing, int result, struct error *err);

/* The rows of a statement of ours, ?1 being `at`. When there are none, standard error says
 * `nothing`. */
enum outcome listing_select(const struct options *options, struct store *store, const char *sql,
			    int64_t at, const struct result_column *columns, size_t count,
			    const char *nothing, struct error *err);

#endif
