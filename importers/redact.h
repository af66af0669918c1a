/* SPDX-License-Identifier: MIT
 * Live secrets in free text (signed URLs, keys, passwords) are masked when they are read, so that
 * neither the store nor any output ever holds them. What stays tells one from another: the kind, the
 * first characters, the length, and the start of the SHA-256.
 */
#ifndef IMPORTERS_REDACT_H
#define IMPORTERS_REDACT_H

#include "base/arena.h"
#include "base/text.h"
#include "secrets.h"

/* The text itself when there is nothing to mask, else a copy in the arena. */
struct str redact(const struct secrets *secrets, struct str text, struct arena *arena);

#endif
