/* SPDX-License-Identifier: MIT
 * What is recorded is what is played, and a report that failed says so when its turn comes.
 */
#include "report_case.h"

#include "analyze/tape.h"
#include "base/arena.h"
#include "queries/header.h"

#define HEAD "-- title: T\n-- severity: low\n"

/* Records the report `text`, named x, over `rows`. What the tape needs of it lives in `arena`. */
static void record(struct tape *tape, struct arena *arena, struct report *report, const char *text,
		   const char *rows)
{
	const struct settings none = { 0 };
	struct error err = ERROR_INIT;
	struct store store;

	if (header_parse(arena, "x.sql", str_of(text), report, &err) < 0)
		fail_msg("%s", err.text);
	report->id = "x";
	open_case(&store, rows);
	*tape = (struct tape){ 0 };
	tape_record(tape, &store, report, &none);
	store_close(&store);
}

static bool next(struct tape *tape, struct cell *cells)
{
	struct error err = ERROR_INIT;
	bool more;

	assert_int_equal(tape_row(tape, cells, &more, &err), 0);
	return more;
}

static void a_result_outlives_its_store(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report;
	struct error err = ERROR_INIT;
	struct cell cells[6];
	struct tape tape;

	(void)state;
	record(&tape, &arena, &report,
	       HEAD "-- needs: flow\n-- wants: app\n-- param: longest integer 40 letters of a name\n"
		    "SELECT display_name, 1.5 AS share, length(display_name) AS letters, 0 AS made_at,"
		    " 1 AS is_new, NULL AS blank FROM flow ORDER BY flow_id",
	       "flow: flow_id=f, display_name=one\nflow: flow_id=g, display_name=\n");
	tape_begin(&tape, &err);
	assert_string_equal(err.text, "");
	assert_int_equal(tape.head.status, STATUS_PARTIAL);
	assert_string_equal(tape.head.reason, "no app was imported");
	assert_string_equal(tape.head.missing[0]->text, "app");
	assert_string_equal(tape.head.params[0].name, "longest");
	assert_string_equal(tape.head.params[0].value, "40");
	assert_int_equal(tape.head.column_count, 6);
	assert_string_equal(tape.head.columns[3].name, "made_at");
	assert_true(next(&tape, cells));
	assert_string_equal(cells[0].text.data, "one");
	assert_string_equal(cells[1].text.data, "1.5");
	assert_int_equal(cells[2].type, CELL_NUMBER);
	assert_string_equal(cells[3].text.data, "1970-01-01T00:00:00Z");
	assert_int_equal(cells[4].type, CELL_BOOL);
	assert_true(cells[4].truth);
	assert_int_equal(cells[5].type, CELL_NULL);
	assert_true(next(&tape, cells));
	assert_int_equal(cells[2].type, CELL_NUMBER);
	assert_false(next(&tape, cells));
	tape_release(&tape);
	arena_release(&arena);
}

/* As if the disk gave it back no more. */
static void a_torn_tape_is_an_error_and_no_end(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report;
	struct error err = ERROR_INIT;
	struct cell cells[1];
	struct tape tape;
	bool more;

	(void)state;
	record(&tape, &arena, &report, HEAD "SELECT flow_id FROM flow", "flow: flow_id=f\n");
	assert_int_equal(tape_begin(&tape, &err), 0);
	assert_int_equal(fseek(tape.rows.stream, 0, SEEK_END), 0);
	assert_int_equal(tape_row(&tape, cells, &more, &err), -1);
	assert_string_equal(err.text, "cannot read the rows again that were kept");
	tape_release(&tape);
	arena_release(&arena);
}

static void a_failure_waits_for_its_turn(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report;
	struct error err = ERROR_INIT;
	struct tape tape;

	(void)state;
	record(&tape, &arena, &report, HEAD "SELECT absent FROM flow", "covers flow\n");
	assert_int_equal(tape_begin(&tape, &err), -1);
	assert_non_null(strstr(err.text, "no such column: absent"));
	tape_release(&tape);
	arena_release(&arena);
}

static void what_is_not_evaluated_has_no_rows(void **state)
{
	struct arena arena = ARENA_INIT;
	struct report report;
	struct error err = ERROR_INIT;
	struct cell cells[1];
	struct tape tape;

	(void)state;
	record(&tape, &arena, &report, HEAD "-- needs: app\nSELECT 7 AS seven", "");
	assert_int_equal(tape_begin(&tape, &err), 0);
	assert_int_equal(tape.head.status, STATUS_NOT_EVALUATED);
	assert_false(next(&tape, cells));
	tape_release(&tape);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_outlives_its_store),
		cmocka_unit_test(a_torn_tape_is_an_error_and_no_end),
		cmocka_unit_test(a_failure_waits_for_its_turn),
		cmocka_unit_test(what_is_not_evaluated_has_no_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
