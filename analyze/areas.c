/* SPDX-License-Identifier: MIT
 * Reads the areas, and finds the one of a report. The page does the same in analyze/html/areas.js.
 */
#include "areas.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/embedded.h"
#include "base/error.h"
#include "base/memory.h"

struct areas {
	cJSON *json;
	const cJSON *list, *elsewhere; /* of json */
};

struct areas *areas_open(void)
{
	struct areas *areas = memory_alloc(sizeof(*areas));

	for (const struct embedded_file *file = html_files; file->name; file++)
		if (strcmp(file->name, "areas.json") == 0)
			areas->json = cJSON_Parse(file->content);
	areas->list = cJSON_GetObjectItemCaseSensitive(areas->json, "areas");
	areas->elsewhere = cJSON_GetObjectItemCaseSensitive(areas->json, "elsewhere");
	if (!areas->list || !areas->elsewhere)
		BUG("the embedded areas cannot be read");
	return areas;
}

void areas_close(struct areas *areas)
{
	if (areas)
		cJSON_Delete(areas->json);
	free(areas);
}

size_t areas_count(const struct areas *areas)
{
	return (size_t)cJSON_GetArraySize(areas->list);
}

const char *areas_name(const struct areas *areas, size_t index)
{
	const cJSON *area = cJSON_GetArrayItem(areas->list, (int)index);

	return cJSON_GetObjectItemCaseSensitive(area, "id")->valuestring;
}

static bool holds(const cJSON *names, const char *wanted)
{
	const cJSON *name;

	cJSON_ArrayForEach(name, names)
		if (strcmp(name->valuestring, wanted) == 0)
			return true;
	return false;
}

/* The first area whose `member` holds the name, or -1. */
static int find_in(const struct areas *areas, const char *member, const char *wanted)
{
	const cJSON *area;
	int index = 0;

	cJSON_ArrayForEach(area, areas->list) {
		if (holds(cJSON_GetObjectItemCaseSensitive(area, member), wanted))
			return index;
		index++;
	}
	return -1;
}

int areas_find(const struct areas *areas, const struct report *report)
{
	int found = find_in(areas, "lists", report->id);

	if (found < 0)
		found = find_in(areas, "groups", report->group);
	if (found >= 0 || (!report->resource_column && holds(areas->elsewhere, report->group)))
		return found;
	return (int)areas_count(areas) - 1; /* a user's own */
}
