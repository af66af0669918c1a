/* SPDX-License-Identifier: MIT
 * Files of any bytes as containers: every member can be opened, lies below what holds it, and has a
 * name that leads nowhere else; what was not given has a reason.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "importers/input.h"
#include "tests/fuzz/known.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expand(const struct input *input);

static int is_below(const char *shown, const struct input *outer)
{
	size_t length = strlen(outer->shown);

	return strncmp(shown, outer->shown, length) == 0 && shown[length] == '/';
}

static int take(void *context, const struct input *input, struct error *err)
{
	const struct input *const *outer = context;
	const char *shown = input->shown;
	FILE *file = fopen(input->path, "rb");

	(void)err;
	must(file != NULL);
	fclose(file);
	must(is_below(shown, *outer));
	must(strstr(shown, "/../") == NULL && strstr(shown, "//") == NULL);
	must(utf8_valid_length(shown, strlen(shown)) == strlen(shown));
	must(input->container != NULL && input->has_modified_at);
	must(input->depth == (*outer)->depth + 1);
	expand(input);
	return 0;
}

static int skip(void *context, const char *shown, const char *reason, struct error *err)
{
	const struct input *const *outer = context;

	(void)err;
	must(is_below(shown, *outer) || strcmp(shown, (*outer)->shown) == 0);
	must(reason[0] != '\0');
	return 0;
}

static void expand(const struct input *input)
{
	struct input_sink sink = { take, skip, &input };
	struct error err = ERROR_INIT;

	must(input_expand(input, &sink, &err) != EXPANSION_FAILED);
	must(err.text[0] == '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int file = memfd_create("fuzz", MFD_CLOEXEC);
	char path[64];
	const struct input input = { .path = path, .shown = "fuzz" };

	must(file >= 0);
	for (size_t at = 0; at < size;) {
		ssize_t put = write(file, data + at, size - at);

		must(put > 0);
		at += (size_t)put;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	expand(&input);
	close(file);
	return 0;
}
