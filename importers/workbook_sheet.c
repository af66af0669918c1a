/* SPDX-License-Identifier: MIT
 * Rows of a worksheet, one at a time. Cells and rows say where they stand, or stand behind the last.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "workbook.h"

enum { NUMBER_ROOM = 64 }; /* what a number or a date is written into */

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE, CELL_TEXT, CELL_BOOL, CELL_ERROR, CELL_DATE };

struct sheet_reading {
	struct workbook *workbook;
	const struct row_sink *sink;
	struct sheet_row row;
	struct sheet_cell *cells;
	size_t *used; /* columns of the row that have a value */
	struct buffer text;
	size_t column; /* of the cell that is read; then, of the next */
	enum cell_type type;
	bool is_date;
	struct buffer value; /* of <v> */
	struct rich_text rich;
	bool in_data, in_value;
};

bool cell_reference(const char **reference, size_t *column, int64_t *row)
{
	const char *at = *reference;
	int64_t number = 0;
	size_t letters = 0;

	for (; (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z' && letters <= LIMIT_SHEET_COLUMNS; at++)
		letters = letters * 26 + (size_t)((*at | 0x20) - 'a' + 1);
	if (letters == 0 || letters > LIMIT_SHEET_COLUMNS)
		return false;
	*column = letters - 1;
	if (*at >= '0' && *at <= '9') {
		for (; *at >= '0' && *at <= '9' && number <= LIMIT_SHEET_ROWS; at++)
			number = number * 10 + (*at - '0');
		*row = number;
	}
	*reference = at;
	return *row >= 1 && *row <= LIMIT_SHEET_ROWS;
}

static void clear_row(struct sheet_reading *reading)
{
	for (size_t i = 0; i < reading->row.filled; i++)
		reading->cells[reading->used[i]].length = 0;
	reading->row.filled = reading->row.texts = reading->row.width = 0;
	reading->column = 0;
	buffer_clear(&reading->text);
}

static int start_row(struct sheet_reading *reading, const char *number, struct error *err)
{
	clear_row(reading);
	reading->row.number = number ? strtoll(number, NULL, 10) : reading->row.number + 1;
	if (reading->row.number < 1 || reading->row.number > LIMIT_SHEET_ROWS)
		return error_set(err, "a row beyond the last, %d", LIMIT_SHEET_ROWS);
	return 0;
}

static enum cell_type cell_type(const char *type)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {
		{ "s", CELL_SHARED }, { "inlineStr", CELL_INLINE }, { "str", CELL_TEXT },
		{ "b", CELL_BOOL },   { "e", CELL_ERROR },	    { "d", CELL_DATE },
	};

	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(type, types[i].name) == 0)
			return types[i].type;
	}
	return CELL_NUMBER;
}

static int start_cell(struct sheet_reading *reading, const char *const *attributes,
		      struct error *err)
{
	const struct cell_styles *styles = &reading->workbook->styles;
	const char *reference = xml_attribute(attributes, "r");
	const char *style = xml_attribute(attributes, "s"), *place = reference;
	size_t index = style ? strtoul(style, NULL, 10) : 0;

	if (reference && !cell_reference(&place, &reading->column, &reading->row.number))
		return error_set(err, "there is no cell '%.20s'", reference);
	if (reading->column >= LIMIT_SHEET_COLUMNS)
		return error_set(err, "more than %d columns", LIMIT_SHEET_COLUMNS);
	reading->type = cell_type(xml_attribute(attributes, "t"));
	reading->is_date = index < styles->count && styles->is_date[index];
	buffer_clear(&reading->value);
	buffer_clear(&reading->rich.text);
	return 0;
}

/* Whatever <v> holds, written behind the row's text. */
static int write_value(struct sheet_reading *reading, struct str value, struct error *err)
{
	struct str shared;

	switch (reading->type) {
	case CELL_SHARED:
		if (shared_strings_get(&reading->workbook->strings, strtoul(value.data, NULL, 10),
				       &shared, err) < 0)
			return -1;
		return buffer_append(&reading->text, shared.data, shared.length);
	case CELL_BOOL:
		return buffer_puts(&reading->text, value.data[0] == '0' ? "false" : "true");
	case CELL_ERROR:
		return 0;
	case CELL_NUMBER:
		if (!reading->is_date ||
		    !date_print(value, reading->workbook->from_1904, &reading->text))
			number_print(value, &reading->text);
		return 0;
	case CELL_INLINE:
	case CELL_TEXT:
	case CELL_DATE:
		break;
	}
	value.length = text_unescape(reading->value.data, reading->value.length);
	return buffer_append(&reading->text, value.data, value.length);
}

