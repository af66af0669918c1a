/* SPDX-License-Identifier: MIT
 * Format descriptions: every documented key does what it says, and every mistake is named.
 */
#include "format_case.h"

#define ROWS "'rows': [{'table': 'flow', 'columns': {'flow_id': 'id'}}]"
#define ROW(members) "'rows': [{'table': 'flow', " members "}]"
#define COLUMN(column) ROW("'columns': {'flow_id': 'id', " column "}")

static const struct row_map *only_row(const struct parsed *parsed)
{
	assert_int_equal(parsed->format.row_count, 1);
	return &parsed->format.rows[0];
}

/* The first way of the second column. */
static const struct expression *second_column(const struct parsed *parsed)
{
	const struct row_map *row = only_row(parsed);

	assert_int_equal(row->column_count, 2);
	return &row->columns[1].ways[0];
}

/* --- Keys ------------------------------------------------------------------------------------------ */

static void least_description_has_defaults(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, format_text(ROWS));
	assert_string_equal(parsed.format.name, "x");
	assert_string_equal(parsed.format.title, "t");
	assert_int_equal(parsed.format.rank, 50);
	assert_int_equal(parsed.format.covers, COVERS_SOME);
	assert_int_equal(parsed.format.covers_context.count, 0);
	assert_int_equal(parsed.format.time.count, 0);
	assert_null(parsed.format.refuse);
	assert_string_equal(only_row(&parsed)->entity->name, "flow");
	assert_int_equal(only_row(&parsed)->covers, COVERS_SOME);
	assert_false(only_row(&parsed)->has_each);
	assert_true(str_equal(only_row(&parsed)->resource_kind, STR("")));
	parsed_release(&parsed);
}

static void top_keys_are_read(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, format_text("'rank': 99, 'covers': 'tenant', 'time': 'a | b',"
					" 'covers_when': {'context': ['users', 'x']}, " ROWS));
	assert_int_equal(parsed.format.rank, 99);
	assert_int_equal(parsed.format.covers, COVERS_TENANT);
	assert_int_equal(parsed.format.time.count, 2);
	assert_int_equal(parsed.format.covers_context.count, 2);
	assert_true(texts_hold(&parsed.format.covers_context, STR("USERS")));
	assert_false(texts_hold(&parsed.format.covers_context, STR("user")));
	parsed_release(&parsed);
}

static void every_scope_has_its_name(void **state)
{
	static const char *const names[] = {
		[COVERS_TENANT] = "'covers': 'tenant', " ROWS,
		[COVERS_ENVIRONMENT] = "'covers': 'environment', " ROWS,
		[COVERS_OBJECT] = "'covers': 'object', " ROWS,
		[COVERS_SOME] = "'covers': 'some', " ROWS,
	};
	struct parsed parsed;

	(void)state;
	for (int i = 0; i < 4; i++) {
		parse_good(&parsed, format_text(names[i]));
		assert_int_equal((int)parsed.format.covers, i);
		parsed_release(&parsed);
	}
}

static void recognition_is_read(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, quoted("{'format': 'x', 'title': 't', 'records': ['value[]', '.'],"
				   " 'recognise': {'all': ['a | A', 'b'], 'any': ['c'],"
				   " 'none': ['d', 'e', 'f'], 'values': {'type': ['T1', 'T2']},"
				   " 'context': ['ctx']}, " ROWS "}"));
	assert_int_equal(parsed.format.records.count, 2);
	assert_string_equal(parsed.format.records.items[1], ".");
	assert_int_equal(parsed.format.recognise.all_count, 2);
	assert_int_equal(parsed.format.recognise.all[0].count, 2);
	assert_int_equal(parsed.format.recognise.any_count, 1);
	assert_int_equal(parsed.format.recognise.none_count, 3);
	assert_int_equal(parsed.format.recognise.value_count, 1);
	assert_true(texts_hold(&parsed.format.recognise.values[0].values, STR("t2")));
	assert_true(texts_hold(&parsed.format.recognise.context, STR("ctx")));
	parsed_release(&parsed);
}

