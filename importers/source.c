/* SPDX-License-Identifier: MIT
 * A source: its stages, its encoding, and what is cut off the front of its text. Plain UTF-8 goes
 * from read(2) straight into the caller's memory once the first bytes have been looked at.
 */
#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "base/text.h"
#include "source_stage.h"
#include "source_utf16.h"

enum { UTF16_BLOCK = 32 * 1024, TEXT_BLOCK = UTF16_BLOCK / 2 * 3 };

struct source {
	struct raw_stage *raw;
	struct stage *top; /* owned, with all below */
	struct source_info info;
	enum text_encoding encoding;
	bool is_text; /* and not bytes, as they come */
	bool started, ended, finished;
	struct error broken; /* told again at every later read */
	struct str ahead;    /* a header line to hand out before the text */
	char utf16[UTF16_BLOCK];
	size_t utf16_length;
	char text[TEXT_BLOCK]; /* decoded, not yet handed out */
	size_t text_at, text_end;
};

static const char *const encoding_names[] = {
	[TEXT_UTF8] = "UTF-8",
	[TEXT_UTF16LE] = "UTF-16LE",
	[TEXT_UTF16BE] = "UTF-16BE",
};

/* Puts the decompressions on the file that its first bytes, and the bytes in them, ask for. */
static int build_stages(struct source *source, struct error *err)
{
	const char *refusal, *name;
	int filters = 0;

	for (;;) {
		struct stage *top = source->top;

		if (stage_peek(top, err) < 0)
			return -1;
		if (top != raw_stage(source->raw))
			filters += filter_count(top);
		if (filters > LIMIT_FILTERS)
			return error_set(err, "compressed more than %d times over", LIMIT_FILTERS);
		refusal = source->is_text ? filter_refusal(top->head, top->head_length) : NULL;
		if (refusal)
			return error_set(err, "this is %s", refusal);
		name = filter_of(top->head, top->head_length);
		if (!name)
			return 0;
		if (filters == 0)
			source->info.container = name;
		source->top = filter_open(top, source->raw);
	}
}

static long fill_utf16(struct source *source, struct error *err)
{
	size_t used, written;
	long got;

	do { /* again when less than one character came */
		got = stage_read(source->top, source->utf16 + source->utf16_length,
				 UTF16_BLOCK - source->utf16_length, err);
		if (got < 0)
			return -1;
		source->utf16_length += (size_t)got;
		written = utf16_decode(source->encoding, source->utf16, source->utf16_length,
				       got == 0, source->text, &used);
		source->utf16_length -= used;
		memmove(source->utf16, source->utf16 + used, source->utf16_length);
	} while (written == 0 && got > 0);
	return (long)written;
}

/* More decoded text into source->text, which is empty: its length, 0 at the end, -1. */
static long fill_text(struct source *source, struct error *err)
{
	long got;

	if (source->encoding == TEXT_UTF8)
		got = stage_read(source->top, source->text, TEXT_BLOCK, err);
	else
		got = fill_utf16(source, err);
	source->text_at = 0;
	source->text_end = got > 0 ? (size_t)got : 0;
	return got;
}

/* Some tools write the mark twice; none of them is text. */
static bool drop_marks(struct source *source)
{
	size_t before = source->text_at;

	while (source->text_end - source->text_at >= 3 &&
	       memcmp(source->text + source->text_at, "\xef\xbb\xbf", 3) == 0)
		source->text_at += 3;
	return source->text_at > before;
}

static int drop_type_line(struct source *source, struct error *err)
{
	const char *end;
	long got;

	if (source->text_end - source->text_at < 5 ||
	    memcmp(source->text + source->text_at, "#TYPE", 5) != 0)
		return 0;
	source->info.has_type_line = true;
	for (;;) {
		end = memchr(source->text + source->text_at, '\n',
			     source->text_end - source->text_at);
		if (end) {
			source->text_at = (size_t)(end + 1 - source->text);
			return 0;
		}
		got = fill_text(source, err);
		if (got <= 0)
			return (int)got;
	}
}

/* A text that has the header itself, or no rows, needs none ahead of it. */
static void drop_header(struct source *source)
{
	struct str text = { source->text + source->text_at, source->text_end - source->text_at };
	struct str name = { source->ahead.data, strcspn(source->ahead.data, ",\r\n") };

	if (text.length > 0 && *text.data == '"' && *name.data != '"')
		text = (struct str){ text.data + 1, text.length - 1 };
	if (text.length == 0 || (name.length < text.length && str_starts_fold(text, name) &&
				 strchr("\",\r\n", text.data[name.length])))
		source->ahead.length = 0;
	source->info.header_bytes = (int64_t)source->ahead.length;
}

static int start(struct source *source, struct error *err)
{
	const struct stage *top;
	bool marked;

	source->started = true;
	if (build_stages(source, err) < 0)
		return -1;
	if (!source->is_text)
		return 0;
	top = source->top;
	source->encoding = utf16_guess(top->head, top->head_length);
	source->info.encoding = encoding_names[source->encoding];
	if (fill_text(source, err) < 0)
		return -1;
	marked = drop_marks(source);
	if (marked && source->encoding == TEXT_UTF8)
		source->info.encoding = "UTF-8 BOM";
	if (drop_type_line(source, err) < 0)
		return -1;
	drop_header(source);
	return 0;
}

static long take_ahead(struct source *source, char *to, size_t size)
{
	if (size > source->ahead.length)
		size = source->ahead.length;
	memcpy(to, source->ahead.data, size);
	source->ahead.data += size;
	source->ahead.length -= size;
	return (long)size;
}

