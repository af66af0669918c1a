/* SPDX-License-Identifier: MIT
 * The executive summary: one page that says what stands, what changed, what is worst, what could not
 * be judged and which file would change that, and how old the evidence is.
 */
#ifndef ANALYZE_SUMMARY_H
#define ANALYZE_SUMMARY_H

#include "finding_list.h"
#include "session.h"

enum summary_style { SUMMARY_TEXT, SUMMARY_MARKDOWN };

/* `list` holds the findings of all reports at the session's moment. Errors of the stream are the
 * destination's to tell. */
int summary_write(const struct destination *destination, enum summary_style style,
		  struct session *session, const struct finding_list *list, struct error *err);

#endif
