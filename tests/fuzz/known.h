/* SPDX-License-Identifier: MIT
 * What fuzz targets share: the demand that something holds, and the built-in formats.
 */
#ifndef TESTS_FUZZ_KNOWN_H
#define TESTS_FUZZ_KNOWN_H

#include <stdlib.h>

#include "importers/format.h"

static inline void must(int holds)
{
	if (!holds)
		abort();
}

/* One object that stays in sight, or the leak checker would take the schema for lost. */
static struct known {
	struct schema *schema;
	struct formats *formats;
} known;

static inline void known_release(void)
{
	formats_close(known.formats);
	schema_free(known.schema);
}

/* Opened once: the formats are not what is tested. */
static inline const struct formats *known_formats(void)
{
	struct error err = ERROR_INIT;

	if (known.formats == NULL) {
		known.schema = schema_parse(&err);
		must(known.schema != NULL &&
		     formats_open(&known.formats, known.schema, NULL, &err) == 0);
		atexit(known_release);
	}
	return known.formats;
}

#endif
