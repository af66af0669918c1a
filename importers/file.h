/* SPDX-License-Identifier: MIT
 * One file through one format: read, map, stage, account.
 */
#ifndef IMPORTERS_FILE_H
#define IMPORTERS_FILE_H

#include "base/digest.h"
#include "base/buffer.h"
#include "detect.h"
#include "input.h"
#include "manifest.h"
#include "map.h"
#include "source.h"

/* What became of it; texts belong to this struct. */
struct file_result {
	struct import_file facts; /* kept and merged come after the commit */
	int64_t staged;           /* file number in the staging, 0 when only inspected */
	char *path;
	struct buffer why, understood, ignored, missing, reason, container;
	char sha256[DIGEST_HEX_SIZE];
	int64_t modified_at;
	bool has_modified_at;
	bool has_next_page;            /* a further page was named and is not in the file */
	bool reached_end;              /* of the bytes and of the records in them */
	bool selected;                 /* it shows that others were left out */
	bool covers;                   /* as its format says; else only some */
	enum vouched vouched;
	const char *environment_id;      /* the one that all of it is of, or NULL */
	const struct model_table *table; /* the table of which it is a part, or NULL */
	const struct format *format;   /* NULL: no format reads it */
	const char *pattern;           /* where its records are; "[]" for CSV */
	struct row_evidence *evidence; /* one for each row of the format */
};

/* An input without a path was passed over: nothing but its name is known. What its folder says of it
 * must outlive the result. */
void file_result_init(struct file_result *result, const struct input *input);
/* What was found out about its bytes, once they were read. */
void file_result_source(struct file_result *result, const struct input *input,
			const struct source *source);
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

/* Reads `input` by `match`. Damage in the file is part of the result, not a failure; -1 is a failure
 * of the store or of us. */
int file_read(const struct file_job *job, const struct input *input,
	      const struct detection *detection, const struct match *match,
	      struct file_result *result, struct error *err);
/* A file that was read ahead and for what it says of others: known, and whole. */
void file_result_tell_companion(struct file_result *result);
/* Stages what the manifest says, whose result it is, and tells of patterns that meant no file. */
int file_tell_manifest(const struct file_job *job, struct file_result *result,
		       const struct manifest *manifest, struct error *err);
/* Stages the file's facts and what it covers, once it is known whether every page is there. */
int file_finish(const struct file_job *job, struct file_result *result, struct error *err);

#endif
