/* SPDX-License-Identifier: MIT
 * Views that several reports stand on, one embedded .sql file each (queries/views, the file's name is
 * the view's): judgements made once, so that two reports cannot judge differently.
 */
#ifndef QUERIES_VIEWS_H
#define QUERIES_VIEWS_H

#include <stdbool.h>

#include "store/store.h"

/* Makes them as TEMP views over the store's moment; made already is fine. */
int views_create(struct store *store, struct error *err);
bool views_has(const char *name);

#endif
