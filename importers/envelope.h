/* SPDX-License-Identifier: MIT
 * What a JSON text says beside its records: the scalar members of the objects around them, and of
 * the objects beside these, as "outer.inner".
 */
#ifndef IMPORTERS_ENVELOPE_H
#define IMPORTERS_ENVELOPE_H

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"

struct envelope {
	struct buffer text; /* names and values, one behind the other */
	struct {
		size_t name, end; /* where the name and where the value ends */
	} members[LIMIT_ENVELOPE_MEMBERS];
	size_t count;
};

void envelope_init(struct envelope *envelope);
void envelope_release(struct envelope *envelope);
/* `outer` is '' for a member of an object around the records. What goes beyond the limits is dropped:
 * the envelope is a help, and no record is lost with it. */
void envelope_add(struct envelope *envelope, struct str outer, struct str name, struct str value);
/* Forgets all but the first `count`: the object that held the others is over. */
void envelope_cut(struct envelope *envelope, size_t count);
/* By name, without case; of several the last. '' when there is none, or `envelope` is NULL. */
struct str envelope_find(const struct envelope *envelope, struct str name);

#endif
