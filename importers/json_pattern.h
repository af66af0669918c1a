/* SPDX-License-Identifier: MIT
 * Where the records of a JSON text are: "value[]" taken apart into steps.
 */
#ifndef IMPORTERS_JSON_PATTERN_H
#define IMPORTERS_JSON_PATTERN_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum { JSON_PATTERN_STEPS = 16 };

enum json_step_kind { JSON_MEMBER, JSON_EVERY_MEMBER, JSON_ELEMENTS };

struct json_step {
	enum json_step_kind kind;
	struct str name; /* JSON_MEMBER; points into the pattern's text */
};

struct json_pattern {
	struct json_step steps[JSON_PATTERN_STEPS];
	size_t count; /* 0: the top-level value itself */
};

int json_pattern_parse(struct json_pattern *pattern, const char *text, struct error *err);

#endif
