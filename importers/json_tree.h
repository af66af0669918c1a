/* SPDX-License-Identifier: MIT
 * One JSON value parsed by cJSON into an arena, with what cJSON leaves open settled: nothing may
 * follow the value, the last of several members of one name counts, large numbers keep their
 * digits by becoming strings.
 */
#ifndef IMPORTERS_JSON_TREE_H
#define IMPORTERS_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

struct cJSON;

struct json_tree {
	struct arena arena;
	size_t used;           /* bytes of the arena that cJSON took */
	struct buffer rewrite; /* the text again, with large numbers in quotes */
};

void json_tree_init(struct json_tree *tree);
void json_tree_release(struct json_tree *tree);
/* NULL when it is not JSON, with why in `*reason`. Lives until the next call. Characters that cJSON
 * cannot take must have been mended (json_mend.h). */
const struct cJSON *json_tree_parse(struct json_tree *tree, struct str text, const char **reason);

/* The same for a text inside a record: what it gives lives in `arena`, beside what is there. Characters
 * that cJSON cannot take must have been mended; NULL when it is not JSON. */
const struct cJSON *json_tree_parse_into(struct arena *arena, struct str text);

#endif
