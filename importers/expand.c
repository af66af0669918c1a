/* SPDX-License-Identifier: MIT
 * Finds the kind of container that a file is, and lets it be unpacked within the limits that hold for
 * all that lies in one file.
 */
#include "expand.h"

#include <string.h>

#include "base/limits.h"
#include "base/platform.h"
#include "source.h"

/* Asked in this order: a workbook is a zip too. */
static const struct container *const containers[] = {
	&workbook_container,
	&archive_container,
	&xml_container,
	&markdown_container,
};

/* NULL for what is none, and for what cannot be read: who reads it as a file says why. */
static const struct container *container_of(const char *path)
{
	struct error ignored = ERROR_INIT;
	struct source *source = source_open_bytes(path, &ignored);
	const struct container *found = NULL;
	const char *head;
	size_t length;

	if (source && source_peek(source, &head, &length, &ignored) == 0) {
		for (size_t i = 0; i < sizeof(containers) / sizeof(containers[0]) && !found; i++) {
			if (containers[i]->fits(path, head, length))
				found = containers[i];
		}
	}
	source_close(source);
	return found;
}

/* A bomb may lie in many small pieces, so all of it together may not inflate without bounds. */
static int64_t bytes_allowed(int64_t size)
{
	if (size > LIMIT_UNPACKED / LIMIT_INFLATION)
		return LIMIT_UNPACKED;
	size *= LIMIT_INFLATION;
	return size > LIMIT_INFLATION_FREE ? size : LIMIT_INFLATION_FREE;
}

/* What lies in it has the file's time, unless it tells its own. */
static enum expansion expand_file(const struct container *container, const struct input *input,
				  const struct input_sink *sink, struct error *err)
{
	struct allowance allowance = { .members = LIMIT_MEMBERS };
	struct input outermost = *input;
	struct file_facts facts;

	if (platform_file_facts(input->path, &facts, err) < 0)
		return EXPANSION_FAILED;
	allowance.bytes = bytes_allowed(facts.bytes);
	outermost.allowance = &allowance;
	if (!input->has_modified_at)
		outermost.modified_at = facts.modified_at;
	outermost.has_modified_at = true;
	return container->expand(&outermost, sink, err) < 0 ? EXPANSION_FAILED : EXPANDED;
}

enum expansion input_expand(const struct input *input, const struct input_sink *sink,
			    struct error *err)
{
	const struct container *container = container_of(input->path);
	int result;

	if (!container)
		return EXPANDED_NOT;
	if (!input->allowance)
		return expand_file(container, input, sink, err);
	if (input->depth >= LIMIT_CONTAINERS) {
		struct error reason = ERROR_INIT;

		error_set(&reason, "it lies in %d containers already: unpack them first",
			  LIMIT_CONTAINERS);
		result = sink->skip(sink->context, input->shown, reason.text, err);
	} else {
		result = container->expand(input, sink, err);
	}
	return result < 0 ? EXPANSION_FAILED : EXPANDED;
}

bool input_is_companion(const char *shown)
{
	static const char *const names[] = { "model.json", "manifest.json",
					     "stocktake-manifest.json" };
	static const char *const endings[] = { "-EntityMetadata.json", "-model.json" };
	const char *slash = strrchr(shown, '/');
	const char *name = slash ? slash + 1 : shown;
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t end = strlen(endings[i]);

		if (length >= end && strcmp(name + length - end, endings[i]) == 0)
			return true;
	}
	return false;
}