static long take_text(struct source *source, char *to, size_t size)
{
	size_t left = source->text_end - source->text_at;

	if (size > left)
		size = left;
	memcpy(to, source->text + source->text_at, size);
	source->text_at += size;
	return (long)size;
}

static int finish(struct source *source, struct error *err)
{
	if (source->finished)
		return 0;
	source->finished = true;
	return raw_finish(source->raw, source->info.sha256, err);
}

static long read_some(struct source *source, char *to, size_t size, struct error *err)
{
	long got;

	if (!source->started && start(source, err) < 0)
		return -1;
	if (source->ahead.length > 0)
		return take_ahead(source, to, size);
	if (source->text_at < source->text_end)
		return take_text(source, to, size);
	if (source->encoding == TEXT_UTF8)
		return stage_read(source->top, to, size, err);
	got = fill_text(source, err);
	return got <= 0 ? got : take_text(source, to, size);
}

static struct source *source_new(struct raw_stage *raw)
{
	struct source *source = memory_alloc(sizeof(*source));

	source->raw = raw;
	source->top = raw_stage(raw);
	source->is_text = true;
	source->info.container = "file";
	source->info.encoding = encoding_names[TEXT_UTF8];
	source->ahead = STR("");
	return source;
}

static int spool(int to, struct error *err)
{
	char block[STAGE_BLOCK];
	ssize_t got, put;

	while ((got = read(STDIN_FILENO, block, sizeof(block))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(err, "cannot read standard input: %s", strerror(errno));
		for (ssize_t at = 0; at < got; at += put) {
			put = write(to, block + at, (size_t)(got - at));
			if (put < 0 && errno == EINTR)
				put = 0;
			if (put < 0)
				return error_set(err, "cannot keep standard input: %s",
						 strerror(errno));
		}
	}
	return 0;
}

long stage_read(struct stage *stage, char *to, size_t size, struct error *err)
{
	size_t left = stage->head_length - stage->head_at;

	if (left == 0 && stage->broken.text[0])
		return error_set(err, "%s", stage->broken.text);
	if (left == 0)
		return stage->read(stage, to, size, err);
	if (size > left)
		size = left;
	memcpy(to, stage->head + stage->head_at, size);
	stage->head_at += size;
	return (long)size;
}

int stage_peek(struct stage *stage, struct error *err)
{
	long got;

	while (stage->head_length < STAGE_HEAD) {
		got = stage->read(stage, stage->head + stage->head_length,
				  STAGE_HEAD - stage->head_length, &stage->broken);
		if (got < 0 && stage->head_length == 0)
			return error_set(err, "%s", stage->broken.text);
		if (got <= 0)
			return 0;
		stage->head_length += (size_t)got;
	}
	return 0;
}

struct source *source_open(const char *path, struct error *err)
{
	struct raw_stage *raw = raw_open(path, err);

	return raw ? source_new(raw) : NULL;
}

struct source *source_open_headed(const char *path, const char *header, struct error *err)
{
	struct source *source = source_open(path, err);

	if (source && header)
		source->ahead = str_of(header);
	return source;
}

struct source *source_open_bytes(const char *path, struct error *err)
{
	struct source *source = source_open(path, err);

	if (source)
		source->is_text = false;
	return source;
}

struct source *source_open_memory(const char *data, size_t length, struct error *err)
{
	(void)err;
	return source_new(raw_open_memory(data, length));
}

void source_close(struct source *source)
{
	if (!source)
		return;
	source->top->close(source->top);
	free(source);
}

long source_read(struct source *source, char *to, size_t size, struct error *err)
{
	long got;

	if (source->broken.text[0])
		return error_set(err, "%s", source->broken.text);
	if (source->ended || size == 0)
		return 0;
	got = read_some(source, to, size, err);
	source->ended = got == 0;
	if (got == 0 && finish(source, err) < 0)
		got = -1;
	if (got < 0)
		source->broken = *err;
	else
		source->info.decoded += got;
	source->info.bytes = raw_bytes(source->raw);
	return got;
}

int source_peek(struct source *source, const char **head, size_t *length, struct error *err)
{
	if (!source->started && start(source, &source->broken) < 0)
		return error_set(err, "%s", source->broken.text);
	*head = source->top->head;
	*length = source->top->head_length;
	return 0;
}

int source_hash(struct source *source, struct error *err)
{
	int result = finish(source, err);

	source->info.bytes = raw_bytes(source->raw);
	return result;
}

int source_drain(struct source *source, struct error *err)
{
	struct error ignored = ERROR_INIT;
	bool told = source->broken.text[0] != '\0';
	int64_t decoded = source->info.decoded;
	char rest[STAGE_BLOCK];
	long got = 0;

	while (!told && (got = source_read(source, rest, sizeof(rest), err)) > 0)
		;
	source->info.decoded = decoded;
	/* what cannot be decoded still has a hash */
	if (source_hash(source, got < 0 ? &ignored : err) < 0)
		got = -1;
	return got < 0 ? -1 : 0;
}

const struct source_info *source_info(const struct source *source)
{
	return &source->info;
}

size_t source_start(const char *path, char *to, size_t size)
{
	struct error ignored = ERROR_INIT;
	struct source *source = source_open(path, &ignored);
	size_t length = 0;
	long got = source ? 1 : 0;

	while (got > 0 && length < size) {
		got = source_read(source, to + length, size - length, &ignored);
		length += got > 0 ? (size_t)got : 0;
	}
	source_close(source);
	return length;
}

int source_spool_stdin(char path[64], struct error *err)
{
	FILE *copy = platform_temporary(path, err);

	if (!copy)
		return -1;
	if (spool(fileno(copy), err) == 0)
		return 0; /* stays open, so that `path` stays valid */
	fclose(copy);
	return -1;
}
