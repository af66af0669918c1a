/* SPDX-License-Identifier: MIT
 * The constants that format.c lists, one for each format_*.c, and the two that only analyze uses.
 */
#ifndef ANALYZE_OUTPUT_FORMATS_H
#define ANALYZE_OUTPUT_FORMATS_H

#include "page.h"

extern const struct format format_table;
extern const struct format format_csv;
extern const struct format format_json;
extern const struct format format_ndjson;
extern const struct format format_markdown;
extern const struct format format_html;
extern const struct format format_sarif;
extern const struct format format_xlsx;

/* findings.csv: one line for each row of each report that is about a resource. */
extern const struct format format_findings;
/* One line per report. */
extern const struct format format_brief;

#endif
