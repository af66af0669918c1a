/* SPDX-License-Identifier: MIT
 * The output formats on invented results: what each writes, to the byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/glyph.h"
#include "analyze/output_formats.h"

/* --- Invented results --------------------------------------------------------------------- */

static const struct param params[] = {
	{ .name = "days", .fallback = "30", .kind = PARAM_INTEGER },
	{ .name = "mode", .fallback = "x", .kind = PARAM_TEXT },
};

static const struct need needs[] = { { .text = "principal", .entity = "principal", .part = "" } };

static const struct report rule = {
	.id = "left-flows",
	.group = "ownership",
	.title = "Flows & <owners>",
	.refs = "",
	.rule = "OWN-1",
	.text = "Why.\n\nWhat to do.",
	.severity = SEVERITY_HIGH,
	.needs = needs,
	.need_count = 1,
	.params = params,
	.param_count = 2,
	.resource_kind = "flow",
	.resource_column = "flow_id",
};

static const struct setting settings[] = { { "days", "7" }, { "mode", "y" } };

static const struct result_column columns[] = {
	{ "flow_id", RESULT_TEXT }, { "flow_name", RESULT_TEXT }, { "runs", RESULT_INTEGER },
	{ "seen_at", RESULT_TIME }, { "is_on", RESULT_BOOL },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static const struct need *const missing[] = { &needs[0] };

static const struct result_head complete = {
	.report = &rule,
	.status = STATUS_COMPLETE,
	.reason = "",
	.params = settings,
	.param_count = 2,
	.columns = columns,
	.column_count = COLUMNS,
};

static const struct result_head unknown = {
	.report = &rule,
	.status = STATUS_NOT_EVALUATED,
	.missing = missing,
	.missing_count = 1,
	.reason = "no principal was imported",
	.columns = columns,
	.column_count = COLUMNS,
};

static const struct document document = {
	.has_snapshot = true,
	.at = 1793520000,
	.tenant = "t-1",
};

/* As reporting.c does. */
static void put_finding(struct page *page, const struct cell *cells)
{
	struct finding_reader reader = FINDING_READER_INIT;
	struct finding finding;

	finding_reader_begin(&reader, page->head);
	finding_read(&reader, cells, &finding);
	if (page->is_aside)
		finding_set_state(&finding, FINDING_WAIVED);
	page_finding(page, cells, &finding);
	finding_reader_release(&reader);
}

static void put_row(struct page *page, const char *id, const char *name, int64_t runs)
{
	struct cell cells[COLUMNS];

	cell_set_text(&cells[0], id);
	cell_set_text(&cells[1], name);
	cell_set_int(&cells[2], runs);
	cell_set_time(&cells[3], 1793520000);
	if (runs < 0)
		cell_set_text(&cells[4], NULL);
	else
		cell_set_bool(&cells[4], runs > 0);
	put_finding(page, cells);
}

/* --- A page in memory --------------------------------------------------------------------- */

struct paper {
	struct destination destination;
	struct page page;
	char *text;
	size_t length;
};

static void open_paper(struct paper *paper, const struct format *format, int width)
{
	*paper = (struct paper){ 0 };
	paper->destination.stream = open_memstream(&paper->text, &paper->length);
	paper->destination.width = width;
	assert_non_null(paper->destination.stream);
	page_open(&paper->page, format, &paper->destination, &document, false);
}

static void close_paper(struct paper *paper)
{
	struct error err = ERROR_INIT;

	assert_int_equal(page_close(&paper->page, &err), 0);
	fclose(paper->destination.stream);
}

static void expect(struct paper *paper, const char *text)
{
	close_paper(paper);
	assert_string_equal(paper->text, text);
	free(paper->text);
}

static void write_two_rows(struct paper *paper)
{
	page_begin(&paper->page, &complete);
	put_row(&paper->page, "f1", "=1+1", 3);
	put_row(&paper->page, "f2", "a \"b\",\n|c", -5);
	page_end(&paper->page);
}

/* --- CSV ------------------------------------------------------------------------------------ */

static void csv_quotes_and_defuses(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_csv, 0);
	write_two_rows(&paper);
	expect(&paper,
	       "flow_id,flow_name,runs,seen_at,is_on\n"
	       "f1,'=1+1,3,2026-11-01T08:00:00Z,yes\n"
	       "f2,\"a \"\"b\"\",\n|c\",-5,2026-11-01T08:00:00Z,\n");
}

