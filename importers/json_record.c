/* SPDX-License-Identifier: MIT
 * Takes one JSON record, and after damage finds the next: by how good records of this text begin,
 * or by a line that begins with a bracket, as top-level values do.
 */
#include "json_reader.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "json_mend.h"

enum { SEARCH_KEEP = 4096 }; /* more than a record's start and what must stand before it */

/* A text made to have each bad record searched for its end over LIMIT_RECORD costs seconds. */
#define SEARCH_LIMIT ((int64_t)128 * LIMIT_RECORD)

static const char *const scan_reasons[] = {
	[SCANNED_WRONG] = "brackets do not match",
	[SCANNED_CUT] = "not closed before the end of the text",
	[SCANNED_LARGE] = "larger than 8 MiB, or a quote is lost in it",
};

static int tell_damage(struct json_reader *reader, int64_t offset, const char *reason, int whole,
		       struct error *err)
{
	const struct damage damage = { reader->number, offset, -1, reason, whole };

	return reader->sink->damage(reader->sink->context, &damage, err);
}

/* The record at window.mark cannot be read. */
static int tell_bad(struct json_reader *reader, const char *reason, struct error *err)
{
	reader->number++;
	return tell_damage(reader, window_offset(&reader->window, reader->window.mark), reason, 1,
			   err);
}

/* The record's bracket, blanks and first name; 0 when it is no object or its name is long. */
static size_t start_length(const char *text, size_t length)
{
	size_t at = 1;

	if (length > sizeof(((struct json_signature *)0)->start))
		length = sizeof(((struct json_signature *)0)->start);
	if (length == 0 || text[0] != '{')
		return 0;
	while (at < length && json_is_blank(text[at]))
		at++;
	if (at == length || text[at] != '"')
		return 0;
	for (at++; at < length; at++) {
		if (text[at] == '"')
			return at + 1;
	}
	return 0;
}

static void set_start(struct json_signature *signature, const char *text, size_t length)
{
	signature->length = start_length(text, length);
	memcpy(signature->start, text, signature->length);
}

static const char *second_name(const struct cJSON *record)
{
	const struct cJSON *second = record->child ? record->child->next : NULL;

	return second && second->string ? second->string : "";
}

/* Two are enough: the first stands behind the opening bracket, the second behind a comma. */
static void learn(struct json_reader *reader, const struct cJSON *record)
{
	struct json_signature *signature = &reader->signature;
	const struct window *window = &reader->window;

	if (signature->seen == 2 || !cJSON_IsObject(record))
		return;
	set_start(signature, window->data + window->mark, window->at - window->mark);
	snprintf(signature->second, sizeof(signature->second), "%s", second_name(record));
	if (signature->seen++ > 0)
		signature->gap = window_offset(window, window->mark) - reader->behind_separator;
}

static bool is_like_others(const struct json_signature *signature, const struct cJSON *record)
{
	const size_t length = sizeof(signature->second) - 1;

	return signature->seen == 0 || strncmp(second_name(record), signature->second, length) == 0;
}

/* The value between window.mark and window.at; NULL with `*reason` when it is none. */
static const struct cJSON *parse(struct json_reader *reader, const char **mended,
				 const char **reason)
{
	struct window *window = &reader->window;
	char *text = window->data + window->mark;
	size_t length = window->at - window->mark;

	*mended = NULL;
	if (reader->scan.too_deep) {
		*reason = "nested deeper than 1000 levels";
		return NULL;
	}
	if (reader->scan.has_unicode || memchr(text, '\0', length))
		*mended = json_mend(text, length);
	return json_tree_parse(&reader->tree, (struct str){ text, length }, reason);
}

static enum walk push(struct json_reader *reader, const struct cJSON *json, const char *mended,
		      struct error *err)
{
	const struct window *window = &reader->window;
	const struct record record = {
		.number = ++reader->number,
		.byte_offset = window_offset(window, window->mark),
		.line = -1,
		.json = json,
		.envelope = &reader->envelope,
	};

	if (mended && tell_damage(reader, record.byte_offset, mended, 0, err) < 0)
		return WALK_STOP;
	return reader->sink->record(reader->sink->context, &record, err) < 0 ? WALK_STOP : WALK_ON;
}

