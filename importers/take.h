/* SPDX-License-Identifier: MIT
 * Takes one input after the other into an import: each is unpacked, read, or passed over with a
 * reason, and leaves its results.
 */
#ifndef IMPORTERS_TAKE_H
#define IMPORTERS_TAKE_H

#include "companions.h"
#include "file.h"
#include "input.h"

struct intake {
	struct file_job job;
	struct companions *companions;
	struct file_result *results;
	size_t count, capacity;
	struct error trouble; /* met where a callback cannot return it, or '' */
	char stdin_path[64];  /* where standard input was copied to, or '' */
	struct buffer collectors; /* named by the manifests */
};

/* With all that lies in it. -1 for what no other input could cure. */
int take_input(struct intake *intake, const struct input *input, struct error *err);
/* What cannot be read is told of like a file. */
int take_skipped(struct intake *intake, const struct input *input, const char *reason,
		 struct error *err);
void intake_release(struct intake *intake);

#endif
