/* SPDX-License-Identifier: MIT
 * What secrets look like: PCRE2 patterns from importers/secrets.json, or from a `secrets.json` in the
 * user's folder of formats. The first capture group is the secret, the rest is context that stays.
 */
#ifndef IMPORTERS_SECRETS_H
#define IMPORTERS_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct secrets;

/* NULL with `err` set when the text is no such description. */
struct secrets *secrets_parse(const char *json, struct error *err);
struct secrets *secrets_built_in(struct error *err);
void secrets_free(struct secrets *secrets); /* NULL is fine */

struct secret {
	const char *id; /* lives as long as `secrets` */
	struct str text;
};

enum { SECRETS_MAX = 64 }; /* found in one text */

/* Slices of `text` in the order in which they stand, none over another; of patterns that find the same
 * place the first counts. `secrets` NULL: nothing is one. What lies behind SECRETS_MAX of them is one secret more. Where a
 * pattern gave up, the whole text is one. */
size_t secrets_find(const struct secrets *secrets, struct str text, struct secret *found);

#endif
