/* SPDX-License-Identifier: MIT
 * Archives: what lies in them comes whole, in order and with its place, and what may not is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <utime.h>

#include "expand_case.h"
#include "archive_case.h"

static void write_two(const char *name, struct kind_of_archive kind)
{
	struct archive *archive = archive_begin(name, kind);

	add_text(archive, "b.csv", "id\n1\n");
	add_text(archive, "deep/er/a.json", "{}");
	archive_end(archive);
}

/* --- What is given ---------------------------------------------------------------------------- */

static void every_kind_gives_its_members(void **state)
{
	static const struct {
		struct kind_of_archive kind;
		const char *container;
	} kinds[] = {
		{ { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, NULL }, "zip" },
		{ { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_GZIP, NULL }, "zip in gzip" },
		{ { ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, NULL }, "7z" },
		{ { ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, NULL }, "tar" },
		{ { ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_NONE, NULL }, "tar" },
		{ { ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FILTER_GZIP, NULL }, "tar in gzip" },
		{ { ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_XZ, NULL }, "tar in xz" },
		{ { ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2, NULL }, "tar in bzip2" },
	};
	char expected[200];

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		write_two("two", kinds[i].kind);
		snprintf(expected, sizeof(expected),
			 "two/b.csv (%s): id\n1\n\ntwo/deep/er/a.json (%s): {}\n",
			 kinds[i].container, kinds[i].container);
		gives("two", expected);
	}
}

static void what_is_no_archive_is_left_alone(void **state)
{
	(void)state;
	write_file("flows.csv", "id,name\n1,PK\n");
	write_file("empty", "");
	write_file("short", "PK");
	write_file("broken.gz", "\x1f\x8b\x08 and no more");
	assert_int_equal(expand("flows.csv"), EXPANDED_NOT);
	assert_int_equal(expand("empty"), EXPANDED_NOT);
	assert_int_equal(expand("short"), EXPANDED_NOT);
	assert_int_equal(expand("broken.gz"), EXPANDED_NOT);
	assert_int_equal(expand("missing"), EXPANDED_NOT);
	assert_string_equal(told.data, "");
}

static void companions_come_first(void **state)
{
	struct archive *archive = archive_begin("lake.zip", as_zip);

	(void)state;
	add_text(archive, "account.csv", "1");
	add_text(archive, "x/account-EntityMetadata.json", "2");
	add_text(archive, "remodel.json", "3");
	add_text(archive, "model.json", "4");
	archive_end(archive);
	gives("lake.zip", "lake.zip/x/account-EntityMetadata.json (zip): 2\n"
			  "lake.zip/model.json (zip): 4\n"
			  "lake.zip/account.csv (zip): 1\n"
			  "lake.zip/remodel.json (zip): 3\n");
	assert_true(input_is_companion("stocktake-manifest.json"));
	assert_true(input_is_companion("a/manifest.json"));
	assert_false(input_is_companion("manifest.json/a"));
}

static void archives_lie_in_archives_up_to_a_limit(void **state)
{
	char bytes[4096], name[16] = "0", inner[16];

	(void)state;
	deep = true;
	write_two("0", as_zip);
	for (int i = 1; i <= LIMIT_CONTAINERS; i++) {
		size_t length = read_bytes(name, bytes, sizeof(bytes));
		struct archive *archive;

		snprintf(inner, sizeof(inner), "%d", i - 1);
		snprintf(name, sizeof(name), "%d", i);
		archive = archive_begin(name, i % 2 ? as_tar : as_zip);
		add_bytes(archive, inner, bytes, length, 0);
		archive_end(archive);
	}
	gives("1", "1/0/b.csv (zip in tar): id\n1\n\n1/0/deep/er/a.json (zip in tar): {}\n");
	gives("4", "4/3/2/1/0 -: it lies in 4 containers already: unpack them first\n");
	deep = false;
}

static int64_t seen_at;

static int note_time(void *context, const struct input *input, struct error *error)
{
	(void)context;
	(void)error;
	seen_at = input->has_modified_at ? input->modified_at : -1;
	return 0;
}

static void members_have_their_own_time_or_the_archives(void **state)
{
	static const struct kind_of_archive sevenz = { ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, NULL };
	const struct input_sink times = { note_time, pass, NULL };
	const struct input input = { .path = in_folder("a"), .shown = "a" };
	const struct utimbuf changed = { 5000, 5000 };

	(void)state;
	for (time_t at = -1; at < 4000; at += 4000) {
		struct archive *archive = archive_begin("a", sevenz);

		add_bytes(archive, "x", "x", 1, at);
		archive_end(archive);
		assert_int_equal(utime(in_folder("a"), &changed), 0);
		assert_int_equal(input_expand(&input, &times, &err), EXPANDED);
		assert_int_equal(seen_at, at < 0 ? 5000 : at);
	}
}

static void sink_that_stops_is_obeyed(void **state)
{
	(void)state;
	write_two("two", as_zip);
	stop_after = 1;
	assert_int_equal(expand("two"), EXPANSION_FAILED);
	assert_string_equal(err.text, "stopped");
	assert_string_equal(told.data, "two/b.csv (zip): id\n1\n\n");
}

