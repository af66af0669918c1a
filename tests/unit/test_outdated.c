/* SPDX-License-Identifier: MIT
 * Logs that hold an object many times: its newest record stands alone, and one that says that the
 * object is gone leaves nothing of it.
 */
#include "staging_case.h"

static const char flows[] = "SELECT flow_id, state, description FROM flow ORDER BY flow_id";
static const char account[] =
	"SELECT records_read, records_kept, records_merged FROM source_file ORDER BY source_file_id";

/* A record with this place in the log; '-' ahead of the text says that its object is gone. */
static void log_row(int64_t sequence, const char *text)
{
	hand.origin.has_sequence = true;
	hand.origin.sequence = sequence;
	hand.origin.gone = *text == '-';
	put(&hand, "flow", text + hand.origin.gone);
}

static void plain_row(const char *text)
{
	hand.origin.has_sequence = hand.origin.gone = false;
	put(&hand, "flow", text);
}

static void newest_record_stands_also_with_what_it_leaves_empty(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	log_row(1, "flow_id=f1, state=old, description=was here, modified_at=99");
	log_row(3, "flow_id=f1, state=new");
	log_row(2, "flow_id=f1, state=middle, trigger_type=x");
	log_row(2, "flow_id=f2, state=other");
	commit(&hand, 100);
	expect(&store, flows, "f1|new|- f2|other|-");
	expect(&store, account, "4|2|2");
}

static void what_hangs_on_a_replaced_record_goes_with_it(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	log_row(1, "flow_id=f1");
	put_further(&hand, "role_assignment",
		    "resource_kind=flow, resource_id=f1, principal_id=left, role=Owner");
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=90");
	log_row(2, "flow_id=f1");
	put_further(&hand, "role_assignment",
		    "resource_kind=flow, resource_id=f1, principal_id=stays, role=Owner");
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=80");
	commit(&hand, 100);
	expect(&store, "SELECT principal_id FROM role_assignment", "stays");
	expect(&store, "SELECT newest_at FROM freshness", "80");
	expect(&store, account, "2|1|1");
}

static void gone_object_has_no_row(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	log_row(1, "flow_id=f1");
	put_further(&hand, "role_assignment",
		    "resource_kind=flow, resource_id=f1, principal_id=p, role=Owner");
	log_row(2, "-flow_id=f1");
	log_row(5, "-flow_id=f2, state=gone and back");
	log_row(6, "flow_id=f2, state=back");
	log_row(7, "-flow_id=f3");
	commit(&hand, 100);
	expect(&store, flows, "f2|back|-");
	expect(&store, "SELECT count(*) FROM role_assignment", "0");
	expect(&store, account, "5|1|4");
}

static void gone_wins_over_an_equal_number(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	log_row(2, "flow_id=f1");
	log_row(2, "-flow_id=f1");
	log_row(4, "flow_id=f2, state=a");
	log_row(4, "flow_id=f2, description=b");
	commit(&hand, 100);
	expect(&store, flows, "f2|a|b");
	expect(&store, account, "4|1|3");
}

static void records_without_a_number_fold_as_ever(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	plain_row("flow_id=f1, description=plain");
	log_row(1, "flow_id=f1, state=old, trigger_type=lost");
	log_row(2, "flow_id=f1, state=new");
	log_row(1, "flow_id=f2");
	log_row(2, "-flow_id=f2");
	plain_row("flow_id=f2, state=told elsewhere");
	commit(&hand, 100);
	expect(&store, "SELECT flow_id, state, description, trigger_type FROM flow ORDER BY 1",
	       "f1|new|plain|- f2|told elsewhere|-|-");
	expect(&store, account, "6|2|4");
}

/* The records of one log, spread over two files, in every order. */
static char *dump_of_order(const int *order, int first_file)
{
	static const char *const rows[] = { "flow_id=f1, state=a, description=x",
					    "flow_id=f1, state=b", "-flow_id=f2",
					    "flow_id=f2, state=c" };
	static const int64_t sequences[] = { 1, 2, 9, 8 };
	struct store other;
	char *text;

	open_memory(&other);
	begin(&hand, &other, "same");
	for (int i = 0; i < 4; i++) {
		if (i == first_file) {
			finish_file(&hand, 0);
			next_file(&hand, "same");
		}
		log_row(sequences[order[i]], rows[order[i]]);
	}
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	expect(&other, "SELECT sum(records_kept), sum(records_merged) FROM source_file", "1|3");
	expect(&other, "UPDATE source_file SET records_read = 0 RETURNING NULL", "- -");
	text = dump_of(&other);
	store_close(&other);
	return text;
}

static void order_of_files_and_records_plays_no_part(void **state)
{
	static const int first[] = { 0, 1, 2, 3 };
	char *expected = dump_of_order(first, 2);

	(void)state;
	for (int code = 0; code < 256; code++) {
		int order[] = { code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 };
		char *other;

		if ((1 << order[0] | 1 << order[1] | 1 << order[2] | 1 << order[3]) != 15)
			continue;
		other = dump_of_order(order, 1 + code % 3);
		assert_string_equal(other, expected);
		free(other);
	}
	free(expected);
}

static void withdrawn_file_takes_its_numbers_along(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	begin(&hand, &store, "h1");
	log_row(1, "flow_id=f1, state=stays");
	finish_file(&hand, 0);
	next_file(&hand, "h2");
	log_row(2, "-flow_id=f1");
	assert_int_equal(staging_withdraw_file(hand.staging, hand.origin.file, &err), 0);
	hand.origin.record = 0;
	commit(&hand, 100);
	expect(&store, flows, "f1|stays|-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(newest_record_stands_also_with_what_it_leaves_empty),
		test(what_hangs_on_a_replaced_record_goes_with_it),
		test(gone_object_has_no_row),
		test(gone_wins_over_an_equal_number),
		test(records_without_a_number_fold_as_ever),
		test(order_of_files_and_records_plays_no_part),
		test(withdrawn_file_takes_its_numbers_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
