/* SPDX-License-Identifier: MIT
 * Walks through JSON text down to the records that a pattern names, without ever holding more of
 * it than one record. Recursion is as deep as the pattern, not as the text.
 */
#include "reader.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "json_mend.h"
#include "json_reader.h"
#include "raw.h"

static enum walk walk_value(struct json_reader *reader, size_t step, struct error *err);

static bool is_scalar_start(int byte)
{
	return byte != '{' && byte != '[';
}

static enum walk at_end(int byte)
{
	return byte == BYTE_STOP ? WALK_STOP : WALK_ENDED;
}

static int tell_container(struct json_reader *reader, struct error *err)
{
	const struct record_sink *sink = reader->sink;

	return sink->container ? sink->container(sink->context, reader->page, err) : 0;
}

/* The text of the string token at window.mark, unescaped. */
static struct str unescape(struct json_reader *reader, struct str token)
{
	const struct cJSON *string;
	const char *reason;

	if (!memchr(token.data, '\\', token.length) && !memchr(token.data, '\0', token.length))
		return (struct str){ token.data + 1, token.length - 2 };
	json_mend(reader->window.data + reader->window.mark, token.length);
	string = json_tree_parse(&reader->tree, token, &reason);
	return str_of(string ? cJSON_GetStringValue(string) : "");
}

/* The scalar at window.at, as a slice at window.mark. WALK_LOST, without having moved, when there
 * is none, or one that the window cannot hold. */
static enum walk take_token(struct json_reader *reader, struct str *token, struct error *err)
{
	struct window *window = &reader->window;
	enum scanned scanned;

	window->mark = window->at;
	scanned = json_scan_value(reader, true, err);
	if (scanned == SCANNED_STOP)
		return WALK_STOP;
	if (scanned == SCANNED_CUT)
		return WALK_ENDED;
	*token = (struct str){ window->data + window->mark, window->at - window->mark };
	if (scanned == SCANNED_WHOLE && token->length > 0)
		return WALK_ON;
	window->at = window->mark;
	return WALK_LOST;
}

static enum walk take_envelope(struct json_reader *reader, struct str name, struct error *err)
{
	const struct record_sink *sink = reader->sink;
	struct str value = { NULL, 0 };
	enum walk walk = take_token(reader, &value, err);
	bool is_null;

	if (walk == WALK_LOST && value.length > 0)
		return json_skip_value(reader, err);
	if (walk == WALK_LOST)
		return json_unexpected(reader, "no value after a name", err);
	if (walk != WALK_ON)
		return walk;
	is_null = str_equal(value, STR("null"));
	if (*value.data == '"')
		value = unescape(reader, value);
	if (!is_null)
		envelope_add(&reader->envelope, STR(""), name, value);
	if (!sink->envelope)
		return WALK_ON;
	return sink->envelope(sink->context, reader->page, name, value, err) < 0 ? WALK_STOP
										 : WALK_ON;
}

/* The object between window.mark and window.at. */
static void tell_sibling(struct json_reader *reader, struct str outer)
{
	struct window *window = &reader->window;
	struct str text = { window->data + window->mark, window->at - window->mark };
	const struct cJSON *object;
	const char *reason;

	if (text.length > LIMIT_ENVELOPE)
		return;
	json_mend(window->data + window->mark, text.length);
	object = json_tree_parse(&reader->tree, text, &reason);
	for (const cJSON *m = object ? object->child : NULL; m != NULL; m = m->next) {
		struct raw raw = raw_of_json(m);

		if (raw.type != RAW_NONE && raw.type != RAW_STRUCTURE)
			envelope_add(&reader->envelope, outer, str_of(m->string),
				     raw_text(&raw, &reader->names));
	}
}

/* An object beside the records. */
static enum walk take_sibling(struct json_reader *reader, struct str name, struct error *err)
{
	enum scanned scanned;

