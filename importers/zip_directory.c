/* SPDX-License-Identifier: MIT
 * The end of a zip says where its directory begins. libarchive loads the whole of it, so that a file
 * which is nothing but directory would take several times its size in memory.
 */
#include "zip_directory.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	END_LENGTH = 22, /* of the record at the end, ahead of a comment of up to 64 KiB */
	COMMENT_MAX = 0xFFFF,
	LOCATOR_LENGTH = 20, /* of the record before it, where 32 bits do not suffice */
	END64_LENGTH = 56,
};

static int64_t little_endian(const unsigned char *bytes, int count)
{
	uint64_t value = 0;

	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value > INT64_MAX ? INT64_MAX : (int64_t)value;
}

static bool read_at(FILE *file, int64_t at, unsigned char *to, size_t length)
{
	return fseeko(file, (off_t)at, SEEK_SET) == 0 && fread(to, 1, length, file) == length;
}

/* What the end record at `at` says, or the longer one that it points to. */
static int64_t start_of_directory(FILE *file, int64_t at, const unsigned char *end)
{
	int64_t said = little_endian(end + 16, 4), by_length = at - little_endian(end + 12, 4);
	unsigned char locator[LOCATOR_LENGTH], end64[END64_LENGTH];

	if (at >= LOCATOR_LENGTH && read_at(file, at - LOCATOR_LENGTH, locator, LOCATOR_LENGTH) &&
	    memcmp(locator, "PK\6\7", 4) == 0 &&
	    read_at(file, little_endian(locator + 8, 8), end64, END64_LENGTH))
		return little_endian(end64 + 48, 8);
	return said < by_length ? said : by_length;
}

static int64_t directory_bytes(FILE *file)
{
	unsigned char tail[END_LENGTH + COMMENT_MAX];
	int64_t size, from;
	size_t length;

	if (fseeko(file, 0, SEEK_END) < 0 || (size = ftello(file)) < END_LENGTH)
		return 0;
	length = size < (int64_t)sizeof(tail) ? (size_t)size : sizeof(tail);
	from = size - (int64_t)length;
	if (!read_at(file, from, tail, length))
		return 0;
	for (size_t i = length - END_LENGTH + 1; i-- > 0;) {
		if (memcmp(tail + i, "PK\5\6", 4) == 0) {
			int64_t start = start_of_directory(file, from + (int64_t)i, tail + i);

			return start < 0 ? size : start < size ? size - start : 0;
		}
	}
	return 0;
}

int64_t zip_directory_bytes(const char *path)
{
	FILE *file = fopen(path, "rb");
	int64_t bytes = 0;

	if (file) {
		bytes = directory_bytes(file);
		fclose(file);
	}
	return bytes;
}
