/* SPDX-License-Identifier: MIT
 * What is this file? Its content says so, the best bid wins, and nothing is guessed.
 */
#include "format_case.h"

#include "importers/detect.h"
#include "scratch.h"

#define ROWS "'rows': [{'table': 'flow', 'columns': {'flow_id': 'id'}}]"
#define LISTS "'records': ['value[]', '[]', '.']"

static struct own_formats own;

static int begin_case(void **state)
{
	own_open(&own);
	return set_up(state);
}

static int end_case(void **state)
{
	own_close(&own);
	return tear_down(state);
}

/* A format with these members of "recognise". */
static void know(const char *name, const char *recognise)
{
	char members[2000];

	snprintf(members, sizeof(members), LISTS ", 'recognise': {%s}, " ROWS, recognise);
	own_add(&own, name, members);
}

static int detect_in_folder(const char *name, const struct formats *formats,
			    struct detection *detection, struct error *err)
{
	const struct input input = { .path = in_folder(name) };

	return detect(detection, formats, &input, NULL, err);
}

static struct detection look_at(const char *text, const char *as)
{
	const struct input input = { .path = in_folder("input") };
	struct detection detection;
	struct error err = ERROR_INIT;

	write_file("input", quoted(text));
	if (detect(&detection, &own.formats, &input, as, &err) < 0)
		fail_msg("%s", err.text);
	return detection;
}

/* `expected` is "name bid", or the reason. */
static void seen(const char *text, const char *expected)
{
	struct detection detection = look_at(text, NULL);
	char got[600];

	if (detection.count > 0)
		snprintf(got, sizeof(got), "%s %d", detection.matches[0].format->name,
			 detection.matches[0].bid);
	else
		snprintf(got, sizeof(got), "%s", detection.reason);
	if (strcmp(got, expected) != 0)
		fail_msg("'%s', not '%s', of %s", got, expected, text);
	if (detection.count > 0 && detection.reason[0] != '\0')
		fail_msg("a match, and yet '%s'", detection.reason);
}

/* --- Bids --------------------------------------------------------------------------------------------- */

static void highest_bid_wins(void **state)
{
	(void)state;
	know("small", "'all': ['id']");
	know("large", "'all': ['id'], 'any': ['kind', 'size']");
	seen("[{'id': 1, 'kind': 2, 'size': 3}]", "large 3");
	seen("[{'id': 1, 'kind': 2}]", "large 2");
	seen("[{'id': 1, 'other': 2}]", "small 1");
}

static void tie_is_refused_with_both_names(void **state)
{
	(void)state;
	know("one", "'all': ['id', 'a']");
	know("two", "'all': ['id', 'b']");
	seen("[{'id': 1, 'a': 2, 'b': 3}]", "both 'one' and 'two' fit it: say which with --as");
	seen("[{'id': 1, 'b': 3}]", "two 2");
	know("three", "'all': ['id', 'a', 'b']");
	seen("[{'id': 1, 'a': 2, 'b': 3}]", "three 3");
}

static void as_decides(void **state)
{
	struct detection detection;

	(void)state;
	know("one", "'all': ['id', 'a']");
	know("two", "'all': ['id', 'b']");
	detection = look_at("[{'id': 1, 'a': 2, 'b': 3}]", "two");
	assert_int_equal(detection.count, 1);
	assert_string_equal(detection.matches[0].format->name, "two");
	detection = look_at("[{'id': 1}]", "one"); /* although it does not fit */
	assert_int_equal(detection.count, 1);
	assert_string_equal(detection.matches[0].format->name, "one");
	detection = look_at("id;a\n1;2\n", "two");
	assert_true(detection.csv);
	assert_string_equal(detection.matches[0].format->name, "two");
}