static void csv_verbatim_leaves_text_alone(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_csv, 0);
	paper.page.verbatim = true;
	page_begin(&paper.page, &complete);
	put_row(&paper.page, "@f1", "-1", 0);
	page_end(&paper.page);
	expect(&paper,
	       "flow_id,flow_name,runs,seen_at,is_on\n"
	       "@f1,-1,0,2026-11-01T08:00:00Z,no\n");
}

/* What sha256sum says of "left-flows", "flow", "", "f1" or "f2", joined by 0x1f. */
#define PRINT_F1 "e16f7fd7c752fc076e61d52ab8524f5f9471743a82ab29a1d611707892beb58c"
#define PRINT_F2 "2fb95dc134f6aa2547bd69e994a4b8898c2cc8efa4f5e5a971f8cff35124b751"

static void findings_have_one_shape(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_findings, 0);
	write_two_rows(&paper);
	page_begin(&paper.page, &unknown);
	page_end(&paper.page);
	expect(&paper,
	       "report,title,severity,status,resource_kind,resource_id,name,environment_id,"
	       "owner_id,owner_name,detail,fingerprint,rule,environment_name,first_seen_at,state,"
	       "waiver_reason,waiver_owner,waiver_until_at,assigned_to,due_at,comment\n"
	       "left-flows,Flows & <owners>,high,complete,flow,f1,'=1+1,,,,"
	       "runs: 3; seen_at: 2026-11-01T08:00:00Z; is_on: yes," PRINT_F1
	       ",OWN-1,,,open,,,,,,\n"
	       "left-flows,Flows & <owners>,high,complete,flow,f2,\"a \"\"b\"\",\n|c\",,,,"
	       "runs: -5; seen_at: 2026-11-01T08:00:00Z," PRINT_F2 ",OWN-1,,,open,,,,,,\n");
}

/* --- JSON ----------------------------------------------------------------------------------- */

#define JSON_OPEN                                  \
	"{\"stocktake\": 1, \"tenant\": \"t-1\", " \
	"\"snapshot\": {\"at\": \"2026-11-01T08:00:00Z\", \"label\": null}, \"reports\": [\n"
#define JSON_ID                                                                                \
	"{\"id\": \"left-flows\", \"title\": \"Flows & \\u003cowners>\", \"group\": \"ownership\", " \
	"\"severity\": \"high\", "
#define JSON_COLUMNS                                                                     \
	"\"columns\": [{\"name\": \"flow_id\", \"kind\": \"text\"}, "                    \
	"{\"name\": \"flow_name\", \"kind\": \"text\"}, {\"name\": \"runs\", \"kind\": " \
	"\"integer\"}, {\"name\": \"seen_at\", \"kind\": \"time\"}, "                    \
	"{\"name\": \"is_on\", \"kind\": \"boolean\"}],\n"

static void json_keeps_the_contract(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_json, 0);
	write_two_rows(&paper);
	page_begin(&paper.page, &unknown);
	page_end(&paper.page);
	expect(&paper, JSON_OPEN JSON_ID
	       "\"status\": \"complete\", \"missing\": [], \"params\": {\"days\": 7, \"mode\": "
	       "\"y\"}, \"count\": 2,\n" JSON_COLUMNS
	       "\"rows\": [\n"
	       "{\"flow_id\": \"f1\", \"flow_name\": \"=1+1\", \"runs\": 3, "
	       "\"seen_at\": \"2026-11-01T08:00:00Z\", \"is_on\": true},\n"
	       "{\"flow_id\": \"f2\", \"flow_name\": \"a \\\"b\\\",\\n|c\", \"runs\": -5, "
	       "\"seen_at\": \"2026-11-01T08:00:00Z\", \"is_on\": null}\n]},\n" JSON_ID
	       "\"status\": \"not-evaluated\", \"missing\": [\"principal\"], "
	       "\"reason\": \"no principal was imported\", \"params\": {}, \"count\": 0,\n" JSON_COLUMNS
	       "\"rows\": []}\n]}\n");
}

