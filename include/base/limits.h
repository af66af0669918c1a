/* SPDX-License-Identifier: MIT
 * Every limit on what comes from outside, by name. In include/base so that no system header is
 * shadowed. Sizes are bytes of decoded text unless they say otherwise.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define MIB (1024L * 1024L)
#define LIMIT_UNPACKED (64 * 1024 * MIB) /* bytes of all members below one outermost container */

enum {
	LIMIT_RECORD = 8 * MIB,         /* one JSON element or CSV row; larger ones are rejected */
	LIMIT_QUOTED_FIELD = 2 * MIB,   /* a longer quoted CSV field is a lost quote (Dataverse: 1 MiB) */
	LIMIT_PEEK = 8 * MIB,           /* bytes looked at to recognise a file */
	LIMIT_PEEK_FIRST = 64 * 1024,   /* the first look */
	LIMIT_JSON_DEPTH = 1000,        /* nesting of one record (cJSON's own limit) */
	LIMIT_CSV_COLUMNS = 2000,
	LIMIT_RESYNC = 1000,            /* times a reader searches for the next record in one file */
	LIMIT_REJECTS_PER_FILE = 10000, /* rejects kept one by one; the rest is counted */
	LIMIT_REJECT_VALUE = 120,       /* bytes of a rejected value that are kept */
	LIMIT_FILTERS = 4,              /* compressions inside one another */
	LIMIT_INFLATION = 200,          /* decoded bytes per compressed byte, after LIMIT_INFLATION_FREE */
	LIMIT_INFLATION_FREE = 64 * MIB,
	LIMIT_COMPANION = 32 * MIB,     /* a model.json or a manifest */
	LIMIT_ENVELOPE = 64 * 1024,     /* what is kept of the members beside records, and of one object */
	LIMIT_ENVELOPE_MEMBERS = 200,
	LIMIT_PATTERN_TEXT = 64 * 1024, /* bytes of a value that a format's pattern is searched in */
	LIMIT_PATTERN_WORK = 1000000,   /* steps of one search, as PCRE2 counts them */
	LIMIT_PATTERN_HEAP = 16 * MIB,  /* memory of one search */
	LIMIT_CONTAINERS = 4,           /* containers inside one another */
	LIMIT_MEMBERS = 100000,         /* of all containers below one outermost container */
	LIMIT_DIRECTORY = 16 * MIB,     /* of a zip; a longer one is not used */
	LIMIT_MEMBER_NAME = 4096,       /* bytes of a member's path */
	LIMIT_FORMAT_FILE = 1 * MIB,    /* one formats/<name>.json */
	LIMIT_REPORT_FILE = 1 * MIB,    /* one reports/<group>/<id>.sql */
	LIMIT_WAIVERS_FILE = 16 * MIB,  /* the file of --waivers */
	LIMIT_SETTINGS_FILE = 16 * MIB, /* the file of --settings */
	LIMIT_REPORT_ROWS = 1000000,    /* rows one report or `sql` may give; more is an error */
	LIMIT_REPORT_VALUE = 64 * MIB,  /* one value or row of a result: no printf('%1000000000d') */
	LIMIT_REPORT_SECONDS = 300,     /* run time of one report or `sql` */
	LIMIT_QUESTIONS = 4,            /* of one report, whose answers the store keeps */
	LIMIT_PAGE_ROWS = 250000,       /* rows of one report that the HTML page holds */
	LIMIT_PAGE_BYTES = 192 * MIB,   /* of all rows it holds; then each report has but few */
	LIMIT_PAGE_FEW_ROWS = 1000,
	LIMIT_SQL_TEXT = 1 * MIB,       /* one generated statement */
	LIMIT_FOLDER_DEPTH = 64,
	LIMIT_PACKAGE_MEMBERS = 4096,   /* parts of a workbook, and relationships of one part */
	LIMIT_SHEETS = 256,             /* worksheets of a workbook that are read */
	LIMIT_SHEET_COLUMNS = 16384,    /* the last column is XFD */
	LIMIT_SHEET_ROWS = 1048576,
	LIMIT_SHEET_TITLES = 100,       /* the header is one of a sheet's first rows */
	LIMIT_CELL_STYLES = 65536,
	LIMIT_SHARED_STRINGS = 16 * 1024 * 1024, /* each takes 8 bytes of memory, its text is on disk */
	LIMIT_XML = 64 * MIB,           /* one XML document that is told as JSON */
	LIMIT_XML_NODES = 2000000,      /* elements and attributes of it */
	LIMIT_XML_DEPTH = 256,
	LIMIT_XML_NAMES = 1000,         /* different names in one element */
	LIMIT_XML_TEXT = 1 * MIB,       /* a longer text is cut */
};

#endif
