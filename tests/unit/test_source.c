/* SPDX-License-Identifier: MIT
 * Sources: encodings, compressions, limits, hashes, and files that are not what they seem.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "importers/source.h"
#include "scratch.h"

#define LITERAL(text) (text), sizeof(text) - 1
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct buffer text = BUFFER_INIT(256 * MIB);
static struct source_info info; /* of the source read last */
static struct error err;

static void read_all(struct source *source, size_t step)
{
	char *piece = memory_alloc(step);
	long got;

	assert_non_null(source);
	buffer_clear(&text);
	buffer_puts(&text, "");
	err.text[0] = '\0';
	while ((got = source_read(source, piece, step, &err)) > 0)
		buffer_append(&text, piece, (size_t)got);
	assert_int_equal(got, err.text[0] ? -1 : 0);
	info = *source_info(source);
	source_close(source);
	free(piece);
}

static void read_memory(const char *data, size_t length)
{
	read_all(source_open_memory(data, length, &err), 64 * 1024);
}

static void text_is(const char *data, size_t length, const char *encoding, const char *expected,
		    size_t expected_length)
{
	for (size_t step = 1; step <= 4096; step *= 8) {
		read_all(source_open_memory(data, length, &err), step);
		assert_string_equal(err.text, "");
		assert_string_equal(info.encoding, encoding);
		assert_int_equal(text.length, expected_length);
		assert_memory_equal(text.data, expected, expected_length);
		assert_int_equal(info.decoded, expected_length);
		assert_int_equal(info.bytes, length);
	}
}

static void plain_text_comes_as_it_is(void **state)
{
	(void)state;
	text_is(LITERAL("id,name\r\n1,\xC3\xA4\n"), "UTF-8", LITERAL("id,name\r\n1,\xC3\xA4\n"));
	text_is(LITERAL(""), "UTF-8", LITERAL(""));
	text_is(LITERAL("\n"), "UTF-8", LITERAL("\n"));
	text_is(LITERAL("a\0\0b"), "UTF-8", LITERAL("a\0\0b"));
	assert_string_equal(info.container, "file");
}

static void byte_order_marks_go_away(void **state)
{
	(void)state;
	text_is(LITERAL("\xEF\xBB\xBFx"), "UTF-8 BOM", LITERAL("x"));
	text_is(LITERAL("\xEF\xBB\xBF\xEF\xBB\xBFx"), "UTF-8 BOM", LITERAL("x"));
	text_is(LITERAL("\xEF\xBB\xBF"), "UTF-8 BOM", LITERAL(""));
	text_is(LITERAL("\xEF\xBBx"), "UTF-8", LITERAL("\xEF\xBBx"));
}

static void utf16_becomes_utf8(void **state)
{
	(void)state;
	text_is(LITERAL("\xFF\xFE\x61\0\xE4\0\xAC\x20\x3D\xD8\x00\xDE"), "UTF-16LE",
		LITERAL("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"));
	text_is(LITERAL("\xFE\xFF\0\x61\0\xE4\x20\xAC\xD8\x3D\xDE\x00"), "UTF-16BE",
		LITERAL("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"));
	text_is(LITERAL("\xFF\xFE\xFF\xFE\x61\0"), "UTF-16LE", LITERAL("a"));
	text_is(LITERAL("[\0{\0}\0]\0"), "UTF-16LE", LITERAL("[{}]"));
	text_is(LITERAL("\0[\0{\0}\0]"), "UTF-16BE", LITERAL("[{}]"));
}

static void broken_utf16_is_survived(void **state)
{
	(void)state;
	text_is(LITERAL("\xFF\xFE\x61\0\n"), "UTF-16LE", LITERAL("a"));
	text_is(LITERAL("\xFF\xFE\x3D\xD8\x61\0\x00\xDE"), "UTF-16LE",
		LITERAL("\xEF\xBF\xBD\x61\xEF\xBF\xBD"));
	text_is(LITERAL("\xFF\xFE\x61\0\x3D\xD8"), "UTF-16LE", LITERAL("a\xEF\xBF\xBD"));
	text_is(LITERAL("\xFF\xFE\x61\0\x3D\xD8\x01"), "UTF-16LE", LITERAL("a\xEF\xBF\xBD"));
}

