/* SPDX-License-Identifier: MIT
 * Reads a time of the command line.
 */
#include "moment.h"

#include <string.h>

#include "base/timestamp.h"

enum { DATE_LENGTH = sizeof("2026-11-01") - 1 };

static int is_iso(const char *text)
{
	return strlen(text) >= DATE_LENGTH && strspn(text, "0123456789") == 4 && text[4] == '-';
}

int moment_parse(const char *text, enum day day, int64_t *at, struct error *err)
{
	if (!is_iso(text) || timestamp_parse(str_of(text), DATE_ORDER_UNKNOWN, at) != TIMESTAMP_OK)
		return error_set(err, "not a time: '%s'; write 2026-11-01 or 2026-11-01T06:30:00Z",
				 text);
	if (day == DAY_END && strlen(text) == DATE_LENGTH)
		*at += SECONDS_PER_DAY - 1;
	return 0;
}

int moment_find(struct store *store, const char *text, int64_t *at, struct error *err)
{
	sqlite3_stmt *newest = store_prepare(store, err,
					     "SELECT max(snapshot_at) FROM snapshot WHERE label = ?1");
	bool is_label = false;
	int step;

	if (!newest)
		return -1;
	sqlite3_bind_text(newest, 1, text, -1, SQLITE_STATIC);
	step = store_step(newest, err);
	if (step == SQLITE_ROW && sqlite3_column_type(newest, 0) != SQLITE_NULL) {
		*at = sqlite3_column_int64(newest, 0);
		is_label = true;
	}
	sqlite3_finalize(newest);
	if (step < 0 || is_label)
		return step < 0 ? -1 : 0;
	if (moment_parse(text, DAY_END, at, err) < 0)
		return error_set(err, "no snapshot is labelled '%s', and it is no time;"
				      " 'stocktake snapshots' lists them", text);
	return 0;
}
