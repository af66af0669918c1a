/* SPDX-License-Identifier: MIT
 * Archives that are bombs, damaged or cut off: it is told, and loses nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "importers/zip_directory.h"

#include "expand_case.h"
#include "archive_case.h"

static void write_three(const char *name, struct kind_of_archive kind)
{
	struct archive *archive = archive_begin(name, kind);

	add_text(archive, "a", "first");
	add_text(archive, "b", "second");
	add_text(archive, "c", "third");
	archive_end(archive);
}

/* --- Limits ----------------------------------------------------------------------------------- */

/* 80 MiB of zeros between two good members. */
static void write_bomb(const char *name, struct kind_of_archive kind)
{
	struct archive *archive = archive_begin(name, kind);
	const size_t length = 80 * MIB;
	char *zeros = memory_alloc(length);

	add_text(archive, "a.json", "{}");
	add_bytes(archive, "bomb", zeros, length, 0);
	add_text(archive, "z.json", "{}");
	archive_end(archive);
	free(zeros);
}

#define TAKEN_FOR_BOMB " data inflates to more than 200 times its size: taken for a bomb\n"

static void bombs_are_refused_and_what_came_before_stays(void **state)
{
	/* through gzip a zip is read from its front, where the sizes need not be */
	static const struct kind_of_archive streamed = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_GZIP,
							 NULL };

	(void)state;
	write_bomb("bomb.zip", as_zip);
	gives("bomb.zip", "bomb.zip/a.json (zip): {}\nbomb.zip/bomb -: zip" TAKEN_FOR_BOMB
			  "bomb.zip -: what follows the bomb is left out\n");
	write_bomb("bomb.zip.gz", streamed);
	gives("bomb.zip.gz", "bomb.zip.gz/a.json (zip in gzip): {}\nbomb.zip.gz/bomb -: zip"
			     TAKEN_FOR_BOMB "bomb.zip.gz -: what follows the bomb is left out\n");
}

/* Each part is too small for a bomb, and the whole of them is one. */
static void bombs_in_pieces_are_refused(void **state)
{
	static char zeros[LIMIT_INFLATION_FREE / 4];
	char *inner = memory_alloc(MIB);
	struct archive *archive = archive_begin("inner", as_zip);
	size_t length;

	(void)state;
	add_bytes(archive, "zeros", zeros, sizeof(zeros), 0);
	archive_end(archive);
	length = read_bytes("inner", inner, MIB);
	archive = archive_begin("outer.tar.gz", (struct kind_of_archive){
		ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, NULL });
	for (int i = 0; i < 5; i++)
		add_bytes(archive, (const char[]){ (char)('1' + i), 0 }, inner, length, 0);
	archive_end(archive);
	deep = true;
	assert_int_equal(expand("outer.tar.gz"), EXPANDED);
	assert_non_null(strstr(told.data, "outer.tar.gz/3/zeros (zip in tar in gzip)"));
	assert_non_null(strstr(told.data, "outer.tar.gz/4/zeros -: the whole container inflates to"
					  " too much: taken for a bomb\n"));
	deep = false;
	free(inner);
}

/* What the first walk gave, the second only passes by. */
static void companions_are_not_counted_twice(void **state)
{
	static char zeros[LIMIT_INFLATION_FREE / 3 * 2];
	struct archive *archive = archive_begin("a.zip", as_zip);

	(void)state;
	add_bytes(archive, "model.json", zeros, sizeof(zeros), 0);
	add_text(archive, "a.csv", "id");
	archive_end(archive);
	gives("a.zip", "a.zip/model.json (zip): \na.zip/a.csv (zip): id\n");
}

static void members_are_counted(void **state)
{
	struct archive *archive = archive_begin("many.zip", as_stored_zip);

	(void)state;
	for (int i = 0; i <= LIMIT_MEMBERS; i++)
		add_bytes(archive, ".x/y", "", 0, 0);
	add_text(archive, "late.json", "{}");
	archive_end(archive);
	gives("many.zip", "many.zip/.x -: name starts with '.'\n"
			  "many.zip -: it holds too many members: the rest is left out\n");
}