static void long_utf16_is_read_in_blocks(void **state)
{
	struct buffer utf16 = BUFFER_INIT(4 * MIB);
	const size_t count = 100001;

	(void)state;
	buffer_append(&utf16, LITERAL("\xFF\xFE-\0"));
	for (size_t i = 0; i < count; i++)
		buffer_append(&utf16, LITERAL("\x3D\xD8\x00\xDE"));
	read_memory(utf16.data, utf16.length);
	assert_int_equal(text.length, 1 + 4 * count);
	for (size_t i = 0; i < count; i++)
		assert_memory_equal(text.data + 1 + 4 * i, "\xF0\x9F\x98\x80", 4);
	buffer_release(&utf16);
}

static void type_line_is_dropped(void **state)
{
	struct buffer line = BUFFER_INIT(MIB);

	(void)state;
	text_is(LITERAL("#TYPE System.Object\r\n\"id\"\n"), "UTF-8", LITERAL("\"id\"\n"));
	assert_true(info.has_type_line);
	text_is(LITERAL("\xEF\xBB\xBF#TYPE x\nid"), "UTF-8 BOM", LITERAL("id"));
	text_is(LITERAL("\xFF\xFE#\0T\0Y\0P\0E\0\n\0i\0"), "UTF-16LE", LITERAL("i"));
	assert_true(info.has_type_line);
	text_is(LITERAL("#TYPE"), "UTF-8", LITERAL(""));
	text_is(LITERAL("id\n#TYPE x\n"), "UTF-8", LITERAL("id\n#TYPE x\n"));
	assert_false(info.has_type_line);
	buffer_puts(&line, "#TYPE ");
	for (int i = 0; i < 200000; i++)
		buffer_puts(&line, "x");
	buffer_puts(&line, "\nid\n");
	text_is(line.data, line.length, "UTF-8", LITERAL("id\n"));
	buffer_release(&line);
}

static void hash_is_of_the_bytes_as_they_lay_there(void **state)
{
	(void)state;
	read_memory(LITERAL("\xEF\xBB\xBF#TYPE\nabc"));
	assert_string_equal(text.data, "abc");
	assert_string_equal(info.sha256,
			    "480697c2e9f08326f7f97b9f9e9c2343d43727ed4e1f6c64bfd4671bfd86d5bf");
	read_memory(LITERAL(""));
	assert_string_equal(info.sha256, EMPTY_SHA256);
}

static void drains_without_handing_out(void **state)
{
	struct source *source = source_open_memory(LITERAL("abcdef"), &err);
	char byte[2];

	(void)state;
	assert_int_equal(source_read(source, byte, 2, &err), 2);
	assert_string_equal(source_info(source)->sha256, "");
	assert_int_equal(source_drain(source, &err), 0);
	assert_int_equal(source_info(source)->decoded, 2);
	assert_int_equal(source_info(source)->bytes, 6);
	assert_string_equal(source_info(source)->sha256,
			    "bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721");
	assert_int_equal(source_read(source, byte, 2, &err), 0);
	source_close(source);
	source_close(NULL);
}

/* What `filter` of libarchive makes of the data. */
static struct buffer compressed(int filter, const char *data, size_t length)
{
	struct buffer out = BUFFER_INIT(64 * MIB);
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t size = length + 65536, used = 0;
	char *memory = memory_alloc(size);

