/* SPDX-License-Identifier: MIT
 * The window over a source. It starts small enough for the second-level cache.
 */
#include "window.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "source.h"

#ifdef WINDOW_SMALL /* for fuzzing: every small input makes it slide, grow and fill up */
enum { WINDOW_FIRST = 64, WINDOW_FILL = 16, WINDOW_LIMIT = 16 * 1024 };
#else
enum {
	WINDOW_FIRST = 256 * 1024,
	WINDOW_FILL = 64 * 1024, /* less than this is not worth moving what is kept */
	WINDOW_LIMIT = LIMIT_RECORD,
};
#endif

static void slide(struct window *window)
{
	window->end -= window->mark;
	window->at -= window->mark;
	window->base += (int64_t)window->mark;
	memmove(window->data, window->data + window->mark, window->end);
	window->mark = 0;
}

static void grow(struct window *window)
{
	size_t size = 2 * window->size;

	if (size > WINDOW_LIMIT + WINDOW_FIRST)
		size = WINDOW_LIMIT + WINDOW_FIRST;
	window->data = memory_resize(window->data, size);
	window->size = size;
}

void window_init(struct window *window, struct source *source)
{
	*window = (struct window){ .source = source, .size = WINDOW_FIRST };
	window->data = memory_resize(NULL, WINDOW_FIRST);
}

void window_release(struct window *window)
{
	free(window->data);
}

enum window_result window_more(struct window *window, struct error *err)
{
	size_t before, wanted;
	long got;

	slide(window);
	if (window->ended)
		return WINDOW_ENDED;
	if (window->end > WINDOW_LIMIT)
		return WINDOW_FULL;
	if (window->size - window->end < WINDOW_FILL)
		grow(window);
	before = window->end;
	wanted = before + WINDOW_FILL;
	do {
		got = source_read(window->source, window->data + window->end,
				  window->size - window->end, err);
		window->end += got > 0 ? (size_t)got : 0;
	} while (got > 0 && window->end < wanted);
	if (got < 0 && window->end > before)
		return WINDOW_GREW; /* what came is good; the source fails again when asked again */
	if (got < 0)
		return WINDOW_BROKEN;
	window->ended = got == 0;
	return window->end > before ? WINDOW_GREW : WINDOW_ENDED;
}

int window_drain(struct window *window, struct error *err)
{
	enum window_result more;

	do {
		window->mark = window->at = window->end;
		more = window_more(window, err);
	} while (more == WINDOW_GREW);
	return more == WINDOW_BROKEN ? -1 : 0;
}
