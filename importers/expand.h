/* SPDX-License-Identifier: MIT
 * Kinds of containers: each knows its first bytes, and puts aside what lies in it. Private to
 * input_expand(), which asks them in turn.
 */
#ifndef IMPORTERS_EXPAND_H
#define IMPORTERS_EXPAND_H

#include <stddef.h>
#include <stdio.h>

#include "input.h"

struct container {
	const char *name; /* "zip", "xlsx", ... */
	/* Is it one? `path` may be opened for a closer look (a workbook is a zip with certain members). */
	bool (*fits)(const char *path, const char *head, size_t length);
	int (*expand)(const struct input *input, const struct input_sink *sink, struct error *err);
};

extern const struct container archive_container;  /* zip, tar, 7z: expand_archive.c */
extern const struct container workbook_container; /* xlsx, a sheet a part, as CSV: expand_workbook.c */
extern const struct container xml_container;      /* XML, told as JSON: expand_xml.c */
extern const struct container markdown_container; /* tables of a command line tool, as JSON:
						   * expand_markdown.c */

/* A temporary file without a name for one part; it vanishes when closed. `path` opens it again while it
 * is open. */
struct aside {
	FILE *stream;
	char path[64];
};

int aside_open(struct aside *aside, struct error *err);
/* Flushes, gives the part to the sink as `shown`, and closes. `container` is set from the outer one's and
 * `name`; -1 when the sink stopped or a write failed. */
int aside_give(struct aside *aside, const struct input *outer, const char *name, const char *member,
	       const struct input_sink *sink, struct error *err);
void aside_close(struct aside *aside);

#endif
