/* SPDX-License-Identifier: MIT
 * From the oldest snapshot to the newest: what replay_run does between naming the questions and being
 * done.
 */
#ifndef ANALYZE_WALK_H
#define ANALYZE_WALK_H

#include "replay.h"

/* The questions are named. */
int walk_snapshots(struct replay *replay, struct error *err);

#endif
