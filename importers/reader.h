/* SPDX-License-Identifier: MIT
 * Records out of decoded bytes. Bytes are pulled from a source, records are pushed to a sink; a
 * record and all it points to die when the callback returns. Damage is told and survived: a
 * reader looks for the next record, so that one bad record never loses its neighbours.
 */
#ifndef IMPORTERS_READER_H
#define IMPORTERS_READER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct cJSON;
struct envelope;
struct source;

struct record {
	int64_t number;      /* from 1, damaged ones counted too */
	int64_t byte_offset; /* of its first byte in the decoded text */
	int64_t line;        /* of its first byte, from 1, as a text editor counts; -1 for JSON */
	const struct cJSON *json;  /* JSON: the element; NULL for CSV */
	const struct envelope *envelope; /* JSON: what stands before it beside the records, or NULL */
	const struct str *cells;   /* CSV: as many as the header has */
	size_t cell_count;
};

/* A record that could not be read (`whole`), or one that was mended and pushed all the same. */
struct damage {
	int64_t number, byte_offset, line; /* as in struct record */
	const char *reason;                /* "quote never closed", "nested deeper than 1000 levels" */
	int whole;
};

/* Each callback returns 0, or -1 with `err` set to stop reading: the reader then returns -1. */
struct record_sink {
	int (*header)(void *context, const struct str *names, size_t count, struct error *err);
	int (*record)(void *context, const struct record *record, struct error *err);
	int (*damage)(void *context, const struct damage *damage, struct error *err);
	/* JSON: a scalar member beside the records, such as "@odata.nextLink"; `page` counts top-level
	 * values from 1. Strings come unescaped, other scalars as written. */
	int (*envelope)(void *context, int64_t page, struct str name, struct str value,
			struct error *err);
	/* JSON: the container of the records was there, be it empty. May be NULL. */
	int (*container)(void *context, int64_t page, struct error *err);
	void *context;
};

/* CSV by content: comma, semicolon, tab or bar, whichever the header line has most outside quotes.
 * The header's names are trimmed, inner blanks collapsed, and a repeated one gets " (2)", ...
 * Returns 0 at the end of the text, -1 when the sink stopped, the source broke or there is no
 * header. `*ended_well` is 0 when the text ends inside a record. */
int read_csv(struct source *source, const struct record_sink *sink, int *ended_well,
	     struct error *err);

/* JSON: every top-level value (one, several, or one a line) is searched for the record pattern
 *   "."            the value itself is the record
 *   "[]"           elements of a top-level array
 *   "value[]"      elements of the member `value`
 *   "[].value[]", "a.b[]", "a.*" and so on; names compare without case, `*` is every member.
 * What does not fit the pattern is passed over. Duplicate names in one object: the last one counts. */
int read_json(struct source *source, const char *pattern, const struct record_sink *sink,
	      int *ended_well, struct error *err);

#endif
