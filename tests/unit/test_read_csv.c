/* SPDX-License-Identifier: MIT
 * CSV: dialects, header names, places, and what a damaged record costs.
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

static void reads_cells_as_they_are(void **state)
{
	(void)state;
	csv_is("id,name\n1, a b \n2,\"x,\"\"y\"\"\"\n3,\n",
	       "header id|name\n"
	       "1 @8:2 1| a b \n"
	       "2 @16:3 2|x,\"y\"\n"
	       "3 @28:4 3|\n"
	       "end\n");
	csv_is("a,b\n\"\",\"\"\n,\n", "header a|b\n1 @4:2 |\n2 @10:3 |\nend\n");
	csv_is("one\nx\n", "header one\n1 @4:2 x\nend\n");
}

static void counts_lines_as_an_editor_does(void **state)
{
	(void)state;
	csv_is("id,name\r\n1,\"two\r\nlines\"\r\n\r\n2,b\r\n",
	       "header id|name\n1 @9:2 1|two\r\nlines\n2 @27:5 2|b\nend\n");
	csv_is("id\r1\r2", "header id\n1 @3:2 1\n2 @5:3 2\nend\n");
	csv_is("\n\nid\n1\r\n2\r3\n\n\n4",
	       "header id\n1 @5:4 1\n2 @8:5 2\n3 @10:6 3\n4 @14:9 4\nend\n");
	csv_is("#TYPE System.Object\r\n\"id\"\r\n\"1\"\r\n", "header id\n1 @6:3 1\nend\n");
}

static void last_line_end_may_be_missing(void **state)
{
	(void)state;
	csv_is("a,b\n1,2", "header a|b\n1 @4:2 1|2\nend\n");
	csv_is("a,b\n1,\"2\"", "header a|b\n1 @4:2 1|2\nend\n");
	csv_is("a,b\n1,", "header a|b\n1 @4:2 1|\nend\n");
	csv_is("a,b\n1", "header a|b\n1 @4:2 ! 1 cells where the header has 2\ncut\n");
}

static void guesses_delimiter_from_header(void **state)
{
	(void)state;
	csv_is("a;b,c;d\n1;2;3\n", "header a|b,c|d\n1 @8:2 1|2|3\nend\n");
	csv_is("a\tb\n1\t 2\n", "header a|b\n1 @4:2 1| 2\nend\n");
	csv_is("a|b|c\n", "header a|b|c\nend\n");
	csv_is("\"a;;;\",b\n", "header a;;;|b\nend\n");
	csv_is("sep=;\r\na;b\r\n1;2\r\n", "header a|b\n1 @12:3 1|2\nend\n");
	csv_is("sep=x\n1\n", "header sep=x\n1 @6:2 1\nend\n");
}

static void cleans_header_names(void **state)
{
	(void)state;
	csv_is("\xEF\xBB\xBF\" id \",Autonomous  system\t number,,ID,id,\n",
	       "header id|Autonomous system number||ID (2)|id (3)| (2)\nend\n");
	csv_is("a,a (2),a\n", "header a|a (2)|a (3)\nend\n");
	csv_is("a (2),a,a\n", "header a (2)|a|a (3)\nend\n");
}

/* A sign-in log has one column twice, one with two blanks and one with a blank behind it. */
static void takes_the_header_of_a_portal(void **state)
{
	(void)state;
	csv_is("Date (UTC),Incoming token type,Autonomous system  number,Application ID ,"
	       "Incoming token type\n2026-01-01,none,1,a,second\n",
	       "header Date (UTC)|Incoming token type|Autonomous system number|Application ID|"
	       "Incoming token type (2)\n1 @93:2 2026-01-01|none|1|a|second\nend\n");
}

static void first_lines_of_tools_go_with_semicolons(void **state)
{
	(void)state;
	csv_is("sep=;\r\na;b,c\r\n\"1,5\";2\r\n", "header a|b,c\n1 @14:3 1,5|2\nend\n");
	csv_is("#TYPE System.Object\r\n\"a\";\"b,c\"\r\n\"1\";\"2,5\"\r\n",
	       "header a|b,c\n1 @11:3 1|2,5\nend\n");
}

