/* SPDX-License-Identifier: MIT
 * Any bytes as JSON: no crash, every number given once, no name twice in an object, and of a list
 * that cJSON can read whole, each element. The first byte chooses the pattern.
 */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "importers/reader.h"
#include "importers/source.h"

enum { NAMES_COMPARED = 40 };

struct seen {
	int64_t number, offset, page, records, rejects;
	int64_t stop_at; /* the record at which the sink has enough */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(struct seen *seen, int64_t number, int64_t offset)
{
	if (number != seen->number + 1 || offset < seen->offset)
		abort();
	seen->number = number;
	seen->offset = offset;
}

static void check_names(const cJSON *object)
{
	int count = 0;

	for (const cJSON *a = object->child; a && count < NAMES_COMPARED; a = a->next, count++) {
		for (const cJSON *b = a->next; b; b = b->next) {
			if (strcmp(a->string, b->string) == 0)
				abort();
		}
	}
}

static size_t check_tree(const cJSON *node)
{
	size_t sum = node->valuestring ? strlen(node->valuestring) : 0;

	if (cJSON_IsObject(node))
		check_names(node);
	for (const cJSON *child = node->child; child; child = child->next)
		sum += check_tree(child);
	return sum;
}

static int take_record(void *context, const struct record *record, struct error *err)
{
	struct seen *seen = context;

	check_place(seen, record->number, record->byte_offset);
	if (!record->json || record->line != -1)
		abort();
	check_tree(record->json);
	seen->records++;
	return seen->records == seen->stop_at ? error_set(err, "enough") : 0;
}

static int take_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)err;
	if (!damage->reason || !damage->reason[0])
		abort();
	if (damage->whole) {
		((struct seen *)context)->rejects++;
		check_place(context, damage->number, damage->byte_offset);
	}
	return 0;
}

static int take_envelope(void *context, int64_t page, struct str name, struct str value,
			 struct error *err)
{
	struct seen *seen = context;

	(void)err;
	if (page < seen->page || (name.length && !name.data) || (value.length && !value.data))
		abort();
	seen->page = page;
	return 0;
}

static int take_container(void *context, int64_t page, struct error *err)
{
	return take_envelope(context, page, STR(""), STR(""), err);
}

/* The length of the list that the whole text is, or -1. */
static int list_length(const uint8_t *data, size_t size)
{
	const char *end = NULL;
	cJSON *list;
	int length = -1;

	for (size_t i = 0; i < size; i++) {
		if (data[i] < 32 && data[i] != '\n') /* all blanks to cJSON, but not to JSON */
			return -1;
	}
	list = cJSON_ParseWithLengthOpts((const char *)data, size, &end, 0);
	if (list && cJSON_IsArray(list) && end == (const char *)data + size)
		length = cJSON_GetArraySize(list);
	cJSON_Delete(list);
	return length;
}

static void run(const char *pattern, const uint8_t *data, size_t size, int64_t stop_at)
{
	int expected = strcmp(pattern, "[]") == 0 ? list_length(data, size) : -1;
	struct seen seen = { .stop_at = stop_at };
	const struct record_sink sink = {
		.record = take_record,
		.damage = take_damage,
		.envelope = take_envelope,
		.container = take_container,
		.context = &seen,
	};
	struct error err = ERROR_INIT;
	struct source *source = source_open_memory((const char *)data, size, &err);
	int ended_well;
	int result = read_json(source, pattern, &sink, &ended_well, &err);

	if (result != (err.text[0] ? -1 : 0) || (stop_at && seen.records == stop_at && result == 0))
		abort();
	if (!stop_at && expected >= 0 &&
	    (result < 0 || !ended_well || seen.rejects > 0 || seen.records != expected))
		abort();
	source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const patterns[] = { "value[]", "[]",  ".",    "[].value[]",
						"a.b[]",   "a.*", "[][]", "'a'.*[]" };

	if (size == 0)
		return 0;
	run(patterns[data[0] % 8], data + 1, size - 1, 0);
	run(patterns[data[0] % 8], data + 1, size - 1, 2);
	return 0;
}
