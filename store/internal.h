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

/* Versions stand in their table by number: first those that hold today, then those that ended, by the day of their
 * end. So what concerns a recent moment is read without what ended long before it, however much that is. */
#define VERSIONS_A_DAY "4294967296"
#define VERSION_HOLDS(version) version "version_id < " VERSIONS_A_DAY
/* The numbers of versions that end on the day of `time` are those from here on, below the next day's. */
#define VERSION_ENDED_FROM(time) "((max(" time " / 86400, 0) + 1) << 32)"

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

/* Visits each column x_id of the entity that has an x_ref. */
typedef int ref_visitor(struct store *store, const struct entity *entity,
			const struct column *id, const struct column *ref, void *context,
			struct error *err);
int entity_each_ref(struct store *store, const struct entity *entity, ref_visitor *visit,
		    void *context, struct error *err);

/* Whether the store holds any row or coverage of the entity that could refer to something by another name. */
int entity_may_refer(struct store *store, const struct entity *entity, bool *any, struct error *err);

/* Collects into temp.alias every name used in an x_ref column, of stored rows and of those staged
 * rows that `staged` (one flag an entity) says have any, with the object it stands for: in each
 * environment, and in all of the store. temp.touched gets those names of which the staged rows tell
 * something new. Unless the store was left unsettled, no other name means something else than it did. */
int alias_collect(struct store *store, const bool *staged, bool *unsettled, struct error *err);
/* Fills x_id from x_ref in a table of the entity, as far as temp.alias knows. */
int resolve_table(struct store *store, const struct entity *entity, const char *table,
		  struct error *err);
/* Fills scope_id from scope_ref in a table of coverage, for the entity alike. */
int resolve_coverage(struct store *store, const struct template_values *values, const char *table,
		     struct error *err);
/* Counts the scopes of the entity's coverage that temp.alias resolves otherwise; when there are any,
 * temp.moved gets them as they stand, and as they are meant. `whole`: not only by touched names. */
int collect_moved(struct store *store, const struct template_values *values, bool whole,
		  int64_t *count, struct error *err);
/* SQL condition on version `v`: temp.alias resolves it otherwise than it stands. Empty when the
 * entity refers to nothing by other names. */
void stale_condition(const struct entity *entity, bool whole, struct buffer *condition);

/* Folds temp.NAME_staged to one row an object, and finds out what is different, for history_merge. All entities
 * are compared before one is merged: pages that were written take the cache from those that are read.
 * `is_newest`: no snapshot is at or after `at` yet. */
int history_prepare(struct store *store, const struct template_values *values, bool is_newest,
		    struct error *err);
/* Merges temp.NAME_staged into NAME_version, and its part of temp.coverage_staged into coverage. */
int history_merge(struct store *store, const struct template_values *values, bool is_newest,
		  struct error *err);
/* Adds to temp.NAME_staged what snapshot `at` already knew of the staged objects. */
int history_recall(struct store *store, const struct template_values *values, struct error *err);
/* Takes the observations of snapshot `at` out again, with its coverage. */
int history_forget(struct store *store, const struct template_values *values, struct error *err);
/* All that was observed in snapshot `at`, and its files; the snapshot itself stays, and references are
 * not resolved anew. */
int forget_observations(struct store *store, int64_t at, struct error *err);
/* Resolves anew what was stored under other names, now that temp.alias knows more: only by names that were
 * touched, or (`whole`) all of it, which an unsettled store needs. */
int history_resolve(struct store *store, const struct template_values *values, bool whole,
		    struct error *err);

#endif
