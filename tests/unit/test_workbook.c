/* SPDX-License-Identifier: MIT
 * Workbooks as parts: what cells hold, where tables lie, and what Dataverse hides in them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "workbook_case.h"

static const char *sheet_text(void)
{
	static const char first[] = "b.xlsx/Flows [xlsx]\n";
	const char *text = expanded(&workbook_container, "b.xlsx");

	assert_memory_equal(text, first, sizeof(first) - 1);
	return text + sizeof(first) - 1;
}

static void gives(const char *expected)
{
	assert_string_equal(expanded(&workbook_container, "b.xlsx"), expected);
}

/* --- Cells ------------------------------------------------------------------------------------ */

static void cells_of_all_types(void **state)
{
	(void)state;
	BOOK(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
		   "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>"
		   "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>A1&amp;\"x\"</f><v>a &quot;b&quot;</v></c>"
		   "<c r=\"B3\" t=\"b\"><v>0</v></c></row>"
		   "<row r=\"4\"><c r=\"A4\" t=\"e\"><v>#REF!</v></c><c r=\"B4\"><f>1+1</f><v>2</v></c></row>"
		   "<row r=\"5\"><c r=\"A5\" t=\"d\"><v>2026-03-01T08:15:00Z</v></c><c r=\"B5\" t=\"s\"><v>3</v>"
		   "</c></row><row r=\"6\"><c r=\"A6\" t=\"s\"><v>4</v></c></row>"),
	     MAIN_PART,
	     { "xl/sharedStrings.xml",
	       "<sst><si><t>id</t></si><si><t>name</t></si>"
	       "<si><r><t>two</t></r><r><t xml:space=\"preserve\"> runs</t></r>"
	       "<rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh><phoneticPr/></si>"
	       "<si><t xml:space=\"preserve\"> kept </t></si><si><t>\n  dropped  \n</t></si></sst>" });
	assert_string_equal(sheet_text(),
			    "\"id\",\"name\"\r\n\"two runs\",\"true\"\r\n"
			    "\"a \"\"b\"\"\",\"false\"\r\n,\"2\"\r\n"
			    "\"2026-03-01T08:15:00Z\",\" kept \"\r\n\"dropped\",\r\n");
}

static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;-&quot;mm\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
	"</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/>"
	"<xf numFmtId=\"165\"/><xf numFmtId=\"20\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";

#define DATES                                                                                      \
	SHEET(HEADER "<row>" TEXT("a") STYLED("1", "46082.34375") "</row><row>" TEXT("b")          \
		      STYLED("2", "46082") "</row><row>" TEXT("c")                                 \
			      STYLED("3", "1.5") "</row><row>" TEXT("d")                           \
				      STYLED("4", "0.5") "</row><row>" TEXT("e")                   \
					      STYLED("5", "0.25") "</row><row>" TEXT("f")          \
						      STYLED("0", "46082") "</row><row>" TEXT("g") \
							      STYLED("99", "46082") "</row>")

static void dates_are_told_by_the_style(void **state)
{
	(void)state;
	BOOK(DATES, MAIN_PART, { "xl/styles.xml", styles });
	assert_string_equal(sheet_text(),
			    "\"id\",\"at\"\r\n\"a\",\"2026-03-01T08:15:00\"\r\n"
			    "\"b\",\"2026-03-01T00:00:00\"\r\n\"c\",\"1.5\"\r\n\"d\",\"0.5\"\r\n"
			    "\"e\",\"0.25\"\r\n\"f\",\"46082\"\r\n\"g\",\"46082\"\r\n");
}

static void dates_can_count_from_1904(void **state)
{
	(void)state;
	BOOK(SHEET(HEADER "<row>" TEXT("a") STYLED("1", "44620.5") "</row>"),
	     { "xl/styles.xml", styles },
	     { "xl/workbook.xml", "<workbook " IDS "><workbookPr date1904=\"true\"/><sheets><sheet"
				  " name=\"Flows\" r:id=\"r1\"/></sheets></workbook>" });
	assert_string_equal(sheet_text(), "\"id\",\"at\"\r\n\"a\",\"2026-03-01T12:00:00\"\r\n");
}

