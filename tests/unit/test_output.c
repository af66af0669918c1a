/* SPDX-License-Identifier: MIT
 * Result files: that a failed one never replaces a good one, and that none leaves a trace.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/platform.h"
#include "scratch.h"

static void assert_content(const char *name, const char *expected)
{
	char text[256] = "";
	FILE *file = fopen(in_folder(name), "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	assert_string_equal(text, expected);
}

static int count_one(void *context, const char *path, const struct file_facts *facts,
		     struct error *err)
{
	(void)path;
	(void)facts;
	(void)err;
	*(int *)context += 1;
	return 0;
}

static int count_files(void)
{
	int count = 0;
	struct folder_walk walk = { count_one, NULL, &count };
	struct error err = ERROR_INIT;

	assert_int_equal(platform_walk(folder, &walk, &err), 0);
	return count;
}

static void output_replaces_only_when_whole(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;
	struct stat status;

	(void)state;
	write_file("r", "old");
	assert_int_equal(chmod(in_folder("r"), 0600), 0);
	assert_int_equal(output_open(&out, in_folder("r"), &err), 0);
	fputs("new", out.stream);
	assert_content("r", "old");
	output_discard(&out);
	assert_content("r", "old");
	assert_int_equal(count_files(), 1);
	assert_int_equal(output_open(&out, in_folder("r"), &err), 0);
	fputs("new", out.stream);
	assert_int_equal(output_commit(&out, &err), 0);
	assert_content("r", "new");
	assert_int_equal(count_files(), 1);
	assert_int_equal(stat(in_folder("r"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
}

static void output_makes_a_new_file(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(output_open(&out, in_folder("n"), &err), 0);
	fputs("text", out.stream);
	assert_int_equal(output_commit(&out, &err), 0);
	assert_content("n", "text");
	assert_int_equal(count_files(), 1);
}

static void two_outputs_to_one_target_do_not_mix(void **state)
{
	struct output_file one, two;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(output_open(&one, in_folder("r"), &err), 0);
	assert_int_equal(output_open(&two, in_folder("r"), &err), 0);
	fputs("one", one.stream);
	fputs("two", two.stream);
	assert_int_equal(output_commit(&one, &err), 0);
	assert_int_equal(output_commit(&two, &err), 0);
	assert_content("r", "two");
	assert_int_equal(count_files(), 1);
}

static void output_through_a_link_replaces_its_target(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;
	struct stat status;

	(void)state;
	write_file("real", "old");
	assert_int_equal(symlink("real", in_folder("link")), 0);
	assert_int_equal(output_open(&out, in_folder("link"), &err), 0);
	fputs("new", out.stream);
	assert_int_equal(output_commit(&out, &err), 0);
	assert_content("real", "new");
	assert_int_equal(lstat(in_folder("link"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

static void output_refuses_what_cannot_be_written(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(output_open(&out, folder, &err), -1);
	assert_non_null(strstr(err.text, "Is a directory"));
	assert_int_equal(output_open(&out, in_folder("none/r"), &err), -1);
	assert_non_null(strstr(err.text, "none/r': No such file"));
	assert_null(out.path);
	assert_null(out.temporary);
}

static void devices_are_written_in_place_and_full_ones_reported(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;
	struct stat status;

	(void)state;
	assert_int_equal(output_open(&out, "/dev/full", &err), 0);
	fputs("lost", out.stream);
	assert_int_equal(output_commit(&out, &err), -1);
	assert_string_equal(err.text, "cannot write '/dev/full': No space left on device");
	assert_int_equal(stat("/dev/full", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
}

/* In a child, as the limit and the signal last. Returns what the child exits with. */
static int write_beyond_a_limit(size_t bytes)
{
	const struct rlimit limit = { 1000, 1000 };
	struct output_file out;
	struct error err = ERROR_INIT;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0 || output_open(&out, in_folder("r"), &err) < 0)
		return 2;
	for (size_t i = 0; i < bytes; i++)
		fputc('x', out.stream);
	if (output_commit(&out, &err) == 0)
		return 3;
	return strstr(err.text, "cannot write '") ? 0 : 4;
}

/* 2000 bytes fail when the stream is flushed, a million long before. */
static void failed_writes_leave_the_old_file(void **state)
{
	static const size_t sizes[] = { 2000, 1000000 };

	(void)state;
	write_file("r", "old");
	for (size_t i = 0; i < 2; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(write_beyond_a_limit(sizes[i]));
		assert_child_is_fine(child);
		assert_content("r", "old");
		assert_int_equal(count_files(), 1);
	}
}

/* Reading from the stream sets its error flag, as a write long before the commit would. */
static void a_failure_before_the_commit_counts(void **state)
{
	struct output_file out;
	struct error err = ERROR_INIT;

	(void)state;
	write_file("r", "old");
	assert_int_equal(output_open(&out, in_folder("r"), &err), 0);
	assert_int_equal(fgetc(out.stream), EOF);
	assert_int_equal(output_commit(&out, &err), -1);
	assert_content("r", "old");
	assert_int_equal(count_files(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(output_replaces_only_when_whole),
		test_in_folder(output_makes_a_new_file),
		test_in_folder(two_outputs_to_one_target_do_not_mix),
		test_in_folder(output_through_a_link_replaces_its_target),
		test_in_folder(output_refuses_what_cannot_be_written),
		test_in_folder(devices_are_written_in_place_and_full_ones_reported),
		test_in_folder(failed_writes_leave_the_old_file),
		test_in_folder(a_failure_before_the_commit_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
