/* SPDX-License-Identifier: MIT
 * How many objects of an entity the store shows, and what they tell of themselves. One scan of an entity counts all
 * that is expected of it, and what was counted is known (known.h).
 */
#ifndef STORE_CENSUS_H
#define STORE_CENSUS_H

#include "store/schema.h"
#include "store/store.h"

/* This column will be asked for. */
void census_expect(struct store *store, const struct entity *entity, int column);
/* Objects, and those of them that have a value in this column. */
int census_of_column(struct store *store, const struct entity *entity, int column, int64_t *all,
		     int64_t *filled, struct error *err);
/* Objects that refer to something which no import brought. */
int census_unresolved(struct store *store, const struct entity *entity, int64_t *count,
		      struct error *err);

#endif