static void nameless_columns_at_the_end_may_be_left_out(void **state)
{
	(void)state;
	csv_is("a,b,,\n1,2,,\n3,4\n5,6,x\n7\n8,9,,,\n",
	       "header a|b|| (2)\n"
	       "1 @6:2 1|2||\n"
	       "2 @12:3 3|4||\n"
	       "3 @16:4 5|6|x|\n"
	       "4 @22:5 ! 1 cells where the header has 4\n"
	       "5 @24:6 ! 5 cells where the header has 4\n"
	       "end\n");
}

static void needs_a_header(void **state)
{
	(void)state;
	csv_is("", "error: there is no header line\n");
	csv_is("\r\n\n", "error: there is no header line\n");
	csv_is("\xEF\xBB\xBF", "error: there is no header line\n");
	csv_is("\"a\"b,c\n1,2\n", "error: header line: text after a closing quote\n");
	csv_is("\"a,b\n1,2\n", "error: header line: quote never closed\n");
	csv_is("a,b\n", "header a|b\nend\n");
	csv_is("a,b", "header a|b\nend\n");
}

static void rejects_ragged_rows_one_by_one(void **state)
{
	(void)state;
	csv_is("a,b\n1\n2,2\n3,3,3\n4,4\n",
	       "header a|b\n"
	       "1 @4:2 ! 1 cells where the header has 2\n"
	       "2 @6:3 2|2\n"
	       "3 @10:4 ! 3 cells where the header has 2\n"
	       "4 @16:5 4|4\n"
	       "end\n");
}

static void takes_quote_inside_unquoted_cell(void **state)
{
	(void)state;
	csv_is("id,name\n1,12\" monitor\n2,a \"b\" c\n",
	       "header id|name\n"
	       "1 @8:2 1|12\" monitor\n"
	       "2 @22:3 2|a \"b\" c\n"
	       "end\n");
	csv_is("id,name\n1,a\",\"b\n",
	       "header id|name\n"
	       "1 @8:2 ! quote never closed\n"
	       "cut\n");
}

static void text_after_quote_costs_one_row(void **state)
{
	(void)state;
	csv_is("id,name\n1,\"a\"x\n2,b\n3,\"c\" \n4,d\n",
	       "header id|name\n"
	       "1 @8:2 ! text after a closing quote\n"
	       "2 @15:3 2|b\n"
	       "3 @19:4 ! text after a closing quote\n"
	       "4 @26:5 4|d\n"
	       "end\n");
}

static void lost_quote_keeps_the_neighbours(void **state)
{
	(void)state;
	csv_is("id,name\n1,\"a\n2,\"b\"\n3,c\n",
	       "header id|name\n"
	       "1 @8:2 ! text after a closing quote\n"
	       "2 @13:3 2|b\n"
	       "3 @19:4 3|c\n"
	       "end\n");
	csv_is("id,name\n1,\"a\n2,b\n3,c\n",
	       "header id|name\n"
	       "1 @8:2 ! quote never closed\n"
	       "2 @13:3 2|b\n"
	       "3 @17:4 3|c\n"
	       "end\n");
}

static void lines_of_a_bad_record_are_told_with_it(void **state)
{
	(void)state;
	csv_is("id,name\n0,z\n1,\"a\nsecond\nthird",
	       "header id|name\n"
	       "1 @8:2 0|z\n"
	       "2 @12:3 ! quote never closed; the lines to 5 are rejected with it\n"
	       "cut\n");
	csv_is("id,name\n1,\"a\nsecond \"line\"\n2,b\n",
	       "header id|name\n"
	       "1 @8:2 ! text after a closing quote; the lines to 3 are rejected with it\n"
	       "2 @27:4 2|b\n"
	       "end\n");
}

static void nul_bytes_become_blanks(void **state)
{
	(void)state;
	csv_is("id,name\n1,a\0b\n2,c\n",
	       "header id|name\n"
	       "1 @8:2 ~ NUL bytes, read as blanks\n"
	       "1 @8:2 1|a b\n"
	       "2 @14:3 2|c\n"
	       "end\n");
}

