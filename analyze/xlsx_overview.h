/* SPDX-License-Identifier: MIT
 * The first sheet of a workbook of reports: findings by area and severity, as numbers and as charts.
 */
#ifndef ANALYZE_XLSX_OVERVIEW_H
#define ANALYZE_XLSX_OVERVIEW_H

#include "page.h"
#include "xlsx_cell.h"

struct xlsx_area {
	const char *name;  /* as long as the workbook */
	const char *sheet; /* the name of its sheet, or NULL */
	int64_t findings[SEVERITY_COUNT];
};

struct xlsx_overview {
	lxw_worksheet *sheet; /* NULL: there is none */
	struct xlsx_area *areas; /* owned */
	size_t count, capacity;
	int64_t reports[STATUS_NOT_EVALUATED + 1]; /* by status */
};

void xlsx_overview_open(struct xlsx_overview *overview, lxw_workbook *workbook);
/* The report that the page is at the end of; the area's name is NULL for a report of none. */
void xlsx_overview_add(struct xlsx_overview *overview, const struct page *page,
		       const struct xlsx_area *area);
/* Writes the sheet, and releases. `about` says which tenant and when. */
void xlsx_overview_close(struct xlsx_overview *overview, lxw_workbook *workbook,
			 const struct xlsx_styles *styles, const char *about);

#endif
