/* SPDX-License-Identifier: MIT
 * Report headers: what is read, and where each mistake is found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "queries/header.h"

static const char whole[] =
	"-- title:    Flows: whose owner has left \n"
	"-- severity: high\n"
	"-- needs:    flow, role_assignment:flow,environment.sku\n"
	"-- wants:    principal\n"
	"-- param:    days integer 30  how many days\n"
	"-- param:    share real 0.5\n"
	"-- param:    mode text strict  strict: all: of them\n"
	"-- refs:     CoE \"Orphaned Flows\"; OWASP\n"
	"-- rule:     OWN-001\n"
	"-- resource: flow flow_id\n"
	"--\n"
	"-- Why it matters.\n"
	"--\n"
	"-- What to do.\n"
	"SELECT 1 -- not a header: nor this\n";

static struct report parse(struct arena *arena, const char *text)
{
	struct report report;
	struct error err = ERROR_INIT;

	if (header_parse(arena, "x.sql", str_of(text), &report, &err) < 0)
		fail_msg("%s", err.text);
	return report;
}

static void reads_every_key(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report = parse(&arena, whole);

	(void)state;
	assert_string_equal(report.title, "Flows: whose owner has left");
	assert_int_equal(report.severity, SEVERITY_HIGH);
	assert_string_equal(report.refs, "CoE \"Orphaned Flows\"; OWASP");
	assert_string_equal(report.rule, "OWN-001");
	assert_string_equal(report.resource_kind, "flow");
	assert_null(report.resource_kind_column);
	assert_string_equal(report.resource_column, "flow_id");
	assert_string_equal(report.text, "Why it matters.\n\nWhat to do.");
	assert_string_equal(report.sql, "SELECT 1 -- not a header: nor this\n");
	assert_string_equal(report.source, whole);
	arena_release(&arena);
}

static void reads_needs_and_wants(void **state)
{
	static const struct need expected[] = {
		{ "flow", "flow", "", NULL },
		{ "role_assignment:flow", "role_assignment", "flow", NULL },
		{ "environment.sku", "environment", "", "sku" },
	};
	struct arena arena = ARENA_INIT;
	struct report report = parse(&arena, whole);

	(void)state;
	assert_int_equal(report.need_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(report.needs[i].text, expected[i].text);
		assert_string_equal(report.needs[i].entity, expected[i].entity);
		assert_string_equal(report.needs[i].part, expected[i].part);
		if (expected[i].column == NULL)
			assert_null(report.needs[i].column);
		else
			assert_string_equal(report.needs[i].column, expected[i].column);
	}
	assert_int_equal(report.want_count, 1);
	assert_string_equal(report.wants[0].text, "principal");
	arena_release(&arena);
}

static void reads_parameters(void **state)
{
	static const struct param expected[] = {
		{ "days", "30", "how many days", PARAM_INTEGER },
		{ "share", "0.5", "", PARAM_REAL },
		{ "mode", "strict", "strict: all: of them", PARAM_TEXT },
	};
	struct arena arena = ARENA_INIT;
	struct report report = parse(&arena, whole);

	(void)state;
	assert_int_equal(report.param_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(report.params[i].name, expected[i].name);
		assert_string_equal(report.params[i].fallback, expected[i].fallback);
		assert_string_equal(report.params[i].help, expected[i].help);
		assert_int_equal(report.params[i].kind, expected[i].kind);
	}
	arena_release(&arena);
}

static void reads_the_least_and_what_windows_writes(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report = parse(&arena,
				     "\xEF\xBB\xBF-- title: T\r\n-- severity: low\r\n"
				     "-- resource: :kind id\r\n-- key: connector_id  action\r\n"
				     "--\r\n-- Prose.\r\n"
				     "SELECT 1\r\n");

	(void)state;
	assert_string_equal(report.title, "T");
	assert_string_equal(report.text, "Prose.");
	assert_string_equal(report.resource_kind_column, "kind");
	assert_null(report.resource_kind);
	assert_string_equal(report.resource_column, "id");
	assert_int_equal(report.key_count, 2);
	assert_string_equal(report.keys[0], "connector_id");
	assert_string_equal(report.keys[1], "action");
	report = parse(&arena, "-- title: T\n-- severity: info\nSELECT 1");
	assert_string_equal(report.text, "");
	assert_string_equal(report.refs, "");
	assert_string_equal(report.rule, "");
	assert_null(report.resource_column);
	assert_int_equal(report.need_count + report.want_count + report.param_count, 0);
	arena_release(&arena);
}

#define HEAD "-- title: T\n-- severity: low\n"

static const struct {
	const char *text, *message;
} mistakes[] = {
	{ "", "x.sql: empty" },
	{ "-- title: T\n\n-- severty: high\n", "x.sql: no 'severity'" },
	{ "-- title: T\n-- severty: high\n", "x.sql: line 2: unknown key 'severty'" },
	{ HEAD "-- key: a A\n", "x.sql: line 3: not a column: 'A'" },
	{ HEAD "-- key: a b c d e f g h i j k\n",
	  "x.sql: line 3: too many columns: 'a b c d e f g h i j k'" },
	{ "-- severity: high\nSELECT 1", "x.sql: no 'title'" },
	{ "-- title: T\nSELECT 1", "x.sql: no 'severity'" },
	{ "-- title:\n", "x.sql: line 1: no value for 'title'" },
	{ "-- title: T\n-- title: U\n", "x.sql: line 2: a second 'title'" },
	{ "-- title: T\n-- severity: High\n",
	  "x.sql: line 2: no such severity (critical, high, "
	  "medium, low, info): 'High'" },
	{ HEAD "-- a remark\n", "x.sql: line 3: unknown key 'a remark'" },
	{ HEAD "-- needs: flow,\n-- needs: app\n", "x.sql: line 4: a second 'needs'" },
	{ HEAD "-- needs: Flow\n",
	  "x.sql: line 3: not an entity, entity:part or entity.column: 'Flow'" },
	{ HEAD "-- needs: flow,,app\n",
	  "x.sql: line 3: not an entity, entity:part or entity.column: ''" },
	{ HEAD "-- wants: flow.\n",
	  "x.sql: line 3: not an entity, entity:part or entity.column: 'flow.'" },
	{ HEAD "-- wants: a:b.c\n",
	  "x.sql: line 3: not an entity, entity:part or entity.column: 'a:b.c'" },
	{ HEAD "-- param: days integer\n",
	  "x.sql: line 3: not 'name kind default explanation': 'days integer'" },
	{ HEAD "-- param: days number 3 x\n",
	  "x.sql: line 3: no such kind (text, integer, real): 'number'" },
	{ HEAD "-- param: days integer 3.5 x\n",
	  "x.sql: line 3: the default is not of its kind: '3.5'" },
	{ HEAD "-- param: days integer 99999999999999999999 x\n",
	  "x.sql: line 3: the default is not of its kind: '99999999999999999999'" },
	{ HEAD "-- param: share real nan x\n",
	  "x.sql: line 3: the default is not of its kind: 'nan'" },
	{ HEAD "-- param: a text x\n-- param: a text y\n",
	  "x.sql: line 4: not a name, or taken: 'a'" },
	{ HEAD "-- param: as_of integer 1 x\n", "x.sql: line 3: not a name, or taken: 'as_of'" },
	{ HEAD "-- param: a-b text x\n", "x.sql: line 3: not a name, or taken: 'a-b'" },
	{ HEAD "-- resource: flow\n",
	  "x.sql: line 3: not 'kind column' or ':column column': 'flow'" },
	{ HEAD "-- resource: flow a b\n",
	  "x.sql: line 3: not 'kind column' or ':column column': 'flow a b'" },
	{ HEAD "--\n-- Prose.\n", "x.sql: no SQL after the header" },
	{ HEAD "SELECT '\xFF'", "x.sql: not UTF-8 text" },
	{ NULL, NULL },
};

static void names_the_line_of_each_mistake(void **state)
{
	(void)state;
	for (size_t i = 0; mistakes[i].text != NULL; i++) {
		struct arena arena = ARENA_INIT;
		struct error err = ERROR_INIT;
		struct report report;

		assert_int_equal(
			header_parse(&arena, "x.sql", str_of(mistakes[i].text), &report, &err), -1);
		assert_string_equal(err.text, mistakes[i].message);
		arena_release(&arena);
	}
}

static void refuses_bytes_that_are_no_text(void **state)
{
	static const char nul[] = HEAD "SELECT 1\0; DROP TABLE x";
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct report report;
	char *large = memory_alloc(LIMIT_REPORT_FILE + 2);

	(void)state;
	assert_int_equal(
		header_parse(&arena, "x.sql", (struct str){ nul, sizeof(nul) - 1 }, &report, &err),
		-1);
	assert_string_equal(err.text, "x.sql: not UTF-8 text");
	memset(large, '-', LIMIT_REPORT_FILE + 1);
	assert_int_equal(header_parse(&arena, "x.sql", str_of(large), &report, &err), -1);
	assert_string_equal(err.text, "x.sql: larger than 1048576 bytes");
	free(large);
	arena_release(&arena);
}

static void limits_lists(void **state)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct report report;
	struct buffer text = BUFFER_INIT(MIB);

	(void)state;
	buffer_puts(&text, HEAD "-- needs: ");
	for (int i = 0; i < 51; i++)
		buffer_puts(&text, "flow,");
	assert_int_equal(header_parse(&arena, "x.sql", str_of(text.data), &report, &err), -1);
	assert_non_null(strstr(err.text, "line 3: too many entities"));
	buffer_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_key),
		cmocka_unit_test(reads_needs_and_wants),
		cmocka_unit_test(reads_parameters),
		cmocka_unit_test(reads_the_least_and_what_windows_writes),
		cmocka_unit_test(names_the_line_of_each_mistake),
		cmocka_unit_test(refuses_bytes_that_are_no_text),
		cmocka_unit_test(limits_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
