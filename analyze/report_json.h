/* SPDX-License-Identifier: MIT
 * The members of a report that JSON and NDJSON write alike.
 */
#ifndef ANALYZE_REPORT_JSON_H
#define ANALYZE_REPORT_JSON_H

#include "page.h"

/* {"stocktake", "tenant", "snapshot": the beginning of a document */
void report_json_document(FILE *out, const struct document *document);
/* "id", "title", "group" */
void report_json_id(FILE *out, const struct result_head *head);
/* , "severity", "status", "missing", "reason" (unless complete), "params", "count" and, when there
 * are any, "set_aside_count" */
void report_json_answer(const struct page *page);

#endif
