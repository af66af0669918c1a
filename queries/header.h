/* SPDX-License-Identifier: MIT
 * The header of a report file (docs/reports.md is the grammar), for catalogue.c and its tests.
 */
#ifndef QUERIES_HEADER_H
#define QUERIES_HEADER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "queries/catalogue.h"

/* Reads a whole report file into everything of `report` but id, group and origin. All texts are
 * copies in `arena`; `sql` is the tail of `source`. `place` is the file's name in messages:
 * "orphaned-flows.sql: line 4: unknown key 'severty'". */
int header_parse(struct arena *arena, const char *place, struct str text, struct report *report,
		 struct error *err);

#endif