static void verdict_names_its_grounds_and_the_next_best(void **state)
{
	struct buffer why = BUFFER_INIT(4096);
	struct detection detection;
	int verified, checks;

	(void)state;
	know("small", "'all': ['id']");
	know("large", "'all': ['id | key'], 'any': ['id', 'size', 'x'],"
		      " 'values': {'kind': ['A', 'B']}, 'context': ['things']");
	detection = look_at("{'@odata.context': '#things', 'value': [{'key': 1, 'size': 3,"
			    " 'kind': 'b', 'id': 2}, {'key': 1}]}", NULL);
	checks = match_explain(&detection.matches[0], &why, &verified);
	assert_string_equal(why.data, "@odata.context\nid\nsize\nkind = A or B");
	assert_int_equal(verified, 5);
	assert_int_equal(checks, 6);
	assert_string_equal(detection.matches[0].runner_up->name, "small");
	assert_int_equal(detection.matches[0].runner_up_bid, 1);
	buffer_clear(&why);
	detection = look_at("[{'KEY': 1, 'x': 3, 'kind': 'A'}]", NULL);
	match_explain(&detection.matches[0], &why, &verified);
	assert_string_equal(why.data, "key\nx\nkind = A or B");
	assert_null(detection.matches[0].runner_up);
	buffer_release(&why);
}

static void every_field_of_all_is_needed(void **state)
{
	(void)state;
	know("x", "'all': ['id', 'a | A1', 'p.q']");
	seen("[{'id': 1, 'a': 2, 'p': {'q': null}}]", "x 3");
	seen("[{'ID': 1, 'a1': 2, 'P': {'Q': ''}}]", "x 3");
	seen("[{'id': 1, 'a': 2, 'p': {}}]", "not recognised");
	seen("[{'id': 1, 'a': 2, 'p': 'q'}]", "not recognised");
}

static void one_field_of_any_is_needed(void **state)
{
	(void)state;
	know("x", "'all': ['id'], 'any': ['a', 'b']");
	seen("[{'id': 1}]", "not recognised");
	seen("[{'id': 1, 'b': 1}]", "x 2");
	seen("[{'id': 1, 'b': 1, 'a': 1}]", "x 3");
}

static void samples_are_taken_together(void **state)
{
	(void)state;
	know("x", "'all': ['id', 'a', 'b']");
	seen("[{'id': 1, 'a': 2}, {'id': 2, 'b': 2}]", "x 3");
	seen("[{'id': 1}, {'id': 2}, {'id': 3}, {'id': 4}, {'id': 5}, {'id': 6}, {'id': 7},"
	     " {'id': 8, 'a': 1, 'b': 1}]",
	     "x 3");
	seen("[{'id': 1}, {'id': 2}, {'id': 3}, {'id': 4}, {'id': 5}, {'id': 6}, {'id': 7},"
	     " {'id': 8}, {'id': 9, 'a': 1, 'b': 1}]",
	     "not recognised");
}

static void field_of_none_must_not_be_there(void **state)
{
	(void)state;
	know("x", "'all': ['id'], 'none': ['p.definition', 'systemuserid']");
	seen("[{'id': 1, 'p': {'name': 1}}]", "x 1");
	seen("[{'id': 1, 'p': {'definition': null}}]", "not recognised");
	seen("[{'id': 1}, {'id': 2, 'SystemUserId': 3}]", "not recognised");
}

static void values_must_be_those(void **state)
{
	(void)state;
	know("x", "'all': ['id'], 'values': {'type': ['Flow', 'CloudFlow']}");
	seen("[{'id': 1, 'type': 'flow'}]", "x 2");
	seen("[{'id': 1, 'type': ' CLOUDFLOW '}]", "x 2");
	seen("[{'id': 1}, {'id': 2, 'type': 'Flow'}]", "x 2");
	seen("[{'id': 1, 'type': 'App'}]", "not recognised");
	seen("[{'id': 1, 'type': 'Flow'}, {'id': 2, 'type': 'App'}]", "not recognised");
	seen("[{'id': 1}]", "not recognised");
	seen("[{'id': 1, 'type': ''}]", "not recognised");
}

