/* SPDX-License-Identifier: MIT
 * An import under way, as import.c (files in, one after the other) and intake.c (what they say together)
 * share it.
 */
#ifndef IMPORTERS_INTAKE_H
#define IMPORTERS_INTAKE_H

#include "companions.h"
#include "file.h"

struct intake {
	struct file_job job;
	struct companions *companions;
	struct file_result *results;
	size_t count, capacity;
	struct error trouble; /* met where a callback cannot return it, or '' */
	char stdin_path[64];  /* where standard input was copied to, or '' */
	struct buffer collectors;
};

/* A table whose description lists a file that is not here is not whole. */
void intake_settle_tables(const struct intake *intake);
/* Stages what the manifests say of no file in particular, and tells which of their patterns meant none. */
int intake_tell_manifests(const struct intake *intake, struct error *err);
/* Covers what --complete or a manifest vouches for. */
int intake_cover(const struct intake *intake, struct error *err);
/* The moment that the files describe, and who collected them; texts live as long as the intake. */
int intake_describe(struct intake *intake, struct snapshot_facts *snapshot, struct error *err);

#endif
