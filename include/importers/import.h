/* SPDX-License-Identifier: MIT
 * Files in: finds the files below the given paths, recognises each by content, maps its records and
 * commits one snapshot. importers never see queries: the database is where they meet.
 */
#ifndef IMPORTERS_IMPORT_H
#define IMPORTERS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "store/store.h"

struct formats; /* the known source formats: embedded ones and a user's folder */

int formats_open(struct formats **formats, const struct schema *schema, const char *folder,
		 struct error *err);
void formats_close(struct formats *formats);
size_t formats_count(const struct formats *formats);
/* How a person gets a file of the format: a command (it may have several lines), the privilege that it
 * needs, and what else is to be known; the latter two may be NULL. */
struct collect_step {
	const char *command, *privilege, *note;
};

struct format_summary {
	const char *name, *title, *origin; /* origin: "built in" or the user's path */
	const char *covers, *records;      /* records: alternatives joined by ", " */
	const char *tables;                /* entities it feeds, joined by ", " */
	const char *source;                /* the JSON text */
	const char *entity;                /* of its main row; NULL when it only refuses */
	int rank;
	const struct collect_step *collect; /* how to get such a file, in order of preference */
	size_t collect_count;
};
struct format_summary formats_at(struct formats *formats, size_t index); /* sorted by name */
/* The fields of a table in that format, a line each: the first name of each, without constants. */
void formats_template(const struct formats *formats, size_t index, struct buffer *fields);
size_t formats_index(const struct formats *formats, const char *name); /* or formats_count() */
/* Whether files of that format bring rows of the entity, of its part ('' for any) and with that
 * column (NULL for any). */
bool formats_feed(const struct formats *formats, size_t index, const char *entity, const char *part,
		  const char *column);

struct import_options {
	bool has_at;
	int64_t at;            /* --at */
	bool has_path_at;      /* a date in the path; what a manifest says goes before it */
	int64_t path_at;
	bool replaces;         /* --replace: what the snapshot held until now is forgotten */
	const char *label;     /* --label, or NULL */
	const char *as_format; /* --as, or NULL */
	const char *const *complete; /* --complete: entities of which the files hold every object */
	size_t complete_count;
	enum date_order dates; /* --dates */
};

/* What became of one file (of one format in it, when a file holds several). Borrowed until the
 * callback returns; lists are NUL-terminated texts joined by '\n'. */
struct import_file {
	const char *path, *format, *title; /* format NULL: a container, or not imported, see reason */
	const char *known;                 /* the format that refuses such files, or NULL */
	const char *reason, *nearest;      /* nearest: the format that fits best though not well, or NULL */
	const char *container, *encoding, *covers, *layout; /* layout "json", "csv" or "container" */
	const char *understood, *ignored, *missing; /* fields */
	int64_t bytes;
	int64_t records, kept, merged, rejected; /* inspect: kept and merged are 0 */
	int bid;
	int verified, checks; /* how sure: checks passed, of how many */
	const char *why;  /* the fields and values that were verified */
	const char *runner_up; /* the format that fits next best, or NULL */
	int runner_up_bid;
	bool is_failure;   /* stands where data should be: an error answer */
	bool is_container; /* what lies in it is told file by file; then it has no format */
	bool is_complete;  /* no page missing, end reached */
	bool has_time;
	int64_t oldest_at, newest_at; /* that the file tells */
};

struct import_summary {
	int64_t at;
	const char *basis;
	size_t files, known_files, unknown_files; /* without containers; known: and not needed */
	int64_t records, kept, merged, rejected;
	bool nothing_new; /* every file was already in that snapshot */
};

struct import_progress {
	/* After each file, in path order; may be NULL. */
	int (*file)(void *context, const struct import_file *file, struct error *err);
	/* Now and then, with bytes done of all; may be NULL. */
	void (*bytes)(void *context, const char *path, int64_t done, int64_t total);
	/* The same when all is read and goes into the history, in steps of uneven length. */
	void (*merging)(void *context, const char *entity, int64_t done, int64_t total);
	void *context;
};

/* Imports everything below the paths ("-": standard input) as one snapshot, all or nothing. */
int import_paths(struct store *store, const struct formats *formats, const char *const *paths,
		 size_t path_count, const struct import_options *options,
		 const struct import_progress *progress, struct import_summary *summary,
		 struct error *err);
/* Where a row came from, as the store says. */
struct record_place {
	const char *sha256; /* of the file, or of the member of a container */
	const char *format;
	int64_t record;
};

/* Looks for the record in the file, and in what lies in it, and appends it as text, masked; `*found` false
 * when the file is another, or cannot be read again by itself. -1 when it cannot be unpacked. */
int import_show_record(const struct formats *formats, const char *path,
		       const struct record_place *place, struct buffer *text, bool *found,
		       struct error *err);
/* Only looks: reads every file as import would, and stores nothing. */
int inspect_paths(const struct formats *formats, const struct schema *schema,
		  const char *const *paths, size_t path_count, const struct import_options *options,
		  const struct import_progress *progress, struct error *err);

#endif
