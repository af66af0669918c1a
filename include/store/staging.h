/* SPDX-License-Identifier: MIT
 * One import: rows of one snapshot are collected in TEMP tables, then merged into history in one
 * transaction. All or nothing: until staging_commit returns 0 the store is as it was.
 * Provenance (file, record, rank) travels with every row.
 */
#ifndef STORE_STAGING_H
#define STORE_STAGING_H

#include <stdbool.h>
#include <stdint.h>

#include "store/schema.h"
#include "store/store.h"

struct staging;

enum value_type { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT };

struct value {
	enum value_type type;
	int64_t integer;
	double real;
	struct str text; /* borrowed until staging_put returns */
};

enum coverage_scope { COVERS_TENANT, COVERS_ENVIRONMENT, COVERS_OBJECT, COVERS_SOME };
const char *coverage_scope_name(enum coverage_scope scope);

/* What is known of one input file; texts are borrowed until the call returns. */
struct source_facts {
	const char *path, *sha256, *format, *reason, *container, *encoding, *layout, *covers;
	int64_t bytes, modified_at;
	bool has_modified_at, is_complete;
	int64_t records_read, records_rejected;
};

struct reject {
	int64_t record;      /* from 1; 0 for the whole file */
	int64_t byte_offset; /* -1: not known */
	int64_t line;        /* -1: not known */
	struct str field, value;
	const char *reason;
};

struct staging_origin {
	int64_t file;   /* from staging_add_file */
	int64_t record; /* from 1 */
	int rank;       /* authority of the format */
	bool primary;   /* the record's first row: decides whether it counts as kept or merged */
	/* Of several records of one object that files of one format number, the greatest replaces the
	 * others, with all their rows; when it is `gone`, nothing of the object stays. */
	bool has_sequence, gone;
	int64_t sequence;
};

int staging_begin(struct staging **staging, struct store *store, struct error *err);
void staging_end(struct staging *staging); /* drops what was not committed; NULL is fine */

/* `*file` is the number to use in rows, rejects and coverage; facts that are known only at the end
 * of the file are set by staging_finish_file. */
int staging_add_file(struct staging *staging, int64_t *file, struct error *err);
int staging_finish_file(struct staging *staging, int64_t file, const struct source_facts *facts,
			struct error *err);
/* Takes back every row and reject of a file that turned out unusable. */
int staging_withdraw_file(struct staging *staging, int64_t file, struct error *err);

/* `values` has entity->data_count members in column order. The keys must not be NULL. */
int staging_put(struct staging *staging, const struct entity *entity, const struct value *values,
		const struct staging_origin *origin, struct error *err);
int staging_reject(struct staging *staging, int64_t file, const struct reject *reject,
		   struct error *err);
/* Says that the snapshot holds all of `entity` (of its part `resource_kind`, '' for none) within
 * the scope. COVERS_SOME says that it was looked at, but that nothing is whole. */
int staging_cover(struct staging *staging, const struct entity *entity, struct str resource_kind,
		  enum coverage_scope scope, struct str scope_id, struct error *err);
/* COVERS_ENVIRONMENT, for every environment that the file's rows of `seen_in` name. */
int staging_cover_environments(struct staging *staging, const struct entity *entity,
			       struct str resource_kind, const struct entity *seen_in,
			       int64_t file, struct error *err);
/* COVERS_OBJECT, for every object that the file's rows of `entity` belong to. */
int staging_cover_objects(struct staging *staging, const struct entity *entity,
			  struct str resource_kind, int64_t file, struct error *err);

struct snapshot_facts {
	int64_t at;
	const char *basis; /* "given", "manifest", "told by the files", "file time" */
	const char *label; /* or NULL */
	const char *collected_by; /* or NULL */
	bool replaces; /* what the snapshot held until now is forgotten */
	/* Now and then while it merges; may be NULL. */
	void (*merging)(void *context, const char *entity, int64_t done, int64_t total);
	void *context;
};

/* Merges duplicates, resolves references, merges into history, counts kept and merged records.
 * Importing into an existing snapshot extends it; files it already holds (by SHA-256) are left
 * out. `*fresh` is the number of files that were not; 0: nothing was changed. */
int staging_commit(struct staging *staging, const struct snapshot_facts *snapshot, int64_t *fresh,
		   struct error *err);
/* After a commit: what became of the records of a file. */
int staging_account(struct staging *staging, int64_t file, int64_t *kept, int64_t *merged,
		    struct error *err);

#endif
