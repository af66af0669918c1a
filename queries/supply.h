/* SPDX-License-Identifier: MIT
 * What reports read beside the entities, made when a statement first names it: lists, shared views,
 * derived tables, and the entities as the previous snapshot had them (NAME_before).
 */
#ifndef QUERIES_SUPPLY_H
#define QUERIES_SUPPLY_H

#include <stdbool.h>

#include "base/embedded.h"
#include "store/store.h"

bool supply_has(const struct store *store, const char *name);

/* Of view_files or derived_files: the one of that name, or NULL; and the name of one. */
const struct embedded_file *supply_find(const struct embedded_file *files, struct str name);
struct str supply_name(const struct embedded_file *file);

/* Makes `name` as a TEMP object, with all that its own text names; `*made` false: it is none of
 * these. */
int supply(struct store *store, struct str name, bool *made, struct error *err);

/* The same, unless it is there. -1 also when it is none of these. */
int supply_once(struct store *store, struct str name, struct error *err);

/* Drops the derived tables and what was judged of the evidence: the moment's rows or a list have changed. */
int supply_forget(struct store *store, struct error *err);
/* The same when the moment is not the one they were made for. */
int supply_refresh(struct store *store, struct error *err);

/* The table that SQLite misses, told by the connection's last error, without its schema: a slice of
 * `message`; empty when something else is wrong. */
struct str supply_missing(const char *message);

/* lists.c */
int list_load(struct store *store, const struct embedded_file *file, struct error *err);
/* match.c: the SQL function list_match(list, text). */
int match_register(struct store *store, struct error *err);

#endif
