/* SPDX-License-Identifier: MIT
 * Workbooks that are damaged, or meant to do harm: each is told, and stops nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "workbook_case.h"

static void skips_with(const char *words)
{
	const char *text = expanded(&workbook_container, "b.xlsx");

	assert_memory_equal(text, "skipped b.xlsx", 14);
	if (!strstr(text, words))
		fail_msg("no '%s' in: %s", words, text);
	assert_null(strstr(text, "[xlsx]"));
}

static void damaged_sheets_are_told(void **state)
{
	static const struct {
		const char *sheet, *words;
	} cases[] = {
		{ "<worksheet><sheetData>" HEADER "<row><c><v>1", "sheet1.xml: line 1, column " },
		{ "", "no element found" },
		{ SHEET(HEADER "<row><c t=\"s\"><v>7</v></c></row>"),
		  "there is no shared string 7" },
		{ SHEET(HEADER "<row><c t=\"s\"><v>-1</v></c></row>"),
		  "there is no shared string" },
		{ SHEET(HEADER "<row><c r=\"BGQCV1\"><v>1</v></c></row>"),
		  "there is no cell 'BGQCV1'" },
		{ SHEET(HEADER "<row><c r=\"A1048577\"><v>1</v></c></row>"), "no cell 'A1048577'" },
		{ SHEET(HEADER "<row><c r=\"7\"><v>1</v></c></row>"), "there is no cell '7'" },
		{ SHEET(HEADER "<row><c r=\"XFD2\"/><c/></row>"), "more than 16384 columns" },
		{ SHEET(HEADER "<row r=\"1048577\"/>"), "a row beyond the last" },
		{ SHEET(HEADER "<row r=\"0\"/>"), "a row beyond the last" },
		{ "<!DOCTYPE x [<!ENTITY a \"b\">]>" SHEET(HEADER), "it declares a document type" },
		{ SHEET("<row>" TEXT("a") "<c r=\"BYZ1\" t=\"str\"><v>b</v></c></row>"),
		  "more than 2000 columns" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BOOK(cases[i].sheet, MAIN_PART);
		skips_with(cases[i].words);
	}
}

static void damaged_books_are_told(void **state)
{
	(void)state;
	BOOK(SHEET(HEADER), { "xl/workbook.xml", "<workbook><sheets" });
	skips_with("xl/workbook.xml: line 1");
	BOOK(SHEET(HEADER), { "xl/workbook.xml", "<workbook><sheets/></workbook>" });
	skips_with("it has no worksheet");
	BOOK(SHEET(HEADER), MAIN_PART, { "xl/styles.xml", "<styleSheet>" });
	skips_with("xl/styles.xml: ");
	BOOK(SHEET(HEADER), MAIN_PART, { "xl/sharedStrings.xml", "<sst><si>" });
	skips_with("xl/sharedStrings.xml: ");
	BOOK(SHEET(HEADER), MAIN_PART,
	     { "xl/worksheets/_rels/sheet1.xml.rels", TABLE_RELS "</Relationships>" },
	     TABLE_PART("t", "<table ref=\"C5:A1\"/>"));
	skips_with("a table without a place");
	BOOK(SHEET("<row r=\"3\">" TEXT("a") "</row>"), MAIN_PART,
	     { "xl/worksheets/_rels/sheet1.xml.rels", TABLE_RELS "</Relationships>" },
	     TABLE_PART("t", "<table ref=\"A2:B9\" displayName=\"One\"/>"));
	skips_with("the header of table 'One' is empty");
	BOOK(SHEET("<row r=\"2\"><c r=\"C2\"><v>1</v></c></row>"), MAIN_PART,
	     { "xl/worksheets/_rels/sheet1.xml.rels", TABLE_RELS "</Relationships>" },
	     TABLE_PART("t", "<table ref=\"A2:B9\" displayName=\"One\"/>"));
	skips_with("the header of table 'One' is empty");
	write_zip("b.xlsx",
		  (const struct member[]){ { "_rels/.rels", root_rels }, MAIN_PART, { 0 } });
	skips_with("its part '' is missing");
}

static void other_zips_are_no_workbooks(void **state)
{
	(void)state;
	write_zip("a.zip", (const struct member[]){ { "flows.json", "[]" }, { NULL, NULL } });
	assert_false(does_fit(&workbook_container, "a.zip"));
	write_zip("a.docx",
		  (const struct member[]){ { "_rels/.rels", root_rels },
					   { "xl/workbook.xml", "<w:document xmlns:w=\"w\"/>" },
					   { NULL, NULL } });
	assert_false(does_fit(&workbook_container, "a.docx"));
	write_file("a.txt", "PK\x03\x04 cut off");
	assert_false(does_fit(&workbook_container, "a.txt"));
	write_file("a.csv", "a,b\n");
	assert_false(does_fit(&workbook_container, "a.csv"));
}

/* `count` times `piece` between `start` and `end`; the caller frees it. */
static char *many(const char *start, const char *piece, size_t count, const char *end)
{
	struct buffer text = BUFFER_INIT(256 * MIB);

	buffer_puts(&text, start);
	for (size_t i = 0; i < count; i++)
		buffer_puts(&text, piece);
	buffer_puts(&text, end);
	return text.data;
}

static void bombs_do_not_go_off(void **state)
{
	char *blanks = many("<worksheet>", "          ", 8 * MIB, "</worksheet>");
	char *string = many("<sst><si><t>", "0123456789abcdef", 64 * 1024, "</t></si></sst>");
	char *rows = many("<worksheet><sheetData>" HEADER, "<row><c t=\"s\"><v>0</v></c></row>",
			  400, "</sheetData></worksheet>");
	char *deep = many("", "<a>", LIMIT_XML_DEPTH + 1, "");

	(void)state;
	BOOK(blanks, MAIN_PART);
	skips_with("taken for a bomb");
	BOOK(rows, MAIN_PART, { "xl/sharedStrings.xml", string });
	skips_with("taken for a bomb");
	BOOK(deep, MAIN_PART);
	skips_with("nested deeper than");
	free(blanks);
	free(string);
	free(rows);
	free(deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(damaged_sheets_are_told),
		test_in_folder(damaged_books_are_told),
		test_in_folder(other_zips_are_no_workbooks),
		test_in_folder(bombs_do_not_go_off),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&given);
	return failed;
}
