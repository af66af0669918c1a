/* SPDX-License-Identifier: MIT
 * The record behind a row, from its file if that is still there.
 */
#ifndef ANALYZE_SOURCES_AT_HAND_H
#define ANALYZE_SOURCES_AT_HAND_H

#include "base/buffer.h"
#include "importers/import.h"
#include "store/store.h"

#include "options.h"

/* Adds the record to `text`, masked; `*found` false: its file is not at hand. It is searched where the
 * store says that it was, and in the files and folders given. */
int sources_at_hand_find(struct formats *formats, struct store *store,
			 const struct text_list *files, const struct record_place *place,
			 bool *found, struct buffer *text, struct error *err);

#endif
