/* SPDX-License-Identifier: MIT
 * The progress line: written a few times a second at most, and wiped when the work is done.
 */
#include "progress.h"

#include <stdio.h>

#include "base/platform.h"

#include "glyph.h"

static const double interval = 0.2; /* seconds between two lines, and before the first */
static const double settled = 2;    /* seconds after which a rate can be told */

void progress_start(struct progress *progress, enum progress_unit unit, bool quiet)
{
	progress->unit = unit;
	progress->is_on = !quiet && platform_is_terminal(stderr);
	progress->is_shown = false;
	progress->start = progress->last = platform_seconds();
}

/* Gives the columns that it took. */
static int put_rate(const struct progress *progress, double now, int64_t done, int64_t total)
{
	double seconds = now - progress->start;
	long left;
	int used = 0;

	if (progress->unit == PROGRESS_STEPS || seconds < settled || done <= 0 || total < done)
		return 0;
	left = (long)(seconds * (double)(total - done) / (double)done + 0.5);
	if (progress->unit == PROGRESS_BYTES)
		used = fprintf(stderr, "%.1f MB/s  ", (double)done / seconds / 1e6);
	if (left >= 3600)
		return used + fprintf(stderr, "%ld:%02ld:%02ld left  ", left / 3600,
				      left / 60 % 60, left % 60);
	return used + fprintf(stderr, "%ld:%02ld left  ", left / 60, left % 60);
}

void progress_show(struct progress *progress, const char *what, int64_t done, int64_t total)
{
	double now;
	int used = 8; /* with the percentage, and a column that stays free */

	if (!progress->is_on)
		return;
	now = platform_seconds();
	if (now - progress->last < interval)
		return;
	progress->last = now;
	progress->is_shown = true;
	fprintf(stderr, "\r\033[K%3d%%  ", total > 0 ? (int)(done * 100 / total) : 0);
	used += put_rate(progress, now, done, total);
	if (platform_terminal_width(stderr) > used)
		glyph_print(stderr, str_of(what), platform_terminal_width(stderr) - used);
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
