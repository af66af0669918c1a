/* SPDX-License-Identifier: MIT
 * What the files of store/ share among themselves.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "base/buffer.h"
#include "store/schema.h"
#include "store/store.h"

/* Brings the schema up to date (or, when not `may_write`, checks that it is), and refuses files
 * that are not stores or come from a newer program. */
int migrate(struct store *store, bool may_write, struct error *err);

/* SQL text with the parts that depend on the entity left open:
 *   $name           the entity
 *   $at             the snapshot time
 *   $keys(v)        v.k1, v.k2            $data(v)   all data columns
 *   $row(v)         data columns, source_file_id, record, source_rank
 *   $match(a,b)     a.k1 = b.k1 AND ...
 *   $key_text(v)    the keys as one text, as in sighting.object_key
 *   $kind(v)        v.resource_kind, or '' where the entity has no parts
 *   $covered(v,t,c) table t covers row v under the condition c on its alias `c`
 *   $cover_after(v) first snapshot after v.at that covers row v
 * Without (...) the columns stand bare. */
struct template_values {
	const struct entity *entity;
	int64_t at;
};
void sql_expand(struct buffer *sql, const char *template, const struct template_values *values);
/* Expands and runs. */
int sql_run_template(struct store *store, const char *template,
		     const struct template_values *values, struct error *err);
/* The same, for the first column of the first row (0 when there is none). */
int sql_count_template(struct store *store, const char *template,
		       const struct template_values *values, int64_t *count, struct error *err);

/* Folds the rows of temp table `table` that describe one object (and, with `by_time`, one `at`)
 * into the first of them: higher rank, then newer, then by value. The files of primary rows
 * that went into another go into temp.folded, one row each. */
int fold_duplicates(struct store *store, const struct template_values *values, const char *table,
		    bool by_time, struct error *err);

/* Adds to temp.outdated the records whose main row, of this entity, a later record of the same object
 * replaces or takes away (temp.sequenced). */
int outdated_find(struct store *store, const struct template_values *values, struct error *err);
/* Removes the rows of these records, and counts the records as merged. */
int outdated_drop(struct store *store, const struct template_values *values, struct error *err);

/* Collects into temp.alias every name used in an x_ref column, of stored rows and of those staged
 * rows that `staged` (one flag an entity) says have any, with the object it stands for: in each
 * environment, and in all of the store. */
int alias_collect(struct store *store, const bool *staged, struct error *err);
/* Fills x_id from x_ref in a table of the entity, as far as temp.alias knows. */
int resolve_table(struct store *store, const struct entity *entity, const char *table,
		  struct error *err);
/* SQL condition on version `v`: temp.alias resolves it otherwise than it stands. Empty when the
 * entity refers to nothing by other names. */
void stale_condition(const struct entity *entity, struct buffer *condition);

/* Folds temp.NAME_staged to one row an object and merges it into NAME_version, and its part of temp.coverage_staged into coverage.
 * `is_newest`: no snapshot is at or after `at` yet. */
int history_merge(struct store *store, const struct template_values *values, bool is_newest,
		  struct error *err);
/* Adds to temp.NAME_staged what snapshot `at` already knew of the staged objects. */
int history_recall(struct store *store, const struct template_values *values, struct error *err);
/* Takes the observations of snapshot `at` out again, with its coverage. */
int history_forget(struct store *store, const struct template_values *values, struct error *err);
/* All that was observed in snapshot `at`, and its files; the snapshot itself stays, and references are
 * not resolved anew. */
int forget_observations(struct store *store, int64_t at, struct error *err);
/* Resolves anew what was stored under other names, now that temp.alias knows more. */
int history_resolve(struct store *store, const struct template_values *values,
		    struct error *err);

#endif
