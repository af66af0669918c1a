/* SPDX-License-Identifier: MIT
 * Bytes of one input, decoded: compressions are undone (gzip and whatever else libarchive knows as
 * a filter), UTF-16LE/BE becomes UTF-8, a byte order mark and a first line "#TYPE ..." go away.
 * Bytes are pulled. Everything is streamed; memory does not grow with the file.
 */
#ifndef IMPORTERS_SOURCE_H
#define IMPORTERS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"

struct source;

/* What is known of the bytes; complete once source_read has returned 0. */
struct source_info {
	const char *container; /* "file", "gzip", "zstd", ... static */
	const char *encoding;  /* "UTF-8", "UTF-8 BOM", "UTF-16LE", "UTF-16BE"; static */
	int64_t bytes;         /* as they lay there */
	int64_t decoded;       /* handed out so far */
	char sha256[DIGEST_HEX_SIZE]; /* of the bytes as they lay there; "" before the end */
	bool has_type_line;    /* a "#TYPE" line was dropped; it counts as line 1 */
	int64_t header_bytes;  /* of a header line that was put ahead of the text and is no line of it */
};

/* NULL with `err` set. A memory source borrows `data` and is taken as a file's bytes. */
struct source *source_open(const char *path, struct error *err);
struct source *source_open_memory(const char *data, size_t length, struct error *err);
/* A file of rows alone: hands out `header` (a line with its end, borrowed) first, unless the text begins
 * with its first name. `header` may be NULL. */
struct source *source_open_headed(const char *path, const char *header, struct error *err);
/* Of the bytes of a file only compressions are undone: for what is no text. */
struct source *source_open_bytes(const char *path, struct error *err);
void source_close(struct source *source); /* NULL is fine */

/* Up to `size` decoded bytes; 0 at the end; -1 with `err` set for damage (a cut-off gzip, an
 * inflation beyond LIMIT_INFLATION, a file that changed while it was read, a read error).
 * Bytes handed out before stay valid facts. */
long source_read(struct source *source, char *to, size_t size, struct error *err);
/* The first bytes that source_read will give, of a source of bytes; valid until it is called. */
int source_peek(struct source *source, const char **head, size_t *length, struct error *err);
/* Reads the rest as it lies there, undecoded, so that sha256 is known. */
int source_hash(struct source *source, struct error *err);
/* The same, and looks for damage in what is decoded on the way. */
int source_drain(struct source *source, struct error *err);
const struct source_info *source_info(const struct source *source);
/* The first decoded bytes of a file, as many as there are up to `size`; 0 when it cannot be read. */
size_t source_start(const char *path, char *to, size_t size);

/* Standard input cannot be read twice: copies it to a temporary file that vanishes with the
 * process (the path stays valid until then). */
int source_spool_stdin(char path[64], struct error *err);

#endif
