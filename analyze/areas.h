/* SPDX-License-Identifier: MIT
 * The areas into which the page and the workbook divide the reports: analyze/html/areas.json.
 */
#ifndef ANALYZE_AREAS_H
#define ANALYZE_AREAS_H

#include <stddef.h>

#include "queries/catalogue.h"

struct areas;

struct areas *areas_open(void);
void areas_close(struct areas *areas); /* NULL is fine */
size_t areas_count(const struct areas *areas);
const char *areas_name(const struct areas *areas, size_t index); /* as long as the areas */
/* The area that lists the report, or that has its group; -1 for what counts over the whole tenant and
 * makes no findings: these are always in some area. */
int areas_find(const struct areas *areas, const struct report *report);

#endif
