/* SPDX-License-Identifier: MIT
 * The mapping engine: interprets a format's rows for one file after another record. What comes out
 * (rows and refused fields) is pushed to a sink, so that inspecting and importing are one code.
 */
#ifndef IMPORTERS_MAP_H
#define IMPORTERS_MAP_H

#include "convert.h"
#include "extract.h"
#include "format.h"
#include "reader.h"

struct map;

struct map_sink {
	/* A row of the format's `rows[index]`; `primary` for the first of its record. */
	int (*row)(void *context, size_t index, const struct value *values, int64_t record,
		   bool primary, struct error *err);
	/* A field that was left out (`field` set), or a record that gave no row. */
	int (*refused)(void *context, const struct record *record, struct str field,
		       struct str value, const char *reason, struct error *err);
	/* The record's elements for row `index` are all there for this object, and none was refused;
	 * told where the format says so (covers "object"), and always when there are none. */
	int (*whole)(void *context, size_t index, struct str object, bool is_empty,
		     struct error *err);
	void *context;
};

/* What a file's records held of one row of the format. */
struct row_evidence {
	bool in_all;  /* every record had the container (true while there is no record) */
	bool in_some;
	bool refused; /* some element gave no row */
};

/* `shown` is where the file lies, for `$file`. */
struct map *map_new(const struct format *format, const char *shown, enum date_order dates,
		    const struct secrets *secrets, const struct map_sink *sink);
void map_free(struct map *map); /* NULL is fine */
void map_header(struct map *map, const struct str *names, size_t count); /* CSV, before records */
bool map_uses_column(const struct map *map, size_t column);
int map_record(struct map *map, const struct record *record, struct error *err);

/* Of the record at hand, inside the sink: its place among the records of its object, by the format's
 * `latest` (a whole number, or a time in ticks of 100 ns since 1970); false when it tells none. */
bool map_sequence(const struct map *map, int64_t *sequence);
bool map_gone(const struct map *map); /* its object is no more, by the format's `gone` */

struct row_evidence map_evidence(const struct map *map, size_t row);
/* Of the format's `time`, over all records; false: the file tells none. */
bool map_times(const struct map *map, int64_t *oldest, int64_t *newest);
/* The order that a later date proved, when earlier ones were refused for want of it; else unknown. */
enum date_order map_late_dates(const struct map *map);
bool map_lossy_text(const struct map *map);
/* Tells of each column that no record gave a value, by the first field that could have: of the
 * main row, and of further rows that some record had. */
void map_missing(const struct map *map, void (*tell)(void *context, const char *field),
		 void *context);
struct extract *map_extract(struct map *map); /* for what was understood, and what not */

#endif
