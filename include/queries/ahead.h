/* SPDX-License-Identifier: MIT
 * Derived tables that reports will name, made before they are run, so that two connections on one shelf
 * make them together: one chain of tables that need each other is no faster, two beside each other are.
 */
#ifndef QUERIES_AHEAD_H
#define QUERIES_AHEAD_H

#include "queries/catalogue.h"
#include "store/store.h"

struct ahead;

/* What the reports name, and what that names in its turn. NULL when these are less than two tables. The reports
 * are borrowed until ahead_free. */
struct ahead *ahead_new(const struct report *const *reports, size_t count);
/* For each hand, a thread with its own connection: returns when nothing is left to be made. A table that
 * cannot be made is passed over; the report that names it will say why. Who has to wait for the other hand looks
 * at the reports' evidence meanwhile. */
void ahead_work(struct ahead *ahead, struct store *store);
void ahead_free(struct ahead *ahead); /* NULL is let be */

#endif
