/* SPDX-License-Identifier: MIT
 * The built-in format descriptions are whole, and a user's folder adds to them and wins by name.
 */
#include "format_case.h"

#include "importers/json_pattern.h"
#include "scratch.h"

#define ROWS "'rows': [{'table': 'flow', 'columns': {'flow_id': 'id'}}]"

/* --- The built-in ones ------------------------------------------------------------------------------- */

static struct schema *schema;
static struct formats *formats;

static void open_formats(const char *user_folder)
{
	struct error err = ERROR_INIT;

	schema = schema_parse(&err);
	assert_non_null(schema);
	if (formats_open(&formats, schema, user_folder, &err) < 0)
		fail_msg("%s", err.text);
}

static void close_formats(void)
{
	formats_close(formats);
	schema_free(schema);
}

static void built_in_formats_are_whole(void **state)
{
	(void)state;
	open_formats(NULL);
	assert_true(formats_count(formats) >= 20);
	for (size_t i = 0; i < formats_count(formats); i++) {
		struct format_summary summary = formats_at(formats, i);

		if (strspn(summary.name, "abcdefghijklmnopqrstuvwxyz0123456789-") !=
		    strlen(summary.name))
			fail_msg("'%s' is no name for a format", summary.name);
		if (strlen(summary.title) < 5 || summary.title[strlen(summary.title) - 1] == '.')
			fail_msg("%s: title '%s'", summary.name, summary.title);
		assert_string_equal(summary.origin, "built in");
		assert_true(summary.source[0] == '{');
		if (i > 0 && strcmp(formats_at(formats, i - 1).name, summary.name) >= 0)
			fail_msg("%s: not sorted", summary.name);
	}
	close_formats();
}

static void built_in_records_are_patterns(void **state)
{
	struct json_pattern pattern;
	struct error err = ERROR_INIT;

	(void)state;
	open_formats(NULL);
	for (size_t i = 0; i < formats->count; i++) {
		const struct format *format = &formats->items[i];

		for (size_t k = 0; k < format->records.count; k++) {
			if (json_pattern_parse(&pattern, format->records.items[k], &err) < 0)
				fail_msg("%s: %s", format->name, err.text);
		}
	}
	close_formats();
}

/* More fields than a bid has bits for would count for nothing. */
static void built_in_recognition_fits_into_a_bid(void **state)
{
	(void)state;
	open_formats(NULL);
	for (size_t i = 0; i < formats->count; i++) {
		const struct recognition *recognise = &formats->items[i].recognise;

		assert_true(recognise->all_count + recognise->value_count > 0);
		assert_true(recognise->all_count <= 64);
		assert_true(recognise->any_count <= 64);
		assert_true(recognise->none_count <= 64);
		assert_true(recognise->value_count <= 64);
	}
	close_formats();
}

static void summary_joins_what_there_is_several_of(void **state)
{
	struct format_summary summary = { 0 };

	(void)state;
	open_formats(NULL);
	for (size_t i = 0; i < formats_count(formats); i++) {
		if (strcmp(formats_at(formats, i).name, "flow-api") == 0)
			summary = formats_at(formats, i);
	}
	assert_non_null(summary.name);
	assert_string_equal(summary.covers, "environment");
	assert_non_null(strstr(summary.records, "value[], []"));
	assert_string_equal(summary.tables, "flow, resource_connector");
	close_formats();
}

/* --- The user's folder --------------------------------------------------------------------------------- */

static void write_format(const char *name, const char *title)
{
	char text[1000], file[80];

	snprintf(
		text, sizeof(text),
		"{'format': '%s', 'title': '%s', 'records': ['.'], 'recognise': {'all': ['a']}, " ROWS
		"}",
		name, title);
	snprintf(file, sizeof(file), "%s.json", name);
	write_file(file, quoted(text));
}

static void user_folder_adds_and_wins_by_name(void **state)
{
	size_t built_in;

	(void)state;
	open_formats(NULL);
	built_in = formats_count(formats);
	assert_null(formats_find(formats, "aaa-mine"));
	close_formats();
	write_format("aaa-mine", "My own");
	write_format("flow-api", "My flows");
	write_file("notes.txt", "not JSON, and not read");
	open_formats(folder);
	assert_int_equal(formats_count(formats), built_in + 1);
	assert_string_equal(formats_at(formats, 0).name, "aaa-mine");
	assert_string_equal(formats_find(formats, "flow-api")->title, "My flows");
	assert_string_equal(formats_find(formats, "flow-api")->origin, in_folder("flow-api.json"));
	assert_string_equal(formats_find(formats, "coe-flow")->origin, "built in");
	close_formats();
}

static void refuses_a_folder(const char *message)
{
	struct error err = ERROR_INIT;

	schema = schema_parse(&err);
	assert_int_equal(formats_open(&formats, schema, folder, &err), -1);
	if (strstr(err.text, message) == NULL)
		fail_msg("'%s', not '%s'", err.text, message);
	close_formats();
}

static void mistake_in_the_user_folder_names_the_file(void **state)
{
	(void)state;
	write_file("mine.json", quoted("{'format': 'other'}"));
	refuses_a_folder("mine.json: format 'mine': line 1: format: 'other' is not the name of the file");
}

static void description_that_is_too_long_is_refused(void **state)
{
	FILE *file = fopen(in_folder("long.json"), "w");

	(void)state;
	for (int i = 0; i < 1100; i++)
		fprintf(file, "%1000s\n", "");
	fclose(file);
	refuses_a_folder(": larger than 1048576 bytes");
}

static void folder_that_is_not_there_is_refused(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	schema = schema_parse(&err);
	assert_int_equal(formats_open(&formats, schema, in_folder("none"), &err), -1);
	assert_non_null(strstr(err.text, "none"));
	close_formats();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(built_in_formats_are_whole),
		cmocka_unit_test(built_in_records_are_patterns),
		cmocka_unit_test(built_in_recognition_fits_into_a_bid),
		cmocka_unit_test(summary_joins_what_there_is_several_of),
		test_in_folder(user_folder_adds_and_wins_by_name),
		test_in_folder(mistake_in_the_user_folder_names_the_file),
		test_in_folder(description_that_is_too_long_is_refused),
		test_in_folder(folder_that_is_not_there_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
