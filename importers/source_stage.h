/* SPDX-License-Identifier: MIT
 * Stages of a source: each gives bytes that it makes from those of the stage below it. The lowest
 * is the file (source_raw.c), above it lie decompressions (source_filter.c). A stage can be asked
 * for its first bytes before they are read, which is how the next one is chosen.
 */
#ifndef IMPORTERS_SOURCE_STAGE_H
#define IMPORTERS_SOURCE_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"

enum { STAGE_HEAD = 512, STAGE_BLOCK = 64 * 1024 };

struct stage {
	/* As source_read; called only through stage_read. */
	long (*read)(struct stage *stage, char *to, size_t size, struct error *err);
	void (*close)(struct stage *stage); /* releases this stage and those below */
	char head[STAGE_HEAD];              /* looked at, not yet read */
	size_t head_at, head_length;
	struct error broken; /* met behind `head` when that was filled */
};

long stage_read(struct stage *stage, char *to, size_t size, struct error *err);
/* Fills `head` as far as there are bytes; to be called before the first stage_read. */
int stage_peek(struct stage *stage, struct error *err);

struct raw_stage;

struct raw_stage *raw_open(const char *path, struct error *err);
struct raw_stage *raw_open_memory(const char *data, size_t length);
struct stage *raw_stage(struct raw_stage *raw);
int64_t raw_bytes(const struct raw_stage *raw); /* read so far */
/* Reads what is left, compares the file with what it was at the start, and writes the hash. */
int raw_finish(struct raw_stage *raw, char sha256[DIGEST_HEX_SIZE], struct error *err);

/* The compression that `head` begins with, by name, or NULL. */
const char *filter_of(const char *head, size_t length);
/* Undoes it. Takes `below` over; `raw` tells how much was read, for the ratio. */
struct stage *filter_open(struct stage *below, const struct raw_stage *raw);
/* Compressions of its kind that a filter stage undoes, one inside the other; known once it has been
 * peeked at. */
int filter_count(const struct stage *stage);
/* What is known to hold no text, as a hint for the user, or NULL. */
const char *filter_refusal(const char *head, size_t length);

#endif
