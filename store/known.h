/* SPDX-License-Identifier: MIT
 * What was counted or judged of a moment, kept for who asks again: a store and its twin share it, as long as neither
 * shows anything else.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "base/buffer.h"
#include "store/store.h"

struct known_question {
	const char *entity, *what; /* of which entity, and what of it: a word that lives on */
	struct str name;           /* of its part, or its column; or empty */
	int64_t moment;
};

/* Whether it is known; then `value`, and `why`, unless NULL, gets the text that was remembered with
 * it. What another connection wrote since makes it unknown. */
bool known_recall(struct store *store, const struct known_question *question, int64_t *value,
		  struct buffer *why);
void known_remember(struct store *store, const struct known_question *question, int64_t value,
		    struct str why);

/* From here on the store shows something else; its twin, which does not, keeps what it knows. */
void known_forget(struct store *store);

struct known *known_new(void);
void known_share(struct store *store, struct store *twin);
void known_free(struct known *known); /* its memory goes with the last store that has it */

#endif
