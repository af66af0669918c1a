/* SPDX-License-Identifier: MIT
 * How much of an entity the moment knows: the ground on which a report may say "complete",
 * "partial" or "not evaluated".
 */
#ifndef STORE_EVIDENCE_H
#define STORE_EVIDENCE_H

#include "base/buffer.h"
#include "store/schema.h"
#include "store/store.h"

enum evidence { EVIDENCE_COMPLETE, EVIDENCE_PARTIAL, EVIDENCE_NONE };

/* Of the entity, or of its part `resource_kind` ('' for all of it), at the store's moment.
 * NONE: never collected at or before the moment. PARTIAL: only some environments or objects, or
 * collected earlier than the moment, or references that nothing resolves. For PARTIAL and NONE
 * `why` is a plain sentence without a full stop, and else empty. */
int evidence_of_entity(struct store *store, const struct entity *entity, struct str resource_kind,
		       enum evidence *evidence, struct buffer *why, struct error *err);

/* Of one column: NONE when no object of the moment has a value, PARTIAL when some have none; without
 * any object, what is known of the entity. */
int evidence_of_column(struct store *store, const struct entity *entity, int column,
		       enum evidence *evidence, struct buffer *why, struct error *err);

/* That this column will be asked of the moment: the first answer costs a scan of the entity, which then looks at all
 * that is expected of it. */
void evidence_expect(struct store *store, const struct entity *entity, int column);

/* Answers are remembered until another moment is shown or the database is written to. Whoever lays
 * other TEMP views over the entities makes them forget. */
void evidence_forget(struct store *store);

#endif
