/* SPDX-License-Identifier: MIT
 * Takes wanted fields out of records. All paths of a format are compiled into one tree of names,
 * so that each record is walked once, whatever the number of fields; CSV cells are found by header.
 */
#ifndef IMPORTERS_EXTRACT_H
#define IMPORTERS_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "path.h"
#include "raw.h"
#include "structure.h"

struct cJSON;
struct extract;

struct extract *extract_new(void);
void extract_free(struct extract *extract); /* NULL is fine */
/* A slot that will hold the value at `path`; `prefer` (or NULL) wins over earlier list elements. */
int extract_add(struct extract *extract, const struct path *path, const char *prefer);
/* CSV: finds each slot's column, or the one in whose cells there may be what it leads to. */
void extract_bind_header(struct extract *extract, const struct str *names, size_t count);

bool extract_uses_column(const struct extract *extract, size_t column);

void extract_json(struct extract *extract, const struct cJSON *json, struct structures *structures);
void extract_cells(struct extract *extract, const struct str *cells, struct structures *structures);
struct raw extract_value(const struct extract *extract, int slot);
/* Where there is no value: true, once for each path, when the record only names what was lost. */
bool extract_take_lost(struct extract *extract, int slot, struct str *text);

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
