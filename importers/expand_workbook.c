/* SPDX-License-Identifier: MIT
 * A workbook's sheets as CSV, each a part of its own; of a sheet with several tables, each table.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "expand.h"
#include "workbook.h"

/* A sheet, or a table in one, on its way to CSV. */
struct sheet_export {
	struct package *package;
	struct column_map *map; /* or NULL */
	struct aside aside;
	const struct sheet_table *table; /* or NULL: the header is searched for */
	struct sheet_table area;         /* what is exported, once the header was seen */
	bool has_header;
	int titles; /* rows before the header */
	struct buffer line;
};

static bool fits(const char *path, const char *head, size_t length)
{
	return length >= 4 && memcmp(head, "PK\x03\x04", 4) == 0 && workbook_is(path);
}

/* Everything in quotes: no cell can be taken for a delimiter's, a number's or a comment's. */
static void add_cell(struct buffer *line, struct str cell, bool first)
{
	const char *end = cell.data + cell.length;

	if (!first)
		buffer_puts(line, ",");
	if (cell.length == 0)
		return;
	buffer_puts(line, "\"");
	for (const char *quote; (quote = memchr(cell.data, '"', cell.length)) != NULL;) {
		buffer_append(line, cell.data, (size_t)(quote + 1 - cell.data));
		buffer_puts(line, "\"");
		cell.data = quote + 1;
		cell.length = (size_t)(end - cell.data);
	}
	buffer_append(line, cell.data, cell.length);
	buffer_puts(line, "\"");
}

static int write_line(struct sheet_export *export, struct error *err)
{
	buffer_puts(&export->line, "\r\n");
	fwrite(export->line.data, 1, export->line.length, export->aside.stream);
	return package_spend(export->package, (int64_t) export->line.length, err);
}

static int nameless(const struct sheet_export *export, struct error *err)
{
	return error_set(err, "the header of table '%s' is empty", export->area.name);
}

static int write_header(struct sheet_export *export, const struct sheet_row *row, struct error *err)
{
	size_t count = export->area.end_column - export->area.first_column, named = 0;
	struct str *names;

	if (count > LIMIT_CSV_COLUMNS)
		return error_set(err, "more than %d columns", LIMIT_CSV_COLUMNS);
	names = memory_alloc(count * sizeof(*names));
	for (size_t i = 0; i < count; i++) {
		names[i] = sheet_cell(row, export->area.first_column + i);
		named += names[i].length > 0;
	}
	if (export->map)
		column_map_apply(export->map, names, count);
	for (size_t i = 0; i < count; i++)
		add_cell(&export->line, names[i], i == 0);
	free(names);
	if (named == 0)
		return nameless(export, err);
	export->has_header = true;
	return write_line(export, err);
}

/* Titles are single cells or numbers; a header is two names or more and nothing else. */
static int look_for_header(struct sheet_export *export, const struct sheet_row *row,
			   struct error *err)
{
	if (export->table) {
		export->area = *export->table;
		if (row->number > export->area.first_row)
			return nameless(export, err);
		return row->number == export->area.first_row ? write_header(export, row, err) : 0;
	}
	if (export->titles >= LIMIT_SHEET_TITLES || row->filled < 2 || row->texts < row->filled) {
		export->titles++;
		return 0;
	}
	export->area = (struct sheet_table){
		.first_row = row->number,
		.last_row = LIMIT_SHEET_ROWS,
		.end_column = row->width,
	};
	while (row->cells[export->area.first_column].length == 0)
		export->area.first_column++;
	return write_header(export, row, err);
}

static int take_row(void *context, const struct sheet_row *row, struct error *err)
{
	struct sheet_export *export = context;
	bool has_value = false;

	buffer_clear(&export->line);
	if (!export->has_header)
		return look_for_header(export, row, err);
	if (row->number <= export->area.first_row || row->number > export->area.last_row)
		return 0;
	for (size_t i = export->area.first_column; i < export->area.end_column; i++) {
		add_cell(&export->line, sheet_cell(row, i), i == export->area.first_column);
		has_value |= row->cells[i].length > 0;
	}
	return has_value ? write_line(export, err) : 0;
}

static int skip_part(const struct input *input, const char *member, const char *reason,
		     const struct input_sink *sink, struct error *err)
{
	struct buffer shown = BUFFER_INIT(LIMIT_RECORD);
	int result;

	buffer_printf(&shown, "%s/%s", input->shown, member);
	result = sink->skip(sink->context, shown.data, reason, err);
	buffer_release(&shown);
	return result;
}

