/* SPDX-License-Identifier: MIT
 * Values as spreadsheets hold them, within the limits that spreadsheets have.
 */
#include "xlsx_cell.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#include "glyph.h"

enum {
	TEXT_MAX = 32767,     /* characters of a cell; bytes are never fewer */
	ADDRESS_MAX = 2000,   /* bytes of a link */
	WHOLE_DIGITS = 15,    /* that a number keeps */
	EPOCH_DAYS = 25569,   /* from 1899-12-30 to 1970-01-01 */
	FIRST_YEAR_DAYS = 61, /* before 1900-03-01 spreadsheets count wrongly */
	LAST_DAYS = 2958465,  /* 9999-12-31 */
};

/* What is invisible or broken is made visible; a line end stays one. Cut at a whole character. */
static void clean(struct buffer *out, struct str text)
{
	struct glyph glyph;

	while (glyph_next(&text, &glyph)) {
		if (str_equal(glyph.text, STR("\\n")))
			glyph.text = STR("\n");
		if (buffer_append(out, glyph.text.data, glyph.text.length) < 0)
			return;
	}
}

static bool is_address(const char *text, size_t length)
{
	return length < ADDRESS_MAX && strncmp(text, "https://", 8) == 0 &&
	       strspn(text + 8, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				"-._~:/?#[]@!$&'()*+,;=%") == length - 8;
}

void xlsx_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct str text,
	       lxw_format *style)
{
	struct buffer cleaned = BUFFER_INIT(TEXT_MAX);

	if (!text.length)
		return;
	clean(&cleaned, text);
	if (!cleaned.data)
		return;
	if (!is_address(cleaned.data, cleaned.length) ||
	    worksheet_write_url(sheet, row, column, cleaned.data, NULL) != LXW_NO_ERROR)
		worksheet_write_string(sheet, row, column, cleaned.data, style);
	buffer_release(&cleaned);
}

/* A number with more digits than a spreadsheet keeps is an id of some kind. */
static void put_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
		       const struct cell *cell, const struct xlsx_styles *styles)
{
	if (cell->text.length > WHOLE_DIGITS && !memchr(cell->text.data, '.', cell->text.length))
		xlsx_text(sheet, row, column, cell->text, styles->text);
	else
		worksheet_write_number(sheet, row, column, strtod(cell->text.data, NULL), NULL);
}

static void put_time(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
		     const struct cell *cell, const struct xlsx_styles *styles)
{
	int64_t at;
	double days;

	if (timestamp_parse(cell->text, DATE_ORDER_UNKNOWN, &at) == TIMESTAMP_OK) {
		days = (double)at / SECONDS_PER_DAY + EPOCH_DAYS;
		if (days >= FIRST_YEAR_DAYS && days < LAST_DAYS + 1) {
			worksheet_write_number(sheet, row, column, days, styles->time);
			return;
		}
	}
	xlsx_text(sheet, row, column, cell->text, styles->text);
}

void xlsx_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const struct cell *cell,
	       const struct xlsx_styles *styles)
{
	switch (cell->type) {
	case CELL_NULL:
		break;
	case CELL_TEXT:
		xlsx_text(sheet, row, column, cell->text, styles->text);
		break;
	case CELL_NUMBER:
		put_number(sheet, row, column, cell, styles);
		break;
	case CELL_TIME:
		put_time(sheet, row, column, cell, styles);
		break;
	case CELL_BOOL:
		worksheet_write_boolean(sheet, row, column, cell->truth, NULL);
		break;
	}
}

lxw_format *xlsx_heading(const struct xlsx_styles *styles, enum value_kind kind)
{
	return kind == RESULT_INTEGER || kind == RESULT_REAL ? styles->number_heading
							     : styles->heading;
}

/* An id is mostly a GUID, and a reason is a sentence. */
double xlsx_column_width(const struct result_column *column)
{
	static const double widths[] = {
		[RESULT_TEXT] = 28, [RESULT_INTEGER] = 12, [RESULT_REAL] = 12,
		[RESULT_TIME] = 20, [RESULT_BOOL] = 12,
	};
	const double heading = 1.2 * (double)strlen(column->name) + 1;
	double width = widths[column->kind];

	if (strlen(column->name) > 3 && strcmp(column->name + strlen(column->name) - 3, "_id") == 0)
		width = 38;
	if (strcmp(column->name, "why") == 0)
		width = 56;
	return heading > width ? heading : width;
}
