/* SPDX-License-Identifier: MIT
 * The words that stand for something on a command line: what an option's or argument's placeholder
 * (ID, G, FORMAT, "dmy|mdy") can be replaced by.
 */
#ifndef ANALYZE_VOCABULARY_H
#define ANALYZE_VOCABULARY_H

#include "base/buffer.h"
#include "importers/import.h"
#include "queries/catalogue.h"
#include "store/store.h"

struct vocabulary {
	struct store store; /* in memory, for its schema */
	struct catalogue *catalogue;
	struct formats *formats;
};

int vocabulary_open(struct vocabulary *vocabulary, struct error *err);
void vocabulary_close(struct vocabulary *vocabulary); /* also when opening failed */

/* Appends the words with `separator` after each; nothing when the placeholder stands for anything. */
void vocabulary_words(const struct vocabulary *vocabulary, const char *placeholder, char separator,
		      struct buffer *words);
bool vocabulary_is_file(const char *placeholder);

#endif
