/* SPDX-License-Identifier: MIT
 * Runs a fuzz target without libFuzzer: over the empty input and every file of the corpus folders
 * given. A crash is the failure; the last name printed is the input that did it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/platform.h"

enum { LARGEST_INPUT = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_whole(const char *path, struct buffer *content, struct error *err)
{
	char chunk[4096];
	FILE *file = fopen(path, "rb");
	size_t length;
	int result = 0;

	if (!file)
		return error_set(err, "cannot open '%s'", path);
	while (result == 0 && (length = fread(chunk, 1, sizeof(chunk), file)) > 0)
		result = buffer_append(content, chunk, length);
	if (result < 0 || ferror(file))
		result = error_set(err, "cannot read '%s'", path);
	fclose(file);
	return result;
}

/* A block of exactly the input's size, so that ASan sees a read past its end. */
static int run_file(void *context, const char *path, const struct file_facts *facts,
		    struct error *err)
{
	struct buffer content = BUFFER_INIT(LARGEST_INPUT);
	uint8_t *exact;
	int *count = context;

	(void)facts;
	printf("%s\n", path);
	fflush(stdout);
	if (read_whole(path, &content, err) < 0) {
		buffer_release(&content);
		return -1;
	}
	exact = malloc(content.length);
	for (size_t i = 0; i < content.length && exact; i++)
		exact[i] = (uint8_t)content.data[i];
	if (exact)
		LLVMFuzzerTestOneInput(exact, content.length);
	free(exact);
	buffer_release(&content);
	*count += 1;
	return 0;
}

static void say_skipped(void *context, const char *path, const char *reason)
{
	(void)context;
	printf("skipped %s: %s\n", path, reason);
}

int main(int argc, char **argv)
{
	int count = 0;
	struct folder_walk walk = { run_file, say_skipped, &count };
	struct error err = ERROR_INIT;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++) {
		if (platform_walk(argv[i], &walk, &err) < 0) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
	}
	if (argc > 1 && count == 0) {
		fprintf(stderr, "no input in the folders given\n");
		return 1;
	}
	return 0;
}
