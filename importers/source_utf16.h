/* SPDX-License-Identifier: MIT
 * UTF-16 to UTF-8, and the guess which of them a text is.
 */
#ifndef IMPORTERS_SOURCE_UTF16_H
#define IMPORTERS_SOURCE_UTF16_H

#include <stdbool.h>
#include <stddef.h>

enum text_encoding { TEXT_UTF8, TEXT_UTF16LE, TEXT_UTF16BE };

/* By byte order mark, else by the NULs that ASCII has in UTF-16. */
enum text_encoding utf16_guess(const char *head, size_t length);

/* Writes up to 3 bytes for every 2 of `from`. What makes no whole character yet is left unused
 * unless this is the `last` piece; half a surrogate pair becomes U+FFFD. Returns bytes written. */
size_t utf16_decode(enum text_encoding encoding, const char *from, size_t length, bool last,
		    char *to, size_t *used);

#endif