static void json_of_a_list_is_an_array(void **state)
{
	const struct result_head list = { .reason = "", .columns = columns, .column_count = 1 };
	struct cell cell;
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_json, 0);
	close_paper(&paper);
	free(paper.text);
	paper = (struct paper){ 0 };
	paper.destination.stream = open_memstream(&paper.text, &paper.length);
	page_open(&paper.page, &format_json, &paper.destination, NULL, false);
	page_begin(&paper.page, &list);
	cell_set_text(&cell, "\x01\xff\x7f");
	page_row(&paper.page, &cell);
	page_end(&paper.page);
	expect(&paper, "[\n{\"flow_id\": \"\\u0001\xef\xbf\xbd\\u007f\"}\n]\n");
}

static void ndjson_ends_with_the_answer(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_ndjson, 0);
	page_begin(&paper.page, &complete);
	put_row(&paper.page, "f1", "x", 0);
	page_end(&paper.page);
	page_begin(&paper.page, &unknown);
	page_end(&paper.page);
	expect(&paper,
	       "{\"report\": \"left-flows\", \"flow_id\": \"f1\", \"flow_name\": \"x\", \"runs\": 0, "
	       "\"seen_at\": \"2026-11-01T08:00:00Z\", \"is_on\": false}\n"
	       "{\"report\": \"left-flows\", \"title\": \"Flows & \\u003cowners>\", \"severity\": \"high\", "
	       "\"status\": \"complete\", \"missing\": [], \"params\": {\"days\": 7, \"mode\": "
	       "\"y\"}, \"count\": 1}\n"
	       "{\"report\": \"left-flows\", \"title\": \"Flows & \\u003cowners>\", \"severity\": \"high\", "
	       "\"status\": \"not-evaluated\", \"missing\": [\"principal\"], \"reason\": "
	       "\"no principal was imported\", \"params\": {}, \"count\": 0}\n");
}

/* --- For people ----------------------------------------------------------------------------- */

static void table_aligns_and_counts(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_table, 0);
	write_two_rows(&paper);
	expect(&paper,
	       "Flows & <owners> (left-flows)\n"
	       "high, complete, 2 findings\n\n"
	       "flow_id  flow_name   runs  seen_at               is_on\n"
	       "-------  ----------  ----  --------------------  -----\n"
	       "f1       =1+1           3  2026-11-01T08:00:00Z  yes\n"
	       "f2       a \"b\",\\n|c    -5  2026-11-01T08:00:00Z\n");
}

static void table_says_that_there_is_nothing(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_table, 0);
	page_begin(&paper.page, &complete);
	page_end(&paper.page);
	page_begin(&paper.page, &unknown);
	page_end(&paper.page);
	expect(&paper,
	       "Flows & <owners> (left-flows)\n"
	       "high, complete, no findings\n\n"
	       "Flows & <owners> (left-flows)\n"
	       "high, not evaluated: no principal was imported\n"
	       "  principal comes with no format that is known\n");
}

static void table_fits_the_terminal(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_table, 40);
	page_begin(&paper.page, &complete);
	put_row(&paper.page, "f0000000-0000-4000-8000-000000000001", "\xe8\xaf\xb7\xe5\x81\x87", 3);
	page_end(&paper.page);
	expect(&paper,
	       "Flows & <owners> (left-flows)\n"
	       "high, complete, 1 finding\n\n"
	       "flow_id                   flow_na\xe2\x80\xa6  runs\n"
	       "------------------------  --------  ----\n"
	       "f0000000-0000-4000-8000\xe2\x80\xa6  \xe8\xaf\xb7\xe5\x81\x87         3\n");
}

static void table_streams_after_its_sample(void **state)
{
	struct paper paper;
	size_t lines = 0;

	(void)state;
	open_paper(&paper, &format_table, 0);
	page_begin(&paper.page, &complete);
	for (int i = 0; i < 1200; i++)
		put_row(&paper.page, "f1", i < 1000 ? "x" : "longer than the column", 1);
	page_end(&paper.page);
	close_paper(&paper);
	for (const char *at = paper.text; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, 3 + 2 + 1200);
	assert_non_null(strstr(paper.text, "1200 findings"));
	free(paper.text);
}