/* Inside a text that holds a structure, in JSON and in a cell. */
static void fields_in_texts_are_seen(void **state)
{
	(void)state;
	know("x", "'all': ['id', 'o.a'], 'none': ['o.z'], 'values': {'o.type': ['flow']}");
	seen("[{'id': 1, 'o': '@{a=1; type=Flow}'}]", "x 3");
	seen("[{'id': 1, 'o': '{\\'a\\': null, \\'type\\': \\'flow\\'}'}]", "x 3");
	seen("id,o\n1,@{a=1; type=Flow}\n", "x 3");
	seen("id,O.A,o\n1,,@{type=Flow}\n", "x 3");
	seen("id,o\n1,@{b=1; type=Flow}\n", "not recognised");
	seen("id,o\n1,@{a=1; type=App}\n", "not recognised");
	seen("id,o\n1,@{a=1; type=Flow; z=}\n", "not recognised");
	seen("id,o\n", "not recognised");
}

/* --- Context ------------------------------------------------------------------------------------------- */

static void context_recognises_an_empty_page(void **state)
{
	(void)state;
	know("users", "'all': ['id'], 'context': ['users']");
	know("groups", "'all': ['id'], 'context': ['groups', 'in/groups']");
	seen("{'@odata.context': 'https://x/$metadata#in/groups(id)', 'value': []}", "groups 10");
	seen("{'@odata.context': 'https://x/$metadata#groups', 'value': [{'id': 1}]}", "groups 11");
}

static void empty_page_without_a_known_context_says_nothing(void **state)
{
	static const char reason[] = "it holds no records, and nothing in it says of what";

	(void)state;
	own_add(&own, "x",
		"'records': ['value[]', '[]'], 'recognise': {'all': ['id'],"
		" 'context': ['users']}, " ROWS);
	seen("{'value': []}", reason);
	seen("{'@odata.context': 'https://x/$metadata#planets', 'value': []}", reason);
	seen("[]", reason);
}

static void context_does_not_outweigh_a_contradiction(void **state)
{
	(void)state;
	know("users", "'all': ['id'], 'none': ['isMfa'], 'context': ['users']");
	seen("{'@odata.context': 'https://x/$metadata#users', 'value': [{'id': 1, 'isMfa': true}]}",
	     "not recognised");
}

