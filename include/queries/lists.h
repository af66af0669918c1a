/* SPDX-License-Identifier: MIT
 * Lists: knowledge that users may edit, one CSV file each (queries/lists), readable in report SQL as
 * a table of the file's name. All columns are text; an empty cell is NULL.
 */
#ifndef QUERIES_LISTS_H
#define QUERIES_LISTS_H

#include <stddef.h>

#include "base/embedded.h"
#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

/* The built-in file, or NULL: no such list. */
const struct embedded_file *list_find(struct str name);

/* Makes it readable, as a TEMP table of its name; reports that name it need no such call. */
int list_show(struct store *store, struct str name, struct error *err);

/* For this connection the list is empty from now on, whatever was built in. -1: no such list. */
int list_clear(struct store *store, struct str name, struct error *err);

struct list_cell {
	struct str column, value;
};

/* Adds a row; columns that are not named stay NULL. -1: no such list or column. */
int list_add(struct store *store, struct str name, const struct list_cell *cells, size_t count,
	     struct error *err);

#endif
