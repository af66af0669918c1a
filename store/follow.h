/* SPDX-License-Identifier: MIT
 * What the moment asks of a store that follows the snapshots (store_follow).
 */
#ifndef STORE_FOLLOW_H
#define STORE_FOLLOW_H

#include "store/store.h"

/* Moves the tables of all entities to the store's moment. */
int follow_moment(struct store *store, struct error *err);
/* Makes NAME_before a table, which moves from then on. */
int follow_earlier(struct store *store, const struct entity *entity, struct error *err);
void follow_free(struct follow *follow); /* or NULL */

#endif
