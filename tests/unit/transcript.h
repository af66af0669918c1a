/* SPDX-License-Identifier: MIT
 * What a reader says about a text, as lines that a test can compare. Include after cmocka.h.
 *   header id|name            page 1                (the container of the records)
 *   1 @8:2 a|b                1 @10 {"name":"a"}    (number, offset, line, record)
 *   2 @12:3 ! reason          2 @20 ~ reason        (rejected; mended)
 *   1 nextLink=https://...                          (page, envelope)
 *   end                       cut                   (ended well or not)
 *   error: ...
 */
#ifndef UNIT_TRANSCRIPT_H
#define UNIT_TRANSCRIPT_H

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "importers/reader.h"
#include "importers/source.h"

static struct buffer said = BUFFER_INIT(1 << 20);
static int64_t records_seen, stop_after; /* stop_after: the sink stops at this record, if not 0 */
static bool count_only;                  /* for large texts: rejects and the end alone are said */

static void say_place(int64_t number, int64_t offset, int64_t line)
{
	buffer_printf(&said, "%lld @%lld", (long long)number, (long long)offset);
	if (line >= 0)
		buffer_printf(&said, ":%lld", (long long)line);
}

static void say_cells(const struct str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_printf(&said, "%s%.*s", i ? "|" : " ", (int)cells[i].length, cells[i].data);
	buffer_puts(&said, "\n");
}

static int say_header(void *context, const struct str *names, size_t count, struct error *err)
{
	(void)context;
	(void)err;
	if (!count_only) {
		buffer_puts(&said, "header");
		say_cells(names, count);
	}
	return 0;
}

static int say_record(void *context, const struct record *record, struct error *err)
{
	char *text;

	(void)context;
	if (++records_seen == stop_after)
		return error_set(err, "enough");
	if (count_only)
		return 0;
	say_place(record->number, record->byte_offset, record->line);
	if (record->json) {
		text = cJSON_PrintUnformatted(record->json);
		buffer_printf(&said, " %s\n", text);
		free(text);
	} else {
		say_cells(record->cells, record->cell_count);
	}
	return 0;
}

static int say_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)context;
	(void)err;
	say_place(damage->number, damage->byte_offset, damage->line);
	buffer_printf(&said, " %c %s\n", damage->whole ? '!' : '~', damage->reason);
	return 0;
}

static int say_envelope(void *context, int64_t page, struct str name, struct str value,
			struct error *err)
{
	(void)context;
	(void)err;
	buffer_printf(&said, "%lld %.*s=%.*s\n", (long long)page, (int)name.length, name.data,
		      (int)value.length, value.data);
	return 0;
}

static int say_container(void *context, int64_t page, struct error *err)
{
	(void)context;
	(void)err;
	if (!count_only)
		buffer_printf(&said, "page %lld\n", (long long)page);
	return 0;
}

/* What is said of `text`; with a NULL pattern it is CSV. Good until the next call. */
static const char *transcript(const char *pattern, const char *text, size_t length)
{
	static const struct record_sink sink = { say_header,   say_record,    say_damage,
						 say_envelope, say_container, NULL };
	struct error err = ERROR_INIT;
	struct source *source = source_open_memory(text, length, &err);
	int ended_well = -1;
	int result;

	buffer_clear(&said);
	buffer_puts(&said, "");
	records_seen = 0;
	result = pattern ? read_json(source, pattern, &sink, &ended_well, &err)
			 : read_csv(source, &sink, &ended_well, &err);
	if (result < 0)
		buffer_printf(&said, "error: %s\n", err.text);
	else
		buffer_puts(&said, ended_well ? "end\n" : "cut\n");
	source_close(source);
	return said.data;
}

#define LITERAL(text) (text), sizeof(text) - 1
#define csv_is(text, expected) assert_string_equal(transcript(NULL, LITERAL(text)), expected)
#define json_is(pattern, text, expected) \
	assert_string_equal(transcript((pattern), LITERAL(text)), expected)

/* A text that a test builds, because it is too large to write down. */
static struct buffer text = BUFFER_INIT(64 * MIB);

static void add(const char *what, size_t times)
{
	for (size_t i = 0; i < times; i++)
		buffer_puts(&text, what);
}

/* As transcript, of the text built, without what is said of good records; the text is gone then. */
static const char *large_transcript(const char *pattern)
{
	const char *lines;

	count_only = true;
	lines = transcript(pattern, text.data, text.length);
	count_only = false;
	buffer_clear(&text);
	return lines;
}

#define large_is(pattern, expected, records)                                \
	do {                                                                \
		assert_string_equal(large_transcript(pattern), (expected)); \
		assert_int_equal(records_seen, (records));                  \
	} while (0)

static int release_transcript(void **state)
{
	(void)state;
	buffer_release(&said);
	buffer_release(&text);
	return 0;
}

#endif
