/* SPDX-License-Identifier: MIT
 * A sheet for each area: its findings by severity, and its reports with links to their sheets, as the
 * page of the area begins.
 */
#ifndef ANALYZE_XLSX_AREA_H
#define ANALYZE_XLSX_AREA_H

#include "page.h"
#include "xlsx_cell.h"

enum { XLSX_NAME_MAX = 31 }; /* letters of a sheet's name */

struct xlsx_report; /* what a report answered */

struct xlsx_areas {
	struct areas *areas;    /* owned; NULL: there are no sheets of areas */
	lxw_worksheet **sheets; /* owned; one for each area, NULL where the document has no report of it */
	struct xlsx_report *reports; /* owned */
	size_t count, capacity;
};

/* Adds the sheets of those areas of which the document will hold a report. */
void xlsx_areas_open(struct xlsx_areas *areas, lxw_workbook *workbook,
		     const struct document *document);
/* The report that the page is at the end of; `sheet` is the name of its own, or NULL. Gives the index of
 * its area, or -1. */
int xlsx_areas_add(struct xlsx_areas *areas, const struct page *page, const char *sheet);
/* The name of an area's sheet, or NULL when there is none. */
const char *xlsx_areas_sheet(const struct xlsx_areas *areas, int index);
/* Writes the sheets. `about` says which tenant and when. */
void xlsx_areas_write(struct xlsx_areas *areas, const struct xlsx_styles *styles,
		      const char *about);
void xlsx_areas_close(struct xlsx_areas *areas);

#endif
