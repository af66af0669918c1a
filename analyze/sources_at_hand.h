/* SPDX-License-Identifier: MIT
 * The record behind a row, from its file if that is still there.
 */
#ifndef ANALYZE_SOURCES_AT_HAND_H
#define ANALYZE_SOURCES_AT_HAND_H

#include <stdio.h>

#include "importers/import.h"
#include "store/store.h"

#include "options.h"

/* Prints the record, masked, or that its file is not at hand. It is searched where the store says that it
 * was, and in the files and folders given. */
int sources_at_hand_show(struct formats *formats, struct store *store,
			 const struct text_list *files, const struct record_place *place, FILE *out,
			 struct error *err);

#endif