static void markdown_escapes(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_markdown, 0);
	write_two_rows(&paper);
	expect(&paper,
	       "## Flows &amp; &lt;owners&gt;\n\n"
	       "`left-flows`: high, **complete**, 2 findings\n\n"
	       "| flow_id | flow_name | runs | seen_at | is_on |\n"
	       "| --- | --- | --: | --- | --- |\n"
	       "| f1 | =1+1 | 3 | 2026-11-01T08:00:00Z | yes |\n"
	       "| f2 | a \"b\",<br>\\|c | -5 | 2026-11-01T08:00:00Z |  |\n\n");
}

static void html_escapes_and_says_what_is_not_known(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_html, 0);
	page_begin(&paper.page, &complete);
	put_row(&paper.page, "f1", "<script>'\"&\x1b", 3);
	page_end(&paper.page);
	page_begin(&paper.page, &unknown);
	page_end(&paper.page);
	close_paper(&paper);
	assert_non_null(strstr(paper.text, "\\u003cscript>'\\\"&\\u001b"));
	assert_null(strstr(paper.text, "<script>'"));
	assert_non_null(strstr(paper.text, "default-src 'none'; style-src 'sha256-"));
	assert_non_null(strstr(paper.text, "\"not-evaluated\""));
	assert_non_null(strstr(paper.text, "no principal was imported"));
	free(paper.text);
}

/* --- Failures --------------------------------------------------------------------------------- */

/* Whatever came before the failure is taken back. */
static void a_failed_report_is_not_evaluated(void **state)
{
	struct paper paper;

	(void)state;
	open_paper(&paper, &format_table, 0);
	page_begin(&paper.page, &complete);
	put_row(&paper.page, "f1", "x", 3);
	page_fail(&paper.page, &rule, "integer overflow");
	page_fail(&paper.page, &rule, "no such column");
	expect(&paper,
	       "Flows & <owners> (left-flows)\n"
	       "high, not evaluated: integer overflow\n\n"
	       "Flows & <owners> (left-flows)\n"
	       "high, not evaluated: no such column\n");
}

static void every_format_survives_a_failure(void **state)
{
	(void)state;
	for (size_t i = 0; output_formats[i]; i++) {
		struct paper paper;

		open_paper(&paper, output_formats[i], 0);
		page_begin(&paper.page, &complete);
		put_row(&paper.page, "f1", "x", 3);
		page_fail(&paper.page, &rule, "integer overflow");
		page_begin(&paper.page, &complete);
		put_row(&paper.page, "f1", "x", 3);
		close_paper(&paper);
		free(paper.text);
	}
}

/* --- Widths ------------------------------------------------------------------------------------ */

static void knows_how_wide_text_is(void **state)
{
	(void)state;
	assert_int_equal(glyph_width(STR("abc")), 3);
	assert_int_equal(glyph_width(STR("e\xcc\x81")), 1);
	assert_int_equal(glyph_width(STR("\xe6\xbc\xa2\xe5\xad\x97")), 4);
	assert_int_equal(glyph_width(STR("\xf0\x9f\x9a\x80")), 2);
	assert_int_equal(glyph_width(STR("\t")), 2);
	assert_int_equal(glyph_width(STR("\xff")), 4);
	assert_int_equal(glyph_width(STR("\xe2\x80\xae")), 8);
	assert_int_equal(glyph_width(str_of(NULL)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_quotes_and_defuses),
		cmocka_unit_test(csv_verbatim_leaves_text_alone),
		cmocka_unit_test(findings_have_one_shape),
		cmocka_unit_test(json_keeps_the_contract),
		cmocka_unit_test(json_of_a_list_is_an_array),
		cmocka_unit_test(ndjson_ends_with_the_answer),
		cmocka_unit_test(table_aligns_and_counts),
		cmocka_unit_test(table_says_that_there_is_nothing),
		cmocka_unit_test(table_fits_the_terminal),
		cmocka_unit_test(table_streams_after_its_sample),
		cmocka_unit_test(markdown_escapes),
		cmocka_unit_test(html_escapes_and_says_what_is_not_known),
		cmocka_unit_test(a_failed_report_is_not_evaluated),
		cmocka_unit_test(every_format_survives_a_failure),
		cmocka_unit_test(knows_how_wide_text_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
