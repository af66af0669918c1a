/* SPDX-License-Identifier: MIT
 * Where a JSON value ends, without understanding it: counts brackets outside strings, at more
 * than the speed of a disk. The text may come in pieces.
 */
#ifndef IMPORTERS_JSON_SCAN_H
#define IMPORTERS_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

struct json_scan {
	size_t depth;
	bool is_scalar;   /* a number or a word: ends before the next character of structure */
	bool in_string;   /* the last piece ended inside a string */
	bool in_escape;   /* ... right behind a backslash */
	bool too_deep;    /* deeper than LIMIT_JSON_DEPTH; brackets are only counted there */
	bool has_unicode; /* has an escape such as \u0041 */
	uint64_t squares[LIMIT_JSON_DEPTH / 64 + 1]; /* by depth: 1 for '[', 0 for '{' */
};

enum json_scan_result {
	JSON_SCAN_MORE,  /* the piece ended first */
	JSON_SCAN_DONE,  /* the value ended before `*at` */
	JSON_SCAN_WRONG, /* a bracket before `*at` closes one of the other kind */
};

/* `first` is the first byte of the value; the scan starts at it. */
void json_scan_begin(struct json_scan *scan, char first);
enum json_scan_result json_scan(struct json_scan *scan, const char **at, const char *end);
bool json_is_blank(char c);

#endif
