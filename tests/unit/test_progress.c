/* SPDX-License-Identifier: MIT
 * The progress line: share, rate and remaining time, and nothing where there is no terminal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "analyze/progress.h"
#include "base/platform.h"

/* What a progress that began `ago` seconds before writes of 25 of 100 MB; standard error is a file. */
static void show(enum progress_unit unit, double ago, bool is_on, char *text, size_t size)
{
	struct progress progress;
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);
	size_t length;

	assert_non_null(file);
	dup2(fileno(file), STDERR_FILENO);
	progress_start(&progress, unit, false);
	assert_false(progress.is_on); /* a file is no terminal */
	progress.is_on = is_on;
	progress.start -= ago;
	progress.last -= ago;
	progress_show(&progress, "flows.json", 25000000, 100000000);
	progress_clear(&progress);
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
	rewind(file);
	length = fread(text, 1, size - 1, file);
	text[length] = '\0';
	fclose(file);
}

static void bytes_have_a_rate(void **state)
{
	char text[256];

	(void)state;
	show(PROGRESS_BYTES, 10, true, text, sizeof(text));
	assert_non_null(strstr(text, " 25%  2.5 MB/s  0:30 left  flows.json"));
	assert_string_equal(text + strlen(text) - 4, "\r\033[K"); /* wiped at the end */
}

static void reports_have_a_remaining_time(void **state)
{
	char text[256];

	(void)state;
	show(PROGRESS_REPORTS, 2000, true, text, sizeof(text));
	assert_non_null(strstr(text, " 25%  1:40:00 left  flows.json"));
}

static void a_rate_needs_time(void **state)
{
	char text[256];

	(void)state;
	show(PROGRESS_BYTES, 1, true, text, sizeof(text));
	assert_non_null(strstr(text, " 25%  flows.json"));
}

static void nothing_where_there_is_no_terminal(void **state)
{
	char text[256];

	(void)state;
	show(PROGRESS_BYTES, 10, false, text, sizeof(text));
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_have_a_rate),
		cmocka_unit_test(reports_have_a_remaining_time),
		cmocka_unit_test(a_rate_needs_time),
		cmocka_unit_test(nothing_where_there_is_no_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
