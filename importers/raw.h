/* SPDX-License-Identifier: MIT
 * A source value as it came, before it is converted to the kind of its column.
 */
#ifndef IMPORTERS_RAW_H
#define IMPORTERS_RAW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

struct cJSON;

enum raw_type { RAW_NONE, RAW_TEXT, RAW_NUMBER, RAW_BOOL, RAW_STRUCTURE };

struct raw {
	enum raw_type type;
	struct str text;
	double number;
	bool boolean;
};

struct raw raw_of_text(struct str text);           /* '' is no value */
struct raw raw_of_json(const struct cJSON *json);  /* NULL, JSON null and "" are none */
/* Any source value as text, for messages and conditions; '' for structures. */
struct str raw_text(const struct raw *raw, struct arena *arena);
bool number_is_exact(double number); /* whole, and below 2^53: beyond it JSON numbers are rounded */

#endif