struct expansion_state {
	const struct input *input;
	const struct input_sink *sink;
	struct workbook workbook;
	struct column_map *map;
};

static int expand_area(struct expansion_state *state, const struct sheet *sheet,
		       const struct sheet_table *table, const char *member, struct error *err)
{
	struct sheet_export export = {
		.package = &state->workbook.package,
		.map = state->map,
		.table = table,
		.line = BUFFER_INIT(3 * LIMIT_RECORD),
	};
	const struct row_sink rows = { take_row, &export };
	struct error trouble = ERROR_INIT;
	int result;

	if (aside_open(&export.aside, err) < 0)
		return -1;
	result = sheet_read(&state->workbook, sheet->part, &rows, &trouble);
	buffer_release(&export.line);
	if (result == 0 && export.has_header)
		return aside_give(&export.aside, state->input, "xlsx", member, state->sink, err);
	aside_close(&export.aside);
	if (result == 0 && export.titles == 0)
		return 0;
	return skip_part(state->input, member,
			 result < 0 ? trouble.text : "no row of it looks like a header",
			 state->sink, err);
}

static int expand_table(struct expansion_state *state, const struct sheet *sheet,
			const struct sheet_tables *tables, size_t index, struct error *err)
{
	const struct sheet_table *table = &tables->items[index];
	struct buffer member = BUFFER_INIT(LIMIT_RECORD);
	int result;

	buffer_puts(&member, sheet->name);
	if (tables->count > 1)
		buffer_printf(&member, "/%s", table->name);
	if (table->has_header)
		result = expand_area(state, sheet, table, member.data, err);
	else
		result = skip_part(state->input, member.data, "the table has no header row",
				   state->sink, err);
	buffer_release(&member);
	return result;
}

static int expand_sheet(struct expansion_state *state, const struct sheet *sheet, struct error *err)
{
	struct sheet_tables tables;
	struct error trouble = ERROR_INIT;
	int result = 0;

	if (sheet_tables_read(&tables, &state->workbook.package, sheet->part, &trouble) < 0)
		result = skip_part(state->input, sheet->name, trouble.text, state->sink, err);
	else if (tables.count == 0)
		result = expand_area(state, sheet, NULL, sheet->name, err);
	for (size_t i = 0; i < tables.count && result == 0 && !trouble.text[0]; i++)
		result = expand_table(state, sheet, &tables, i, err);
	sheet_tables_release(&tables);
	return result;
}

/* --- The hidden sheet that Dataverse adds ----------------------------------------------------- */

static int take_map(void *context, const struct sheet_row *row, struct error *err)
{
	struct column_map *map = context;

	(void)err;
	if (row->number == 1 && map->count == 0)
		column_map_parse(map, sheet_cell(row, 0));
	return 0;
}

/* The sheet that holds a map, or NULL. */
static const struct sheet *find_map(struct workbook *workbook, struct column_map *map)
{
	const struct row_sink rows = { take_map, map };
	struct error trouble = ERROR_INIT;

	for (size_t i = 0; i < workbook->sheet_count; i++) {
		const struct sheet *sheet = &workbook->sheets[i];

		if (sheet->hidden && strcmp(sheet->name, "hiddenSheet") == 0 &&
		    sheet_read(workbook, sheet->part, &rows, &trouble) == 0 && map->count > 0)
			return sheet;
		column_map_release(map); /* of a sheet that is damaged further down */
	}
	return NULL;
}

static int expand(const struct input *input, const struct input_sink *sink, struct error *err)
{
	struct expansion_state state = { .input = input, .sink = sink };
	struct column_map map = { 0 };
	const struct sheet *map_sheet = NULL;
	struct error trouble = ERROR_INIT;
	int result = 0;

	if (workbook_open(&state.workbook, input->path, &trouble) < 0) {
		result = sink->skip(sink->context, input->shown, trouble.text, err);
	} else {
		map_sheet = find_map(&state.workbook, &map);
		state.map = map_sheet ? &map : NULL;
		for (size_t i = 0; i < state.workbook.sheet_count && result == 0; i++) {
			if (&state.workbook.sheets[i] != map_sheet)
				result = expand_sheet(&state, &state.workbook.sheets[i], err);
		}
	}
	column_map_release(&map);
	workbook_release(&state.workbook);
	return result;
}

const struct container workbook_container = { "xlsx", fits, expand };