static void refusal_stands_in_place_of_rows(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, format_text("'refuse': 'an error answer'"));
	assert_string_equal(parsed.format.refuse, "an error answer");
	assert_int_equal(parsed.format.row_count, 0);
	parsed_release(&parsed);
}

static void row_keys_are_read(void **state)
{
	const struct row_map *row;
	struct parsed parsed;

	(void)state;
	parse_good(
		&parsed,
		format_text(
			"'rows': [{'table': 'resource_connector', 'each': 'p.refs.*',"
			" 'covers': 'object', 'when': {'id': ['*'], 'k': [null], 'm': ['1', '2']},"
			" 'columns': {'resource_kind': {'constant': 'flow'},"
			" 'resource_id': '^.name', 'connector_id': '$key'}}]"));
	row = only_row(&parsed);
	assert_true(row->has_each);
	assert_int_equal(row->each.count, 3);
	assert_int_equal(row->each.steps[2].kind, STEP_MEMBERS);
	assert_int_equal(row->covers, COVERS_OBJECT);
	assert_true(str_equal(row->resource_kind, STR("flow")));
	assert_int_equal(row->when_count, 3);
	assert_true(row->when[0].any && row->when[1].none && !row->when[2].any);
	assert_int_equal(row->when[2].values.count, 2);
	assert_int_equal(row->columns[1].ways[0].from.paths[0].up, 1);
	assert_int_equal(row->columns[2].ways[0].from.paths[0].subject, PATH_KEY);
	parsed_release(&parsed);
}

static void column_keys_are_read(void **state)
{
	const struct expression *way;
	struct parsed parsed;

	(void)state;
	parse_good(&parsed,
		   format_text(COLUMN("'state': {'from': 'a | b', 'segment': 's', 'prefer': 'p',"
				      " 'choices': {'One': 'one', 'Two': 'two'}}")));
	way = second_column(&parsed);
	assert_int_equal(way->from.count, 2);
	assert_string_equal(way->segment, "s");
	assert_string_equal(way->prefer, "p");
	assert_int_equal(way->choice_count, 2);
	assert_string_equal(way->choices[1].to, "two");
	assert_null(way->constant);
	assert_null(way->refers);
	assert_int_equal(way->present, PRESENCE_NONE);
	parsed_release(&parsed);
}

static void column_may_have_several_ways(void **state)
{
	const struct row_map *row;
	struct parsed parsed;

	(void)state;
	parse_good(&parsed,
		   format_text(COLUMN("'is_solution': ['a', {'from': 'b', 'present': true},"
				      " {'from': 'c', 'present': false},"
				      " {'constant': '0'}]")));
	row = only_row(&parsed);
	assert_int_equal(row->columns[1].count, 4);
	assert_int_equal(row->columns[1].ways[0].present, PRESENCE_NONE);
	assert_int_equal(row->columns[1].ways[1].present, PRESENCE_TRUE);
	assert_int_equal(row->columns[1].ways[2].present, PRESENCE_FALSE);
	assert_string_equal(row->columns[1].ways[3].constant, "0");
	parsed_release(&parsed);
}

static void reference_names_a_column(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, format_text(COLUMN("'environment_id': {'from': 'e',"
					       " 'refers': 'environment.coe_row_id'}")));
	assert_string_equal(second_column(&parsed)->refers, "environment.coe_row_id");
	parsed_release(&parsed);
}

/* --- Fields ---------------------------------------------------------------------------------------- */

