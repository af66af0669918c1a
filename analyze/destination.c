/* SPDX-License-Identifier: MIT
 * Opens and ends the stream that data is written to, and knows what that stream can show.
 */
#include "destination.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"

static void open_stdout(struct destination *destination)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	destination->stream = stdout;
	if (!screen_is_terminal())
		return;
	destination->width = screen_width();
	destination->has_colour = !(no_colour && *no_colour) && term && strcmp(term, "dumb") != 0;
}

int destination_open(struct destination *destination, const char *path, struct error *err)
{
	*destination = (struct destination){ 0 };
	if (!path || strcmp(path, "-") == 0) {
		open_stdout(destination);
		return 0;
	}
	if (output_open(&destination->file, path, err) < 0)
		return -1;
	destination->stream = destination->file.stream;
	return 0;
}

int destination_close(struct destination *destination, int result, struct error *err)
{
	if (!destination->stream)
		return result;
	if (result == 0 && (fflush(destination->stream) != 0 || ferror(destination->stream)))
		result = error_set(err, "cannot write the output: %s", strerror(errno));
	if (destination->stream == stdout)
		return result;
	if (result == 0)
		return output_commit(&destination->file, err);
	output_discard(&destination->file);
	return -1;
}
