/* SPDX-License-Identifier: MIT
 * One converter for each column kind, in a table.
 */
#include "convert.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "number.h"
#include "redact.h"

typedef enum converted converter(struct conversion *conversion, const struct raw *raw,
				 struct value *value);

static enum converted fail(struct conversion *conversion, const char *reason)
{
	conversion->reason = reason;
	return NOT_CONVERTED;
}

static enum converted give_text(struct value *value, struct str text)
{
	*value = (struct value){ .type = VALUE_TEXT, .text = text };
	return CONVERTED;
}

static enum converted give_integer(struct value *value, int64_t integer)
{
	*value = (struct value){ .type = VALUE_INT, .integer = integer };
	return CONVERTED;
}

/* Text that is not UTF-8 comes from an "ANSI" export: nothing is lost by reading it as such. */
static struct str valid_text(struct conversion *conversion, struct str text)
{
	struct buffer utf8 = BUFFER_INIT(4 * LIMIT_RECORD);

	if (utf8_valid_length(text.data, text.length) == text.length)
		return text;
	conversion->lossy_text = true;
	utf8_append_cp1252(&utf8, text);
	text = (struct str){ arena_copy(conversion->arena, utf8.data, utf8.length), utf8.length };
	buffer_release(&utf8);
	return text;
}

static enum converted to_text(struct conversion *conversion, const struct raw *raw,
			      struct value *value)
{
	struct str text;

	if (raw->type == RAW_STRUCTURE)
		return fail(conversion, "a structure where a value was expected");
	if (raw->type == RAW_NUMBER && floor(raw->number) == raw->number && !number_is_exact(raw->number))
		return fail(conversion, "a number too long to be exact");
	text = valid_text(conversion, raw_text(raw, conversion->arena));
	if (str_trim(text).length == 0)
		return NO_VALUE;
	return give_text(value, redact(conversion->secrets, text, conversion->arena));
}

static enum converted to_word(struct conversion *conversion, const struct raw *raw,
			      struct value *value)
{
	enum converted result = to_text(conversion, raw, value);

	if (result == CONVERTED)
		value->text = str_trim(value->text);
	return result;
}

/* The last segment of a path, in lower case, without braces. */
static enum converted to_id(struct conversion *conversion, const struct raw *raw,
			    struct value *value)
{
	enum converted result = to_word(conversion, raw, value);
	struct str text = value->text;
	char *lower;

	if (result != CONVERTED)
		return result;
	while (text.length > 0 && text.data[text.length - 1] == '/')
		text.length--;
	for (size_t i = text.length; i > 0; i--) {
		if (text.data[i - 1] == '/') {
			text = (struct str){ text.data + i, text.length - i };
			break;
		}
	}
	if (text.length > 2 && text.data[0] == '{' && text.data[text.length - 1] == '}')
		text = (struct str){ text.data + 1, text.length - 2 };
	if (text.length == 0)
		return NO_VALUE;
	lower = arena_copy(conversion->arena, text.data, text.length);
	for (size_t i = 0; i < text.length; i++) {
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] = (char)(lower[i] | 0x20);
	}
	return give_text(value, (struct str){ lower, text.length });
}

static enum converted to_time(struct conversion *conversion, const struct raw *raw,
			      struct value *value)
{
	struct str text = raw_text(raw, conversion->arena);
	int64_t at;

	if (conversion->dates == DATE_ORDER_UNKNOWN && raw->type == RAW_TEXT)
		conversion->dates = timestamp_order(text);
	switch (timestamp_parse(text, conversion->dates, &at)) {
	case TIMESTAMP_OK:
		return give_integer(value, at);
	case TIMESTAMP_UNSET:
		return NO_VALUE;
	case TIMESTAMP_AMBIGUOUS:
		conversion->was_ambiguous = true;
		return fail(conversion, "day and month cannot be told apart: use --dates");
	case TIMESTAMP_INVALID:
		break;
	}
	return fail(conversion, "not a time");
}

static enum converted to_bool(struct conversion *conversion, const struct raw *raw,
			      struct value *value)
{
	static const struct {
		const char *word;
		int value;
	} words[] = {
		{ "true", 1 },  { "yes", 1 }, { "1", 1 },  { "false", 0 }, { "no", 0 },
		{ "0", 0 },     { "ja", 1 },  { "oui", 1 }, { "s\xC3\xAD", 1 }, { "si", 1 },
		{ "nein", 0 },  { "non", 0 },
	};
	struct str text = str_trim(raw_text(raw, conversion->arena));

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_equal_fold(text, str_of(words[i].word)))
			return give_integer(value, words[i].value);
	}
	return text.length == 0 ? NO_VALUE : fail(conversion, "not yes or no");
}