static void fields_are_taken_apart(void **state)
{
	static const struct {
		const char *text;
		int up;
		enum path_subject subject;
		size_t count;
		const char *last;
	} fields[] = {
		{ "name", 0, PATH_FIELD, 1, "name" },
		{ "a.b.c", 0, PATH_FIELD, 3, "c" },
		{ "a[].b", 0, PATH_FIELD, 3, "b" },
		{ "`@odata.type`", 0, PATH_FIELD, 1, "@odata.type" },
		{ "a.`b.c[]`.d", 0, PATH_FIELD, 3, "d" },
		{ "Flow State", 0, PATH_FIELD, 1, "Flow State" },
		{ "^.name", 1, PATH_FIELD, 1, "name" },
		{ "^.^.a.b", 2, PATH_FIELD, 2, "b" },
		{ "$key", 0, PATH_KEY, 0, NULL },
		{ "^.$key", 1, PATH_KEY, 0, NULL },
		{ "$value", 0, PATH_VALUE, 0, NULL },
		{ "$path", 0, PATH_LEAF_PATH, 0, NULL },
		{ "$parent", 0, PATH_PARENT, 0, NULL },
		{ "$depth", 0, PATH_DEPTH, 0, NULL },
		{ "$file", 0, PATH_FILE, 0, NULL },
		{ "$context", 0, PATH_ENVELOPE, 0, NULL },
		{ "$envelope.a.`b.c`", 0, PATH_ENVELOPE, 0, NULL },
		{ "$keys", 0, PATH_FIELD, 1, "$keys" },
		{ "$envelope", 0, PATH_FIELD, 1, "$envelope" },
	};
	char text[200];
	struct parsed parsed;

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct path *path;

		snprintf(text, sizeof(text), COLUMN("'state': '%s'"), fields[i].text);
		parse_good(&parsed, format_text(text));
		path = &second_column(&parsed)->from.paths[0];
		assert_int_equal(path->up, fields[i].up);
		assert_int_equal(path->subject, fields[i].subject);
		assert_int_equal(path->count, fields[i].count);
		if (fields[i].last)
			assert_true(str_equal(path->steps[path->count - 1].name,
					      str_of(fields[i].last)));
		parsed_release(&parsed);
	}
}

/* --- Mistakes -------------------------------------------------------------------------------------- */

struct mistake {
	const char *members, *message; /* message without "format 'x': " */
};

static void check_mistake(const char *text, const char *message)
{
	struct parsed parsed;
	char expected[ERROR_SIZE];

	if (parse(&parsed, text) == 0)
		fail_msg("no mistake in %s", text);
	snprintf(expected, sizeof(expected), "format 'x': %s%s",
		 strstr(parsed.err.text, "'x': line 1: ") && strncmp(message, "line", 4) != 0
			 ? "line 1: "
			 : "",
		 message);
	if (strcmp(parsed.err.text, expected) != 0)
		fail_msg("'%s', not\n'%s', of %s", parsed.err.text, expected, text);
	parsed_release(&parsed);
}

static void mistake_is_told_with_its_line(void **state)
{
	static const struct mistake lines[] = {
		{ "{'format': 'x',\n'title': 'a: [b',\n'rank': 'high' }",
		  "line 3: rank: not a number from 1 to 99" },
		{ "{'format': 'x', 'records': [\n'[]'\n],\n'rows': [\n{'table': 'flow', 'columns':\n"
		  "{'flow_id':\n'id',\n'colour': 'c'}}]}",
		  "line 8: rows: row 1: columns: column 'colour': 'flow' has no such column" },
		{ "{'format': 'x',\n'recognise': {\n'all': [], \n'most': []}}",
		  "line 4: recognise: unknown member 'most'" },
	};
	struct parsed parsed;
	char expected[ERROR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		snprintf(expected, sizeof(expected), "format 'x': %s", lines[i].message);
		assert_int_equal(parse(&parsed, quoted(lines[i].members)), -1);
		assert_string_equal(parsed.err.text, expected);
		parsed_release(&parsed);
	}
}

