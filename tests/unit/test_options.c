/* SPDX-License-Identifier: MIT
 * The command line: how options are written, what is refused, and what was probably meant.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/moment.h"
#include "base/nearest.h"
#include "analyze/options.h"

static const struct option table[] = {
	OPTION_OUTPUT, OPTION_FORMAT, OPTION_SET, OPTION_DATES, OPTION_STRICT, { 0 },
};

enum { ARGUMENTS_MAX = 8 };

/* Words separated by blanks, parsed; the words live until the next call. */
static int parse(struct options *options, const char *line, struct error *err)
{
	static char words[256];
	char *argv[ARGUMENTS_MAX];
	int argc = 0;

	*options = (struct options){ 0 };
	*err = (struct error)ERROR_INIT;
	strcpy(words, line);
	for (char *at = words; *at && argc < ARGUMENTS_MAX; at += strspn(at, " ")) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = '\0';
	}
	return options_parse(options, table, argc, argv, err);
}

static void assert_refused(const char *line, const char *message)
{
	struct options options;
	struct error err;

	assert_int_equal(parse(&options, line, &err), -1);
	assert_string_equal(err.text, message);
	options_release(&options);
}

static void takes_values_in_all_spellings(void **state)
{
	static const char *const lines[] = { "-o x", "-ox", "--output x", "--output=x" };
	struct options options;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(parse(&options, lines[i], &err), 0);
		assert_string_equal(options.output, "x");
		options_release(&options);
	}
}

static void mixes_options_and_arguments(void **state)
{
	struct options options;
	struct error err;

	(void)state;
	assert_int_equal(parse(&options, "a --strict - --set x=1 --set y= b", &err), 0);
	assert_int_equal(options.arguments.count, 3);
	assert_string_equal(options.arguments.items[1], "-");
	assert_string_equal(options.arguments.items[2], "b");
	assert_true(options.strict);
	assert_int_equal(options.set.count, 2);
	assert_string_equal(options.set.items[1], "y=");
	options_release(&options);
}

static void two_dashes_end_the_options(void **state)
{
	struct options options;
	struct error err;

	(void)state;
	assert_int_equal(parse(&options, "-- --strict", &err), 0);
	assert_false(options.strict);
	assert_string_equal(options.arguments.items[0], "--strict");
	options_release(&options);
}

static void last_value_stands(void **state)
{
	struct options options;
	struct error err;

	(void)state;
	assert_int_equal(parse(&options, "--format csv --format json", &err), 0);
	assert_string_equal(options.format, "json");
	options_release(&options);
}

static void help_ends_the_reading(void **state)
{
	struct options options;
	struct error err;

	(void)state;
	assert_int_equal(parse(&options, "--help --nonsense", &err), 0);
	assert_true(options.help);
	options_release(&options);
}

static void refuses_what_it_does_not_know(void **state)
{
	(void)state;
	assert_refused("--fromat csv", "no option '--fromat'; did you mean '--format'?");
	assert_refused("--form csv", "no option '--form'; did you mean '--format'?");
	assert_refused("--zzz", "no option '--zzz'");
	assert_refused("-z", "no option '-z'");
}

static void refuses_values_that_do_not_fit(void **state)
{
	(void)state;
	assert_refused("--format", "option '--format' needs a value: F");
	assert_refused("--strict=yes", "option '--strict' takes no value");
	assert_refused("--dates ymd", "option '--dates' takes dmy|mdy, not 'ymd'");
	assert_refused("--dates dm", "option '--dates' takes dmy|mdy, not 'dm'");
}

static void takes_each_choice(void **state)
{
	struct options options;
	struct error err;

	(void)state;
	assert_int_equal(parse(&options, "--dates dmy", &err), 0);
	options_release(&options);
	assert_int_equal(parse(&options, "--dates mdy", &err), 0);
	assert_string_equal(options.dates, "mdy");
	options_release(&options);
}

static const char *nearest_of(const char *word)
{
	struct nearest nearest = NEAREST_INIT(word);

	nearest_try(&nearest, "orphaned-apps");
	nearest_try(&nearest, "orphaned-flows");
	nearest_try(&nearest, "list");
	return nearest.best;
}

static void finds_the_nearest_word(void **state)
{
	(void)state;
	assert_string_equal(nearest_of("orphand-flows"), "orphaned-flows");
	assert_string_equal(nearest_of("orphaned-flwos"), "orphaned-flows");
	assert_string_equal(nearest_of("lsit"), "list");
	assert_string_equal(nearest_of("flows"), "orphaned-flows");
	assert_null(nearest_of("xylophone"));
	assert_null(nearest_of("x"));
	assert_null(nearest_of(""));
}

static void a_date_is_a_whole_day(void **state)
{
	struct error err = ERROR_INIT;
	int64_t begin, end, exact;

	(void)state;
	assert_int_equal(moment_parse("2026-11-01", DAY_BEGIN, &begin, &err), 0);
	assert_int_equal(moment_parse("2026-11-01", DAY_END, &end, &err), 0);
	assert_int_equal(end - begin, 86399);
	assert_int_equal(moment_parse("2026-11-01T00:00:00Z", DAY_END, &exact, &err), 0);
	assert_int_equal(exact, begin);
}

static void refuses_times_that_are_not_iso(void **state)
{
	static const char *const texts[] = { "",           "now",         "13/11/2026", "2026",
					     "2026-13-01", "2026-11-01x", "1.11.2026" };
	struct error err;
	int64_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		err = (struct error)ERROR_INIT;
		assert_int_equal(moment_parse(texts[i], DAY_BEGIN, &at, &err), -1);
		assert_non_null(strstr(err.text, "not a time"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_values_in_all_spellings),
		cmocka_unit_test(mixes_options_and_arguments),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(last_value_stands),
		cmocka_unit_test(help_ends_the_reading),
		cmocka_unit_test(refuses_what_it_does_not_know),
		cmocka_unit_test(refuses_values_that_do_not_fit),
		cmocka_unit_test(takes_each_choice),
		cmocka_unit_test(finds_the_nearest_word),
		cmocka_unit_test(a_date_is_a_whole_day),
		cmocka_unit_test(refuses_times_that_are_not_iso),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
