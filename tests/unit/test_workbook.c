/* SPDX-License-Identifier: MIT
 * Workbooks as parts: what cells hold, where tables lie, what Dataverse hides in them, and books that
 * are damaged or meant to do harm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "expand_case.h"
#include "importers/workbook.h"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define IDS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"
#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(number) "<c><v>" number "</v></c>"
#define STYLED(style, number) "<c s=\"" style "\"><v>" number "</v></c>"
#define HEADER "<row>" TEXT("id") TEXT("at") "</row>"

static const char root_rels[] = "<Relationships><Relationship Id=\"a\" " TYPE "officeDocument\""
				" Target=\"xl/workbook.xml\"/></Relationships>";
static const char book_rels[] =
	"<Relationships>"
	"<Relationship Id=\"r1\" " TYPE "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"r2\" " TYPE "worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
	"<Relationship Id=\"r3\" " TYPE "sharedStrings\" Target=\"sharedStrings.xml\"/>"
	"<Relationship Id=\"r4\" " TYPE "styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"r5\" " TYPE "chartsheet\" Target=\"chart.xml\"/></Relationships>";
static const char one_sheet[] = "<workbook " MAIN " " IDS "><sheets><sheet name=\"Flows\" sheetId=\"1\""
				" r:id=\"r1\"/></sheets></workbook>";

/* Members for one sheet and whatever else stands behind; its text is `given` without its first line. */
#define BOOK(sheet, ...)                                                                           \
	write_zip("b.xlsx", (const struct member[]){ { "_rels/.rels", root_rels },                 \
						     { "xl/_rels/workbook.xml.rels", book_rels },  \
						     { "xl/worksheets/sheet1.xml", sheet },        \
						     __VA_ARGS__,                                  \
						     { NULL, NULL } })
#define MAIN_PART { "xl/workbook.xml", one_sheet }

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
	assert_string_equal(sheet_text(), "\"id\",\"name\"\r\n\"two runs\",\"true\"\r\n"
					  "\"a \"\"b\"\"\",\"false\"\r\n,\"2\"\r\n"
					  "\"2026-03-01T08:15:00Z\",\" kept \"\r\n\"dropped\",\r\n");
}

static void numbers_are_told_without_noise(void **state)
{
	static const struct {
		const char *raw, *expected;
	} cases[] = {
		{ "1.0E+18", "1000000000000000000" },
		{ "12345678901234567", "12345678901234567" },
		{ "-7", "-7" },
		{ "-0.0", "0" },
		{ "100.0", "100" },
		{ "0.30000000000000004", "0.3" },
		{ "0.25", "0.25" },
		{ "1E-7", "1e-07" },
		{ "1E+300", "1e+300" },
		{ "nan", "nan" },
		{ "1e999", "1e999" },
		{ "0x10", "0x10" },
	};
	struct buffer out = BUFFER_INIT(64);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buffer_clear(&out);
		number_print(str_of(cases[i].raw), &out);
		assert_string_equal(out.data, cases[i].expected);
	}
	buffer_release(&out);
}

static void days_become_dates(void **state)
{
	static const struct {
		const char *raw, *from_1900, *from_1904; /* NULL: no day */
	} cases[] = {
		{ "1", "1900-01-01T00:00:00", "1904-01-02T00:00:00" },
		{ "59", "1900-02-28T00:00:00", "1904-02-29T00:00:00" },
		{ "60", NULL, "1904-03-01T00:00:00" },
		{ "61", "1900-03-01T00:00:00", "1904-03-02T00:00:00" },
		{ "46082.34375", "2026-03-01T08:15:00", "2030-03-02T08:15:00" },
		{ "46082.343749999", "2026-03-01T08:15:00", "2030-03-02T08:15:00" },
		{ "45350.9999999", "2024-02-29T00:00:00", "2028-03-01T00:00:00" },
		{ "0.5", NULL, "1904-01-01T12:00:00" },
		{ "-1", NULL, NULL },
		{ "2958465", "9999-12-31T00:00:00", NULL },
		{ "2958466", NULL, NULL },
		{ "many", NULL, NULL },
	};
	struct buffer out = BUFFER_INIT(64);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const expected[] = { cases[i].from_1900, cases[i].from_1904 };

		for (int system = 0; system < 2; system++) {
			buffer_clear(&out);
			buffer_puts(&out, "");
			assert_int_equal(date_print(str_of(cases[i].raw), system, &out),
					 expected[system] != NULL);
			assert_string_equal(out.data, expected[system] ? expected[system] : "");
		}
	}
	buffer_release(&out);
}

static void format_codes_that_show_dates(void **state)
{
	static const char *const dates[] = { "yyyy-mm-dd", "m/d/yy h:mm", "[$-409]d\\-mmm;@", "mmmm",
					     "[Red]dd.mm.yyyy", "\"at\" h:mm d", "[$-F800]dddd, mmmm dd",
					     "mm/dd/yyyy\\ h:mm\\ AM/PM" };
	static const char *const others[] = { "General",  "0.00E+00",	 "h:mm:ss",	"[h]:mm:ss",
					      "mm:ss.0",  "\"d\"0",	 "0\\d",	"_d0*y",
					      "h:mm A/P", "[Red]0;d",	 "@",		"[mm]:ss",
					      "0%",	  "\"yyyy", "General;yyyy", "[d" };

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		assert_true(format_shows_date(dates[i]));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(format_shows_date(others[i]));
}

static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;-&quot;mm\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
	"</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/>"
	"<xf numFmtId=\"165\"/><xf numFmtId=\"20\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";

