/* SPDX-License-Identifier: MIT
 * What the two halves of the JSON reader share: read_json.c walks down to the records,
 * json_record.c takes one record and finds the next one after damage.
 */
#ifndef IMPORTERS_JSON_READER_H
#define IMPORTERS_JSON_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "envelope.h"
#include "json_pattern.h"
#include "json_scan.h"
#include "json_tree.h"
#include "reader.h"
#include "window.h"

enum { JSON_KEY_SIZE = 64 };

/* How a good record of this text begins; after damage, the next one is known by it. */
struct json_signature {
	char start[2 * JSON_KEY_SIZE]; /* from its bracket to the end of its first name */
	size_t length;
	char second[JSON_KEY_SIZE]; /* the name of its second member */
	int64_t gap;                /* bytes between the comma and its bracket; -1: not known */
	int seen;                   /* good records looked at */
};

struct json_reader {
	struct window window;
	struct json_pattern pattern;
	struct json_scan scan;
	struct json_tree tree;
	struct json_signature signature;
	struct arena names;
	struct envelope envelope;
	const struct record_sink *sink;
	int64_t number, page;
	int64_t behind_separator; /* offset behind the last comma or opening bracket */
	int resyncs;
	int64_t searched; /* bytes that were looked at for a record's end in vain */
	bool gave_up;
};

enum walk {
	WALK_STOP = -1, /* the source broke or the sink stopped */
	WALK_ON,        /* behind the value */
	WALK_LOST,      /* somewhere in a value that makes no sense; the damage is told */
	WALK_TOP,       /* at the start of a line that looks like a new top-level value */
	WALK_ENDED,     /* at the end of the text, inside a value */
};

enum { BYTE_STOP = -1, BYTE_END = -2 };

/* The next byte that is not blank, at window.at, or one of the above. With `keep`, what lies
 * behind window.mark is kept, and a full window counts as the end. */
int json_peek(struct json_reader *reader, bool keep, struct error *err);

enum scanned {
	SCANNED_STOP = -1,
	SCANNED_WHOLE,
	SCANNED_WRONG, /* brackets do not match */
	SCANNED_CUT,   /* the text ended */
	SCANNED_LARGE, /* longer than LIMIT_RECORD, with `keep` only */
};

/* Moves window.at behind the value at window.at; json_scan_on behind one it is in the middle of. */
enum scanned json_scan_value(struct json_reader *reader, bool keep, struct error *err);
enum scanned json_scan_on(struct json_reader *reader, bool keep, struct error *err);
/* How to go on after a value that is not wanted; and the same with its scan. */
enum walk json_skipped(struct json_reader *reader, enum scanned scanned, struct error *err);
enum walk json_skip_value(struct json_reader *reader, struct error *err);
/* Are the records elements of a list? */
bool json_in_list(const struct json_reader *reader);

/* The record at window.at. */
enum walk json_take_record(struct json_reader *reader, struct error *err);
/* Tells that what is at window.at belongs nowhere: WALK_LOST. */
enum walk json_unexpected(struct json_reader *reader, const char *reason, struct error *err);
/* In a list of records: finds the next of them behind window.mark, and takes it. */
enum walk json_next_record(struct json_reader *reader, struct error *err);
/* Finds the next line that looks like a top-level value. */
enum walk json_next_line(struct json_reader *reader, struct error *err);

#endif
