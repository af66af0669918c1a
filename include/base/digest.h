/* SPDX-License-Identifier: MIT
 * SHA-256, by which files, secrets and findings are known again.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

#include <nettle/sha2.h>

struct digest {
	struct sha256_ctx state;
};

enum { DIGEST_HEX_SIZE = 2 * SHA256_DIGEST_SIZE + 1 };

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, const void *data, size_t length);
/* In lower case hex, NUL terminated. The digest begins anew. */
void digest_end(struct digest *digest, char hex[DIGEST_HEX_SIZE]);

#endif
