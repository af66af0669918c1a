/* SPDX-License-Identifier: MIT
 * JSON: where records are, what is beside them, and what a damaged record costs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/limits.h"
#include "transcript.h"

static void finds_records_by_pattern(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":1}, {\"a\":2}]", "page 1\n1 @1 {\"a\":1}\n2 @10 {\"a\":2}\nend\n");
	json_is("value[]", "{\"Value\":[{}]}", "page 1\n1 @10 {}\nend\n");
	json_is(".", "{\"a\":1}", "page 1\n1 @0 {\"a\":1}\nend\n");
	json_is("a.b[]", "{\"x\":{\"b\":[7]},\"A\":{\"b\":[{}]}}", "page 1\n1 @25 {}\nend\n");
	json_is("a.*", "{\"a\":{\"g1\":{\"n\":1},\"g2\":{\"n\":2}}}",
		"page 1\n1 @11 {\"n\":1}\n2 @24 {\"n\":2}\nend\n");
	json_is("a", "{\"b\":{},\"a\":{\"n\":1}}", "page 1\n1 @12 {\"n\":1}\nend\n");
	json_is("'a.b'[]", "{\"a\":{\"b\":[{}]},\"a.b\":[{\"n\":1}]}",
		"page 1\n1 @23 {\"n\":1}\nend\n");
	json_is("[][]", "[[{\"n\":1}],[],7]", "page 1\n1 @2 {\"n\":1}\npage 1\nend\n");
}

static void refuses_a_bad_pattern(void **state)
{
	(void)state;
	json_is("", "{}", "error: not a record pattern: ''\n");
	json_is("a..b", "{}", "error: not a record pattern: 'a..b'\n");
	json_is("a[", "{}", "error: not a record pattern: 'a['\n");
	json_is("'a", "{}", "error: not a record pattern: ''a'\n");
	json_is("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q", "{}",
		"error: not a record pattern: 'a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q'\n");
}

static void passes_over_what_does_not_fit(void **state)
{
	(void)state;
	json_is("value[]", "[1,{\"value\":[{}]}]", "end\n");
	json_is("value[]", "{\"value\":{\"a\":[{}]},\"b\":[{}]}", "end\n");
	json_is("[]", "{\"a\":[1]}", "end\n");
	json_is(".", "[{}]", "end\n");
	json_is(".", "null", "end\n");
	json_is(".", "\"\"", "end\n");
	json_is(".", "-1.5e3 true \"x\"", "end\n");
	json_is("value[]", "", "end\n");
	json_is("value[]", "\xEF\xBB\xBF \r\n", "end\n");
}

static void tells_empty_container(void **state)
{
	(void)state;
	json_is("value[]", "{\"value\":[]}", "page 1\nend\n");
	json_is("[]", " [ ] ", "page 1\nend\n");
	json_is("a.*", "{\"a\":{}}", "page 1\nend\n");
	json_is("value[]", "{\"error\":{\"code\":\"Forbidden\"}}", "end\n");
	json_is("value[]", "{\"value\":null}", "1 value=null\nend\n");
}

static void tells_scalars_beside_the_records(void **state)
{
	(void)state;
	json_is("value[]",
		"{\"nextLink\":\"https:\\/\\/a\",\"value\":[{}],\"count\":12,\"ok\":true,"
		"\"obj\":{\"x\":1}}",
		"1 nextLink=https://a\npage 1\n1 @35 {}\n1 count=12\n1 ok=true\nend\n");
	json_is("value[]", "{\"\\u0061\\\"\":\"\\u00e4\\n\",\"b\":\"\"}",
		"1 a\"=\xC3\xA4\n\n1 b=\nend\n");
	json_is("[].value[]", "[{\"value\":[{}],\"n\":1},{\"n\":2}]",
		"page 1\n1 @11 {}\n1 n=1\n1 n=2\nend\n");
	json_is("value[]", "{\"a\":\"\\u0000\\ud800\"}", "1 a=\xEF\xBF\xBD\xEF\xBF\xBD\nend\n");
}

static void takes_several_values_as_pages(void **state)
{
	(void)state;
	json_is("value[]", "{\"value\":[{}]}{\"value\":[{}],\"n\":1}\n\n{\"n\":2}",
		"page 1\n1 @10 {}\npage 2\n2 @24 {}\n2 n=1\n3 n=2\nend\n");
	json_is(".", "{\"a\":1}\r\n\x1E{\"a\":2}\n\xEF\xBB\xBF{\"a\":3},\n{}",
		"page 1\n1 @0 {\"a\":1}\npage 2\n2 @10 {\"a\":2}\npage 3\n3 @21 {\"a\":3}\n"
		"page 4\n4 @30 {}\nend\n");
}

static void last_of_several_members_counts(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":1,\"b\":{\"c\":1,\"c\":2},\"a\":2,\"A\":3,\"a\":4}]",
		"page 1\n1 @1 {\"b\":{\"c\":2},\"A\":3,\"a\":4}\nend\n");
}

static void numbers_keep_their_digits(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":9007199254740993,\"b\":[-1e400,1.5],\"c\":\"\\\"1e999\",\"d\":12}]",
		"page 1\n1 @1 {\"a\":\"9007199254740993\",\"b\":[\"-1e400\",1.5],"
		"\"c\":\"\\\"1e999\",\"d\":12}\nend\n");
}

static void mends_what_cjson_cannot_take(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":\"x\\u0000y\"},{\"a\":\"x\0y\"},{\"a\":\"\\\\u0000\"}]",
		"page 1\n"
		"1 @1 ~ a NUL character, replaced\n1 @1 {\"a\":\"x\xEF\xBF\xBDy\"}\n"
		"2 @18 ~ a NUL character, replaced\n2 @18 {\"a\":\"x y\"}\n"
		"3 @30 {\"a\":\"\\\\u0000\"}\nend\n");
	json_is("[]", "[{\"a\":\"\\ud83d\\uDE00\\ud83d\\\\\"},{\"a\":\"\\uDE00\\ud83d\"}]",
		"page 1\n"
		"1 @1 ~ half of a surrogate pair, replaced\n"
		"1 @1 {\"a\":\"\xF0\x9F\x98\x80\xEF\xBF\xBD\\\\\"}\n"
		"2 @30 ~ half of a surrogate pair, replaced\n"
		"2 @30 {\"a\":\"\xEF\xBF\xBD\xEF\xBF\xBD\"}\nend\n");
}

static void bad_record_keeps_its_neighbours(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":1},{\"a\":},{\"a\":3},nonsense,{\"a\":5}]",
		"page 1\n1 @1 {\"a\":1}\n2 @9 ! not valid JSON\n3 @16 {\"a\":3}\n"
		"4 @24 ! not valid JSON\n5 @33 {\"a\":5}\nend\n");
	json_is(".", "{\"a\":1}\n{\"a\":}\n{\"a\":3}\n",
		"page 1\n1 @0 {\"a\":1}\npage 2\n2 @8 ! not valid JSON\npage 3\n3 @15 {\"a\":3}\n"
		"end\n");
}

static void lost_bracket_costs_one_record(void **state)
{
	(void)state;
	json_is("value[]", "{\"value\":[{\"a\":[1]},{\"a\":[2},{\"a\":[3]}],\"n\":1}",
		"page 1\n1 @10 {\"a\":[1]}\n2 @20 ! brackets do not match\n3 @29 {\"a\":[3]}\n"
		"1 n=1\nend\n");
	json_is("[]", "[{\"a\":1}},{\"a\":2},{\"a\":3}]",
		"page 1\n1 @1 {\"a\":1}\n2 @8 ! no record where one should be\n3 @10 {\"a\":2}\n"
		"4 @18 {\"a\":3}\nend\n");
	json_is("[]", "[{\"a\":[1},{\"a\":[2},{\"a\":3}]",
		"page 1\n1 @1 ! brackets do not match\n2 @10 ! brackets do not match\n"
		"3 @19 {\"a\":3}\nend\n");
	json_is(".", "{\"a\":{\"b\":1}\n{\"a\":2}\n",
		"page 1\n1 @0 ! not closed before the end of the text\npage 2\n2 @13 {\"a\":2}\n"
		"end\n");
}

static void lost_quote_costs_one_record(void **state)
{
	(void)state;
	json_is("[]", "[{\"a\":\"1\"},{\"a\":\"2},{\"a\":\"3\"},{\"a\":\"4\"}]",
		"page 1\n1 @1 {\"a\":\"1\"}\n2 @11 ! not closed before the end of the text\n"
		"3 @20 {\"a\":\"3\"}\n4 @30 {\"a\":\"4\"}\nend\n");
	json_is(".", "{\"a\":\"1}\n{\"a\":\"2\"}\n",
		"page 1\n1 @0 ! not closed before the end of the text\npage 2\n"
		"2 @9 {\"a\":\"2\"}\nend\n");
}

/* The members of a bad record that look like records of their own are none. */
static void does_not_take_a_part_for_a_record(void **state)
{
	(void)state;
	json_is("[]",
		"[{\"n\":1,\"in\":[]},{\"n\":2,\"in\":[{\"n\":8,\"x\":1},{\"n\":9,\"x\":1}},"
		"{\"n\":3,\"in\":[]}]",
		"page 1\n1 @1 {\"n\":1,\"in\":[]}\n2 @17 ! brackets do not match\n"
		"3 @59 {\"n\":3,\"in\":[]}\nend\n");
}

