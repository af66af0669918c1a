/* SPDX-License-Identifier: MIT
 * Finds a record again: the file by the hash of its bytes, wherever it lies now, and the record by its
 * number. Every text is masked as an import would.
 */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/limits.h"
#include "base/memory.h"
#include "detect.h"
#include "importers/import.h"
#include "input.h"
#include "reader.h"
#include "redact.h"
#include "source.h"

struct search {
	const struct formats *formats;
	const struct record_place *place;
	struct buffer *text;
	const struct str *header; /* of a CSV; owned copies in the arena */
	struct arena arena;
	bool is_found;
};

/* --- The record ---------------------------------------------------------------------------- */

static void put_masked(struct search *search, struct str text)
{
	text = redact(search->formats->secrets, text, &search->arena);
	buffer_append(search->text, text.data, text.length);
}

static void put_cells(struct search *search, const struct record *record)
{
	for (size_t i = 0; i < record->cell_count; i++) {
		if (record->cells[i].length == 0)
			continue;
		buffer_append(search->text, search->header[i].data, search->header[i].length);
		buffer_puts(search->text, ": ");
		put_masked(search, record->cells[i]);
		buffer_puts(search->text, "\n");
	}
}

/* Each text by itself, since quotes inside it are written otherwise in JSON. */
static void mask_texts(struct search *search, cJSON *json)
{
	for (; json != NULL; json = json->next) {
		struct str text;

		mask_texts(search, json->child);
		if (!cJSON_IsString(json))
			continue;
		text = redact(search->formats->secrets, str_of(json->valuestring), &search->arena);
		if (text.data == json->valuestring)
			continue;
		text.data = arena_copy(&search->arena, text.data, text.length);
		cJSON_SetValuestring(json, text.data);
	}
}

static void put_json(struct search *search, const cJSON *json)
{
	cJSON *copy = cJSON_Duplicate(json, true);
	char *text;

	mask_texts(search, copy);
	text = cJSON_Print(copy);
	for (char *at = text; at != NULL && (at = strchr(at, '\t')) != NULL; at++)
		*at = ' '; /* of the layout: a text's own is escaped */
	if (text != NULL)
		put_masked(search, str_of(text));
	buffer_puts(search->text, "\n");
	cJSON_free(text);
	cJSON_Delete(copy);
}

static int on_header(void *context, const struct str *names, size_t count, struct error *err)
{
	struct search *search = context;
	struct str *copies = arena_alloc(&search->arena, (count + 1) * sizeof(*copies));

	(void)err;
	for (size_t i = 0; i < count; i++)
		copies[i] = (struct str){ arena_copy(&search->arena, names[i].data,
						     names[i].length),
					  names[i].length };
	search->header = copies;
	return 0;
}

/* -1 ends the reading: the record was found. */
static int on_record(void *context, const struct record *record, struct error *err)
{
	struct search *search = context;

	if (record->number != search->place->record)
		return 0;
	search->is_found = true;
	if (record->json != NULL)
		put_json(search, record->json);
	else
		put_cells(search, record);
	return error_set(err, "found");
}

static int on_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)context;
	(void)damage;
	(void)err;
	return 0;
}

static int on_envelope(void *context, int64_t page, struct str name, struct str value,
		       struct error *err)
{
	(void)context;
	(void)page;
	(void)name;
	(void)value;
	(void)err;
	return 0;
}

/* --- The file ------------------------------------------------------------------------------ */

static bool is_the_file(const struct search *search, const struct input *input)
{
	struct error trouble = ERROR_INIT;
	struct source *source = source_open(input->path, &trouble);
	bool is_same = source != NULL && source_hash(source, &trouble) == 0 &&
		       strcmp(source_info(source)->sha256, search->place->sha256) == 0;

	source_close(source);
	return is_same;
}

static void read_file(struct search *search, const struct input *input, const struct match *match,
		      bool is_csv)
{
	const struct record_sink sink = { on_header,   on_record, on_damage,
					  on_envelope, NULL,      search };
	struct error ended = ERROR_INIT;
	struct source *source = source_open(input->path, &ended);
	int ended_well;

	if (source == NULL)
		return;
	if (is_csv)
		read_csv(source, &sink, &ended_well, &ended);
	else
		read_json(source, match->pattern, &sink, &ended_well, &ended);
	source_close(source);
}

static void look_into(struct search *search, const struct input *input)
{
	struct detection detection;
	struct error trouble = ERROR_INIT;

	if (!is_the_file(search, input) ||
	    detect(&detection, search->formats, input, search->place->format, &trouble) < 0)
		return;
	for (size_t i = 0; i < detection.count && !search->is_found; i++)
		if (strcmp(detection.matches[i].format->name, search->place->format) == 0)
			read_file(search, input, &detection.matches[i], detection.csv);
}

static int take(void *context, const struct input *input, struct error *err);

static int skip(void *context, const char *shown, const char *reason, struct error *err)
{
	(void)context;
	(void)shown;
	(void)reason;
	(void)err;
	return 0;
}

static int look(struct search *search, const struct input *input, struct error *err)
{
	const struct input_sink sink = { take, skip, search };

	switch (input_expand(input, &sink, err)) {
	case EXPANDED_NOT:
		look_into(search, input);
		return 0;
	case EXPANDED:
		return 0;
	default:
		return search->is_found ? 0 : -1;
	}
}

static int take(void *context, const struct input *input, struct error *err)
{
	struct search *search = context;

	if (look(search, input, err) < 0)
		return -1;
	return search->is_found ? error_set(err, "found") : 0;
}

int import_show_record(const struct formats *formats, const char *path,
		       const struct record_place *place, struct buffer *text, bool *found,
		       struct error *err)
{
	struct search search = { .formats = formats, .place = place, .text = text };
	const struct input input = { .path = path, .shown = path };
	int result = look(&search, &input, err);

	*found = search.is_found;
	arena_release(&search.arena);
	return result;
}