static enum converted parse_number(struct conversion *conversion, const struct raw *raw,
				   double *number)
{
	struct str text;

	if (raw->type == RAW_NUMBER) {
		*number = raw->number;
		return isfinite(*number) ? CONVERTED : fail(conversion, "not a number");
	}
	text = str_trim(raw_text(raw, conversion->arena));
	if (raw->type == RAW_TEXT && text.length == 0)
		return NO_VALUE;
	switch (number_parse(text, number)) {
	case NUMBER_OK:
		return CONVERTED;
	case NUMBER_AMBIGUOUS:
		return fail(conversion, "decimals and thousands cannot be told apart");
	case NUMBER_INVALID:
		break;
	}
	return fail(conversion, "not a number");
}

static enum converted to_int(struct conversion *conversion, const struct raw *raw,
			     struct value *value)
{
	double number;
	enum converted result = parse_number(conversion, raw, &number);

	if (result != CONVERTED)
		return result;
	if (!number_is_exact(number))
		return fail(conversion, "not an exact whole number");
	return give_integer(value, (int64_t)number);
}

static enum converted to_real(struct conversion *conversion, const struct raw *raw,
			      struct value *value)
{
	double number;
	enum converted result = parse_number(conversion, raw, &number);

	if (result == CONVERTED)
		*value = (struct value){ .type = VALUE_REAL, .real = number };
	return result;
}

static converter *const converters[] = {
	[COLUMN_TEXT] = to_text, [COLUMN_WORD] = to_word, [COLUMN_ID] = to_id,
	[COLUMN_REF] = to_text,  [COLUMN_TIME] = to_time, [COLUMN_BOOL] = to_bool,
	[COLUMN_INT] = to_int,   [COLUMN_REAL] = to_real,
};

/* "/a/flows/<this>/b" after segment "flows"; nothing when the segment is not there. */
static bool take_segment(struct raw *raw, const char *segment)
{
	struct str text = raw->text;
	size_t length = strlen(segment);

	if (raw->type != RAW_TEXT)
		return false;
	for (size_t i = 0; i + length + 1 < text.length; i++) {
		const char *at = text.data + i;
		const char *end;

		if ((i > 0 && at[-1] != '/') || at[length] != '/' ||
		    !str_equal_fold((struct str){ at, length }, str_of(segment)))
			continue;
		at += length + 1;
		end = memchr(at, '/', (size_t)(text.data + text.length - at));
		raw->text = (struct str){ at, (size_t)((end ? end : text.data + text.length) - at) };
		return raw->text.length > 0;
	}
	return false;
}

static void choose(struct conversion *conversion, const struct expression *way, struct raw *raw)
{
	struct str text = str_trim(raw_text(raw, conversion->arena));

	for (size_t i = 0; i < way->choice_count; i++) {
		if (str_equal_fold(way->choices[i].from, text)) {
			*raw = (struct raw){ .type = RAW_TEXT, .text = str_of(way->choices[i].to) };
			return;
		}
	}
}

/* The value under which an object is referred to, normalised as the column it names is. */
static enum converted to_reference(struct conversion *conversion, const struct expression *way,
				   const struct raw *raw, struct value *value)
{
	bool by_id = strlen(way->refers) > 3 &&
		     strcmp(way->refers + strlen(way->refers) - 3, "_id") == 0;
	enum converted result = (by_id ? to_id : to_word)(conversion, raw, value);
	struct buffer text = BUFFER_INIT(2 * LIMIT_RECORD);

	if (result != CONVERTED)
		return result;
	buffer_printf(&text, "%s:", way->refers);
	buffer_append(&text, value->text.data, value->text.length);
	give_text(value, (struct str){ arena_copy(conversion->arena, text.data, text.length),
				       text.length });
	buffer_release(&text);
	return CONVERTED;
}

enum converted convert(struct conversion *conversion, const struct expression *way,
		       const struct column *column, const struct raw *given, struct value *value)
{
	struct raw raw = *given;

	*value = (struct value){ .type = VALUE_NULL };
	if (way->constant != NULL)
		raw = (struct raw){ .type = RAW_TEXT, .text = str_of(way->constant) };
	if (way->present == PRESENCE_FALSE)
		return give_integer(value, raw.type == RAW_NONE);
	if (raw.type == RAW_NONE)
		return NO_VALUE;
	if (way->present == PRESENCE_TRUE)
		return give_integer(value, 1);
	if (way->segment != NULL && !take_segment(&raw, way->segment))
		return NO_VALUE;
	if (way->choice_count > 0)
		choose(conversion, way, &raw);
	if (way->refers != NULL)
		return to_reference(conversion, way, &raw, value);
	return converters[column->kind](conversion, &raw, value);
}
