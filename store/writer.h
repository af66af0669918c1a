/* SPDX-License-Identifier: MIT
 * A thread of its own for the inserts of an import: while it steps statements, the caller reads and
 * maps on. Both use one connection, never at once: whoever touches it beside writer_run calls
 * writer_wait first. Private to store/.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include <stddef.h>

#include <sqlite3.h>

#include "base/error.h"
#include "store/staging.h"

struct writer;

struct writer *writer_new(void);
void writer_free(struct writer *writer); /* drops what was not written; NULL is fine */

/* Binds the values to a statement without results and steps it, some time. The values are copied.
 * -1 tells of an earlier failure. */
int writer_run(struct writer *writer, sqlite3_stmt *statement, const struct value *values,
	       size_t count, struct error *err);
/* Returns when all of it has been done. */
int writer_wait(struct writer *writer, struct error *err);

#endif
