/* SPDX-License-Identifier: MIT
 * How to get the files: for each format the commands of the connected side, the rights they need,
 * and what the files bring. docs/collecting.md is what the markdown says of the built-in formats.
 */
#ifndef ANALYZE_COLLECTING_H
#define ANALYZE_COLLECTING_H

#include "importers/import.h"
#include "queries/catalogue.h"
#include "store/schema.h"

#include "destination.h"

struct collecting {
	struct formats *formats;
	const struct catalogue *catalogue;
	const struct schema *schema;
	const char *only; /* one format, or NULL: all that bring something */
	bool is_whole;    /* long lists are not cut */
};

void collecting_write_text(const struct collecting *collecting,
			   const struct destination *destination);
void collecting_write_markdown(const struct collecting *collecting,
			       const struct destination *destination);
/* [{"format", "title", "entities", "reports", "collect": [{"command", "privilege", "note"}]}] */
void collecting_write_json(const struct collecting *collecting,
			   const struct destination *destination);

#endif
