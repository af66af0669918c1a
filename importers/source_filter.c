/* SPDX-License-Identifier: MIT
 * A stage that undoes one compression, by libarchive. Only the filter that the first bytes name is
 * switched on: "all filters" would include some that start foreign programs.
 */
#include "source_stage.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "magic.h"
#include "source_crc.h"

/* clang-format off */
static const struct magic compressions[] = {
	{ "gzip", BYTES("\x1f\x8b"), .code = ARCHIVE_FILTER_GZIP },
	{ "zstd", BYTES("\x28\xb5\x2f\xfd"), .code = ARCHIVE_FILTER_ZSTD },
	{ "xz", BYTES("\xfd" "7zXZ\0"), .code = ARCHIVE_FILTER_XZ },
	{ "bzip2", BYTES("1AY&SY"), .offset = 4, .code = ARCHIVE_FILTER_BZIP2 },
	{ "bzip2", BYTES("\x17rE8P\x90"), .offset = 4, .code = ARCHIVE_FILTER_BZIP2 },
	{ "lz4", BYTES("\x04\x22\x4d\x18"), .code = ARCHIVE_FILTER_LZ4 },
	{ "lzip", BYTES("LZIP\x01"), .code = ARCHIVE_FILTER_LZIP },
	{ "lzma", BYTES("\x5d\0\0"), .code = ARCHIVE_FILTER_LZMA },
	{ "compress", BYTES("\x1f\x9d"), .code = ARCHIVE_FILTER_COMPRESS },
	{ 0 },
};

static const struct magic refused[] = {
	{ "a rar archive: unpack it first", BYTES("Rar!\x1a\x07") },
	{ "an old Office file, or one with a password: save it as .xlsx without one",
	  BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
	{ "a SQLite database", BYTES("SQLite format 3\0") },
	{ "a PDF file", BYTES("%PDF-") },
	{ "UTF-32 text: save it as UTF-8", BYTES("\xff\xfe\0\0") },
	{ "UTF-32 text: save it as UTF-8", BYTES("\0\0\xfe\xff") },
	{ 0 },
};
/* clang-format on */

enum { GZIP_TRAILER = 8 };

struct filter_stage {
	struct stage stage;
	struct stage *below; /* owned */
	const struct raw_stage *raw;
	const struct magic *magic;
	struct archive *archive;
	int64_t decoded;
	uint32_t crc; /* of what was decoded */
	bool ended;
	const char *piece; /* decoded, in libarchive's memory, not yet read */
	size_t piece_length;
	struct error below_error; /* of a read in the middle of libarchive */
	int64_t given;            /* to libarchive, in blocks */
	struct block {
		char bytes[GZIP_TRAILER + STAGE_BLOCK]; /* behind the last of the block before */
		size_t length;
	} blocks[2], *block; /* the one that was given last, for its end is looked at again */
};

static la_ssize_t give_block(struct archive *archive, void *context, const void **data)
{
	struct filter_stage *filter = context;
	struct block *last = filter->block;
	struct block *block = last == filter->blocks ? last + 1 : filter->blocks;
	char *to = block->bytes + GZIP_TRAILER;
	long got = stage_read(filter->below, to, STAGE_BLOCK, &filter->below_error);

	(void)archive;
	*data = to;
	if (got <= 0)
		return got < 0 ? ARCHIVE_FATAL : 0;
	memcpy(block->bytes, last->bytes + last->length, GZIP_TRAILER);
	block->length = (size_t)got;
	filter->block = block;
	filter->given += got;
	return got;
}

static int damaged(const struct filter_stage *filter, struct error *err)
{
	const char *reason = archive_error_string(filter->archive);

	if (filter->below_error.text[0])
		return error_set(err, "%s", filter->below_error.text);
	return error_set(err, "%s data is damaged or cut off%s%s", filter->magic->name,
			 reason ? ": " : "", reason ? reason : "");
}

static bool has_byte(const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (data[i])
			return true;
	}
	return false;
}

