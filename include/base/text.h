/* SPDX-License-Identifier: MIT
 * Borrowed slices of text, and the few questions asked of them. Case folding is ASCII only:
 * what is compared without case here are names and GUIDs, never people's words.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* Owned by nobody; valid as long as what it points into. Not NUL terminated. */
struct str {
	const char *data;
	size_t length;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })

struct str str_of(const char *text); /* NULL gives the empty slice */
bool str_equal(struct str a, struct str b);
bool str_equal_fold(struct str a, struct str b);
bool str_starts_fold(struct str text, struct str prefix);
struct str str_trim(struct str text); /* without blanks, tabs and line ends at both ends */
/* First byte of `needle` in `text`, case folded, or NULL. */
const char *str_find_fold(struct str text, struct str needle);

/* Length of the longest valid UTF-8 prefix; equal to `length` when all of it is valid. */
size_t utf8_valid_length(const char *data, size_t length);
/* Appends `text`, read as Windows-1252 (what a Windows export in the "ANSI" code page holds). */
int utf8_append_cp1252(struct buffer *out, struct str text);
/* Appends code point `code` as UTF-8. */
int utf8_append(struct buffer *out, unsigned code);

#endif
