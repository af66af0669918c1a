/* SPDX-License-Identifier: MIT
 * One file through one format: read, map, stage, account.
 */
#ifndef IMPORTERS_FILE_H
#define IMPORTERS_FILE_H

#include "base/buffer.h"
#include "detect.h"
#include "map.h"

/* What became of it; texts belong to this struct. */
struct file_result {
	struct import_file facts; /* kept and merged come after the commit */
	int64_t staged;           /* file number in the staging, 0 when only inspected */
	char *path;
	struct buffer why, understood, ignored, missing, reason;
	char sha256[65];
	int64_t modified_at;
	bool has_modified_at;
	bool has_next_page;            /* a further page was named and is not in the file */
	bool reached_end;              /* of the bytes and of the records in them */
	bool covers;                   /* as its format says; else only some */
	const struct format *format;   /* NULL: no format reads it */
	const char *pattern;           /* where its records are; "[]" for CSV */
	struct row_evidence *evidence; /* one for each row of the format */
};

/* `shown` is the path as the user knows it. */
void file_result_init(struct file_result *result, const char *path, const char *shown);
void file_result_release(struct file_result *result);
/* Forgets what one reading found, ahead of another. */
void file_result_restart(struct file_result *result);
/* Points the texts of `facts` into the result, once nothing in it moves any more. */
void file_result_settle(struct file_result *result);

struct file_job {
	const struct formats *formats;
	const struct schema *schema;
	struct staging *staging; /* NULL: only inspect */
	const struct import_options *options;
	const struct import_progress *progress;
};

/* Reads `path` by `match`. Damage in the file is part of the result, not a failure; -1 is a failure
 * of the store or of us. */
int file_read(const struct file_job *job, const char *path, const char *shown,
	      const struct detection *detection, const struct match *match,
	      struct file_result *result, struct error *err);
/* Stages the file's facts and what it covers, once it is known whether every page is there. */
int file_finish(const struct file_job *job, struct file_result *result, struct error *err);

#endif
