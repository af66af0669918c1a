/* SPDX-License-Identifier: MIT
 * Takes wanted fields out of records. All paths of a format are compiled into one tree of names,
 * so that each record is walked once, whatever the number of fields; CSV cells are found by header.
 */
#ifndef IMPORTERS_EXTRACT_H
#define IMPORTERS_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "path.h"
#include "raw.h"

struct cJSON;
struct extract;

struct extract *extract_new(void);
void extract_free(struct extract *extract); /* NULL is fine */
/* A slot that will hold the value at `path`; `prefer` (or NULL) wins over earlier list elements. */
int extract_add(struct extract *extract, const struct path *path, const char *prefer);
/* CSV: finds each slot's column. */
void extract_bind_header(struct extract *extract, const struct str *names, size_t count);

void extract_json(struct extract *extract, const struct cJSON *json, struct arena *arena);
void extract_cells(struct extract *extract, const struct str *cells);
struct raw extract_value(const struct extract *extract, int slot);

/* Over all records so far: had the slot a value, and is the path there at all? */
size_t extract_slots(const struct extract *extract);
bool extract_ever(const struct extract *extract, int slot);
const struct path *extract_path(const struct extract *extract, int slot);
/* Names that no path leads into are told to `unknown`, from the next record on; NULL: not at all. */
struct unknown_names {
	void (*found)(void *context, const char *parent, const char *name);
	void *context;
};
void extract_watch(struct extract *extract, const struct unknown_names *watch);

#endif
