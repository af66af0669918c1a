/* SPDX-License-Identifier: MIT
 * Source values to column values, by the kind of the column. The same rules for every format.
 */
#ifndef IMPORTERS_CONVERT_H
#define IMPORTERS_CONVERT_H

#include "base/timestamp.h"
#include "format.h"
#include "raw.h"
#include "store/staging.h"

struct conversion {
	struct arena *arena;  /* of the record: texts that had to be made live here */
	const struct secrets *secrets; /* what is masked in texts; not owned */
	enum date_order dates; /* of slashed dates in this file; learned when unknown */
	const char *reason;   /* why the last conversion failed; static */
	bool was_ambiguous;   /* some date was refused for want of the order */
	bool lossy_text;      /* some text was not UTF-8 and was read as Windows-1252 */
};

enum converted { CONVERTED, NO_VALUE, NOT_CONVERTED };

/* For NOT_CONVERTED `reason` is set. For `way->refers` the value is "entity.column:value". */
enum converted convert(struct conversion *conversion, const struct expression *way,
		       const struct column *column, const struct raw *raw, struct value *value);

#endif
