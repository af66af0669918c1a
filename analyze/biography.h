/* SPDX-License-Identifier: MIT
 * All that the store knows of one resource: each version of it and of what belongs to it, what changed
 * from one to the next, and the file and record that said so. Told in one of two styles.
 */
#ifndef ANALYZE_BIOGRAPHY_H
#define ANALYZE_BIOGRAPHY_H

#include <stdio.h>

#include "importers/import.h"
#include "store/schema.h"
#include "store/store.h"

#include "cell.h"
#include "options.h"

enum turn { TURN_FIRST_SEEN, TURN_CHANGED, TURN_BACK };

/* A version, beside the one before it. Everything lives until the style has told it. */
struct version {
	const struct entity *entity;
	enum turn turn;
	int64_t from;
	const struct cell *values, *before; /* one a data column; before TURN_FIRST_SEEN there is none */
	const char *path, *sha256;          /* NULL: its file was forgotten */
	int64_t record;
};

/* Whether the version says something of that column that was not said before. */
bool version_tells(const struct version *version, size_t column);

/* The record that the newest version is from. */
struct told_record {
	int64_t number;
	const char *text; /* NULL: its file is not at hand */
};

struct biography_style {
	/* An object comes, its versions, and that was it. */
	void (*object)(FILE *out, const struct entity *entity, const struct cell *values, bool is_first);
	void (*version)(FILE *out, const struct version *version);
	void (*gone)(FILE *out, int64_t at);
	void (*end)(FILE *out, const struct told_record *record); /* or NULL: it is not told */
};

extern const struct biography_style biography_text, biography_json;

struct biography {
	struct store *store;
	struct formats *formats;
	const struct text_list *files; /* files and folders where the records may be found again */
	const struct biography_style *style;
	FILE *out;
};

/* `*found` false: the store knows no such id. */
int biography_write(const struct biography *biography, const char *id, bool *found,
		    struct error *err);

#endif