/* Is what stands at `index` preceded as a record in a list is? */
static bool has_separator(const struct json_reader *reader, size_t index)
{
	const char *data = reader->window.data;
	int64_t gap = 0;

	for (; index > 0 && json_is_blank(data[index - 1]); index--)
		gap++;
	if (index == 0 || (data[index - 1] != ',' && data[index - 1] != '['))
		return false;
	return reader->signature.gap < 0 || gap == reader->signature.gap;
}

/* Index of the next place in the window that looks like a record, or window.end. */
static size_t find_record(const struct json_reader *reader, size_t from)
{
	const struct json_signature *signature = &reader->signature;
	const struct window *window = &reader->window;
	const char *hit;

	while (signature->length > 0 && from < window->end &&
	       (hit = memmem(window->data + from, window->end - from, signature->start,
			     signature->length))) {
		from = (size_t)(hit - window->data);
		if (has_separator(reader, from))
			return from;
		from++;
	}
	return window->end;
}

/* Index of the next line in the window that begins with a bracket, or window.end. */
static size_t find_line(const struct window *window, size_t from)
{
	const char *hit;

	while (from < window->end &&
	       (hit = memchr(window->data + from, '\n', window->end - from))) {
		from = (size_t)(hit + 1 - window->data);
		if (from < window->end && (window->data[from] == '{' || window->data[from] == '['))
			return from;
	}
	return window->end;
}

enum found { FOUND_STOP = -1, FOUND_NOTHING, FOUND_RECORD, FOUND_LINE };

/* Looks from index `from` on for what could be a record, if `records` are looked for, or a line
 * that starts a top-level value, and moves window.mark and window.at there. Ends at the offset
 * `limit`, or at the end of the text. */
static enum found find_next(struct json_reader *reader, size_t from, bool records, int64_t limit,
			    struct error *err)
{
	struct window *window = &reader->window;
	enum window_result more = WINDOW_GREW;

	while (more == WINDOW_GREW) {
		size_t record = records ? find_record(reader, from) : window->end;
		size_t line = find_line(window, from);
		size_t first = record <= line ? record : line;

		if (window_offset(window, first) >= limit)
			return FOUND_NOTHING;
		if (first < window->end) {
			window->mark = window->at = first;
			return record <= line ? FOUND_RECORD : FOUND_LINE;
		}
		/* what lies across the end is found again when more is there */
		if (from + SEARCH_KEEP < window->end)
			from = window->end - SEARCH_KEEP;
		if (window->mark + SEARCH_KEEP < from)
			window->mark = from - SEARCH_KEEP;
		window->at = window->end;
		from -= window->mark;
		more = window_more(window, err);
	}
	return more == WINDOW_BROKEN ? FOUND_STOP : FOUND_NOTHING;
}

static enum walk give_up(struct json_reader *reader, struct error *err)
{
	reader->gave_up = true;
	reader->window.mark = reader->window.at;
	if (tell_bad(reader, "too many damaged places: the rest is not read", err) < 0 ||
	    window_drain(&reader->window, err) < 0)
		return WALK_STOP;
	return WALK_ENDED;
}

/* The record that may begin at window.mark: pushed if it is one, else WALK_LOST. What only looks
 * like one, being part of the bad one, is not told; one that is bad itself is. */
static enum walk try_record(struct json_reader *reader, struct error *err)
{
	const struct cJSON *record = NULL;
	const char *mended, *reason;
	enum scanned scanned = json_scan_value(reader, true, err);
	int byte;

	if (scanned == SCANNED_STOP)
		return WALK_STOP;
	if (scanned == SCANNED_WHOLE)
		record = parse(reader, &mended, &reason);
	else
		reason = scan_reasons[scanned];
	if (!record)
		return tell_bad(reader, reason, err) < 0 ? WALK_STOP : WALK_LOST;
	if (!is_like_others(&reader->signature, record))
		return WALK_LOST;
	byte = json_peek(reader, true, err);
	if (byte == BYTE_STOP)
		return WALK_STOP;
	if (byte != ',' && byte != ']')
		return WALK_LOST;
	return push(reader, record, mended, err);
}

