/* SPDX-License-Identifier: MIT
 * What to fetch next: from an empty store, with formats and reports of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "analyze/coverage.h"
#include "analyze/feeds.h"
#include "scratch.h"

static struct session session;
static struct coverage coverage;

static void write_format(const char *name, const char *covers, const char *rows)
{
	char file[80], text[800];

	snprintf(file, sizeof(file), "%s.json", name);
	snprintf(text, sizeof(text),
		 "{\"format\": \"%s\", \"title\": \"T\", \"records\": [\"[]\"], \"covers\": \"%s\","
		 " \"recognise\": {\"all\": [\"%s\"]}, \"rows\": [%s]}",
		 name, covers, name, rows);
	write_file(file, text);
}

static void write_report(const char *name, const char *needs)
{
	char file[80], text[400];

	snprintf(file, sizeof(file), "%s.sql", name);
	snprintf(text, sizeof(text), "-- title: T\n-- severity: low\n%s--\nSELECT 1", needs);
	write_file(file, text);
}

static const struct standing *standing_of(const char *id)
{
	for (size_t i = 0; i < coverage.count; i++)
		if (strcmp(coverage.standings[i].report->id, id) == 0)
			return &coverage.standings[i];
	fail_msg("no report %s", id);
	return NULL;
}

static const struct advice *advice_of(const char *format)
{
	for (size_t i = 0; i < coverage.next_count; i++)
		if (strcmp(coverage.formats[coverage.next[i].format].name, format) == 0)
			return &coverage.next[i];
	return NULL;
}

static size_t place_of(const char *format)
{
	const struct advice *advice = advice_of(format);

	assert_non_null(advice);
	return (size_t)(advice - coverage.next);
}

static bool advice_names(const struct advice *advice, const char *id)
{
	for (size_t i = 0; advice && i < advice->report_count; i++)
		if (strcmp(advice->reports[i]->id, id) == 0)
			return true;
	return false;
}

#define TENANT "{\"table\": \"tenant_setting\", \"columns\": {\"setting\": \"s\"}}"
#define OWNED(kind)                                                                      \
	"{\"table\": \"usage\", \"columns\": {\"resource_kind\": {\"constant\": \"" kind \
	"\"}, \"resource_id\": \"i\"}}"

static void look(void)
{
	struct options options = { .formats = folder, .reports = folder };
	struct error err = ERROR_INIT;

	session = (struct session)SESSION_INIT;
	if (session_open(&session, NULL, STORE_MEMORY, &options, &err) < 0 ||
	    coverage_open(&coverage, &session, &err) < 0)
		fail_msg("%s", err.text);
}

static void leave(void)
{
	coverage_close(&coverage);
	session_close(&session);
}

/* Only the test's formats bring this made-up part of an entity. */
static void gap_lists_what_brings_it_best_first(void **state)
{
	const struct standing *standing;

	(void)state;
	write_format("part", "some", OWNED("test"));
	write_format("whole", "tenant", TENANT ", " OWNED("test"));
	write_format("other", "tenant", OWNED("other"));
	write_report("mine", "-- needs: usage:test\n");
	look();
	standing = standing_of("mine");
	assert_int_equal(standing->status, STATUS_NOT_EVALUATED);
	assert_int_equal(standing->gap_count, 1);
	assert_int_equal(standing->gaps[0].kind, GAP_BLOCKS);
	assert_int_equal(standing->gaps[0].format_count, 2);
	/* about the entity itself counts for more than covering more */
	assert_string_equal(coverage.formats[standing->gaps[0].formats[0]].name, "part");
	assert_string_equal(coverage.formats[standing->gaps[0].formats[1]].name, "whole");
	leave();
}

static void format_that_answers_more_comes_first(void **state)
{
	(void)state;
	write_format("two", "tenant", OWNED("a") ", " OWNED("b"));
	write_format("one", "tenant", OWNED("a"));
	write_format("last", "tenant", OWNED("c"));
	write_report("ra", "-- needs: usage:a\n");
	write_report("rb", "-- needs: usage:b\n");
	write_report("rc", "-- needs: usage:c\n");
	look();
	assert_true(place_of("two") < place_of("last"));
	assert_int_equal(advice_of("two")->answered, 2);
	assert_true(advice_names(advice_of("two"), "ra") && advice_names(advice_of("two"), "rb"));
	assert_null(advice_of("one")); /* by then nothing is left for it */
	leave();
}

static void one_of_alternatives_is_enough(void **state)
{
	(void)state;
	write_format("left", "tenant", OWNED("l"));
	write_format("right", "tenant", OWNED("r"));
	write_report("mine", "-- either: usage:l, usage:r\n");
	look();
	assert_int_equal(standing_of("mine")->gaps[0].kind, GAP_ALTERNATIVE);
	assert_true((advice_of("left") == NULL) != (advice_of("right") == NULL));
	leave();
}

static void halves_are_advised_one_after_the_other(void **state)
{
	const struct advice *first, *second;

	(void)state;
	write_format("h1", "tenant", OWNED("x"));
	write_format("h2", "tenant", OWNED("y"));
	write_report("mine", "-- needs: usage:x, usage:y\n");
	look();
	assert_non_null(advice_of("h1"));
	assert_non_null(advice_of("h2"));
	first = place_of("h1") < place_of("h2") ? advice_of("h1") : advice_of("h2");
	second = first == advice_of("h1") ? advice_of("h2") : advice_of("h1");
	assert_int_equal(first->answered, 0);
	assert_true(first->helped == 1 && advice_names(first, "mine"));
	assert_true(second->answered == 1 && advice_names(second, "mine"));
	leave();
}

static void what_holds_nothing_whole_completes_nothing(void **state)
{
	(void)state;
	write_format("base", "tenant", OWNED("n"));
	write_format("sheet", "some", OWNED("w"));
	write_report("mine", "-- needs: usage:n\n-- wants: usage:w\n");
	look();
	assert_non_null(advice_of("base"));
	assert_null(advice_of("sheet"));
	leave();
}

static void column_is_brought_by_what_fills_it(void **state)
{
	const struct need sku = { "environment.sku", "environment", "", "sku" };

	(void)state;
	write_format("with", "some",
		     "{\"table\": \"environment\", \"columns\": {\"environment_id\": \"i\","
		     " \"sku\": \"s\"}}");
	write_format("without", "some",
		     "{\"table\": \"environment\", \"columns\": {\"environment_id\": \"i\"}}");
	look();
	assert_true(feeds_need(session.formats, formats_index(session.formats, "with"), &sku));
	assert_false(feeds_need(session.formats, formats_index(session.formats, "without"), &sku));
	assert_int_equal(formats_index(session.formats, "nobody"), formats_count(session.formats));
	leave();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gap_lists_what_brings_it_best_first, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(format_that_answers_more_comes_first, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(one_of_alternatives_is_enough, set_up, tear_down),
		cmocka_unit_test_setup_teardown(halves_are_advised_one_after_the_other, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_holds_nothing_whole_completes_nothing, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(column_is_brought_by_what_fills_it, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
