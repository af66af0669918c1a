/* SPDX-License-Identifier: MIT
 * Small workbooks, written out of literal XML. Include after cmocka.h.
 */
#ifndef UNIT_WORKBOOK_CASE_H
#define UNIT_WORKBOOK_CASE_H

#include "part_case.h"

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

#define TABLE_RELS                                                                                 \
	"<Relationships><Relationship Id=\"t\" " TYPE "table\" Target=\"../tables/t.xml\"/>"
#define TABLE_PART(name, text) { "xl/tables/" name ".xml", text }

#endif
