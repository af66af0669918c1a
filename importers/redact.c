/* SPDX-License-Identifier: MIT
 * Masks what follows a marker such as "sig=".
 */
#include "redact.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/limits.h"

/* What stands before a secret in texts that exports hold. */
static const char *const markers[] = {
	"sig=",          "AccountKey=", "SharedAccessKey=", "SharedAccessSignature=",
	"password=",     "pwd=",        "client_secret=",   "access_token=",
	"refresh_token=",
};

enum { SHOWN = 4, SECRET_MIN = 8 };

/* The first marker in the text, or NULL; `*after` is where its secret begins. */
static const char *find_marker(struct str text, const char **after)
{
	const char *first = NULL;

	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
		const char *found = str_find_fold(text, str_of(markers[i]));

		if (found != NULL && (first == NULL || found < first)) {
			first = found;
			*after = found + strlen(markers[i]);
		}
	}
	return first;
}

static size_t secret_length(const char *secret, const char *end)
{
	size_t length = 0;

	while (secret + length < end && secret[length] != '\0' &&
	       strchr("&;\"' <>\t\r\n)", secret[length]) == NULL)
		length++;
	return length;
}

static void append_mask(struct buffer *out, const char *secret, size_t length)
{
	char hex[DIGEST_HEX_SIZE];
	struct digest digest;

	digest_begin(&digest);
	digest_add(&digest, secret, length);
	digest_end(&digest, hex);
	buffer_printf(out, "%.*s...(%zu characters, sha256 %.12s", SHOWN, secret, length, hex);
	buffer_puts(out, ")");
}

struct str redact(struct str text, struct arena *arena)
{
	struct buffer out = BUFFER_INIT(2 * LIMIT_RECORD);
	const char *end = text.data + text.length, *at = text.data, *secret;
	struct str masked;

	if (memchr(text.data, '=', text.length) == NULL || find_marker(text, &secret) == NULL)
		return text;
	while (find_marker((struct str){ at, (size_t)(end - at) }, &secret) != NULL) {
		size_t length = secret_length(secret, end);

		buffer_append(&out, at, (size_t)(secret - at));
		if (length >= SECRET_MIN)
			append_mask(&out, secret, length);
		else
			buffer_append(&out, secret, length);
		at = secret + length;
	}
	buffer_append(&out, at, (size_t)(end - at));
	masked = (struct str){ arena_copy(arena, out.data, out.length), out.length };
	buffer_release(&out);
	return masked;
}