/* After one member comes a directory of many that are not there. */
static void directory_that_would_fill_the_memory_is_not_loaded(void **state)
{
	static const char member[] = "PK\3\4\12\0\0\0\0\0\0\0\0\0\x43\xbe\xb7\xe8\1\0\0\0\1\0\0\0\1\0\0\0aa";
	static const char entry[46 + 1000] = "PK\1\2";
	static const char end[18 + 4] = "PK\5\6";
	FILE *file = fopen(in_folder("a.zip"), "wb");

	(void)state;
	assert_int_equal(zip_directory_bytes(in_folder("a.zip")), 0);
	assert_int_equal(fwrite(member, 1, sizeof(member) - 1, file), sizeof(member) - 1);
	for (size_t i = 0; i <= LIMIT_DIRECTORY / sizeof(entry); i++)
		fwrite(entry, 1, sizeof(entry), file);
	fwrite(end, 1, sizeof(end), file);
	fclose(file);
	assert_true(zip_directory_bytes(in_folder("a.zip")) > LIMIT_DIRECTORY);
	gives("a.zip", "a.zip/a (zip): a\n");
	write_three("b.zip", as_stored_zip);
	assert_in_range(zip_directory_bytes(in_folder("b.zip")), 3 * 46, 400);
}

/* --- Damage ----------------------------------------------------------------------------------- */

static char *find(char *bytes, size_t length, const char *text)
{
	for (size_t i = 0; i + strlen(text) <= length; i++) {
		if (memcmp(bytes + i, text, strlen(text)) == 0)
			return bytes + i;
	}
	fail_msg("no '%s'", text);
	return NULL;
}

static void damaged_member_does_not_lose_the_others(void **state)
{
	char bytes[4096];
	size_t length;

	(void)state;
	write_three("a.zip", as_stored_zip);
	length = read_bytes("a.zip", bytes, sizeof(bytes));
	*find(bytes, length, "second") = 'S';
	write_bytes("a.zip", bytes, length);
	assert_int_equal(expand("a.zip"), EXPANDED);
	assert_non_null(strstr(told.data, "a.zip/a (zip): first\n"));
	assert_non_null(strstr(told.data, "a.zip/b (zip): Second ! zip data is damaged or cut off:"));
	assert_non_null(strstr(told.data, "a.zip/c (zip): third\n"));
}

static void archive_that_is_cut_off_gives_what_it_can(void **state)
{
	static const struct {
		struct kind_of_archive kind;
		const char *last; /* libarchive may give nothing of a zip's last block */
	} kinds[] = {
		{ { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:compression=store" },
		  "cut/c -: zip data is damaged or cut off" },
		{ { ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, NULL },
		  "cut/c (tar): thi ! tar data is damaged or cut off" },
	};
	char bytes[8192];
	size_t length;

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		write_three("cut", kinds[i].kind);
		length = read_bytes("cut", bytes, sizeof(bytes));
		write_bytes("cut", bytes, (size_t)(find(bytes, length, "third") + 3 - bytes));
		assert_int_equal(expand("cut"), EXPANDED);
		assert_non_null(strstr(told.data, "cut/a ("));
		assert_non_null(strstr(told.data, "): second\n"));
		assert_non_null(strstr(told.data, kinds[i].last));
		assert_non_null(strstr(told.data, "cut -: "));
	}
}

/* At every length there is an answer, and never a whole archive. */
static void archive_that_is_cut_off_anywhere_is_survived(void **state)
{
	char bytes[8192];
	size_t length;

	(void)state;
	write_three("a.7z", (struct kind_of_archive){ ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, NULL });
	length = read_bytes("a.7z", bytes, sizeof(bytes));
	for (size_t cut = 6; cut < length; cut++) {
		write_bytes("a.7z", bytes, cut);
		assert_int_equal(expand("a.7z"), EXPANDED);
		assert_non_null(strstr(told.data, "a.7z -: "));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(bombs_are_refused_and_what_came_before_stays),
		test_in_folder(bombs_in_pieces_are_refused),
		test_in_folder(companions_are_not_counted_twice),
		test_in_folder(members_are_counted),
		test_in_folder(directory_that_would_fill_the_memory_is_not_loaded),
		test_in_folder(damaged_member_does_not_lose_the_others),
		test_in_folder(archive_that_is_cut_off_gives_what_it_can),
		test_in_folder(archive_that_is_cut_off_anywhere_is_survived),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&told);
	return failed;
}
