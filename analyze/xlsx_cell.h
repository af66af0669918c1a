/* SPDX-License-Identifier: MIT
 * One cell of a workbook. Text is always written as text, so that nothing is calculated when the
 * workbook is opened; times are dates, and secure web addresses are links.
 */
#ifndef ANALYZE_XLSX_CELL_H
#define ANALYZE_XLSX_CELL_H

#include <xlsxwriter.h>

#include "queries/run.h"

#include "cell.h"

struct xlsx_styles {
	lxw_format *title, *heading, *time, *text; /* owned by the workbook */
	lxw_format *number_heading;                /* stands to the right, as the numbers do */
};

void xlsx_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct str text,
	       lxw_format *style);
void xlsx_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const struct cell *cell,
	       const struct xlsx_styles *styles);
lxw_format *xlsx_heading(const struct xlsx_styles *styles, enum value_kind kind);
double xlsx_column_width(const struct result_column *column);

#endif
