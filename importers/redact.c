/* SPDX-License-Identifier: MIT
 * Puts a mask in the place of each secret.
 */
#include "redact.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/limits.h"

enum { SHOWN_MAX = 4 };

/* A quarter of a short secret at most. */
static int shown_length(size_t length)
{
	return length / 4 < SHOWN_MAX ? (int)(length / 4) : SHOWN_MAX;
}

static void append_mask(struct buffer *out, const struct secret *secret)
{
	char hex[DIGEST_HEX_SIZE];
	struct digest digest;

	digest_begin(&digest);
	digest_add(&digest, secret->text.data, secret->text.length);
	digest_end(&digest, hex);
	buffer_printf(out, "[masked %s: %.*s...(%zu characters, sha256 %.12s)]", secret->id,
		      shown_length(secret->text.length), secret->text.data, secret->text.length,
		      hex);
}

struct str redact(const struct secrets *secrets, struct str text, struct arena *arena)
{
	struct secret found[SECRETS_MAX];
	struct buffer out = BUFFER_INIT(2 * LIMIT_RECORD);
	const char *at = text.data, *end = text.data + text.length;
	size_t count = secrets_find(secrets, text, found);
	struct str masked;

	if (count == 0)
		return text;
	for (size_t i = 0; i < count; i++) {
		buffer_append(&out, at, (size_t)(found[i].text.data - at));
		append_mask(&out, &found[i]);
		at = found[i].text.data + found[i].text.length;
	}
	buffer_append(&out, at, (size_t)(end - at));
	masked = (struct str){ arena_copy(arena, out.data, out.length), out.length };
	buffer_release(&out);
	return masked;
}
