/* SPDX-License-Identifier: MIT
 * Everything that differs between operating systems, in one place: files and folders, the
 * terminal, the clock, and the promise to use no network. Paths are UTF-8 with '/'.
 */
#ifndef BASE_PLATFORM_H
#define BASE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

enum file_kind { FILE_REGULAR, FILE_FOLDER, FILE_OTHER };

struct file_facts {
	enum file_kind kind;
	int64_t bytes;
	int64_t modified_at; /* Unix seconds */
	uint64_t identity;   /* changes when the file is replaced or rewritten (size, mtime, inode) */
};

struct buffer;

/* Appends the whole file. -1 also when it is larger than the buffer may become. */
int platform_read_file(const char *path, struct buffer *text, struct error *err);

int platform_file_facts(const char *path, struct file_facts *facts, struct error *err);

/* Calls `visit` for each regular file under the folder, sorted by path in byte order so that two
 * machines see the same order. Links are not followed and names starting with '.' are passed over;
 * both, and folders that cannot be read, are handed to `skipped` with the reason.
 * Stops at the first visit that returns -1. */
struct folder_walk {
	int (*visit)(void *context, const char *path, const struct file_facts *facts,
		     struct error *err);
	void (*skipped)(void *context, const char *path, const char *reason);
	void *context;
};
int platform_walk(const char *folder, const struct folder_walk *walk, struct error *err);

/* A new file without a name in $TMPDIR, to write and read; it vanishes when it is closed, however the
 * process ends. `path` opens it again as long as it is open. NULL with `err` set. */
FILE *platform_temporary(char path[64], struct error *err);

/* A new empty file in $TMPDIR, for a library that opens it by its name; the caller removes it. */
enum { PLATFORM_PATH_SIZE = 4096 };
int platform_temporary_file(char path[PLATFORM_PATH_SIZE], struct error *err);

int platform_make_folder(const char *path, struct error *err); /* existing is fine; parents made */

/* A result is written under a temporary name and renamed when whole: a failed output never
 * replaces a good one. `output_commit` closes and renames, `output_discard` closes and removes;
 * exactly one of them ends a file that `output_open` opened. */
struct output_file {
	FILE *stream;
	char *path, *temporary, *buffer; /* owned */
};
int output_open(struct output_file *out, const char *path, struct error *err);
int output_commit(struct output_file *out, struct error *err);
void output_discard(struct output_file *out);

bool platform_is_terminal(FILE *stream);
int platform_terminal_width(FILE *stream); /* columns; 80 when unknown */
int platform_terminal_height(FILE *stream); /* lines; 24 when unknown */
int64_t platform_now(void);                /* for import times and progress; never for reports */
double platform_seconds(void);             /* monotonic */
int platform_processors(void);             /* 1 when not known */

/* The other process that holds a lock on that byte of a file which this one has open; 0 when none does, or
 * when it is not known. */
int64_t platform_lock_holder(const char *path, int64_t at);

/* From here on the process cannot open a socket (Linux: seccomp, EPERM). Other systems: no-op. */
int platform_forbid_network(struct error *err);

#endif