static void says_where_the_text_is_cut(void **state)
{
	(void)state;
	json_is("value[]", "{\"value\":[{\"a\":1},{\"a\":",
		"page 1\n1 @10 {\"a\":1}\n2 @18 ! not closed before the end of the text\ncut\n");
	json_is("value[]", "{\"value\":[{\"a\":1},", "page 1\n1 @10 {\"a\":1}\ncut\n");
	json_is("value[]", "{\"value\":[{\"a\":1}]", "page 1\n1 @10 {\"a\":1}\ncut\n");
	json_is("value[]", "{\"value", "cut\n");
	json_is("value[]", "{\"value\"", "cut\n");
	json_is("value[]", "{\"x\":[[", "cut\n");
	json_is(".", "\"abc", "cut\n");
	json_is(".", "{\"a\":\"\\", "page 1\n1 @0 ! not closed before the end of the text\ncut\n");
}

static void garbage_is_told_and_passed_over(void **state)
{
	(void)state;
	json_is("[]", "<html>\n<body>\n</body>", "1 @0 ! not JSON\nend\n");
	json_is("[]", "WARNING: x\n[{}]\nDone.\n",
		"1 @0 ! not JSON\npage 2\n2 @12 {}\n3 @16 ! not JSON\nend\n");
	json_is("[]", "[{}]}", "page 1\n1 @1 {}\n2 @4 ! not JSON\nend\n");
	json_is("value[]", "{\"a\" 1}\n{\"value\":[{}]}",
		"1 @5 ! no colon after a name\npage 2\n2 @18 {}\nend\n");
	json_is("value[]", "{\"a\":}\n{a}\n",
		"1 @5 ! no value after a name\n2 @8 ! no name where one should be\ncut\n");
	json_is("value[]", "{\"a\":[}}\n[]", "1 @7 ! brackets do not match\nend\n");
}