static void keep_cell(struct sheet_reading *reading, size_t start)
{
	struct str text = { reading->text.data + start, reading->text.length - start };
	struct sheet_row *row = &reading->row;

	if (str_trim(text).length == 0)
		return;
	if (reading->cells[reading->column].length == 0) {
		reading->used[row->filled++] = reading->column;
		row->texts += reading->type == CELL_SHARED || reading->type == CELL_INLINE ||
			      reading->type == CELL_TEXT;
	}
	reading->cells[reading->column] = (struct sheet_cell){ start, text.length };
	if (row->width <= reading->column)
		row->width = reading->column + 1;
}

static int end_cell(struct sheet_reading *reading, struct error *err)
{
	const struct buffer *rich = &reading->rich.text;
	size_t start = reading->text.length;

	if (reading->type == CELL_INLINE)
		buffer_append(&reading->value, rich->data, rich->length);
	if (reading->value.length > 0) {
		if (start + NUMBER_ROOM > reading->text.limit ||
		    write_value(reading, (struct str){ reading->value.data, reading->value.length },
				err) < 0)
			return err->text[0] ? -1 : error_set(err, "a row larger than %zu bytes",
							     reading->text.limit);
		keep_cell(reading, start);
	}
	reading->column++;
	return 0;
}

static int end_row(struct sheet_reading *reading, struct error *err)
{
	if (package_spend(&reading->workbook->package, (int64_t)reading->text.length, err) < 0)
		return -1;
	reading->row.text = reading->text.data;
	return reading->row.filled ? reading->sink->row(reading->sink->context, &reading->row, err) :
				     0;
}

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct sheet_reading *reading = context;

	if (strcmp(name, "sheetData") == 0)
		reading->in_data = true;
	if (!reading->in_data)
		return 0;
	if (strcmp(name, "row") == 0)
		return start_row(reading, xml_attribute(attributes, "r"), err);
	if (strcmp(name, "c") == 0)
		return start_cell(reading, attributes, err);
	reading->in_value = strcmp(name, "v") == 0;
	rich_text_start(&reading->rich, name, attributes);
	return 0;
}

static int text(void *context, const char *data, size_t length, struct error *err)
{
	struct sheet_reading *reading = context;

	if (reading->in_value && buffer_append(&reading->value, data, length) < 0)
		return error_set(err, "a cell larger than %zu bytes", reading->value.limit);
	return rich_text_add(&reading->rich, data, length, err);
}

static int end(void *context, const char *name, struct error *err)
{
	struct sheet_reading *reading = context;

	if (!reading->in_data)
		return 0;
	reading->in_data = strcmp(name, "sheetData") != 0;
	reading->in_value = false;
	rich_text_end(&reading->rich, name);
	if (strcmp(name, "c") == 0)
		return end_cell(reading, err);
	return strcmp(name, "row") == 0 ? end_row(reading, err) : 0;
}

int sheet_read(struct workbook *workbook, const char *part, const struct row_sink *sink,
	       struct error *err)
{
	struct sheet_reading reading = {
		.workbook = workbook,
		.sink = sink,
		.cells = memory_alloc(LIMIT_SHEET_COLUMNS * sizeof(*reading.cells)),
		.used = memory_alloc(LIMIT_SHEET_COLUMNS * sizeof(*reading.used)),
		.text = BUFFER_INIT(LIMIT_RECORD),
		.value = BUFFER_INIT(LIMIT_RECORD),
		.rich.text = BUFFER_INIT(LIMIT_RECORD),
	};
	const struct xml_handler handler = { start, end, text, &reading };
	enum part_result result;

	reading.row.cells = reading.cells;
	buffer_puts(&reading.text, "");
	buffer_puts(&reading.rich.text, "");
	result = package_read(&workbook->package, part, &handler, err);
	free(reading.cells);
	free(reading.used);
	buffer_release(&reading.text);
	buffer_release(&reading.value);
	buffer_release(&reading.rich.text);
	if (result == PART_MISSING)
		return error_set(err, "its part '%s' is missing", part);
	return result == PART_DAMAGED ? -1 : 0;
}