#define DATES                                                                                       \
	SHEET(HEADER "<row>" TEXT("a") STYLED("1", "46082.34375") "</row><row>" TEXT("b") STYLED(   \
		"2", "46082") "</row><row>" TEXT("c") STYLED("3", "1.5") "</row><row>" TEXT("d")    \
		      STYLED("4", "0.5") "</row><row>" TEXT("e") STYLED("5", "0.25") "</row><row>"  \
			      TEXT("f") STYLED("0", "46082") "</row><row>" TEXT("g")                \
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

static void escapes_are_undone(void **state)
{
	static const struct {
		const char *raw, *expected;
	} cases[] = {
		{ "a_x000D_\nb", "a\r\nb" },	  { "_x005F_x000D_", "_x000D_" },
		{ "_x00e4_", "\xC3\xA4" },	  { "_xD83D__xDE00_", "\xF0\x9F\x98\x80" },
		{ "_xD83D_", "_xD83D_" },	  { "_xDE00_", "_xDE00_" },
		{ "_x0000_", "_x0000_" },	  { "_x12_", "_x12_" },
		{ "_xGGGG_", "_xGGGG_" },	  { "_x000", "_x000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = memory_copy(cases[i].raw, strlen(cases[i].raw));
		size_t length = text_unescape(text, strlen(text));

		assert_int_equal(length, strlen(cases[i].expected));
		assert_memory_equal(text, cases[i].expected, length);
		free(text);
	}
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

#define TABLE_RELS                                                                                 \
	"<Relationships><Relationship Id=\"t\" " TYPE "table\" Target=\"../tables/t.xml\"/>"
#define TABLE_PART(name, text) { "xl/tables/" name ".xml", text }

static void a_table_tells_its_place(void **state)
{
	(void)state;
	BOOK(SHEET("<row>" TEXT("not") TEXT("header") "</row><row>" TEXT("x") TEXT("id") TEXT("7")
		   "</row><row>" TEXT("x") TEXT("a") TEXT("b") TEXT("x") "</row><row>" TEXT("x")
		   TEXT("Total") NUMBER("1") "</row><row>" TEXT("x") TEXT("note") "</row>"),
	     MAIN_PART,
	     { "xl/worksheets/_rels/sheet1.xml.rels", TABLE_RELS "</Relationships>" },
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
		{ "_rels/.rels", "<Relationships><Relationship Id=\"a\" " STRICT
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
	"<workbook " IDS "><sheets><sheet name=\"Active\" r:id=\"r1\"/><sheet name=\"hiddenSheet\""
	" state=\"veryHidden\" r:id=\"r2\"/></sheets></workbook>";

#define MAPPED(map, header)                                                                        \
	BOOK(SHEET("<row>" header "</row><row>" NUMBER("1") "</row>"),                             \
	     { "xl/workbook.xml", two_sheets },                                                    \
	     { "xl/worksheets/sheet2.xml",                                                         \
	       SHEET("<row>" TEXT(map) "</row><row>" TEXT("Ja") TEXT("Nein") "</row>") })
#define MAP                                                                                         \
	"x_thing:aB+/9==:x_thingid=%28Nicht%20%c3%84ndern%29%20Ding&amp;checksumLogicalName=Summe"  \
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
	MAPPED(MAP, TEXT("(Nicht &#196;ndern) Ding") TEXT("Summe") TEXT("Besitzer") TEXT("Besitzer2"));
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

static void maps_of_every_kind(void **state)
{
	static const char *const wrong[] = { "", "x", "x:", "x:y", "x:y:", "x:y:z", "x y:z:a=b",
					     "x::a=b", ":y:a=b" };
	struct column_map map;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(column_map_parse(&map, str_of(wrong[i])));
	assert_true(column_map_parse(&map, STR("t:c:a=%41%zz%4&b=&cut")));
	assert_int_equal(map.count, 2);
	assert_string_equal(map.entries[0].logical, "a");
	assert_string_equal(map.entries[0].shown, "A%zz%4");
	assert_string_equal(map.entries[1].shown, "");
	column_map_release(&map);
}

/* --- Harm ------------------------------------------------------------------------------------- */

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
		{ SHEET(HEADER "<row><c t=\"s\"><v>7</v></c></row>"), "there is no shared string 7" },
		{ SHEET(HEADER "<row><c t=\"s\"><v>-1</v></c></row>"), "there is no shared string" },
		{ SHEET(HEADER "<row><c r=\"BGQCV1\"><v>1</v></c></row>"), "there is no cell 'BGQCV1'" },
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
	write_zip("b.xlsx", (const struct member[]){ { "_rels/.rels", root_rels }, MAIN_PART, { 0 } });
	skips_with("its part '' is missing");
}

static void other_zips_are_no_workbooks(void **state)
{
	(void)state;
	write_zip("a.zip", (const struct member[]){ { "flows.json", "[]" }, { NULL, NULL } });
	assert_false(does_fit(&workbook_container, "a.zip"));
	write_zip("a.docx", (const struct member[]){ { "_rels/.rels", root_rels },
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
	char *rows = many("<worksheet><sheetData>" HEADER, "<row><c t=\"s\"><v>0</v></c></row>", 400,
			  "</sheetData></worksheet>");
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
		cmocka_unit_test(numbers_are_told_without_noise),
		cmocka_unit_test(days_become_dates),
		cmocka_unit_test(format_codes_that_show_dates),
		test_in_folder(dates_are_told_by_the_style),
		test_in_folder(dates_can_count_from_1904),
		cmocka_unit_test(escapes_are_undone),
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
		cmocka_unit_test(maps_of_every_kind),
		test_in_folder(damaged_sheets_are_told),
		test_in_folder(damaged_books_are_told),
		test_in_folder(other_zips_are_no_workbooks),
		test_in_folder(bombs_do_not_go_off),
		test_in_folder(strings_far_apart_are_found),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&given);
	return failed;
}