static void missing_and_extra_commas_do_no_harm(void **state)
{
	(void)state;
	json_is("[]", "[,{\"a\":1} {\"a\":2},,{\"a\":3},]",
		"page 1\n1 @2 {\"a\":1}\n2 @10 {\"a\":2}\n3 @19 {\"a\":3}\nend\n");
}

static void sink_can_stop(void **state)
{
	(void)state;
	stop_after = 2;
	json_is("[]", "[{\"a\":1},{\"a\":2}]", "page 1\n1 @1 {\"a\":1}\nerror: enough\n");
	stop_after = 0;
}

static void reading_is_not_lossy_for_others_who_use_cjson(void **state)
{
	cJSON *before, *after;

	(void)state;
	before = cJSON_Parse("{\"a\":[1]}");
	json_is("[]", "[{}]", "page 1\n1 @1 {}\nend\n");
	after = cJSON_Parse("{\"a\":[1]}");
	cJSON_Delete(before);
	cJSON_Delete(after);
}

static void window_slides_over_records_of_any_size(void **state)
{
	(void)state;
	buffer_puts(&text, "{\"value\":[");
	for (int i = 0; i < 3000; i++) {
		buffer_printf(&text, "%s{\"n\":%d,\"s\":\"", i ? ",\n" : "", i);
		add(i % 3 ? "x\\\"" : "[{\\\\\\u0041", (size_t)(i * 7919 % 1000));
		buffer_puts(&text, "\"}");
	}
	buffer_puts(&text, "],\"n\":1}");
	large_is("value[]", "1 n=1\nend\n", 3000);
}

static void deep_nesting_costs_one_record(void **state)
{
	(void)state;
	buffer_puts(&text, "[{\"a\":1},");
	add("[", 100000);
	add("]", 100000);
	buffer_puts(&text, ",{\"a\":3}]");
	large_is("[]", "2 @9 ! nested deeper than 1000 levels\nend\n", 2);
	add("[", 1001);
	add("]", 1001);
	large_is("[]", "end\n", 1);
	add("{\"value\":[{\"a\":1},", 1);
	add("{\"a\":", 100000);
	large_is("value[]", "2 @18 ! not closed before the end of the text\ncut\n", 1);
	add("[", 100000);
	large_is("value[]", "cut\n", 0);
}