#define SCOPES "not one of tenant, environment, object, some"
#define TEST_NEEDED "needs a list of values, a 'pattern' or a 'not'"
#define ELEMENTS "not a path to the elements of a list, or to members"
#define NEEDED "'title', 'records', and either 'rows' or 'refuse' are needed"

/* clang-format off */
static const struct mistake mistakes[] = {
	{ "'recognize': {}", "unknown member 'recognize'" },
	{ "'Rows': []", "unknown member 'Rows'" },
	{ "'rank': 0", "rank: not a number from 1 to 99" },
	{ "'rank': 100", "rank: not a number from 1 to 99" },
	{ "'rank': '50'", "rank: not a number from 1 to 99" },
	{ "'covers': 'all'", "covers: " SCOPES },
	{ "'covers': 7", "covers: " SCOPES },
	{ "'covers_when': ['users']", "covers_when: not an object" },
	{ "'covers_when': {'set': ['users']}", "covers_when: unknown member 'set'" },
	{ "'time': 'a..b'", "time: empty name in field '.b'" },
	{ "'time': ''", "time: empty field" },
	{ "'time': '`a'", "time: quote never closed in field ''a'" },
	{ "'time': '`a`b'", "time: unexpected 'b' in field" },
	{ "'time': ['a']", "time: not a text" },
	{ "'refuse': 7", "refuse: not a text" },
	{ "'rank': 50", NEEDED },
	{ "'refuse': 'why', " ROWS, NEEDED },
	{ "'rows': {}", "rows: not a list" },
	{ "'rows': []", NEEDED },
	{ "'rows': [7]", "rows: row 1: not an object" },
	{ "'rows': [{}]", "rows: row 1: a row needs 'table' and 'columns'" },
	{ "'rows': [{'table': 7}]", "rows: row 1: table: not a text" },
	{ "'rows': [{'table': 'flows'}]", "rows: row 1: table: no such entity 'flows'" },
	{ "'rows': [{'table': 'flow'}]", "rows: row 1: a row needs 'table' and 'columns'" },
	{ "'rows': [{'table': 'flow', 'columns': {}}]", "rows: row 1: a row needs 'table' and 'columns'" },
	{ "'rows': [{'columns': {'flow_id': 'id'}}]", "rows: row 1: columns: 'table' must come first" },
	{ ROW("'columns': {'state': 's'}"), "rows: row 1: key 'flow_id' of 'flow' is not mapped" },
	{ ROW("'columns': ['flow_id']"), "rows: row 1: columns: not an object" },
	{ ROW("'tables': 1, 'columns': {'flow_id': 'id'}"), "rows: row 1: unknown member 'tables'" },
	{ ROW("'covers': 'all', 'columns': {'flow_id': 'id'}"), "rows: row 1: covers: " SCOPES },
	{ ROW("'each': 7, 'columns': {'flow_id': 'id'}"), "rows: row 1: each: not a text" },
	{ ROW("'each': 'a[', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: empty name in field '['" },
	{ ROW("'each': 'a.b', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: " ELEMENTS },
	{ ROW("'each': 'a[].b', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: " ELEMENTS },
	{ ROW("'each': '^.a[]', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: " ELEMENTS },
	{ ROW("'each': '$value', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: " ELEMENTS },
	{ ROW("'each': 'a.**.b[]', 'columns': {'flow_id': 'id'}"), "rows: row 1: each: nothing may follow '**'" },
	{ ROW("'when': ['a'], 'columns': {'flow_id': 'id'}"), "rows: row 1: when: not an object" },
	{ ROW("'when': {'a': '*'}, 'columns': {'flow_id': 'id'}"), "rows: row 1: when: 'a': " TEST_NEEDED },
	{ ROW("'when': {'a': []}, 'columns': {'flow_id': 'id'}"), "rows: row 1: when: 'a': " TEST_NEEDED },
	{ ROW("'when': {'a': [1]}, 'columns': {'flow_id': 'id'}"), "rows: row 1: when: 'a': not a text" },
	{ ROW("'when': {'a': {'pattern': '('}}, 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: when: 'a': pattern: at character 2: missing closing parenthesis" },
	{ ROW("'when': {'a': {'pattern': 7}}, 'columns': {'flow_id': 'id'}"), "rows: row 1: when: 'a': pattern: not a text" },
	{ ROW("'when': {'a': {'not': 'b'}}, 'columns': {'flow_id': 'id'}"), "rows: row 1: when: 'a': not: " TEST_NEEDED },
	{ ROW("'when': {'a': {'pattern': 'x', 'not': ['b']}}, 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: when: 'a': " TEST_NEEDED },
	{ COLUMN("'state': {'from': 's', 'pattern': 'a**'}"),
	  "rows: row 1: columns: column 'state': pattern: at character 3: quantifier does not follow a repeatable item" },
	{ ROW("'each': 'a[]', 'descend': 'a[]', 'columns': {'flow_id': 'id'}"), "rows: row 1: descend: not a list" },
	{ ROW("'each': 'a[]', 'descend': ['a'], 'columns': {'flow_id': 'id'}"), "rows: row 1: descend: " ELEMENTS },
	{ ROW("'each': 'a[]', 'descend': ['^.a[]'], 'columns': {'flow_id': 'id'}"), "rows: row 1: descend: " ELEMENTS },
	{ ROW("'each': 'a[]', 'descend': ['**'], 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: descend: '**' leads to every depth by itself" },
	{ ROW("'each': '**', 'descend': ['a[]'], 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: 'descend' needs an 'each' that leads to elements" },
	{ ROW("'descend': ['a[]'], 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: 'descend' needs an 'each' that leads to elements" },
	{ COLUMN("'colour': 'c'"), "rows: row 1: columns: column 'colour': 'flow' has no such column" },
	{ COLUMN("'valid_from': 'c'"), "rows: row 1: columns: column 'valid_from': 'flow' has no such column" },
	{ COLUMN("'version_id': 'c'"), "rows: row 1: columns: column 'version_id': 'flow' has no such column" },
	{ COLUMN("'state': 7"), "rows: row 1: columns: column 'state': not an object" },
	{ COLUMN("'state': {}"), "rows: row 1: columns: column 'state': needs 'from' or 'constant'" },
	{ COLUMN("'state': {'form': 's'}"), "rows: row 1: columns: column 'state': unknown member 'form'" },
	{ COLUMN("'state': {'constant': 1}"), "rows: row 1: columns: column 'state': constant: not a text" },
	{ COLUMN("'state': {'from': 's', 'present': 1}"), "rows: row 1: columns: column 'state': present: not true or false" },
	{ COLUMN("'state': {'from': 's', 'choices': ['a']}"), "rows: row 1: columns: column 'state': choices: not an object" },
	{ COLUMN("'state': {'from': 's', 'choices': {'a': 1}}"), "rows: row 1: columns: column 'state': choices: 'a': not a text" },
	{ COLUMN("'state': {'from': 's', 'refers': 'flow.state'}"),
	  "rows: row 1: columns: column 'state': has no column for a reference by another name" },
	{ COLUMN("'environment_id': {'from': 'e', 'refers': 'environment'}"),
	  "rows: row 1: columns: column 'environment_id': refers: no such column 'environment'" },
	{ COLUMN("'environment_id': {'from': 'e', 'refers': 'planet.name'}"),
	  "rows: row 1: columns: column 'environment_id': refers: no such column 'planet.name'" },
	{ COLUMN("'environment_id': {'from': 'e', 'refers': 'environment.colour'}"),
	  "rows: row 1: columns: column 'environment_id': refers: no such column 'environment.colour'" },
	{ COLUMN("'state': '$envelope.'"), "rows: row 1: columns: column 'state': empty field" },
	{ COLUMN("'state': '$envelope.a[].b'"), "rows: row 1: columns: column 'state': '$envelope.a[].b' leads into a list" },
	{ ROWS ", 'rows': []", "'rows' stands twice" },
	{ "'time': 'a', 'time': 'b', " ROWS, "'time' stands twice" },
	{ ROW("'columns': {'flow_id': 'id'}, 'columns': {}"), "rows: row 1: 'columns' stands twice" },
	{ ROW("'each': 'a[][][][][][][][][]', 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: each: more than 8 lists inside one another" },
	{ ROW("'each': 'a[][][][][][][][].**', 'columns': {'flow_id': 'id'}"),
	  "rows: row 1: each: more than 8 lists inside one another" },
};
/* clang-format on */

static void every_mistake_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++)
		check_mistake(format_text(mistakes[i].members), mistakes[i].message);
}

static void mistakes_in_what_all_descriptions_need(void **state)
{
	(void)state;
	check_mistake("", "line 1: not JSON");
	check_mistake("{\n\n\"format\": x}", "line 3: not JSON");
	check_mistake("{} {}", "line 1: not JSON");
	check_mistake("[]", "not an object");
	check_mistake("{}", NEEDED);
	check_mistake(quoted("{'format': 'y'}"), "format: 'y' is not the name of the file");
	check_mistake(quoted("{'format': 7}"), "format: not a text");
	check_mistake(quoted("{'title': 7}"), "title: not a text");
	check_mistake(quoted("{'records': '[]'}"), "records: not a list");
	check_mistake(quoted("{'records': [7]}"), "records: not a text");
	check_mistake(quoted("{'format': 'x', 'title': 't', 'records': [], " ROWS "}"), NEEDED);
	check_mistake(quoted("{'format': 'x', 'title': 't', 'records': ['.'], " ROWS "}"),
		      "'recognise' names no field");
	check_mistake(quoted("{'format': 'x', 'title': 't', 'records': ['.'],"
			     " 'recognise': {'none': ['a'], 'context': ['b']}, " ROWS "}"),
		      "'recognise' names no field");
	check_mistake(quoted("{'recognise': {'some': ['a']}}"), "recognise: unknown member 'some'");
	check_mistake(quoted("{'recognise': {'all': 'a'}}"), "recognise: all: not a list");
	check_mistake(quoted("{'recognise': {'any': ['a', 'b | $file']}}"),
		      "recognise: any: '$file' is no field of a record");
	check_mistake(quoted("{'recognise': {'values': {'$context': ['a']}}}"),
		      "recognise: values: '$context' is no field of a record");
	check_mistake(quoted("{'recognise': {'values': {'a': []}}}"),
		      "recognise: values: 'a': " TEST_NEEDED);
}

/* As many lists as the mapping has room for. */
static void eight_lists_inside_one_another_are_read(void **state)
{
	struct parsed parsed;

	(void)state;
	parse_good(&parsed, format_text(ROW("'each': 'a.b[].c.d[][].*[].e[][].*',"
					    " 'columns': {'flow_id': 'id'}")));
	parsed_release(&parsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(least_description_has_defaults),
		cmocka_unit_test(top_keys_are_read),
		cmocka_unit_test(every_scope_has_its_name),
		cmocka_unit_test(recognition_is_read),
		cmocka_unit_test(refusal_stands_in_place_of_rows),
		cmocka_unit_test(row_keys_are_read),
		cmocka_unit_test(column_keys_are_read),
		cmocka_unit_test(column_may_have_several_ways),
		cmocka_unit_test(reference_names_a_column),
		cmocka_unit_test(fields_are_taken_apart),
		cmocka_unit_test(mistake_is_told_with_its_line),
		cmocka_unit_test(every_mistake_is_named),
		cmocka_unit_test(mistakes_in_what_all_descriptions_need),
		cmocka_unit_test(eight_lists_inside_one_another_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