/* --- Where things lie ------------------------------------------------------------------------- */

static void a_header_is_found_among_titles(void **state)
{
	(void)state;
	BOOK(SHEET("<row r=\"2\"><c r=\"C2\" t=\"inlineStr\"><is><t>Inventory</t></is></c></row>"
		   "<row r=\"3\"><c r=\"C3\"><v>5</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>of</t></is></c></row>"
		   "<row r=\"5\"><c r=\"C5\" t=\"inlineStr\"><is><t>id</t></is></c>"
		   "<c r=\"E5\" t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"6\"/>"
		   "<row r=\"7\"><c r=\"E7\"><v>3</v></c><c r=\"B7\"><v>2</v></c><c r=\"C7\"><v>1</v></c>"
		   "<c r=\"XFD7\"><v>4</v></c></row><row r=\"9\"><c r=\"A9\"><v>1</v></c></row>"),
	     MAIN_PART);
	assert_string_equal(sheet_text(), "\"id\",,\"name\"\r\n\"1\",,\"3\"\r\n");
}

static void places_need_not_be_told(void **state)
{
	(void)state;
	BOOK(SHEET(HEADER "<row><c r=\"B2\"><v>1</v></c>" NUMBER("2") "</row><row><c/>" NUMBER(
		     "3") "</row>"),
	     MAIN_PART);
	assert_string_equal(sheet_text(), "\"id\",\"at\"\r\n,\"1\"\r\n,\"3\"\r\n");
}

static void a_table_tells_its_place(void **state)
{
	(void)state;
	BOOK(SHEET("<row>" TEXT("not") TEXT("header") "</row><row>" TEXT("x") TEXT("id")
			   TEXT("7") "</row><row>" TEXT("x") TEXT("a") TEXT("b")
				   TEXT("x") "</row><row>" TEXT("x") TEXT("Total") NUMBER(
					   "1") "</row><row>" TEXT("x") TEXT("note") "</row>"),
	     MAIN_PART, { "xl/worksheets/_rels/sheet1.xml.rels", TABLE_RELS "</Relationships>" },
	     TABLE_PART("t", "<table ref=\"B2:C4\" displayName=\"One\" totalsRowCount=\"1\"/>"));
	assert_string_equal(sheet_text(), "\"id\",\"7\"\r\n\"a\",\"b\"\r\n");
}

static void each_of_several_tables_is_a_part(void **state)
{
	(void)state;
	BOOK(SHEET("<row>" TEXT("id") TEXT("x") "</row><row>" TEXT("1") TEXT("2") "</row>"),
	     MAIN_PART,
	     { "xl/worksheets/_rels/sheet1.xml.rels",
	       TABLE_RELS "<Relationship Id=\"u\" " TYPE "table\" Target=\"/xl/tables/u.xml\"/>"
			  "<Relationship Id=\"v\" " TYPE "table\" Target=\"../tables/v.xml\"/>"
			  "</Relationships>" },
	     TABLE_PART("t", "<table ref=\"A1:A2\" displayName=\"One\"/>"),
	     TABLE_PART("u", "<x:table xmlns:x=\"u\" ref=\"B1:B2\" displayName=\"Two\"/>"),
	     TABLE_PART("v", "<table ref=\"A1:A2\" displayName=\"Bare\" headerRowCount=\"0\"/>"));
	gives("b.xlsx/Flows/One [xlsx]\n\"id\"\r\n\"1\"\r\nb.xlsx/Flows/Two [xlsx]\n\"x\"\r\n\"2\"\r\n"
	      "skipped b.xlsx/Flows/Bare: the table has no header row\n");
}

