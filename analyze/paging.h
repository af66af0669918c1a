/* SPDX-License-Identifier: MIT
 * One document with the answers of the chosen reports.
 */
#ifndef ANALYZE_PAGING_H
#define ANALYZE_PAGING_H

#include "choice.h"
#include "command.h"
#include "page.h"
#include "session.h"
#include "settings.h"

/* Several reports: one that failed is told of in the document, which stands, and FAILED is given. */
enum outcome paging_write(struct session *session, const struct options *options,
			  const struct format *format, const struct settings *settings,
			  const struct choice *choice, struct error *err);

#endif
