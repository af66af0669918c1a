/* SPDX-License-Identifier: MIT
 * One import into history: duplicates become one object, every record is accounted for, the same
 * file is taken once.
 */
#include "staging_case.h"

static const char flows[] =
	"SELECT flow_id, state, valid_from, valid_to FROM flow_version ORDER BY flow_id, valid_from";
static const char account[] =
	"SELECT records_read, records_kept, records_merged, records_rejected FROM source_file"
	" ORDER BY source_file_id";

static void higher_rank_stands_and_the_other_fills_what_is_missing(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	put_ranked(&hand, 40, "flow", "flow_id=f1, state=low, description=only low");
	put_ranked(&hand, 60, "flow", "flow_id=f1, state=high, display_name=only high");
	put_ranked(&hand, 50, "flow", "flow_id=f1, description=middle");
	commit(&hand, 100);
	expect(&store, "SELECT state, display_name, description FROM flow", "high|only high|middle");
	expect(&store, account, "3|1|2|0");
}

static void newer_of_equal_rank_stands(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	put(&hand, "flow", "flow_id=f1, state=old, modified_at=10, trigger_type=Request");
	put(&hand, "flow", "flow_id=f1, state=new, modified_at=20");
	put(&hand, "flow", "flow_id=f1, state=undated, description=filled");
	commit(&hand, 100);
	expect(&store, "SELECT state, modified_at, trigger_type, description FROM flow",
	       "new|20|Request|filled");
}

static void rank_counts_before_time(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	put_ranked(&hand, 60, "flow", "flow_id=f1, state=ranked, modified_at=10");
	put_ranked(&hand, 50, "flow", "flow_id=f1, state=newer, modified_at=20");
	commit(&hand, 100);
	expect(&store, "SELECT state, modified_at FROM flow", "ranked|10");
}

/* Equal rank and time: which one stands is a matter of their values, not of the order of reading. */
static void order_of_reading_plays_no_part(void **state)
{
	struct store other;
	char *one;

	(void)state;
	begin(&hand, &store, "h");
	put(&hand, "flow", "flow_id=f1, state=a, description=x");
	put(&hand, "flow", "flow_id=f1, state=b, trigger_type=y");
	commit(&hand, 100);
	one = dump_of(&store);
	open_memory(&other);
	begin(&hand, &other, "h");
	put(&hand, "flow", "flow_id=f1, state=b, trigger_type=y");
	put(&hand, "flow", "flow_id=f1, state=a, description=x");
	commit(&hand, 100);
	expect_dump(&other, one);
	store_close(&other);
	free(one);
}

static void greatest_stands_where_the_column_says_so(void **state)
{
	(void)state;
	begin(&hand, &store, "h");
	put(&hand, "flow", "flow_id=f1");
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=30");
	put(&hand, "flow", "flow_id=f2");
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=50");
	put(&hand, "flow", "flow_id=f3");
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=40");
	finish_file(&hand, 0);
	next_file(&hand, "h2");
	put_ranked(&hand, 99, "flow", "flow_id=f4");
	hand.origin.rank = 99;
	put_further(&hand, "freshness", "resource_kind=flow, newest_at=45");
	commit(&hand, 100);
	expect(&store, "SELECT resource_kind, environment_id, newest_at FROM freshness", "flow||50");
}

static void counts_kept_and_merged_by_file(void **state)
{
	int64_t kept, merged;
	struct error err = ERROR_INIT;
	struct snapshot_facts facts = { .at = 100, .basis = "given" };
	struct reject reject = { .record = 3, .byte_offset = -1, .line = -1, .reason = "bad" };

	(void)state;
	begin(&hand, &store, "h1");
	put_ranked(&hand, 60, "flow", "flow_id=f1");
	put(&hand, "flow", "flow_id=f2");
	hand.rejected = 1;
	assert_int_equal(staging_reject(hand.staging, hand.origin.file, &reject, &err), 0);
	finish_file(&hand, 0);
	next_file(&hand, "h2");
	put(&hand, "flow", "flow_id=f1");
	put_further(&hand, "role_assignment",
		    "resource_kind=flow, resource_id=f1, principal_id=p, role=Owner");
	put(&hand, "flow", "flow_id=f3");
	finish_file(&hand, 0);
	assert_int_equal(staging_commit(hand.staging, &facts, &kept, &err), 0);
	assert_int_equal(staging_account(hand.staging, hand.origin.file, &kept, &merged, &err), 0);
	assert_int_equal(kept, 1);
	assert_int_equal(merged, 1);
	staging_end(hand.staging);
	expect(&store, account, "3|2|0|1 2|1|1|0");
}

/* --- Snapshots ------------------------------------------------------------------------------------- */

static void same_file_twice_changes_nothing(void **state)
{
	char *before;

	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", NULL);
	before = dump_of(&store);
	begin_flows("h1", "flow_id=f1, state=a", NULL);
	cover_tenant(&hand, "flow");
	assert_int_equal(commit(&hand, 100), 0);
	expect_dump(&store, before);
	free(before);
}