static void sheets_are_parts_and_empty_ones_are_not(void **state)
{
	static const struct member members[] = {
		{ "[Content_Types].xml", "<Types/>" },
		{ "xl\\worksheets\\SHEET2.xml",
		  "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t>"
		  "</x:is></x:c><x:c t=\"str\"><x:v>b</x:v></x:c></x:row></x:sheetData><x:row><x:c><x:v>1"
		  "</x:v></x:c></x:row></x:worksheet>" },
		{ "xl/worksheets/sheet1.xml", SHEET("<row>" NUMBER("1") "</row>") },
		{ "xl/chart.xml", "<chartsheet/>" },
		{ "xl/worksheets/sheet3.xml", SHEET("") },
		{ "_rels/.rels",
		  "<Relationships><Relationship Id=\"a\" " STRICT
		  "officeDocument\" Target=\"/xl/./workbook.xml\"/></Relationships>" },
		{ "xl/_rels/workbook.xml.rels",
		  "<Relationships><Relationship Id=\"r1\" " STRICT
		  "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" " STRICT
		  "worksheet\" Target=\"../xl/worksheets/sheet2.xml\"/><Relationship Id=\"r3\" " STRICT
		  "worksheet\" Target=\"worksheets/sheet3.xml\"/><Relationship Id=\"r5\" " STRICT
		  "chartsheet\" Target=\"chart.xml\"/></Relationships>" },
		{ "xl/workbook.xml",
		  "<x:workbook xmlns:x=\"u\" xmlns:r=\"v\"><x:sheets><x:sheet name=\"R&amp;D &#228;\""
		  " state=\"hidden\" r:id=\"r2\"/><x:sheet name=\"One\" r:id=\"r1\"/><x:sheet"
		  " name=\"Empty\" r:id=\"r3\"/><x:sheet name=\"Chart\" r:id=\"r5\"/><x:sheet"
		  " name=\"Lost\" r:id=\"r9\"/></x:sheets></x:workbook>" },
		{ NULL, NULL },
	};

	(void)state;
	write_zip("b.xlsm", members);
	assert_string_equal(expanded(&workbook_container, "b.xlsm"),
			    "b.xlsm/R&D \xC3\xA4 [xlsx]\n\"a\",\"b\"\r\n"
			    "skipped b.xlsm/One: no row of it looks like a header\n"
			    "skipped b.xlsm/Lost: its part '' is missing\n");
	stops_when_the_sink_does(&workbook_container, "b.xlsm");
}

/* --- Dataverse -------------------------------------------------------------------------------- */

static const char two_sheets[] =
	"<workbook " IDS
	"><sheets><sheet name=\"Active\" r:id=\"r1\"/><sheet name=\"hiddenSheet\""
	" state=\"veryHidden\" r:id=\"r2\"/></sheets></workbook>";

#define MAPPED(map, header)                                            \
	BOOK(SHEET("<row>" header "</row><row>" NUMBER("1") "</row>"), \
	     { "xl/workbook.xml", two_sheets },                        \
	     { "xl/worksheets/sheet2.xml",                             \
	       SHEET("<row>" TEXT(map) "</row><row>" TEXT("Ja") TEXT("Nein") "</row>") })
#define MAP                                                                                        \
	"x_thing:aB+/9==:x_thingid=%28Nicht%20%c3%84ndern%29%20Ding&amp;checksumLogicalName=Summe" \
	"&amp;x_owner=Besitzer&amp;ownerid=Besitzer&amp;a1.x_name=Name%20%28Ort%29%20%28O%29"

static void headers_become_logical_names(void **state)
{
	(void)state;
	MAPPED(MAP, TEXT("(Nicht &#196;ndern) Ding") TEXT("Summe") TEXT("Besitzer") TEXT("Besitzer")
			    TEXT("Name (Ort) (O)") TEXT("Mine"));
	gives("b.xlsx/Active [xlsx]\n"
	      "\"x_thingid\",\"Summe\",\"x_owner\",\"ownerid\",\"a1.x_name\",\"Mine\"\r\n"
	      "\"1\",,,,,\r\n");
}

