/* SPDX-License-Identifier: MIT
 * Room for tables that two connections on one store share: each makes tables in a file of its own and reads
 * those of the other. What one of them is making the other waits for, instead of making it again.
 */
#ifndef STORE_SHELF_H
#define STORE_SHELF_H

#include "store/store.h"

struct shelf;

/* For two threads, one a connection. Both stores are borrowed until shelf_free. NULL with `err` set where no
 * file can be made, and for stores that write at the time. */
struct shelf *shelf_new(struct store *one, struct store *other, struct error *err);
/* Its tables are gone then. Neither store may have a statement open. NULL is let be. */
void shelf_free(struct shelf *shelf);

/* The schema in which the store makes its tables: its own file on the shelf, or temp where it has no shelf. */
const char *shelf_schema(const struct store *store);

/* True: the caller makes the table, and says with shelf_settle whether it came to be. False: the other has made
 * it meanwhile. Without a shelf always true. */
bool shelf_claim(struct store *store, struct str table);
void shelf_settle(struct store *store, struct str table, bool made);

#endif
