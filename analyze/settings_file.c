/* SPDX-License-Identifier: MIT
 * Reads settings strictly: a name that is misspelt would be a setting that is not set.
 */
#include "settings_file.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "queries/lists.h"

enum { CELLS_MAX = 64 };

const char settings_default_path[] = "stocktake-settings.json";

struct reading {
	struct settings_file *file;
	struct store *store;
	const struct catalogue *catalogue;
	const char *path;
};

/* --- Parameters --------------------------------------------------------------------------- */

/* The text that --set would give; NULL for what is no single value. */
static char *text_of(const cJSON *value)
{
	char number[32];

	if (cJSON_IsString(value))
		return memory_copy(value->valuestring, strlen(value->valuestring));
	if (cJSON_IsBool(value))
		return memory_copy(cJSON_IsTrue(value) ? "1" : "0", 1);
	if (!cJSON_IsNumber(value))
		return NULL;
	snprintf(number, sizeof(number), "%.15g", value->valuedouble);
	return memory_copy(number, strlen(number));
}

/* Settings of all reports first, so that those of a single report win. */
static int add_set(struct reading *reading, const cJSON *set, bool of_one, struct error *err)
{
	const cJSON *member;

	cJSON_ArrayForEach (member, set) {
		char *text;

		if ((strchr(member->string, '.') != NULL) != of_one)
			continue;
		text = text_of(member);
		if (!text)
			return error_set(err, "'%s' is no text, number, true or false",
					 member->string);
		settings_add(&reading->file->set, member->string, text);
		free(text);
	}
	return 0;
}

static int check_set(struct reading *reading, struct error *err)
{
	const struct catalogue *catalogue = reading->catalogue;
	size_t count = catalogue_count(catalogue);
	const struct report **reports = memory_alloc((count + 1) * sizeof(const struct report *));
	int result;

	for (size_t i = 0; i < count; i++)
		reports[i] = catalogue_at(catalogue, i);
	result = settings_check(&reading->file->set, reports, count, err);
	free(reports);
	return result;
}

static int read_set(struct reading *reading, const cJSON *set, struct error *err)
{
	if (!cJSON_IsObject(set))
		return error_set(err, "it is no object");
	if (add_set(reading, set, false, err) < 0 || add_set(reading, set, true, err) < 0)
		return -1;
	return check_set(reading, err);
}

/* --- Lists -------------------------------------------------------------------------------- */

static int add_row(struct reading *reading, struct str name, const cJSON *row, struct error *err)
{
	struct list_cell cells[CELLS_MAX];
	char *texts[CELLS_MAX];
	const cJSON *member;
	size_t count = 0;
	int result = cJSON_IsObject(row) ? 0 : error_set(err, "a row is no object");

	cJSON_ArrayForEach (member, row) {
		if (result < 0 || cJSON_IsNull(member))
			continue;
		texts[count] = count < CELLS_MAX - 1 ? text_of(member) : NULL;
		if (!texts[count]) {
			result = error_set(err, "'%s' is no text, number, true or false",
					   member->string);
			continue;
		}
		cells[count] = (struct list_cell){ str_of(member->string), str_of(texts[count]) };
		count++;
	}
	if (result == 0 && count)
		result = list_add(reading->store, name, cells, count, err);
	while (count > 0)
		free(texts[--count]);
	return result;
}

static int read_list(struct reading *reading, const cJSON *list, struct error *err)
{
	struct str name = str_of(list->string);
	const cJSON *row;

	if (!cJSON_IsArray(list))
		return error_set(err, "it is no list of objects");
	if (list_clear(reading->store, name, err) < 0)
		return -1;
	cJSON_ArrayForEach (row, list) {
		if (add_row(reading, name, row, err) < 0)
			return -1;
	}
	return 0;
}

static int read_lists(struct reading *reading, const cJSON *lists, struct error *err)
{
	const cJSON *list;

	if (!cJSON_IsObject(lists))
		return error_set(err, "it is no object");
	cJSON_ArrayForEach (list, lists) {
		if (read_list(reading, list, err) < 0)
			return error_prefix(err, "'%s'", list->string);
	}
	return 0;
}

/* --- The file ----------------------------------------------------------------------------- */

static int read_waivers(struct reading *reading, const cJSON *value, struct error *err)
{
	const char *slash = strrchr(reading->path, '/');
	size_t folder = slash ? (size_t)(slash - reading->path) + 1 : 0;
	size_t size;

	if (!cJSON_IsString(value))
		return error_set(err, "it is no text");
	if (value->valuestring[0] == '/')
		folder = 0;
	size = folder + strlen(value->valuestring) + 1;
	reading->file->waivers = memory_alloc(size);
	snprintf(reading->file->waivers, size, "%.*s%s", (int)folder, reading->path,
		 value->valuestring);
	return 0;
}

static int read_member(struct reading *reading, const cJSON *member, struct error *err)
{
	static const struct {
		const char *name;
		int (*read)(struct reading *reading, const cJSON *value, struct error *err);
	} members[] = {
		{ "set", read_set },
		{ "lists", read_lists },
		{ "waivers", read_waivers },
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(member->string, members[i].name) == 0)
			return members[i].read(reading, member, err);
	return error_set(err, "there is no such member (set, lists, waivers)");
}

static int read_members(struct reading *reading, const cJSON *root, struct error *err)
{
	const cJSON *member;

	if (!cJSON_IsObject(root))
		return error_set(err, "%s: it is no JSON object", reading->path);
	cJSON_ArrayForEach (member, root) {
		if (read_member(reading, member, err) < 0) {
			error_prefix(err, "'%s'", member->string);
			return error_prefix(err, "%s", reading->path);
		}
	}
	return 0;
}

static int count_lines(const char *from, const char *to)
{
	int lines = 1;

	for (; from < to; from++)
		lines += *from == '\n';
	return lines;
}

int settings_file_read(struct settings_file *file, const char *path, struct store *store,
		       const struct catalogue *catalogue, struct error *err)
{
	struct reading reading = { file, store, catalogue, path };
	struct buffer text = BUFFER_INIT(LIMIT_SETTINGS_FILE);
	const char *end = NULL;
	cJSON *root = NULL;
	int result = platform_read_file(path, &text, err);

	if (result == 0 && text.data) {
		root = cJSON_ParseWithLengthOpts(text.data, text.length + 1, &end, true);
		if (root)
			result = read_members(&reading, root, err);
		else
			result = error_set(err, "%s: line %d: no JSON", path,
					   count_lines(text.data, end));
	} else if (result == 0) {
		result = error_set(err, "%s: empty", path);
	}
	cJSON_Delete(root);
	buffer_release(&text);
	return result;
}

void settings_file_release(struct settings_file *file)
{
	settings_release(&file->set);
	free(file->waivers);
	*file = (struct settings_file){ 0 };
}
