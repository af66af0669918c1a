/* SPDX-License-Identifier: MIT
 * `report --baseline NAME`: the verdict on each control of a baseline.
 */
#ifndef ANALYZE_BASELINE_H
#define ANALYZE_BASELINE_H

#include "command.h"
#include "session.h"

enum outcome baseline_report(struct session *session, const struct options *options,
			     struct error *err);

#endif
