/* SPDX-License-Identifier: MIT
 * Times are whole Unix seconds, UTC. Sources write them in many ways: ISO 8601 with 0 to 7
 * fraction digits and any offset (none means UTC), a bare date, .NET "/Date(ms)/" with or without
 * "\/" and offset, US and European slashed dates with or without AM/PM, "dd.mm.yyyy".
 */
#ifndef BASE_TIMESTAMP_H
#define BASE_TIMESTAMP_H

#include <stdint.h>

#include "base/text.h"

enum date_order {
	DATE_ORDER_UNKNOWN, /* decided by a part above 12, else ambiguous */
	DATE_ORDER_MDY,
	DATE_ORDER_DMY,
};

enum timestamp_result {
	TIMESTAMP_OK,
	TIMESTAMP_UNSET,     /* a source's word for "never": years 0001 and 1900, blank text */
	TIMESTAMP_AMBIGUOUS, /* 3/4/2026 with no order given: never guessed */
	TIMESTAMP_INVALID,
};

enum { TIMESTAMP_SIZE = 32, SECONDS_PER_DAY = 86400 };

/* `*at` is set only for TIMESTAMP_OK. */
enum timestamp_result timestamp_parse(struct str text, enum date_order order, int64_t *at);
/* The order that a slashed date proves by a part above 12, else DATE_ORDER_UNKNOWN. */
enum date_order timestamp_order(struct str text);
/* "2026-11-01T00:00:00Z"; years outside 0..9999 print as the number. */
void timestamp_format(int64_t at, char out[TIMESTAMP_SIZE]);

#endif
