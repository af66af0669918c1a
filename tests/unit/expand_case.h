/* SPDX-License-Identifier: MIT
 * Containers in the test's own folder, and what was told of each as text. Include after cmocka.h.
 */
#ifndef EXPAND_CASE_H
#define EXPAND_CASE_H

#include "base/buffer.h"
#include "base/limits.h"
#include "importers/input.h"
#include "scratch.h"

static struct buffer told = BUFFER_INIT(MIB);
static struct error err;
static int stop_after; /* members; 0: never */
static bool deep;      /* members are expanded too */
static const struct input_sink sink;

/* The name without the test's folder. */
static inline const char *short_of(const char *shown)
{
	size_t length = strlen(folder);

	return strncmp(shown, folder, length) == 0 ? shown + length + 1 : shown;
}

/* "name (container): bytes", the bytes up to 20; with "!" and why where they are damaged. */
static inline int take(void *context, const struct input *input, struct error *error)
{
	FILE *file = fopen(input->path, "rb");
	char start[21] = "";

	(void)context;
	assert_non_null(file);
	assert_true(fread(start, 1, sizeof(start) - 1, file) < sizeof(start));
	fclose(file);
	assert_true(input->has_modified_at);
	if (deep && input_expand(input, &sink, error) == EXPANDED)
		return 0;
	buffer_printf(&told, "%s (%s): %s%s%s\n", short_of(input->shown), input->container, start,
		      input->damage ? " ! " : "", input->damage ? input->damage : "");
	return stop_after > 0 && --stop_after == 0 ? error_set(error, "stopped") : 0;
}

static inline int pass(void *context, const char *shown, const char *reason, struct error *error)
{
	(void)context;
	(void)error;
	buffer_printf(&told, "%s -: %s\n", short_of(shown), reason);
	return 0;
}

static const struct input_sink sink = { take, pass, NULL };

static inline enum expansion expand(const char *name)
{
	const struct input input = { .path = in_folder(name), .shown = in_folder(name) };

	buffer_clear(&told);
	buffer_puts(&told, "");
	err.text[0] = '\0';
	return input_expand(&input, &sink, &err);
}

static inline void gives(const char *name, const char *expected)
{
	assert_int_equal(expand(name), EXPANDED);
	assert_string_equal(told.data, expected);
	assert_string_equal(err.text, "");
}

#endif