	reader->window.mark = reader->window.at;
	scanned = json_scan_value(reader, true, err);
	if (scanned == SCANNED_WHOLE)
		tell_sibling(reader, name);
	else if (scanned == SCANNED_LARGE)
		scanned = json_scan_on(reader, false, err);
	return json_skipped(reader, scanned, err);
}

/* The member's value is at window.at and begins with `byte`. */
static enum walk walk_member(struct json_reader *reader, size_t index, struct str name, int byte,
			     struct error *err)
{
	const struct json_step *step = &reader->pattern.steps[index];
	bool is_last = index + 1 == reader->pattern.count;

	if (is_scalar_start(byte))
		return take_envelope(reader, name, err);
	if (step->kind == JSON_MEMBER && !str_equal_fold(step->name, name))
		return byte == '{' ? take_sibling(reader, name, err) : json_skip_value(reader, err);
	if (!is_last)
		return walk_value(reader, index + 1, err);
	if (byte != '{')
		return json_skip_value(reader, err);
	if (step->kind == JSON_MEMBER && tell_container(reader, err) < 0)
		return WALK_STOP;
	return json_take_record(reader, err);
}

/* The name at window.at and its colon. The name is copied, for the window moves on. */
static enum walk take_name(struct json_reader *reader, struct str *name, struct error *err)
{
	enum walk walk = take_token(reader, name, err);
	int byte;

	if (walk == WALK_LOST)
		return json_unexpected(reader, "a name without an end", err);
	if (walk != WALK_ON)
		return walk;
	*name = unescape(reader, *name);
	arena_reset(&reader->names);
	name->data = arena_copy(&reader->names, name->data, name->length);
	byte = json_peek(reader, false, err);
	if (byte < 0)
		return at_end(byte);
	if (byte != ':')
		return json_unexpected(reader, "no colon after a name", err);
	reader->window.at++;
	return WALK_ON;
}

static enum walk walk_named(struct json_reader *reader, size_t index, struct error *err)
{
	struct str name;
	enum walk walk = take_name(reader, &name, err);
	int byte;

	if (walk != WALK_ON)
		return walk;
	byte = json_peek(reader, false, err);
	return byte < 0 ? at_end(byte) : walk_member(reader, index, name, byte, err);
}

static enum walk walk_members(struct json_reader *reader, size_t index, struct error *err)
{
	bool is_last = index + 1 == reader->pattern.count;
	enum walk walk = WALK_ON;
	int byte;

	reader->window.at++;
	if (is_last && reader->pattern.steps[index].kind == JSON_EVERY_MEMBER &&
	    tell_container(reader, err) < 0)
		return WALK_STOP;
	while (walk == WALK_ON) {
		byte = json_peek(reader, false, err);
		if (byte < 0)
			return at_end(byte);
		if (byte == '"') {
			walk = walk_named(reader, index, err);
			continue;
		}
		if (byte != ',' && byte != '}')
			return json_unexpected(reader, "no name where one should be", err);
		reader->window.at++;
		if (byte == '}')
			break;
	}
	return walk;
}

static enum walk walk_object(struct json_reader *reader, size_t index, struct error *err)
{
	size_t around = reader->envelope.count;
	enum walk walk = walk_members(reader, index, err);

	envelope_cut(&reader->envelope, around);
	return walk;
}

static enum walk walk_element(struct json_reader *reader, size_t index, int byte, struct error *err)
{
	bool is_last = index + 1 == reader->pattern.count;
	enum walk walk;

	if (byte == '}' || byte == ':') {
		walk = json_unexpected(reader, "no record where one should be", err);
		return walk == WALK_LOST && is_last ? json_next_record(reader, err) : walk;
	}
	return is_last ? json_take_record(reader, err) : walk_value(reader, index + 1, err);
}

static enum walk walk_array(struct json_reader *reader, size_t index, struct error *err)
{
	struct window *window = &reader->window;
	enum walk walk = WALK_ON;
	int byte;

