/* SPDX-License-Identifier: MIT
 * Facts about files, walks over folders, the clocks and the network ban.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/platform.h"
#include "scratch.h"

static void facts_tell_kind_size_and_change(void **state)
{
	struct file_facts first, same, changed;
	struct error err = ERROR_INIT;

	(void)state;
	write_file("a", "12345");
	assert_int_equal(platform_file_facts(in_folder("a"), &first, &err), 0);
	assert_int_equal(first.kind, FILE_REGULAR);
	assert_int_equal(first.bytes, 5);
	assert_true(llabs(first.modified_at - platform_now()) < 60);
	assert_int_equal(platform_file_facts(in_folder("a"), &same, &err), 0);
	assert_true(first.identity == same.identity);
	write_file("b", "12345");
	assert_int_equal(rename(in_folder("b"), in_folder("a")), 0);
	assert_int_equal(platform_file_facts(in_folder("a"), &changed, &err), 0);
	assert_true(first.identity != changed.identity);
	assert_int_equal(platform_file_facts(folder, &same, &err), 0);
	assert_int_equal(same.kind, FILE_FOLDER);
	assert_int_equal(platform_file_facts("/dev/null", &same, &err), 0);
	assert_int_equal(same.kind, FILE_OTHER);
	assert_int_equal(platform_file_facts(in_folder("none"), &same, &err), -1);
	assert_non_null(strstr(err.text, "none': No such file"));
}

static void folders_are_made_with_their_parents(void **state)
{
	struct error err = ERROR_INIT;
	struct file_facts facts;

	(void)state;
	assert_int_equal(platform_make_folder(in_folder("x/y//z/"), &err), 0);
	assert_int_equal(platform_make_folder(in_folder("x/y/z"), &err), 0);
	assert_int_equal(platform_file_facts(in_folder("x/y/z"), &facts, &err), 0);
	assert_int_equal(facts.kind, FILE_FOLDER);
	assert_int_equal(platform_make_folder("/", &err), 0);
	write_file("file", "");
	assert_int_equal(platform_make_folder(in_folder("file"), &err), -1);
	assert_int_equal(platform_make_folder(in_folder("file/below"), &err), -1);
	assert_non_null(strstr(err.text, "cannot make folder '"));
}

struct seen {
	struct buffer visited, skipped;
	const char *stop_at;
};

static int note_visit(void *context, const char *path, const struct file_facts *facts,
		      struct error *err)
{
	struct seen *seen = context;
	const char *name = path + strlen(folder) + 1;

	assert_memory_equal(path, folder, strlen(folder));
	assert_int_equal(facts->kind, FILE_REGULAR);
	buffer_printf(&seen->visited, "%s ", name);
	if (seen->stop_at && strcmp(name, seen->stop_at) == 0)
		return error_set(err, "stopped");
	return 0;
}

static void note_skip(void *context, const char *path, const char *reason)
{
	struct seen *seen = context;

	buffer_printf(&seen->skipped, "%s (%s) ", path + strlen(folder) + 1, reason);
}

#define SEEN_INIT { BUFFER_INIT(100000), BUFFER_INIT(100000), NULL }

static void release(struct seen *seen)
{
	buffer_release(&seen->visited);
	buffer_release(&seen->skipped);
}

static void make_tree(void)
{
	struct error err = ERROR_INIT;

	platform_make_folder(in_folder("a/b"), &err);
	platform_make_folder(in_folder(".git"), &err);
	write_file("a/b/2", "");
	write_file("a/b/10", "");
	write_file("a/z", "");
	write_file("a.txt", "");
	write_file("a0", "");
	write_file("B", "");
	write_file(".hidden", "");
	write_file(".git/config", "");
	assert_int_equal(symlink("a.txt", in_folder("link")), 0);
	assert_int_equal(symlink("..", in_folder("a/loop")), 0);
	assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
}

static void walk_is_sorted_and_tells_what_it_skips(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, note_skip, &seen };
	struct error err = ERROR_INIT;

	(void)state;
	make_tree();
	assert_int_equal(platform_walk(folder, &walk, &err), 0);
	assert_string_equal(seen.visited.data, "B a.txt a/b/10 a/b/2 a/z a0 ");
	assert_string_equal(seen.skipped.data,
			    ".git (name starts with '.') .hidden (name starts with '.') "
			    "a/loop (is a link) link (is a link) "
			    "pipe (neither a file nor a folder) ");
	release(&seen);
}

static void walk_stops_at_the_first_failure(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, note_skip, &seen };
	struct error err = ERROR_INIT;

	(void)state;
	make_tree();
	seen.stop_at = "a/b/10";
	assert_int_equal(platform_walk(folder, &walk, &err), -1);
	assert_string_equal(seen.visited.data, "B a.txt a/b/10 ");
	assert_string_equal(err.text, "stopped");
	release(&seen);
}

static void walk_follows_the_link_that_the_user_named(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, NULL, &seen };
	struct error err = ERROR_INIT;

	(void)state;
	make_tree();
	assert_int_equal(symlink("a", in_folder("named")), 0);
	assert_int_equal(platform_walk(in_folder("named"), &walk, &err), 0);
	assert_string_equal(seen.visited.data, "named/b/10 named/b/2 named/z ");
	buffer_clear(&seen.visited);
	assert_int_equal(platform_walk(in_folder("named/"), &walk, &err), 0);
	assert_string_equal(seen.visited.data, "named/b/10 named/b/2 named/z ");
	release(&seen);
}

static void walk_refuses_what_is_no_folder(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, note_skip, &seen };
	struct error err = ERROR_INIT;

	(void)state;
	write_file("file", "");
	assert_int_equal(platform_walk(in_folder("file"), &walk, &err), -1);
	assert_non_null(strstr(err.text, "file': Not a directory"));
	assert_int_equal(platform_walk(in_folder("none"), &walk, &err), -1);
	assert_int_equal(platform_walk("", &walk, &err), -1);
	assert_null(seen.visited.data);
	release(&seen);
}

static void walk_goes_on_past_an_unreadable_folder(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, note_skip, &seen };
	struct error err = ERROR_INIT;

	(void)state;
	if (geteuid() == 0)
		skip(); /* root reads everything */
	make_tree();
	assert_int_equal(chmod(in_folder("a/b"), 0), 0);
	assert_int_equal(platform_walk(folder, &walk, &err), 0);
	assert_string_equal(seen.visited.data, "B a.txt a/z a0 ");
	assert_non_null(strstr(seen.skipped.data, "a/b (Permission denied)"));
	release(&seen);
}

