/* SPDX-License-Identifier: MIT
 * Parts of a container are put aside in temporary files without names, one at a time: every later
 * stage may then open a part as often as it likes, and memory does not grow with it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/platform.h"
#include "expand.h"

int aside_open(struct aside *aside, struct error *err)
{
	aside->stream = platform_temporary(aside->path, err);
	return aside->stream ? 0 : -1;
}

static void name_part(const struct input *outer, const char *name, const char *member,
		      struct buffer *shown, struct buffer *container)
{
	buffer_printf(shown, "%s%s%s", outer->shown, *member ? "/" : "", member);
	buffer_puts(container, name);
	if (outer->container)
		buffer_printf(container, " in %s", outer->container);
}

int aside_give(struct aside *aside, const struct input *outer, const char *name, const char *member,
	       const struct input_sink *sink, struct error *err)
{
	struct buffer shown = BUFFER_INIT(LIMIT_RECORD), container = BUFFER_INIT(LIMIT_RECORD);
	struct input part = *outer;
	int result;

	name_part(outer, name, member, &shown, &container);
	part.path = aside->path;
	part.shown = shown.data;
	part.container = container.data;
	part.header = NULL;
	part.depth = outer->depth + 1;
	if (fflush(aside->stream) != 0 || ferror(aside->stream))
		result = error_set(err, "no room to unpack '%s'", shown.data);
	else
		result = sink->take(sink->context, &part, err);
	buffer_release(&shown);
	buffer_release(&container);
	aside_close(aside);
	return result;
}

void aside_close(struct aside *aside)
{
	if (aside->stream)
		fclose(aside->stream);
	aside->stream = NULL;
}
