/* SPDX-License-Identifier: MIT
 * Times on the command line: an ISO date or date-time, nothing that could be read two ways.
 */
#ifndef ANALYZE_MOMENT_H
#define ANALYZE_MOMENT_H

#include <stdint.h>

#include "base/error.h"

/* What a date without a time of day means. */
enum day { DAY_BEGIN, DAY_END };

int moment_parse(const char *text, enum day day, int64_t *at, struct error *err);

#endif