static void a_numbered_header_is_known_by_its_place(void **state)
{
	(void)state;
	MAPPED(MAP,
	       TEXT("(Nicht &#196;ndern) Ding") TEXT("Summe") TEXT("Besitzer") TEXT("Besitzer2"));
	gives("b.xlsx/Active [xlsx]\n\"x_thingid\",\"Summe\",\"x_owner\",\"ownerid\"\r\n\"1\",,,\r\n");
}

static void moved_columns_are_known_by_their_name(void **state)
{
	(void)state;
	MAPPED(MAP, TEXT("Summe") TEXT("Besitzer") TEXT("Besitzer 2"));
	gives("b.xlsx/Active [xlsx]\n\"Summe\",\"x_owner\",\"Besitzer 2\"\r\n\"1\",,\r\n");
}

static void a_map_of_something_else_changes_nothing(void **state)
{
	(void)state;
	MAPPED(MAP, TEXT("Besitzer") TEXT("Farbe") TEXT("Form"));
	gives("b.xlsx/Active [xlsx]\n\"Besitzer\",\"Farbe\",\"Form\"\r\n\"1\",,\r\n");
}

static void a_hidden_sheet_without_a_map_is_a_sheet(void **state)
{
	(void)state;
	MAPPED("x_thing::a=b", TEXT("a") TEXT("b"));
	gives("b.xlsx/Active [xlsx]\n\"a\",\"b\"\r\n\"1\",\r\n"
	      "b.xlsx/hiddenSheet [xlsx]\n\"Ja\",\"Nein\"\r\n");
}

static void strings_far_apart_are_found(void **state)
{
	struct buffer sheet = BUFFER_INIT(MIB), strings = BUFFER_INIT(8 * MIB);
	const char *line;

	(void)state;
	buffer_puts(&sheet, "<worksheet><sheetData>" HEADER);
	for (int i = 0; i < 2000; i++) {
		buffer_printf(&sheet, "<row><c t=\"s\"><v>%d</v></c></row>", i * 7919 % 20000);
		for (int k = 0; k < 10; k++)
			buffer_printf(&strings, "%s<si><t>string number %d</t></si>",
				      strings.length ? "" : "<sst>", i * 10 + k);
	}
	buffer_puts(&sheet, "</sheetData></worksheet>");
	buffer_puts(&strings, "</sst>");
	BOOK(sheet.data, MAIN_PART, { "xl/sharedStrings.xml", strings.data });
	line = strchr(sheet_text(), '\n');
	for (int i = 0; i < 2000; i++) {
		char expected[64];
		int length = snprintf(expected, sizeof(expected), "\"string number %d\",\r\n",
				      i * 7919 % 20000);

		assert_memory_equal(line + 1, expected, (size_t)length);
		line += length;
	}
	buffer_release(&sheet);
	buffer_release(&strings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(cells_of_all_types),
		test_in_folder(dates_are_told_by_the_style),
		test_in_folder(dates_can_count_from_1904),
		test_in_folder(a_header_is_found_among_titles),
		test_in_folder(places_need_not_be_told),
		test_in_folder(a_table_tells_its_place),
		test_in_folder(each_of_several_tables_is_a_part),
		test_in_folder(sheets_are_parts_and_empty_ones_are_not),
		test_in_folder(headers_become_logical_names),
		test_in_folder(a_numbered_header_is_known_by_its_place),
		test_in_folder(moved_columns_are_known_by_their_name),
		test_in_folder(a_map_of_something_else_changes_nothing),
		test_in_folder(a_hidden_sheet_without_a_map_is_a_sheet),
		test_in_folder(strings_far_apart_are_found),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&given);
	return failed;
}