static void context_sets_are_cut_out(void **state)
{
	static const struct {
		const char *context, *set;
	} contexts[] = {
		{ "https://graph.microsoft.com/v1.0/$metadata#users", "users" },
		{ "https://x/$metadata#users(id,mail)", "users" },
		{ "https://x/$metadata#users/$entity", "users" },
		{ "#admin_flows(admin_flowid)/x", "admin_flows" },
		{ "https://x/$metadata#", "" },
		{ "https://x/$metadata", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(contexts) / sizeof(contexts[0]); i++)
		assert_true(str_equal(context_set(str_of(contexts[i].context)),
				      str_of(contexts[i].set)));
}

/* --- What is not known ------------------------------------------------------------------------------------ */

static void unknown_files_list_fields_and_the_nearest(void **state)
{
	struct detection detection;

	(void)state;
	know("near", "'all': ['id', 'a', 'b', 'c']");
	know("far", "'all': ['id', 'x', 'y', 'z']");
	detection = look_at("[{'id': 1, 'a': 2, 'b': 3, 'd e': {'f': 1}}]", NULL);
	assert_int_equal(detection.count, 0);
	assert_string_equal(detection.reason, "not recognised");
	assert_string_equal(detection.fields, "id, a, b, d e");
	assert_non_null(detection.nearest);
	assert_string_equal(detection.nearest->name, "near");
}

static void what_is_common_makes_nothing_near(void **state)
{
	struct detection detection;

	(void)state;
	know("far", "'all': ['id', 'name', 'x', 'y', 'z']");
	detection = look_at("[{'id': 1, 'name': 2}]", NULL);
	assert_int_equal(detection.count, 0);
	assert_null(detection.nearest);
}

static void unknown_csv_lists_its_header(void **state)
{
	struct detection detection;

	(void)state;
	know("x", "'all': ['id']");
	detection = look_at("First Name;Age\nAda;36\n", NULL);
	assert_int_equal(detection.count, 0);
	assert_true(detection.csv);
	assert_string_equal(detection.fields, "First Name, Age");
}

static void files_without_data_say_what_they_are(void **state)
{
	(void)state;
	know("x", "'all': ['id']");
	seen("", "the file is empty");
	seen(" \r\n\t", "the file is empty");
	seen("null", "it holds no data: the command that wrote it gave nothing");
	seen(" null\n", "it holds no data: the command that wrote it gave nothing");
	seen("''", "it holds no data: the command that wrote it gave nothing");
	seen("<!DOCTYPE html><html>{'id': 1}</html>",
	     "it is a web page or XML, not data: the command that wrote it was answered by a login"
	     " or error page");
	seen("[]", "it holds no records, and nothing in it says of what");
	seen("{}", "it holds no records, and nothing in it says of what");
	seen("[1, 2]", "it holds no records, and nothing in it says of what");
}

static void refusing_format_gives_its_reason(void **state)
{
	struct detection detection;

	(void)state;
	know("x", "'all': ['id']");
	own_add(&own, "error-answer",
		"'records': ['.'], 'recognise': {'all': ['error.code'],"
		" 'none': ['value']}, 'refuse': 'an error answer'");
	detection = look_at("{'error': {'code': 'Forbidden'}}", NULL);
	assert_int_equal(detection.count, 0);
	assert_string_equal(detection.reason, "an error answer");
	assert_string_equal(detection.known->name, "error-answer");
}

static void only_its_fields(void **state)
{
	struct detection detection;

	(void)state;
	know("names", "'all': ['id', 'name'], 'only': true");
	detection = look_at("id,name\n1,a\n", NULL);
	assert_int_equal(detection.count, 1);
	detection = look_at("id,name,wings\n1,a,2\n", NULL);
	assert_int_equal(detection.count, 0);
	detection = look_at("[{'id': '1', 'name': 'a'}, {'id': '2', 'name': 'b', 'wings': 2}]", NULL);
	assert_int_equal(detection.count, 0);
}

static void file_that_cannot_be_read_is_an_error(void **state)
{
	struct detection detection;
	struct error err = ERROR_INIT;

	(void)state;
	know("x", "'all': ['id']");
	assert_int_equal(detect_in_folder("none", &own.formats, &detection, &err), -1);
	assert_non_null(strstr(err.text, "none"));
}

/* --- Where the records are ----------------------------------------------------------------------------------- */

static void records_are_found_where_the_format_says(void **state)
{
	struct detection detection;

	(void)state;
	know("x", "'all': ['id', 'a']");
	detection = look_at("{'value': [{'id': 1, 'a': 1}], 'count': 1}", NULL);
	assert_string_equal(detection.matches[0].pattern, "value[]");
	detection = look_at("[{'id': 1, 'a': 1}]", NULL);
	assert_string_equal(detection.matches[0].pattern, "[]");
	detection = look_at("{'id': 1, 'a': 1}", NULL);
	assert_string_equal(detection.matches[0].pattern, ".");
	detection = look_at("{'id': 1, 'a': 1}\n{'id': 2, 'a': 1}\n", NULL);
	assert_string_equal(detection.matches[0].pattern, ".");
}

static void file_of_two_kinds_gives_two_matches(void **state)
{
	struct detection detection;

	(void)state;
	own_add(&own, "apps",
		"'records': ['apps[]', '[]'], 'recognise': {'all': ['appId', 'owner']}, " ROWS);
	own_add(&own, "flows", "'records': ['flows[]'], 'recognise': {'all': ['flowId']}, " ROWS);
	detection =
		look_at("{'apps': [{'appId': 1, 'owner': 2}], 'flows': [{'flowId': 3}],"
			" 'planets': [{'planetId': 4}]}",
			NULL);
	assert_int_equal(detection.count, 2);
	assert_string_equal(detection.matches[0].format->name, "apps");
	assert_string_equal(detection.matches[0].pattern, "apps[]");
	assert_string_equal(detection.matches[1].format->name, "flows");
	assert_string_equal(detection.matches[1].pattern, "flows[]");
	detection = look_at("{'flows': [{'flowId': 3}]}", NULL);
	assert_int_equal(detection.count, 1);
	assert_string_equal(detection.matches[0].format->name, "flows");
}

/* The whole and its elements are not two kinds: the better bid is taken. */
static void places_inside_one_another_are_one_match(void **state)
{
	struct detection detection;

	(void)state;
	know("list", "'all': ['id', 'a', 'b']");
	own_add(&own, "whole", "'records': ['.'], 'recognise': {'all': ['value', 'next']}, " ROWS);
	detection = look_at("{'next': 1, 'value': [{'id': 1, 'a': 1, 'b': 1}]}", NULL);
	assert_int_equal(detection.count, 1);
	assert_string_equal(detection.matches[0].format->name, "list");
}

static void csv_headers_are_fields_without_case(void **state)
{
	(void)state;
	know("x",
	     "'all': ['admin_flowid | FlowIDString', 'Flow State'], 'values': {'t': ['flow']}");
	seen("flowidstring,FLOW STATE,t\n1,2,Flow\n", "x 3");
	seen("\xEF\xBB\xBF\"FlowIDString\";\"Flow  State\";t\r\n1;2;flow\r\n", "x 3");
	seen("FlowIDString,Flow State,t\n1,2,app\n", "not recognised");
	seen("FlowIDString,State,t\n1,2,flow\n", "not recognised");
}

/* Export commands print warnings ahead of their JSON. */
static void json_behind_a_warning_is_found(void **state)
{
	(void)state;
	know("x", "'all': ['id', 'a']");
	seen("WARNING: this command, is in preview\n[{'id': 1, 'a': 2}]\n", "x 2");
}

/* More than the first look holds: the record is sampled all the same. */
static void large_first_record_is_sampled(void **state)
{
	FILE *file = fopen(in_folder("large.json"), "w");
	struct detection detection;
	struct error err = ERROR_INIT;

	(void)state;
	know("x", "'all': ['id', 'last']");
	fprintf(file, "[{\"id\": 1, \"text\": \"%0300000d\", \"last\": 2}]", 7);
	fclose(file);
	assert_int_equal(detect_in_folder("large.json", &own.formats, &detection, &err), 0);
	assert_int_equal(detection.count, 1);
	assert_int_equal(detection.matches[0].bid, 2);
}

/* --- With the built-in formats ---------------------------------------------------------------------------------- */

static void content_decides_and_not_the_name(void **state)
{
	static const char users[] = "[{'id': '1', 'userPrincipalName': 'a@x', 'mail': null}]";
	struct formats *formats;
	struct detection detection;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(formats_open(&formats, own.schema, NULL, &err), 0);
	write_file("environments.csv", quoted(users));
	assert_int_equal(detect_in_folder("environments.csv", formats, &detection, &err), 0);
	assert_int_equal(detection.count, 1);
	assert_string_equal(detection.matches[0].format->name, "graph-user");
	assert_false(detection.csv);
	formats_close(formats);
}

#define test(f) cmocka_unit_test_setup_teardown(f, begin_case, end_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(highest_bid_wins),
		test(tie_is_refused_with_both_names),
		test(as_decides),
		test(verdict_names_its_grounds_and_the_next_best),
		test(every_field_of_all_is_needed),
		test(one_field_of_any_is_needed),
		test(samples_are_taken_together),
		test(field_of_none_must_not_be_there),
		test(values_must_be_those),
		test(fields_in_texts_are_seen),
		test(context_recognises_an_empty_page),
		test(empty_page_without_a_known_context_says_nothing),
		test(context_does_not_outweigh_a_contradiction),
		test(context_sets_are_cut_out),
		test(only_its_fields),
		test(unknown_files_list_fields_and_the_nearest),
		test(what_is_common_makes_nothing_near),
		test(unknown_csv_lists_its_header),
		test(files_without_data_say_what_they_are),
		test(refusing_format_gives_its_reason),
		test(file_that_cannot_be_read_is_an_error),
		test(records_are_found_where_the_format_says),
		test(file_of_two_kinds_gives_two_matches),
		test(places_inside_one_another_are_one_match),
		test(csv_headers_are_fields_without_case),
		test(json_behind_a_warning_is_found),
		test(large_first_record_is_sampled),
		test(content_decides_and_not_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
