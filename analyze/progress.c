/* SPDX-License-Identifier: MIT
 * The progress line: written a few times a second at most, and wiped when the work is done.
 */
#include "progress.h"

#include <stdio.h>

#include "base/platform.h"

#include "glyph.h"

static const double interval = 0.2; /* seconds between two lines, and before the first */

void progress_start(struct progress *progress, bool quiet)
{
	progress->is_on = !quiet && platform_is_terminal(stderr);
	progress->is_shown = false;
	progress->last = platform_seconds();
}

void progress_show(struct progress *progress, const char *what, int64_t done, int64_t total)
{
	double now;

	if (!progress->is_on)
		return;
	now = platform_seconds();
	if (now - progress->last < interval)
		return;
	progress->last = now;
	progress->is_shown = true;
	fprintf(stderr, "\r\033[K%3d%%  ", total > 0 ? (int)(done * 100 / total) : 0);
	glyph_print(stderr, str_of(what), platform_terminal_width(stderr) - 8);
	fflush(stderr);
}

void progress_clear(struct progress *progress)
{
	if (!progress->is_shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress->is_shown = false;
}
