/* SPDX-License-Identifier: MIT
 * Options as a table: each row says how an option is written, what it holds and what it is for.
 * The values of the command line and the usage text both come out of it.
 */
#ifndef ANALYZE_OPTIONS_H
#define ANALYZE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

struct text_list {
	const char **items;
	size_t count, capacity;
};

/* Every value that any command takes; texts point into argv. */
struct options {
	const char *store, *formats, *reports;
	const char *format, *output;
	const char *at, *label, *as, *dates, *group, *replace, *baseline, *waivers, *settings;
	const char *severity, *fail_on;
	struct text_list complete, set, report, files;
	bool all, strict, quiet, verbatim, help, sql, coverage, collect, template, each, replaces, unsourced;
	bool strict_evidence, first_seen, findings, no_pager;
	struct text_list arguments; /* what is no option */
};

enum option_kind {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* const char *, the last one stands */
	OPTION_CHOICE, /* the same, one of the words in `value`, which are joined by '|' */
	OPTION_LIST,   /* struct text_list */
};

struct option {
	const char *name; /* without dashes */
	char letter;      /* short form, or 0 */
	enum option_kind kind;
	const char *value; /* what the value is called; NULL for flags */
	const char *help;
	size_t into; /* where in struct options */
};

#define OPTION_INTO(member) .into = offsetof(struct options, member)

/* Rows that several commands share. */
#define OPTION_STORE                                                                               \
	{ .name = "store", .kind = OPTION_TEXT, .value = "FILE", OPTION_INTO(store),               \
	  .help = "the store (default: $STOCKTAKE_STORE, else ./stocktake.db)" }
#define OPTION_AT                                                                                  \
	{ .name = "at", .kind = OPTION_TEXT, .value = "TIME", OPTION_INTO(at),                     \
	  .help = "look at the newest snapshot of that time or before (default: the newest)" }
#define OPTION_FORMATS                                                                             \
	{ .name = "formats", .kind = OPTION_TEXT, .value = "DIR", OPTION_INTO(formats),            \
	  .help = "more source formats, which win over built-in ones of the same name" }
#define OPTION_REPORTS                                                                             \
	{ .name = "reports", .kind = OPTION_TEXT, .value = "DIR", OPTION_INTO(reports),            \
	  .help = "more reports, which win over built-in ones of the same id" }
#define OPTION_FORMAT                                                                              \
	{ .name = "format", .kind = OPTION_TEXT, .value = "F", OPTION_INTO(format),                \
	  .help = "table (default), csv, json, ndjson, markdown, html, sarif or xlsx" }
#define OPTION_OUTPUT                                                                              \
	{ .name = "output", .letter = 'o', .kind = OPTION_TEXT, .value = "FILE",                   \
	  OPTION_INTO(output),                                                                     \
	  .help = "write there, whole or not at all (default: standard output)" }
#define OPTION_VERBATIM                                                                            \
	{ .name = "verbatim", .kind = OPTION_FLAG, OPTION_INTO(verbatim),                          \
	  .help = "csv: text exactly as it is, without the ' before what Excel would calculate" }
#define OPTION_QUIET                                                                               \
	{ .name = "quiet", .kind = OPTION_FLAG, OPTION_INTO(quiet),                                \
	  .help = "no progress, no summary" }
#define OPTION_SET                                                                                 \
	{ .name = "set", .kind = OPTION_LIST, .value = "NAME=VALUE", OPTION_INTO(set),             \
	  .help = "a report's parameter (repeatable; 'stocktake show ID' lists them)" }
#define OPTION_REPORT                                                                              \
	{ .name = "report", .kind = OPTION_LIST, .value = "ID", OPTION_INTO(report),               \
	  .help = "only that report (repeatable)" }
#define OPTION_GROUP                                                                               \
	{ .name = "group", .kind = OPTION_TEXT, .value = "G", OPTION_INTO(group),                  \
	  .help = "only the reports of that group" }
#define OPTION_SEVERITY                                                                            \
	{ .name = "severity", .kind = OPTION_CHOICE, .value = "info|low|medium|high|critical",     \
	  OPTION_INTO(severity), .help = "only findings of that severity or above" }
#define OPTION_WAIVERS                                                                             \
	{ .name = "waivers", .kind = OPTION_TEXT, .value = "FILE", OPTION_INTO(waivers),           \
	  .help = "accepted findings: CSV with report, resource, reason, owner, until" }
#define OPTION_SETTINGS                                                                            \
	{ .name = "settings", .kind = OPTION_TEXT, .value = "FILE", OPTION_INTO(settings),         \
	  .help = "parameters, lists and waivers (default: ./stocktake-settings.json, if any)" }
#define OPTION_STRICT                                                                              \
	{ .name = "strict", .kind = OPTION_FLAG, OPTION_INTO(strict),                              \
	  .help = "exit 4 when any input was not taken in" }
#define OPTION_AS                                                                                  \
	{ .name = "as", .kind = OPTION_TEXT, .value = "FORMAT", OPTION_INTO(as),                   \
	  .help = "read every file as that source format" }
#define OPTION_COMPLETE                                                                            \
	{ .name = "complete", .kind = OPTION_LIST, .value = "ENTITY", OPTION_INTO(complete),       \
	  .help = "the files hold every object of that entity (repeatable)" }
#define OPTION_DATES                                                                               \
	{ .name = "dates", .kind = OPTION_CHOICE, .value = "dmy|mdy", OPTION_INTO(dates),          \
	  .help = "how to read 3/4/2026; it is refused otherwise" }
#define OPTION_LABEL                                                                               \
	{ .name = "label", .kind = OPTION_TEXT, .value = "TEXT", OPTION_INTO(label),               \
	  .help = "a name for the snapshot" }
#define OPTION_SNAPSHOT_AT                                                                         \
	{ .name = "at", .kind = OPTION_TEXT, .value = "TIME", OPTION_INTO(at),                     \
	  .help = "the moment the files describe (default: the newest time they tell)" }

/* Reads what follows the command's name. `table` ends with a row of zeros; --help is always
 * understood, and ends the reading. -1: the command line is wrong. */
int options_parse(struct options *options, const struct option *table, int argc, char **argv,
		  struct error *err);
/* Options that every command takes. */
extern const struct option options_always[];
void options_release(struct options *options);
void options_usage(const struct option *table, FILE *out);

#endif
