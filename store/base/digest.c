/* SPDX-License-Identifier: MIT
 * nettle's SHA-256, which uses the processor's own instructions where it has them.
 */
#include "base/digest.h"

void digest_begin(struct digest *digest)
{
	sha256_init(&digest->state);
}

void digest_add(struct digest *digest, const void *data, size_t length)
{
	sha256_update(&digest->state, length, data);
}

void digest_end(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&digest->state, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * sizeof(bytes)] = '\0';
}
