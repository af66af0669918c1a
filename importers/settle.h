/* SPDX-License-Identifier: MIT
 * The end of an import's reading: what all files say together, and what was said of them.
 */
#ifndef IMPORTERS_SETTLE_H
#define IMPORTERS_SETTLE_H

#include "take.h"

/* A table whose description lists a file that is not here is not whole. */
void intake_settle_tables(const struct intake *intake);
/* Stages what the manifests say of no file in particular, and tells which of their patterns meant none. */
int intake_tell_manifests(const struct intake *intake, struct error *err);
/* Covers what --complete or a manifest vouches for. */
int intake_cover(const struct intake *intake, struct error *err);
/* The moment that the files describe, and who collected them; texts live as long as the intake. */
int intake_describe(struct intake *intake, struct snapshot_facts *snapshot, struct error *err);

#endif