	window->at++;
	if (index + 1 == reader->pattern.count && tell_container(reader, err) < 0)
		return WALK_STOP;
	reader->behind_separator = window_offset(window, window->at);
	while (walk == WALK_ON) {
		byte = json_peek(reader, false, err);
		if (byte < 0)
			return at_end(byte);
		if (byte != ',' && byte != ']') {
			walk = walk_element(reader, index, byte, err);
			continue;
		}
		window->at++;
		reader->behind_separator = window_offset(window, window->at);
		if (byte == ']')
			break;
	}
	return walk;
}

/* The value at window.at, where `index` steps of the pattern have been taken. */
static enum walk walk_value(struct json_reader *reader, size_t index, struct error *err)
{
	char byte = reader->window.data[reader->window.at];

	if (index == reader->pattern.count) {
		if (byte != '{')
			return json_skip_value(reader, err);
		return tell_container(reader, err) < 0 ? WALK_STOP : json_take_record(reader, err);
	}
	if (reader->pattern.steps[index].kind == JSON_ELEMENTS)
		return byte == '[' ? walk_array(reader, index, err) : json_skip_value(reader, err);
	return byte == '{' ? walk_object(reader, index, err) : json_skip_value(reader, err);
}

/* What may stand between top-level values: blanks, a byte order mark (of a file that was appended
 * to another), the record separator of RFC 7464, and a comma. */
static int peek_top(struct json_reader *reader, struct error *err)
{
	int byte;

	while ((byte = json_peek(reader, false, err)) > 0) {
		if (!strchr("\xef\xbb\xbf\x1e,", byte))
			return byte;
		reader->window.at++;
	}
	return byte;
}

/* A scalar, or what is no JSON at all, such as an HTML page. */
static enum walk walk_top_scalar(struct json_reader *reader, struct error *err)
{
	struct str token = { NULL, 0 };
	const char *reason;
	enum walk walk = take_token(reader, &token, err);

	if (walk == WALK_STOP || walk == WALK_ENDED)
		return walk;
	if (walk == WALK_ON) {
		json_mend(reader->window.data + reader->window.mark, token.length);
		if (json_tree_parse(&reader->tree, token, &reason))
			return WALK_ON;
		reader->window.at = reader->window.mark;
	}
	walk = json_unexpected(reader, "not JSON", err);
	if (walk == WALK_LOST)
		walk = json_next_line(reader, err);
	return walk == WALK_ENDED ? WALK_ON : walk; /* not the end of a record */
}

static enum walk walk_text(struct json_reader *reader, struct error *err)
{
	enum walk walk = WALK_ON;

	while (walk != WALK_STOP && !reader->gave_up) {
		int byte = peek_top(reader, err);

		if (byte == BYTE_END)
			return WALK_ON;
		if (byte == BYTE_STOP)
			return WALK_STOP;
		reader->page++;
		walk = is_scalar_start(byte) ? walk_top_scalar(reader, err)
					     : walk_value(reader, 0, err);
		if (walk == WALK_LOST)
			walk = json_next_line(reader, err);
		if (walk == WALK_ENDED)
			return walk;
	}
	return walk;
}

int read_json(struct source *source, const char *pattern, const struct record_sink *sink,
	      int *ended_well, struct error *err)
{
	struct json_reader reader = { .sink = sink, .names = ARENA_INIT, .signature.gap = -1 };
	enum walk walk;

	*ended_well = 0;
	if (json_pattern_parse(&reader.pattern, pattern, err) < 0)
		return -1;
	window_init(&reader.window, source);
	json_tree_init(&reader.tree);
	envelope_init(&reader.envelope);
	walk = walk_text(&reader, err);
	*ended_well = walk == WALK_ON && !reader.gave_up;
	json_tree_release(&reader.tree);
	arena_release(&reader.names);
	envelope_release(&reader.envelope);
	window_release(&reader.window);
	return walk == WALK_STOP ? -1 : 0;
}