/* Finds the next record behind window.mark, where a bad one begins. WALK_LOST when there is none
 * before `limit`, which is only given for a record of which the end has not been looked for. */
static enum walk resynchronise(struct json_reader *reader, int64_t limit, struct error *err)
{
	struct window *window = &reader->window;
	enum walk walk = WALK_LOST;
	enum found found;

	while (walk == WALK_LOST) {
		reader->searched += (int64_t)(window->at - window->mark);
		if (++reader->resyncs > LIMIT_RESYNC || reader->searched > SEARCH_LIMIT)
			return give_up(reader, err);
		found = find_next(reader, window->mark + 1, json_in_list(reader), limit, err);
		if (found == FOUND_STOP)
			return WALK_STOP;
		if (found == FOUND_LINE)
			return WALK_TOP;
		if (found == FOUND_NOTHING)
			return limit < INT64_MAX ? WALK_LOST : WALK_ENDED;
		walk = try_record(reader, err);
	}
	return walk;
}

/* The record is too large to be kept, or else a quote or bracket is lost in it. */
static enum walk pass_large(struct json_reader *reader, struct error *err)
{
	struct window *window = &reader->window;
	const struct json_scan scan = reader->scan;
	int64_t reached = window_offset(window, window->at);
	enum walk walk = resynchronise(reader, reached, err);

	if (walk != WALK_LOST)
		return walk;
	reader->scan = scan;
	window->at = (size_t)(reached - window->base);
	switch (json_scan_on(reader, false, err)) {
	case SCANNED_STOP:
		return WALK_STOP;
	case SCANNED_WHOLE:
		return WALK_ON;
	default:
		return resynchronise(reader, INT64_MAX, err);
	}
}

/* The bad record lies between window.mark and window.at, if it is `whole`. In a list, something
 * other than a comma or the end behind it shows that its end was taken wrongly. */
static enum walk go_on_behind(struct json_reader *reader, enum scanned scanned, struct error *err)
{
	struct window *window = &reader->window;
	int byte;

	if (reader->signature.length == 0)
		set_start(&reader->signature, window->data + window->mark,
			  window->at - window->mark);
	if (scanned == SCANNED_LARGE)
		return pass_large(reader, err);
	if (scanned != SCANNED_WHOLE)
		return resynchronise(reader, INT64_MAX, err);
	if (!json_in_list(reader))
		return WALK_ON;
	byte = json_peek(reader, true, err);
	if (byte == BYTE_STOP)
		return WALK_STOP;
	return byte == ',' || byte == ']' ? WALK_ON : resynchronise(reader, INT64_MAX, err);
}

enum walk json_take_record(struct json_reader *reader, struct error *err)
{
	struct window *window = &reader->window;
	const struct cJSON *record = NULL;
	const char *mended, *reason;
	enum scanned scanned;

	window->mark = window->at;
	scanned = json_scan_value(reader, true, err);
	if (scanned == SCANNED_STOP)
		return WALK_STOP;
	if (scanned == SCANNED_WHOLE)
		record = parse(reader, &mended, &reason);
	else
		reason = scan_reasons[scanned];
	if (record) {
		learn(reader, record);
		return push(reader, record, mended, err);
	}
	if (tell_bad(reader, reason, err) < 0)
		return WALK_STOP;
	return go_on_behind(reader, scanned, err);
}

enum walk json_unexpected(struct json_reader *reader, const char *reason, struct error *err)
{
	reader->window.mark = reader->window.at;
	return tell_bad(reader, reason, err) < 0 ? WALK_STOP : WALK_LOST;
}

enum walk json_next_record(struct json_reader *reader, struct error *err)
{
	return resynchronise(reader, INT64_MAX, err);
}

enum walk json_next_line(struct json_reader *reader, struct error *err)
{
	enum found found;

	if (++reader->resyncs > LIMIT_RESYNC)
		return give_up(reader, err);
	found = find_next(reader, reader->window.at, false, INT64_MAX, err);
	if (found == FOUND_STOP)
		return WALK_STOP;
	return found == FOUND_LINE ? WALK_TOP : WALK_ENDED;
}
