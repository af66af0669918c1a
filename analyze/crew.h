/* SPDX-License-Identifier: MIT
 * Two hands for many reports: the caller takes them from the front, and a thread with a connection of
 * its own from the middle, onto tapes. Derived tables stand on a shelf that both read,
 * so that nothing is derived twice. For few reports the thread only helps to make those tables.
 */
#ifndef ANALYZE_CREW_H
#define ANALYZE_CREW_H

#include "settings.h"
#include "tape.h"

struct crew;

/* NULL where a second hand would not help: few reports of a small store, one processor, a store in memory.
 * Everything given is borrowed until crew_free. */
struct crew *crew_new(struct store *store, const struct settings *settings,
		      const struct report *const *reports, size_t count);
/* Whether the caller runs report `index` itself. If not, it is on `*tape`, at once or after a while. To be asked of each,
 * in their order. */
bool crew_is_ours(struct crew *crew, size_t index, struct tape **tape);
void crew_free(struct crew *crew); /* NULL is let be */

#endif