/* --- Names ------------------------------------------------------------------------------------ */

static void names_are_made_alike(void **state)
{
	struct archive *archive = archive_begin("a.tar", as_tar);

	(void)state;
	add_text(archive, "./a.json", "1");
	add_text(archive, "b\\c.json", "2");
	add_text(archive, "d//./e.json", "3");
	add_text(archive, "f..g.json", "4");
	add_text(archive, "folder\\", "");
	archive_end(archive);
	gives("a.tar", "a.tar/a.json (tar): 1\na.tar/b/c.json (tar): 2\na.tar/d/e.json (tar): 3\n"
		       "a.tar/f..g.json (tar): 4\n");
}

static void names_that_are_not_utf8_are_read_as_windows_writes_them(void **state)
{
	static const struct kind_of_archive ustar = { ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE,
						      NULL };
	struct archive *archive = archive_begin("a.tar", ustar);

	(void)state;
	add_text(archive, "\xfc.json", "1");
	add_text(archive, "\xc3\xbc.csv", "2");
	archive_end(archive);
	gives("a.tar", "a.tar/\xc3\xbc.json (tar): 1\na.tar/\xc3\xbc.csv (tar): 2\n");
}

static void paths_out_of_the_archive_are_refused(void **state)
{
	static const char *const names[] = { "../up.json", "/etc/passwd", "a/../../b.json",
					     "C:\\x.json", "\\\\host\\x.json", "a/.." };
	struct archive *archive = archive_begin("a.tar", as_tar);
	struct buffer expected = BUFFER_INIT(MIB);

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		add_text(archive, names[i], "x");
		buffer_printf(&expected, "a.tar/%s -: its path leads out of the archive\n", names[i]);
	}
	archive_end(archive);
	gives("a.tar", expected.data);
	buffer_release(&expected);
}

static void hidden_names_are_passed_over_once(void **state)
{
	struct archive *archive = archive_begin("a.zip", as_zip);

	(void)state;
	add_text(archive, ".git/config", "x");
	add_text(archive, "a/.hidden", "x");
	add_text(archive, "__MACOSX/._b.json", "x");
	add_text(archive, "b.json", "{}");
	add_text(archive, "__MACOSX/._c.json", "x");
	archive_end(archive);
	gives("a.zip", "a.zip/.git -: name starts with '.'\n"
		       "a.zip/a/.hidden -: name starts with '.'\n"
		       "a.zip/__MACOSX -: macOS wrote it beside the files, and it holds no data\n"
		       "a.zip/b.json (zip): {}\n");
}

static void links_and_devices_are_refused(void **state)
{
	struct archive *archive = archive_begin("a.tar", as_tar);

	(void)state;
	add_text(archive, "a.json", "{}");
	add_link(archive, "soft", "/etc/passwd", AE_IFLNK);
	add_link(archive, "hard", "a.json", AE_IFREG);
	add_link(archive, "pipe", NULL, AE_IFIFO);
	add_link(archive, "folder", NULL, AE_IFDIR);
	archive_end(archive);
	gives("a.tar", "a.tar/a.json (tar): {}\na.tar/soft -: is a link\na.tar/hard -: is a link\n"
		       "a.tar/pipe -: neither a file nor a folder\n");
}

static void endless_names_are_refused(void **state)
{
	struct archive *archive = archive_begin("a.tar", as_tar);
	char name[LIMIT_MEMBER_NAME + 2];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	add_text(archive, name, "x");
	archive_end(archive);
	assert_int_equal(expand("a.tar"), EXPANDED);
	assert_non_null(strstr(told.data, "nnn -: its name is too long\n"));
}

static void encrypted_members_are_refused(void **state)
{
	static const struct kind_of_archive encrypted = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
							  "zip:encryption=traditional" };

	(void)state;
	write_two("a.zip", encrypted);
	gives("a.zip", "a.zip/b.csv -: is encrypted: unpack it first\n"
		       "a.zip/deep/er/a.json -: is encrypted: unpack it first\n");
}

static void archive_without_files_says_so(void **state)
{
	struct archive *archive = archive_begin("a.zip", as_zip);

	(void)state;
	archive_end(archive);
	gives("a.zip", "a.zip -: it holds no files\n");
	archive = archive_begin("a.tar", as_tar);
	add_link(archive, "folder", NULL, AE_IFDIR);
	archive_end(archive);
	gives("a.tar", "a.tar -: it holds no files\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(every_kind_gives_its_members),
		test_in_folder(what_is_no_archive_is_left_alone),
		test_in_folder(companions_come_first),
		test_in_folder(archives_lie_in_archives_up_to_a_limit),
		test_in_folder(members_have_their_own_time_or_the_archives),
		test_in_folder(sink_that_stops_is_obeyed),
		test_in_folder(names_are_made_alike),
		test_in_folder(names_that_are_not_utf8_are_read_as_windows_writes_them),
		test_in_folder(paths_out_of_the_archive_are_refused),
		test_in_folder(hidden_names_are_passed_over_once),
		test_in_folder(links_and_devices_are_refused),
		test_in_folder(endless_names_are_refused),
		test_in_folder(encrypted_members_are_refused),
		test_in_folder(archive_without_files_says_so),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&told);
	return failed;
}
