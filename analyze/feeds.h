/* SPDX-License-Identifier: MIT
 * Which source format feeds which report: what reports say they stand on meets what the rows of a
 * format bring. Importers and queries do not know each other, so it is worked out here.
 */
#ifndef ANALYZE_FEEDS_H
#define ANALYZE_FEEDS_H

#include "base/buffer.h"
#include "importers/import.h"
#include "queries/catalogue.h"

bool feeds_need(const struct formats *formats, size_t format, const struct need *need);
/* Whether the format brings anything that the report needs or wants. */
bool feeds_report(const struct formats *formats, size_t format, const struct report *report);
/* "id (needs flow; also needs principal)" for each report that the format feeds, a line each. */
void feeds_explain(const struct formats *formats, size_t format, const struct catalogue *catalogue,
		   struct buffer *lines);

#endif
