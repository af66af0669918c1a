/* SPDX-License-Identifier: MIT
 * What an answer hangs on: all that is asked, as a digest, and the entities that are read. With both
 * it is known whether an answer that was given once is still the answer.
 */
#ifndef QUERIES_QUESTION_H
#define QUERIES_QUESTION_H

#include "base/digest.h"
#include "queries/catalogue.h"
#include "queries/run.h"
#include "store/store.h"

/* What all reports share: the program's version, the views, the derived tables, and the lists as they
 * are for this connection. */
int question_ground(struct store *store, const char *version, char sha256[DIGEST_HEX_SIZE],
		    struct error *err);
/* That, the report's text, and its parameters as the settings have them. */
void question_digest(const char *ground, const struct report *report,
		     const struct setting *settings, size_t setting_count,
		     char sha256[DIGEST_HEX_SIZE]);

struct reads {
	bool *entities; /* owned; one for each entity of the schema */
	bool is_timed;  /* the answer moves with the moment, even where no entity changes */
};

/* Every entity that the report's SQL names, itself or through views and derived tables: at least those
 * that it reads. */
void reads_find(struct reads *reads, const struct store *store, const struct report *report);
void reads_release(struct reads *reads);

#endif
