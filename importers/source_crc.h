/* SPDX-License-Identifier: MIT
 * CRC-32 as gzip writes it behind its data, and as libarchive does not check it.
 */
#ifndef IMPORTERS_SOURCE_CRC_H
#define IMPORTERS_SOURCE_CRC_H

#include <stddef.h>
#include <stdint.h>

/* Continues `crc`, which is 0 at the start. */
uint32_t crc32_update(uint32_t crc, const char *data, size_t length);

#endif