static void sink_can_stop(void **state)
{
	(void)state;
	stop_after = 2;
	csv_is("a\n1\n2\n3\n", "header a\n1 @2:2 1\nerror: enough\n");
	stop_after = 0;
}

static void window_slides_over_records_of_any_size(void **state)
{
	(void)state;
	buffer_puts(&text, "id,name\r\n");
	for (int i = 0; i < 3000; i++) {
		buffer_printf(&text, "%d,\"", i);
		add(i % 3 ? "x\"\"" : "line\r\n", (size_t)(i * 7919 % 1000));
		buffer_puts(&text, "\"\r\n");
	}
	large_is(NULL, "end\n", 3000);
}

static void row_over_the_limit_is_passed_over(void **state)
{
	(void)state;
	buffer_puts(&text, "id,name\n1,a\n2,\"");
	add("0123456789abcdef", 1024 * 1024);
	buffer_puts(&text, "\"\n3,c\n");
	large_is(NULL, "2 @12:3 ! longer than 8 MiB\nend\n", 2);
	buffer_puts(&text, "id,name\n1,a\n2,");
	add("0123456789abcdef", 1024 * 1024);
	large_is(NULL, "2 @12:3 ! longer than 8 MiB\nend\n", 1);
}

static void lost_quote_in_a_large_file_costs_one_row(void **state)
{
	(void)state;
	buffer_puts(&text, "id,name\n1,\"a\n");
	add("2,b\n", 1024 * 1024);
	large_is(NULL, "1 @8:2 ! quote never closed\nend\n", 1024 * 1024);
}

static void gives_up_after_many_lost_quotes(void **state)
{
	(void)state;
	buffer_puts(&text, "id,name\n");
	add("1,\"a\n2,\"b\"\n", 3000);
	large_transcript(NULL);
	assert_int_equal(records_seen, LIMIT_RESYNC);
	assert_non_null(strstr(said.data,
			       "! too many damaged places: the rest of the file is not"
			       " read\ncut\n"));
}

static void refuses_too_many_columns(void **state)
{
	(void)state;
	add("a,", LIMIT_CSV_COLUMNS);
	buffer_puts(&text, "a\n1\n");
	large_is(NULL, "error: the header has 2001 columns, more than 2000\n", 0);
	add("a,", LIMIT_CSV_COLUMNS - 1);
	buffer_puts(&text, "a\n");
	add("1,", LIMIT_CSV_COLUMNS - 1);
	buffer_puts(&text, "1\n1\n");
	large_is(NULL, "2 @8000:3 ! 1 cells where the header has 2000\nend\n", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_cells_as_they_are),
		cmocka_unit_test(counts_lines_as_an_editor_does),
		cmocka_unit_test(last_line_end_may_be_missing),
		cmocka_unit_test(guesses_delimiter_from_header),
		cmocka_unit_test(cleans_header_names),
		cmocka_unit_test(takes_the_header_of_a_portal),
		cmocka_unit_test(first_lines_of_tools_go_with_semicolons),
		cmocka_unit_test(nameless_columns_at_the_end_may_be_left_out),
		cmocka_unit_test(needs_a_header),
		cmocka_unit_test(rejects_ragged_rows_one_by_one),
		cmocka_unit_test(takes_quote_inside_unquoted_cell),
		cmocka_unit_test(text_after_quote_costs_one_row),
		cmocka_unit_test(lost_quote_keeps_the_neighbours),
		cmocka_unit_test(lines_of_a_bad_record_are_told_with_it),
		cmocka_unit_test(nul_bytes_become_blanks),
		cmocka_unit_test(sink_can_stop),
		cmocka_unit_test(window_slides_over_records_of_any_size),
		cmocka_unit_test(row_over_the_limit_is_passed_over),
		cmocka_unit_test(lost_quote_in_a_large_file_costs_one_row),
		cmocka_unit_test(gives_up_after_many_lost_quotes),
		cmocka_unit_test(refuses_too_many_columns),
	};

	return cmocka_run_group_tests(tests, NULL, release_transcript);
}