static void walk_stops_at_the_depth_limit(void **state)
{
	struct seen seen = SEEN_INIT;
	struct folder_walk walk = { note_visit, note_skip, &seen };
	struct buffer path = BUFFER_INIT(4000);
	struct error err = ERROR_INIT;

	(void)state;
	buffer_puts(&path, folder);
	for (int depth = 1; depth <= LIMIT_FOLDER_DEPTH + 1; depth++)
		buffer_puts(&path, "/d");
	assert_int_equal(platform_make_folder(path.data, &err), 0);
	buffer_puts(&path, "/file");
	write_file(path.data + strlen(folder) + 1, "");
	assert_int_equal(platform_walk(folder, &walk, &err), 0);
	assert_null(seen.visited.data);
	assert_non_null(strstr(seen.skipped.data, "(nested too deep)"));
	assert_int_equal(seen.skipped.length, 2 * (LIMIT_FOLDER_DEPTH + 1) +
						      strlen(" (nested too deep)"));
	release(&seen);
	buffer_release(&path);
}

static void a_file_is_no_terminal(void **state)
{
	FILE *file = fopen("/dev/null", "w");

	(void)state;
	assert_false(platform_is_terminal(file));
	assert_int_equal(platform_terminal_width(file), 80);
	fclose(file);
}

static void clocks_go_forward(void **state)
{
	double before = platform_seconds();

	(void)state;
	assert_true(platform_now() > INT64_C(1700000000));
	assert_true(platform_seconds() >= before);
}

static int try_sockets(void)
{
	struct error err = ERROR_INIT;
	int pair[2];
	FILE *file;

	if (platform_forbid_network(&err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return 3;
	if (socket(AF_UNIX, SOCK_DGRAM, 0) >= 0 || errno != EPERM)
		return 4;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) >= 0 || errno != EPERM)
		return 5;
	file = fopen("/dev/null", "r"); /* the rest still works */
	return file && fclose(file) == 0 ? 0 : 6;
}

static void network_is_forbidden(void **state)
{
	pid_t child;

	(void)state;
#ifndef __linux__
	skip();
#endif
	child = fork();
	if (child == 0)
		_exit(try_sockets());
	assert_child_is_fine(child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(facts_tell_kind_size_and_change),
		test_in_folder(folders_are_made_with_their_parents),
		test_in_folder(walk_is_sorted_and_tells_what_it_skips),
		test_in_folder(walk_stops_at_the_first_failure),
		test_in_folder(walk_follows_the_link_that_the_user_named),
		test_in_folder(walk_refuses_what_is_no_folder),
		test_in_folder(walk_goes_on_past_an_unreadable_folder),
		test_in_folder(walk_stops_at_the_depth_limit),
		cmocka_unit_test(a_file_is_no_terminal),
		cmocka_unit_test(clocks_go_forward),
		cmocka_unit_test(network_is_forbidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
