/* SPDX-License-Identifier: MIT
 * Times on the command line: an ISO date or date-time, nothing that could be read two ways; and,
 * for a snapshot, its label.
 */
#ifndef ANALYZE_MOMENT_H
#define ANALYZE_MOMENT_H

#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/* What a date without a time of day means. */
enum day { DAY_BEGIN, DAY_END };

/* The newest snapshot with that label, else the moment that `text` tells. -1: it is neither. */
int moment_find(struct store *store, const char *text, int64_t *at, struct error *err);
/* A snapshot that the store holds: by its label, its time, or the only one of that day. */
int moment_snapshot(struct store *store, const char *text, int64_t *at, struct error *err);
int moment_parse(const char *text, enum day day, int64_t *at, struct error *err);

#endif
