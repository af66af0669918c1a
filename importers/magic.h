/* SPDX-License-Identifier: MIT
 * First bytes by which a kind of file is known.
 */
#ifndef IMPORTERS_MAGIC_H
#define IMPORTERS_MAGIC_H

#include <stddef.h>
#include <string.h>

struct magic {
	const char *name; /* of the kind, or a hint for people */
	const char *bytes;
	size_t length, offset;
	int code; /* libarchive's, of the filter or format */
};

#define BYTES(literal) .bytes = (literal), .length = sizeof(literal) - 1

/* The entry of a table, which ends with one without a name, that `head` fits, or NULL. */
static inline const struct magic *magic_find(const struct magic *magic, const char *head,
					     size_t length)
{
	for (; magic->name; magic++) {
		if (length >= magic->offset + magic->length &&
		    memcmp(head + magic->offset, magic->bytes, magic->length) == 0)
			return magic;
	}
	return NULL;
}

#endif