	assert_int_equal(archive_write_add_filter(archive, filter), ARCHIVE_OK);
	archive_write_set_format_raw(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(archive_write_open_memory(archive, memory, size, &used), ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	if (length > 0)
		assert_int_equal(archive_write_data(archive, data, length), length);
	archive_entry_free(entry);
	archive_write_close(archive);
	archive_write_free(archive);
	buffer_append(&out, memory, used);
	free(memory);
	return out;
}

static void compressions_are_undone(void **state)
{
	static const struct {
		int filter;
		const char *name;
	} filters[] = {
		{ ARCHIVE_FILTER_GZIP, "gzip" }, { ARCHIVE_FILTER_BZIP2, "bzip2" },
		{ ARCHIVE_FILTER_XZ, "xz" },     { ARCHIVE_FILTER_ZSTD, "zstd" },
		{ ARCHIVE_FILTER_LZ4, "lz4" },   { ARCHIVE_FILTER_LZIP, "lzip" },
		{ ARCHIVE_FILTER_LZMA, "lzma" }, { ARCHIVE_FILTER_COMPRESS, "compress" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		struct buffer data = compressed(filters[i].filter, LITERAL("\xEF\xBB\xBFid\n1\n"));

		text_is(data.data, data.length, "UTF-8 BOM", LITERAL("id\n1\n"));
		assert_string_equal(info.container, filters[i].name);
		buffer_release(&data);
	}
}

static void compression_of_nothing_is_nothing(void **state)
{
	struct buffer data = compressed(ARCHIVE_FILTER_GZIP, LITERAL(""));

	(void)state;
	text_is(data.data, data.length, "UTF-8", LITERAL(""));
	buffer_release(&data);
}

/* gzip around the data `times` over. */
static struct buffer gzip_times(int times, const char *data, size_t length)
{
	struct buffer inner = BUFFER_INIT(64 * MIB);

	buffer_append(&inner, data, length);
	for (int i = 0; i < times; i++) {
		struct buffer outer = compressed(ARCHIVE_FILTER_GZIP, inner.data, inner.length);

		buffer_release(&inner);
		inner = outer;
	}
	return inner;
}

static void compressions_inside_one_another_have_a_limit(void **state)
{
	struct buffer data = gzip_times(LIMIT_FILTERS, LITERAL("id\n"));
	struct buffer mixed = compressed(ARCHIVE_FILTER_ZSTD, data.data, data.length);

	(void)state;
	text_is(data.data, data.length, "UTF-8", LITERAL("id\n"));
	read_memory(mixed.data, mixed.length);
	assert_string_equal(err.text, "compressed more than 4 times over");
	assert_string_equal(info.container, "zstd");
	buffer_release(&data);
	buffer_release(&mixed);
}

static void cut_off_gzip_gives_what_it_has(void **state)
{
	struct buffer plain = BUFFER_INIT(8 * MIB), data;

	(void)state;
	for (int i = 0; i < 200000; i++)
		buffer_printf(&plain, "%x,", (unsigned)i * 2654435761u);
	data = compressed(ARCHIVE_FILTER_GZIP, plain.data, plain.length);
	read_memory(data.data, data.length / 2);
	assert_string_equal(err.text, "gzip data is damaged or cut off: truncated gzip input");
	assert_true(text.length > plain.length / 3);
	assert_memory_equal(text.data, plain.data, text.length);
	for (size_t cut = 1; cut < 40; cut++) {
		read_memory(data.data, data.length - cut);
		assert_memory_equal(err.text, "gzip data is damaged or cut off",
				    strlen("gzip data is damaged or cut off"));
	}
	buffer_release(&plain);
	buffer_release(&data);
}

static void damaged_gzip_is_noticed(void **state)
{
	struct buffer data = compressed(ARCHIVE_FILTER_GZIP, LITERAL("id,name\n1,Leave\n"));

	(void)state;
	data.data[data.length - 8] ^= 1; /* the checksum */
	read_memory(data.data, data.length);
	assert_string_equal(text.data, "id,name\n1,Leave\n");
	assert_string_equal(err.text, "gzip data is damaged: wrong checksum");
	buffer_release(&data);
	read_memory(LITERAL("\x1f\x8b\xff\xff not gzip"));
	assert_string_equal(err.text, "gzip data is damaged: bad header");
}

static void pieces_of_gzip_are_one_text(void **state)
{
	struct buffer data = compressed(ARCHIVE_FILTER_GZIP, LITERAL("id\n"));
	struct buffer more = compressed(ARCHIVE_FILTER_GZIP, LITERAL("1\n2\n"));

	(void)state;
	buffer_append(&data, more.data, more.length);
	text_is(data.data, data.length, "UTF-8", LITERAL("id\n1\n2\n"));
	buffer_append(&data, LITERAL("\0\0\0\0"));
	text_is(data.data, data.length, "UTF-8", LITERAL("id\n1\n2\n"));
	buffer_append(&data, LITERAL("3\n"));
	read_memory(data.data, data.length);
	assert_string_equal(text.data, "id\n1\n2\n");
	assert_string_equal(err.text, "more bytes follow the gzip data");
	buffer_release(&data);
	buffer_release(&more);
}

static void bomb_is_refused(void **state)
{
	const size_t size = 100 * MIB;
	char *zeros = memory_alloc(size);
	struct buffer data = compressed(ARCHIVE_FILTER_GZIP, zeros, size);

	(void)state;
	free(zeros);
	read_memory(data.data, data.length);
	assert_string_equal(err.text,
			    "gzip data inflates to more than 200 times its size: taken "
			    "for a bomb");
	assert_true(text.length <= LIMIT_INFLATION_FREE);
	buffer_release(&data);
}

static void archives_are_refused_with_a_hint(void **state)
{
	struct source *source = source_open_memory(LITERAL("Rar!\x1a\x07rar"), &err);
	char byte;

	(void)state;
	assert_int_equal(source_read(source, &byte, 1, &err), -1);
	assert_string_equal(err.text, "this is a rar archive: unpack it first");
	assert_int_equal(source_read(source, &byte, 1, &err), -1);
	/* and yet it has a hash */
	assert_int_equal(source_drain(source, &err), 0);
	assert_int_equal(strlen(source_info(source)->sha256), 64);
	assert_int_equal(source_info(source)->bytes, 9);
	source_close(source);
	read_memory(LITERAL("\xFF\xFE\0\0a\0\0\0"));
	assert_string_equal(err.text, "this is UTF-32 text: save it as UTF-8");
}

static void reads_files(void **state)
{
	(void)state;
	write_file("flows.csv", "id\n1\n");
	read_all(source_open(in_folder("flows.csv"), &err), 3);
	assert_string_equal(text.data, "id\n1\n");
	assert_int_equal(info.bytes, 5);
	write_file("empty", "");
	read_all(source_open(in_folder("empty"), &err), 3);
	assert_string_equal(info.sha256, EMPTY_SHA256);
}

static void refuses_what_is_no_file(void **state)
{
	(void)state;
	assert_null(source_open(in_folder("missing"), &err));
	assert_non_null(strstr(err.text, "missing"));
	assert_null(source_open(folder, &err));
	assert_non_null(strstr(err.text, "is not a regular file"));
	assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
	assert_null(source_open(in_folder("pipe"), &err));
	assert_non_null(strstr(err.text, "is not a regular file"));
}

static void notices_a_file_that_changes(void **state)
{
	struct source *source;
	char byte;

	(void)state;
	write_file("flows.csv", "id\n1\n");
	source = source_open(in_folder("flows.csv"), &err);
	assert_int_equal(source_read(source, &byte, 1, &err), 1);
	write_file("flows.csv", "id\n1\n2\n");
	while (source_read(source, &byte, 1, &err) > 0)
		;
	assert_non_null(strstr(err.text, "changed while it was read"));
	source_close(source);
	source = source_open(in_folder("flows.csv"), &err);
	unlink(in_folder("flows.csv"));
	assert_int_equal(source_drain(source, &err), -1);
	assert_non_null(strstr(err.text, "changed while it was read"));
	source_close(source);
}

static int spool_and_compare(void)
{
	char path[64];
	FILE *in = freopen(in_folder("in"), "r", stdin);

	if (!in || source_spool_stdin(path, &err) < 0)
		return 1;
	for (int i = 0; i < 2; i++) {
		read_all(source_open(path, &err), 4096);
		if (strcmp(text.data, "id\n1\n") != 0)
			return 2;
	}
	return 0;
}

static void standard_input_can_be_read_twice(void **state)
{
	pid_t child;

	(void)state;
	write_file("in", "id\n1\n");
	child = fork();
	if (child == 0)
		_exit(spool_and_compare());
	assert_child_is_fine(child);
}

static int release(void **state)
{
	(void)state;
	buffer_release(&text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_comes_as_it_is),
		cmocka_unit_test(byte_order_marks_go_away),
		cmocka_unit_test(utf16_becomes_utf8),
		cmocka_unit_test(broken_utf16_is_survived),
		cmocka_unit_test(long_utf16_is_read_in_blocks),
		cmocka_unit_test(type_line_is_dropped),
		cmocka_unit_test(hash_is_of_the_bytes_as_they_lay_there),
		cmocka_unit_test(drains_without_handing_out),
		cmocka_unit_test(compressions_are_undone),
		cmocka_unit_test(compression_of_nothing_is_nothing),
		cmocka_unit_test(compressions_inside_one_another_have_a_limit),
		cmocka_unit_test(cut_off_gzip_gives_what_it_has),
		cmocka_unit_test(damaged_gzip_is_noticed),
		cmocka_unit_test(pieces_of_gzip_are_one_text),
		cmocka_unit_test(bomb_is_refused),
		cmocka_unit_test(archives_are_refused_with_a_hint),
		test_in_folder(reads_files),
		test_in_folder(refuses_what_is_no_file),
		test_in_folder(notices_a_file_that_changes),
		test_in_folder(standard_input_can_be_read_twice),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
