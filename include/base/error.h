/* SPDX-License-Identifier: MIT
 * One error message, built from the inside out: the finder sets it, each caller on the way up
 * prefixes the place it knows ("cannot import 'flows.json': record 1042: ..."), only the program
 * prints it. Wording: no capital, no full stop, the subject in single quotes.
 * A function that can fail returns int, 0 or -1, and takes `struct error *err` last, never NULL.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum { ERROR_SIZE = 1024 };

struct error {
	char text[ERROR_SIZE]; /* '' while there is none; longer messages are cut */
};

#define ERROR_INIT { "" }

/* Both return -1, so that a caller can write `return error_set(err, ...)`. */
int error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A state that only a mistake of ours can reach: prints the place and aborts. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
