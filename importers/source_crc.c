/* SPDX-License-Identifier: MIT
 * CRC-32, four bytes at a step: byte by byte it would take longer than the decompression.
 */
#include "source_crc.h"

#include <pthread.h>

static uint32_t tables[4][256]; /* [n]: the effect of a byte with n zero bytes behind it */
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void make_tables(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
		tables[0][i] = crc;
	}
	for (int n = 1; n < 4; n++) {
		for (int i = 0; i < 256; i++) {
			uint32_t crc = tables[n - 1][i];

			tables[n][i] = crc >> 8 ^ tables[0][crc & 255];
		}
	}
}

uint32_t crc32_update(uint32_t crc, const char *data, size_t length)
{
	const unsigned char *p = (const unsigned char *)data;

	pthread_once(&tables_once, make_tables);
	crc = ~crc;
	for (; length >= 4; length -= 4, p += 4)
		crc = tables[3][(crc ^ p[0]) & 255] ^ tables[2][(crc >> 8 ^ p[1]) & 255] ^
		      tables[1][(crc >> 16 ^ p[2]) & 255] ^ tables[0][(crc >> 24 ^ p[3]) & 255];
	for (; length > 0; length--)
		crc = crc >> 8 ^ tables[0][(crc ^ *p++) & 255];
	return ~crc;
}
