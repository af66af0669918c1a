/* SPDX-License-Identifier: MIT
 * Rows of which only the greatest value counts (freshness) are folded as they come: a file gives one
 * for every record, and only a handful of objects. Private to store/.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "store/staging.h"

struct tally;

/* Whether every column that is no key (nor a reference's other name) is a maximum. */
bool tally_fits(const struct entity *entity);

struct tally *tally_new(const struct entity *entity);
void tally_free(struct tally *tally); /* NULL is fine */
void tally_add(struct tally *tally, const struct value *values,
	       const struct staging_origin *origin);

/* Hands out every folded row, in the order of first mention. */
typedef int tally_visitor(void *context, const struct value *values,
			  const struct staging_origin *origin, struct error *err);
int tally_each(const struct tally *tally, tally_visitor *visit, void *context, struct error *err);

#endif