static void record_over_the_limit_is_passed_over(void **state)
{
	(void)state;
	buffer_puts(&text, "[{\"a\":1},{\"b\":\"");
	add("0123456789abcdef", 1024 * 1024);
	buffer_puts(&text, "\"},{\"a\":3}]");
	large_is("[]", "2 @9 ! larger than 8 MiB, or a quote is lost in it\nend\n", 2);
	buffer_puts(&text, "[{\"a\":1},{\"b\":\"");
	add("0123456789abcdef", 1024 * 1024);
	large_is("[]", "2 @9 ! larger than 8 MiB, or a quote is lost in it\ncut\n", 1);
}

static void lost_quote_in_a_large_text_costs_one_record(void **state)
{
	(void)state;
	buffer_puts(&text, "{\"value\":[{\"name\":\"x,\"state\":\"on\"}");
	add(",{\"name\":\"y\",\"state\":\"off\"}", 1024 * 1024);
	buffer_puts(&text, "]}");
	large_is("value[]", "1 @10 ! larger than 8 MiB, or a quote is lost in it\nend\n",
		 1024 * 1024);
}

static void record_with_too_many_values_is_refused(void **state)
{
	(void)state;
	buffer_puts(&text, "[{\"a\":1},{\"a\":[0");
	add(",0", 3 * 1024 * 1024);
	buffer_puts(&text, "]},{\"a\":3}]");
	large_is("[]", "2 @9 ! too many values\nend\n", 2);
}

static void many_members_are_compared_quickly(void **state)
{
	(void)state;
	buffer_puts(&text, "[{\"n0\":0");
	for (int i = 0; i < 200000; i++)
		buffer_printf(&text, ",\"n%d\":%d", i / 2, i);
	buffer_puts(&text, "}]");
	large_is("[]", "end\n", 1);
}

static void gives_up_after_many_lost_brackets(void **state)
{
	(void)state;
	buffer_puts(&text, "[");
	add("{\"a\":[1},", 3000);
	buffer_puts(&text, "{\"a\":1}]");
	large_transcript("[]");
	assert_int_equal(records_seen, 0);
	assert_non_null(
		strstr(said.data, "! too many damaged places: the rest is not read\ncut\n"));
}

static void large_scalars_beside_the_records_do_no_harm(void **state)
{
	(void)state;
	buffer_puts(&text, "{\"x\":\"");
	add("0123456789abcdef", 1024 * 1024);
	buffer_puts(&text, "\",\"value\":[{}]}");
	large_is("value[]", "end\n", 1);
	add("0123456789abcdef", 1024 * 1024);
	buffer_puts(&text, "\n[{}]");
	large_is("[]", "1 @0 ! not JSON\nend\n", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_records_by_pattern),
		cmocka_unit_test(refuses_a_bad_pattern),
		cmocka_unit_test(passes_over_what_does_not_fit),
		cmocka_unit_test(tells_empty_container),
		cmocka_unit_test(tells_scalars_beside_the_records),
		cmocka_unit_test(takes_several_values_as_pages),
		cmocka_unit_test(last_of_several_members_counts),
		cmocka_unit_test(numbers_keep_their_digits),
		cmocka_unit_test(mends_what_cjson_cannot_take),
		cmocka_unit_test(bad_record_keeps_its_neighbours),
		cmocka_unit_test(lost_bracket_costs_one_record),
		cmocka_unit_test(lost_quote_costs_one_record),
		cmocka_unit_test(does_not_take_a_part_for_a_record),
		cmocka_unit_test(says_where_the_text_is_cut),
		cmocka_unit_test(garbage_is_told_and_passed_over),
		cmocka_unit_test(missing_and_extra_commas_do_no_harm),
		cmocka_unit_test(sink_can_stop),
		cmocka_unit_test(reading_is_not_lossy_for_others_who_use_cjson),
		cmocka_unit_test(window_slides_over_records_of_any_size),
		cmocka_unit_test(deep_nesting_costs_one_record),
		cmocka_unit_test(record_over_the_limit_is_passed_over),
		cmocka_unit_test(lost_quote_in_a_large_text_costs_one_record),
		cmocka_unit_test(record_with_too_many_values_is_refused),
		cmocka_unit_test(many_members_are_compared_quickly),
		cmocka_unit_test(gives_up_after_many_lost_brackets),
		cmocka_unit_test(large_scalars_beside_the_records_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, release_transcript);
}
