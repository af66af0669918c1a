/* SPDX-License-Identifier: MIT
 * The reports: embedded .sql files and a user's own, parsed (docs/reports.md is the grammar).
 */
#ifndef QUERIES_CATALOGUE_H
#define QUERIES_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum severity { SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL };
const char *severity_name(enum severity severity);
int severity_parse(struct str name, enum severity *severity); /* 0, or -1: no such word */

enum param_kind { PARAM_TEXT, PARAM_INTEGER, PARAM_REAL };

struct param {
	const char *name, *fallback, *help; /* fallback: the documented default, as text */
	enum param_kind kind;
};

/* What a report stands on: an entity, a part of it, or one of its columns. */
struct need {
	const char *text;                   /* as written: "flow", "role_assignment:flow", "environment.sku" */
	const char *entity, *part, *column; /* part '' and column NULL when not given */
};

struct report {
	const char *id, *group, *title, *refs, *rule; /* refs, rule: '' when not given */
	const char *text;   /* why it matters and what to do, from the header; lines joined by '\n' */
	const char *sql;    /* the statement */
	const char *source; /* the whole file */
	const char *origin; /* "built in", or the path of a user's file */
	enum severity severity;
	const struct need *needs, *wants;
	const struct need *either; /* one of these is needed, whichever */
	const struct need *before; /* needed of the previous snapshot too */
	size_t need_count, want_count, either_count, before_count;
	const struct param *params;
	size_t param_count;
	const char *resource_kind;        /* a kind, or NULL for an inventory page */
	const char *resource_kind_column; /* instead: the column that holds it, or NULL */
	const char *resource_column;      /* id of what a row is about, or NULL */
	const char *const *keys; /* columns that tell several rows about one resource apart */
	size_t key_count;
};

/* From a user's folder: `origin` is its path. */
bool report_is_own(const struct report *report);

struct catalogue;

/* Reads the embedded reports, then those below `folder` (NULL: none). -1 names file and line. */
int catalogue_open(struct catalogue **catalogue, const char *folder, struct error *err);
void catalogue_close(struct catalogue *catalogue); /* NULL is fine */
size_t catalogue_count(const struct catalogue *catalogue);
/* Sorted by group, then id. Reports live as long as the catalogue. */
const struct report *catalogue_at(const struct catalogue *catalogue, size_t index);
const struct report *catalogue_find(const struct catalogue *catalogue, const char *id); /* or NULL */
/* The id nearest in spelling, for "did you mean"; NULL when none is near. */
const char *catalogue_nearest(const struct catalogue *catalogue, const char *id);

#endif
