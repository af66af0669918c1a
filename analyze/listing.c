/* SPDX-License-Identifier: MIT
 * One page with one table.
 */
#include "listing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "store/store.h"

enum outcome listing_open(struct listing *listing, const struct options *options,
			  const struct result_column *columns, size_t count, struct error *err)
{
	const struct format *format = output_format_choose(options, false, err);

	if (!format)
		return OUTCOME_USAGE;
	*listing = (struct listing){
		.head = { .status = STATUS_COMPLETE,
			  .reason = "",
			  .columns = columns,
			  .column_count = count },
	};
	if (destination_open(&listing->destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	page_open(&listing->page, format, &listing->destination, NULL, options->verbatim);
	page_begin(&listing->page, &listing->head);
	return OUTCOME_DONE;
}

void listing_row(struct listing *listing, const struct cell *cells)
{
	page_row(&listing->page, cells);
}

int listing_close(struct listing *listing, int result, struct error *err)
{
	page_end(&listing->page);
	if (page_close(&listing->page, err) < 0)
		result = -1;
	return destination_close(&listing->destination, result, err);
}

static int select_rows(struct listing *listing, sqlite3_stmt *statement, struct error *err)
{
	size_t count = listing->head.column_count;
	struct cell *cells = memory_alloc((count + 1) * sizeof(*cells));
	int step;

	while ((step = store_step(statement, err)) == SQLITE_ROW) {
		for (size_t i = 0; i < count; i++)
			cell_read(&cells[i], statement, (int)i, listing->head.columns[i].kind);
		listing_row(listing, cells);
	}
	free(cells);
	return step == SQLITE_DONE ? 0 : -1;
}

enum outcome listing_select(const struct options *options, struct store *store, const char *sql,
			    int64_t at, const struct result_column *columns, size_t count,
			    const char *nothing, struct error *err)
{
	struct listing listing;
	sqlite3_stmt *statement = store_prepare(store, err, sql);
	enum outcome outcome;
	int result;

	if (!statement)
		return OUTCOME_FAILED;
	if (sqlite3_bind_parameter_count(statement))
		sqlite3_bind_int64(statement, 1, at);
	outcome = listing_open(&listing, options, columns, count, err);
	if (outcome == OUTCOME_DONE) {
		result = select_rows(&listing, statement, err);
		if (result == 0 && listing.page.count == 0)
			fprintf(stderr, "stocktake: %s\n", nothing);
		if (listing_close(&listing, result, err) < 0)
			outcome = OUTCOME_FAILED;
	}
	sqlite3_finalize(statement);
	return outcome;
}
