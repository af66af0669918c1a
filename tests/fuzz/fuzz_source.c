/* SPDX-License-Identifier: MIT
 * Bytes of any kind through a source: no crash, and the same text whatever the size of the reads.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "importers/source.h"

enum { TEXT_MAX = 1 << 20 };

struct outcome {
	char *text;
	size_t length;
	int broken;
	char sha256[65];
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct outcome read_by(const uint8_t *data, size_t size, size_t step)
{
	struct outcome outcome = { .text = memory_alloc(TEXT_MAX) };
	struct error err = ERROR_INIT;
	struct source *source = source_open_memory((const char *)data, size, &err);
	long got = 1;

	while (got > 0 && outcome.length + step <= TEXT_MAX) {
		got = source_read(source, outcome.text + outcome.length, step, &err);
		if (got > (long)step)
			abort();
		outcome.length += got > 0 ? (size_t)got : 0;
	}
	outcome.broken = got < 0;
	if (outcome.broken && (!err.text[0] || source_read(source, outcome.text, 1, &err) >= 0))
		abort();
	source_drain(source, &err);
	memcpy(outcome.sha256, source_info(source)->sha256, sizeof(outcome.sha256));
	if (strlen(outcome.sha256) != 64 || source_info(source)->bytes != (int64_t)size)
		abort();
	source_close(source);
	return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome large = read_by(data, size, 64 * 1024);
	struct outcome small = read_by(data, size, 61);
	size_t length = large.length < small.length ? large.length : small.length;

	if (memcmp(large.text, small.text, length) != 0 || strcmp(large.sha256, small.sha256) != 0)
		abort();
	if (large.length + 64 * 1024 < TEXT_MAX &&
	    (large.length != small.length || large.broken != small.broken))
		abort();
	free(large.text);
	free(small.text);
	return 0;
}
