/* SPDX-License-Identifier: MIT
 * Files of any bytes before the built-in formats: recognised, or passed over with a reason.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "importers/detect.h"
#include "tests/fuzz/known.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct detection *detection)
{
	must(detection->count <= MATCHES_MAX);
	must((detection->count == 0) == (detection->reason[0] != '\0'));
	must(strlen(detection->fields) < sizeof(detection->fields));
	for (size_t i = 0; i < detection->count; i++) {
		const struct match *match = &detection->matches[i];

		must(match->format != NULL && match->format->refuse == NULL);
		must(match->pattern != NULL && match->bid > 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct formats *formats = known_formats();
	int file = memfd_create("fuzz", MFD_CLOEXEC);
	struct detection detection;
	struct error err = ERROR_INIT;
	char path[64];
	const struct input input = { .path = path, .shown = path };

	must(file >= 0);
	for (size_t at = 0; at < size;) {
		ssize_t put = write(file, data + at, size - at);

		must(put > 0);
		at += (size_t)put;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	if (detect(&detection, formats, &input, NULL, &err) == 0)
		check(&detection);
	else
		must(err.text[0] != '\0');
	close(file);
	return 0;
}
