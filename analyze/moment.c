/* SPDX-License-Identifier: MIT
 * Reads a time of the command line.
 */
#include "moment.h"

#include <stdio.h>
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

/* 1: the newest snapshot with that label; 0: no label of any. */
static int find_label(struct store *store, const char *text, int64_t *at, struct error *err)
{
	sqlite3_stmt *newest = store_prepare(store, err,
					     "SELECT max(snapshot_at) FROM snapshot WHERE label = ?1");
	int step, found = 0;

	if (!newest)
		return -1;
	sqlite3_bind_text(newest, 1, text, -1, SQLITE_STATIC);
	step = store_step(newest, err);
	if (step == SQLITE_ROW && sqlite3_column_type(newest, 0) != SQLITE_NULL) {
		*at = sqlite3_column_int64(newest, 0);
		found = 1;
	}
	sqlite3_finalize(newest);
	return step < 0 ? -1 : found;
}

static int no_snapshot(const char *text, struct error *err)
{
	return error_set(err, "no snapshot is labelled '%s', and it is no time;"
			      " 'stocktake snapshots' lists them", text);
}

int moment_find(struct store *store, const char *text, int64_t *at, struct error *err)
{
	int found = find_label(store, text, at, err);

	if (found != 0)
		return found < 0 ? -1 : 0;
	return moment_parse(text, DAY_END, at, err) < 0 ? no_snapshot(text, err) : 0;
}

int moment_snapshot(struct store *store, const char *text, int64_t *at, struct error *err)
{
	int64_t begin, end, count;
	char sql[160];
	int found = find_label(store, text, at, err);

	if (found != 0)
		return found < 0 ? -1 : 0;
	if (moment_parse(text, DAY_BEGIN, &begin, err) < 0 ||
	    moment_parse(text, DAY_END, &end, err) < 0)
		return no_snapshot(text, err);
	snprintf(sql, sizeof(sql),
		 "SELECT count(*) FROM snapshot WHERE snapshot_at BETWEEN %lld AND %lld",
		 (long long)begin, (long long)end);
	if (store_int64(store, err, sql, 0, &count) < 0)
		return -1;
	if (count != 1)
		return count ? error_set(err, "%d snapshots are of '%s': say which with the time of day",
					 (int)count, text) :
			       error_set(err, "no snapshot is of '%s'; 'stocktake snapshots' lists them",
					 text);
	snprintf(sql, sizeof(sql),
		 "SELECT max(snapshot_at) FROM snapshot WHERE snapshot_at BETWEEN %lld AND %lld",
		 (long long)begin, (long long)end);
	return store_int64(store, err, sql, 0, at);
}
