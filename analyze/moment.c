/* SPDX-License-Identifier: MIT
 * Reads a time of the command line.
 */
#include "moment.h"

#include <string.h>

#include "base/timestamp.h"

enum { DATE_LENGTH = sizeof("2026-11-01") - 1 };

static int is_iso(const char *text)
{
	return strlen(text) >= DATE_LENGTH && strspn(text, "0123456789") == 4 && text[4] == '-';
}

int moment_parse(const char *text, enum day day, int64_t *at, struct error *err)
{
	if (!is_iso(text) || timestamp_parse(str_of(text), DATE_ORDER_UNKNOWN, at) != TIMESTAMP_OK)
		return error_set(err, "not a time: '%s'; write 2026-11-01 or 2026-11-01T06:30:00Z",
				 text);
	if (day == DAY_END && strlen(text) == DATE_LENGTH)
		*at += SECONDS_PER_DAY - 1;
	return 0;
}