static uint32_t little_endian(const char *p)
{
	const unsigned char *bytes = (const unsigned char *)p;

	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* libarchive does not look at what gzip puts behind its data: CRC and length. In a file of several
 * pieces they are of the last piece only, which is seen by the length. */
static int check_gzip(const struct filter_stage *filter, const char *trailer, struct error *err)
{
	if (filter->magic->code != ARCHIVE_FILTER_GZIP || filter_count(&filter->stage) != 1 ||
	    little_endian(trailer + 4) != (uint32_t)filter->decoded ||
	    little_endian(trailer) == filter->crc)
		return 0;
	return error_set(err, "gzip data is damaged: wrong checksum");
}

/* libarchive takes the end of the compressed data for the end of the file. NULs there are the
 * padding of tapes; anything else was appended, and must not be lost in silence. */
static int check_end(struct filter_stage *filter, struct error *err)
{
	int64_t left = filter->given - archive_filter_bytes(filter->archive, -1);
	struct block *block = filter->block;
	const char *end = block->bytes + GZIP_TRAILER + block->length;
	bool appended;
	long got;

	if (left < 0 || left > (int64_t)block->length)
		return 0;
	if (check_gzip(filter, end - left - GZIP_TRAILER, err) < 0)
		return -1;
	appended = has_byte(end - left, (size_t)left);
	while (!appended && (got = stage_read(filter->below, block->bytes, STAGE_BLOCK, err))) {
		if (got < 0)
			return -1;
		appended = has_byte(block->bytes, (size_t)got);
	}
	return appended ? error_set(err, "more bytes follow the %s data", filter->magic->name) : 0;
}

/* The raw format takes whatever comes out of the filter as one entry; nothing at all is "empty". */
static int filter_start(struct filter_stage *filter, struct error *err)
{
	struct archive *archive = filter->archive = archive_read_new();
	struct archive_entry *entry;
	int status;

	if (!archive)
		return error_set(err, "out of memory");
	if (archive_read_support_filter_by_code(archive, filter->magic->code) != ARCHIVE_OK)
		return error_set(err, "%s is not supported by this build of libarchive",
				 filter->magic->name);
	archive_read_support_format_raw(archive);
	archive_read_support_format_empty(archive);
	if (archive_read_open(archive, filter, NULL, give_block, NULL) != ARCHIVE_OK)
		return damaged(filter, err);
	if (archive_filter_count(archive) < 2)
		return error_set(err, "%s data is damaged: bad header", filter->magic->name);
	status = archive_read_next_header(archive, &entry);
	if (status != ARCHIVE_OK && status != ARCHIVE_EOF)
		return damaged(filter, err);
	filter->ended = status == ARCHIVE_EOF;
	return 0;
}

static int check_inflation(const struct filter_stage *filter, struct error *err)
{
	if (filter->decoded <= LIMIT_INFLATION_FREE ||
	    filter->decoded / LIMIT_INFLATION <= raw_bytes(filter->raw))
		return 0;
	return error_set(err, "%s data inflates to more than %d times its size: taken for a bomb",
			 filter->magic->name, LIMIT_INFLATION);
}

/* The next piece; at the end there is none. archive_read_data would lose what it has copied
 * already when it meets damage. */
static int next_piece(struct filter_stage *filter, struct error *err)
{
	const void *piece = NULL;
	la_int64_t offset;
	int status;

	if (!filter->archive && filter_start(filter, err) < 0)
		return -1;
	while (!filter->ended && filter->piece_length == 0) {
		status = archive_read_data_block(filter->archive, &piece, &filter->piece_length,
						 &offset);
		if (status != ARCHIVE_OK && status != ARCHIVE_EOF)
			return damaged(filter, err);
		filter->ended = status == ARCHIVE_EOF;
		filter->piece = piece;
		filter->decoded += (int64_t)filter->piece_length;
		filter->crc = crc32_update(filter->crc, filter->piece, filter->piece_length);
		if (filter->ended && check_end(filter, err) < 0)
			return -1;
	}
	return check_inflation(filter, err);
}

static long filter_read(struct stage *stage, char *to, size_t size, struct error *err)
{
	struct filter_stage *filter = (struct filter_stage *)stage;

	if (filter->piece_length == 0 && next_piece(filter, err) < 0)
		return -1;
	if (size > filter->piece_length)
		size = filter->piece_length;
	if (size == 0)
		return 0;
	memcpy(to, filter->piece, size);
	filter->piece += size;
	filter->piece_length -= size;
	return (long)size;
}

static void filter_close(struct stage *stage)
{
	struct filter_stage *filter = (struct filter_stage *)stage;

	archive_read_free(filter->archive);
	filter->below->close(filter->below);
	free(filter);
}

int filter_count(const struct stage *stage)
{
	return archive_filter_count(((const struct filter_stage *)stage)->archive) - 1;
}

const char *filter_of(const char *head, size_t length)
{
	const struct magic *magic = magic_find(compressions, head, length);

	return magic ? magic->name : NULL;
}

const char *filter_refusal(const char *head, size_t length)
{
	const struct magic *magic = magic_find(refused, head, length);

	return magic ? magic->name : NULL;
}

struct stage *filter_open(struct stage *below, const struct raw_stage *raw)
{
	struct filter_stage *filter = memory_alloc(sizeof(*filter));

	filter->stage.read = filter_read;
	filter->stage.close = filter_close;
	filter->below = below;
	filter->raw = raw;
	filter->block = filter->blocks;
	filter->magic = magic_find(compressions, below->head, below->head_length);
	if (!filter->magic)
		BUG("no compression here");
	return &filter->stage;
}
