/* SPDX-License-Identifier: MIT
 * Tells by its first characters what a text may hold, and keeps the last few answers.
 */
#include "structure.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "flattened.h"
#include "json_mend.h"
#include "json_tree.h"

void structures_begin(struct structures *structures, struct arena *arena)
{
	structures->arena = arena;
	structures->count = 0;
}

static const cJSON *parse_json(struct arena *arena, struct str text)
{
	if (memmem(text.data, text.length, "\\u", 2) != NULL) {
		char *copy = arena_copy(arena, text.data, text.length);

		json_mend(copy, text.length);
		text.data = copy;
	}
	return json_tree_parse_into(arena, text);
}

static const cJSON *parse(struct structures *structures, struct str text)
{
	size_t i = structures->count++ % STRUCTURES_KEPT;

	structures->kept[i].text = text.data;
	structures->kept[i].json = text.data[0] == '@' ? flattened_parse(structures->arena, text)
						       : parse_json(structures->arena, text);
	return structures->kept[i].json;
}

const struct cJSON *structure_of(struct structures *structures, struct str text)
{
	text = str_trim(text);
	if (text.length < 2 || (text.data[0] != '{' && text.data[0] != '[' &&
				(text.data[0] != '@' || text.data[1] != '{')))
		return NULL;
	for (size_t i = 0; i < STRUCTURES_KEPT && i < structures->count; i++) {
		if (structures->kept[i].text == text.data)
			return structures->kept[i].json;
	}
	return parse(structures, text);
}

const struct cJSON *structure_open(struct structures *structures, const struct cJSON *json)
{
	return cJSON_IsString(json) ? structure_of(structures, str_of(json->valuestring)) : json;
}