static void same_file_at_another_moment_is_news(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", NULL);
	begin_flows("h1", "flow_id=f1, state=a", NULL);
	cover_tenant(&hand, "flow");
	assert_int_equal(commit(&hand, 200), 1);
	expect(&store, "SELECT snapshot_at FROM snapshot", "100 200");
	expect(&store, flows, "f1|a|100|-");
}

static void known_file_beside_a_new_one_is_left_out(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", NULL);
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, state=a");
	finish_file(&hand, 0);
	next_file(&hand, "h2");
	put(&hand, "flow", "flow_id=f2, state=b");
	assert_int_equal(commit(&hand, 100), 1);
	expect(&store, flows, "f1|a|100|- f2|b|100|-");
	expect(&store, "SELECT sha256 FROM source_file ORDER BY 1", "h1 h2");
}

static void snapshot_can_be_extended(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put_ranked(&hand, 60, "flow", "flow_id=f1, state=a");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	put_ranked(&hand, 40, "flow", "flow_id=f1, state=z, description=more");
	put(&hand, "flow", "flow_id=f2, state=b");
	commit(&hand, 100);
	expect(&store, flows, "f1|a|100|- f2|b|100|-");
	expect(&store, "SELECT description FROM flow WHERE flow_id = 'f1'", "more");
	expect(&store, "SELECT count(*) FROM snapshot", "1");
	expect(&store, account, "1|1|0|0 2|1|1|0");
}

static void extension_equals_one_import(void **state)
{
	struct store other;
	char *extended;

	(void)state;
	begin(&hand, &store, "h1");
	put_ranked(&hand, 40, "flow", "flow_id=f1, state=low, description=more");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	put_ranked(&hand, 60, "flow", "flow_id=f1, state=high");
	commit(&hand, 100);
	extended = dump_of(&store);
	open_memory(&other);
	begin(&hand, &other, "h1");
	put_ranked(&hand, 40, "flow", "flow_id=f1, state=low, description=more");
	finish_file(&hand, 0);
	next_file(&hand, "h2");
	put_ranked(&hand, 60, "flow", "flow_id=f1, state=high");
	commit(&hand, 100);
	expect_dump(&other, extended);
	store_close(&other);
	free(extended);
}

static void label_is_kept_until_another_is_given(void **state)
{
	static const char labels[] = "SELECT label FROM snapshot";

	(void)state;
	begin(&hand, &store, "h1");
	hand.label = "first";
	commit(&hand, 100);
	expect(&store, labels, "first");
	begin(&hand, &store, "h2");
	commit(&hand, 100);
	expect(&store, labels, "first");
	begin(&hand, &store, "h3");
	hand.label = "second";
	commit(&hand, 100);
	expect(&store, labels, "second");
}

static void withdrawn_file_leaves_its_fact_alone(void **state)
{
	struct error err = ERROR_INIT;
	struct reject reject = { .record = 1, .byte_offset = 4, .line = 2, .reason = "bad" };

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1");
	assert_int_equal(staging_reject(hand.staging, hand.origin.file, &reject, &err), 0);
	assert_int_equal(staging_withdraw_file(hand.staging, hand.origin.file, &err), 0);
	hand.origin.record = 0;
	commit(&hand, 100);
	expect(&store, "SELECT count(*) FROM flow_version", "0");
	expect(&store, "SELECT count(*) FROM reject", "0");
	expect(&store, "SELECT sha256 FROM source_file", "h1");
}

static void rejects_keep_what_is_known_of_the_place(void **state)
{
	struct error err = ERROR_INIT;
	struct reject whole = { .byte_offset = -1, .line = -1, .reason = "cut off" };
	struct reject field = { .record = 7, .byte_offset = 90, .line = 8, .field = STR("state"),
				.value = STR("soon"), .reason = "not a time" };

	(void)state;
	begin(&hand, &store, "h1");
	assert_int_equal(staging_reject(hand.staging, hand.origin.file, &whole, &err), 0);
	assert_int_equal(staging_reject(hand.staging, hand.origin.file, &field, &err), 0);
	commit(&hand, 100);
	expect(&store, "SELECT record, byte_offset, line, field, value, reason FROM reject",
	       "-|-|-|-|-|cut off 7|90|8|state|soon|not a time");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(higher_rank_stands_and_the_other_fills_what_is_missing),
		test(newer_of_equal_rank_stands),
		test(rank_counts_before_time),
		test(order_of_reading_plays_no_part),
		test(greatest_stands_where_the_column_says_so),
		test(counts_kept_and_merged_by_file),
		test(same_file_twice_changes_nothing),
		test(same_file_at_another_moment_is_news),
		test(known_file_beside_a_new_one_is_left_out),
		test(snapshot_can_be_extended),
		test(extension_equals_one_import),
		test(label_is_kept_until_another_is_given),
		test(withdrawn_file_leaves_its_fact_alone),
		test(rejects_keep_what_is_known_of_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
