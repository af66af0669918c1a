/* SPDX-License-Identifier: MIT
 * A window that slides over the text of a source: what a reader looks at. It keeps the bytes from
 * `mark` on (the record that is being read) and grows for them up to a limit.
 */
#ifndef IMPORTERS_WINDOW_H
#define IMPORTERS_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct source;

struct window {
	struct source *source;
	char *data;   /* owned */
	size_t mark;  /* the first byte that must stay; mark <= at <= end */
	size_t at;    /* the next byte to look at */
	size_t end;   /* behind the last byte there is */
	size_t size;  /* of the memory */
	int64_t base; /* offset of data[0] in the text */
	bool ended;   /* nothing comes after `end` */
};

enum window_result { WINDOW_BROKEN = -1, WINDOW_ENDED, WINDOW_GREW, WINDOW_FULL };

void window_init(struct window *window, struct source *source);
void window_release(struct window *window);
/* Appends bytes behind `end`; moves what is kept, so indexes change: `mark` becomes 0. FULL when
 * LIMIT_RECORD bytes are kept already. BROKEN when the source failed, with `err` set. */
enum window_result window_more(struct window *window, struct error *err);
/* Reads to the end of the text, keeping nothing. 0 or -1. */
int window_drain(struct window *window, struct error *err);

static inline int64_t window_offset(const struct window *window, size_t index)
{
	return window->base + (int64_t)index;
}

#endif
