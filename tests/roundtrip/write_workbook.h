/* SPDX-License-Identifier: MIT
 * The tables as workbooks: what people see, with the map of logical names that Dataverse hides in its exports or
 * without it. Include after files.h and tables.h.
 */
#ifndef ROUNDTRIP_WRITE_WORKBOOK_H
#define ROUNDTRIP_WRITE_WORKBOOK_H

#include "tests/unit/workbook_case.h"

#define NAMED_SHEET(name, rest) "<sheet name=\"" name "\" sheetId=\"" rest "/>"

static const char styles[] = "<styleSheet " MAIN "><cellXfs><xf numFmtId=\"0\"/>"
			     "<xf numFmtId=\"22\"/></cellXfs></styleSheet>";
static const char visible_book[] = "<workbook " MAIN " " IDS "><sheets>"
	NAMED_SHEET("All", "1\" r:id=\"r1\"") "</sheets></workbook>";
static const char mapped_book[] = "<workbook " MAIN " " IDS "><sheets>"
	NAMED_SHEET("All", "1\" r:id=\"r1\"")
	NAMED_SHEET("hiddenSheet", "2\" state=\"veryHidden\" r:id=\"r2\"") "</sheets></workbook>";

static inline void xml_text(struct buffer *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("<>&\"", *text) != NULL)
			buffer_printf(out, "&#%d;", *text);
		else
			buffer_append(out, text, 1);
	}
}

static inline void text_cell(struct buffer *out, const char *text)
{
	buffer_puts(out, "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
	xml_text(out, text);
	buffer_puts(out, "</t></is></c>");
}

/* Days since 1899-12-30. A spreadsheet shows whole seconds, and so does the store. */
static inline void moment_cell(struct buffer *out, const char *text)
{
	struct tm tm = { 0 };

	assert_non_null(strptime(text, "%Y-%m-%dT%H:%M:%S", &tm));
	buffer_printf(out, "<c s=\"1\"><v>%.10f</v></c>", (double)timegm(&tm) / 86400 + 25569);
}

static inline void sheet_cell_of(struct buffer *out, const struct kit_column *column,
				 const struct kit_cell *cell)
{
	if (!cell->has_value)
		buffer_puts(out, "<c/>");
	else if (column->kind == MOMENT || column->kind == MODIFIED)
		moment_cell(out, cell->text);
	else if (column->kind == NUMBER)
		buffer_printf(out, "<c><v>%s</v></c>", cell->text);
	else
		text_cell(out, cell->label);
}

static inline void write_sheet(struct buffer *out, const struct kit_table *table)
{
	buffer_puts(out, "<worksheet " MAIN "><sheetData><row>");
	for (size_t i = 0; i < column_count(table); i++)
		text_cell(out, table->columns[i].label);
	for (size_t row = 0; row < table->row_count; row++) {
		buffer_puts(out, "</row><row>");
		for (size_t i = 0; i < column_count(table); i++)
			sheet_cell_of(out, &table->columns[i], &table->cells[row][i]);
	}
	buffer_puts(out, "</row></sheetData></worksheet>");
}

/* "table:checksum:name=label&...", percent-encoded. */
static inline void write_map(struct buffer *out, const struct kit_table *table)
{
	buffer_printf(out, "<worksheet " MAIN "><sheetData><row><c t=\"inlineStr\"><is><t>%s:aB9==:",
		      table->name);
	for (size_t i = 0; i < column_count(table); i++) {
		buffer_printf(out, "%s%s=", i ? "&amp;" : "", table->columns[i].name);
		for (const char *c = table->columns[i].label; *c != '\0'; c++)
			buffer_printf(out, isalnum((unsigned char)*c) ? "%c" : "%%%02X", *c);
	}
	buffer_puts(out, "</t></is></c></row></sheetData></worksheet>");
}

static inline void write_book(const char *folder_name, const struct kit_table *table, bool has_map)
{
	struct buffer sheet = BUFFER_INIT(16 * MIB), map = BUFFER_INIT(MIB);
	char name[300];

	snprintf(name, sizeof(name), "%s/%s.xlsx", folder_name, table->set);
	write_sheet(&sheet, table);
	write_map(&map, table);
	write_zip(name, (const struct member[]){
				{ "_rels/.rels", root_rels },
				{ "xl/_rels/workbook.xml.rels", book_rels },
				{ "xl/workbook.xml", has_map ? mapped_book : visible_book },
				{ "xl/styles.xml", styles },
				{ "xl/worksheets/sheet1.xml", sheet.data },
				{ has_map ? "xl/worksheets/sheet2.xml" : NULL, map.data },
				{ NULL, NULL } });
	buffer_release(&sheet);
	buffer_release(&map);
}

static inline void write_books(const char *folder_name, bool have_map)
{
	mkdir(in_folder(folder_name), 0755);
	for (size_t i = 0; i < TABLES; i++)
		write_book(folder_name, &kit[i], have_map);
}

#endif
