/* SPDX-License-Identifier: MIT
 * The members of a report that JSON and NDJSON write alike.
 */
#ifndef ANALYZE_REPORT_JSON_H
#define ANALYZE_REPORT_JSON_H

#include "page.h"

/* "id", "title", "group" */
void report_json_id(FILE *out, const struct result_head *head);
/* , "severity", "status", "missing", "reason" (unless complete), "params", "count" */
void report_json_answer(FILE *out, const struct result_head *head, int64_t count);

#endif
