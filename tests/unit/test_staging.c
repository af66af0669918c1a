/* SPDX-License-Identifier: MIT
 * One import into history: duplicates become one object, coverage closes what is gone and nothing
 * else, references find their objects whenever these come.
 */
#include "store_case.h"

static const char flows[] =
	"SELECT flow_id, state, valid_from, valid_to FROM flow_version ORDER BY flow_id, valid_from";
static const char account[] =
	"SELECT records_read, records_kept, records_merged, records_rejected FROM source_file"
	" ORDER BY source_file_id";
static const char sightings[] =
	"SELECT snapshot_at, entity, object_key FROM sighting ORDER BY 1, 2, 3";

static struct store store;
static struct hand hand;

static int open_store(void **state)
{
	(void)state;
	open_memory(&store);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	store_close(&store);
	return 0;
}

/* A file with up to two flows. */
static void begin_flows(const char *hash, const char *first, const char *second)
{
	begin(&hand, &store, hash);
	if (first)
		put(&hand, "flow", first);
	if (second)
		put(&hand, "flow", second);
}

static void whole_snapshot(int64_t at, const char *hash, const char *first, const char *second)
{
	begin_flows(hash, first, second);
	cover_tenant(&hand, "flow");
	commit(&hand, at);
}

/* --- Duplicates ---------------------------------------------------------------------------------- */

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
	struct snapshot_facts facts = { 100, "given", NULL };
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

/* --- Coverage -------------------------------------------------------------------------------------- */

static void tenant_coverage_closes_what_is_gone(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", "flow_id=f2, state=a");
	whole_snapshot(200, "h2", "flow_id=f1, state=a", NULL);
	expect(&store, flows, "f1|a|100|- f2|a|100|200");
	whole_snapshot(300, "h3", "flow_id=f2, state=a", NULL);
	expect(&store, flows, "f1|a|100|300 f2|a|100|200 f2|a|300|-");
}

static void change_of_a_value_opens_a_new_version(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", NULL);
	whole_snapshot(200, "h2", "flow_id=f1, state=a", NULL);
	whole_snapshot(300, "h3", "flow_id=f1, state=b", NULL);
	whole_snapshot(400, "h4", "flow_id=f1", NULL);
	expect(&store, flows, "f1|a|100|300 f1|b|300|400 f1|-|400|-");
}

static void environment_coverage_closes_there_alone(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=e1, state=a");
	put(&hand, "flow", "flow_id=f2, environment_id=e2, state=a");
	put(&hand, "flow", "flow_id=f3, state=a");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 200);
	expect(&store, flows, "f1|a|100|200 f2|a|100|- f3|a|100|-");
}

static void object_coverage_closes_there_alone(void **state)
{
	static const char roles[] = "SELECT resource_kind, resource_id, valid_to FROM"
				    " role_assignment_version ORDER BY 1, 2";

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=x, principal_id=p, role=O");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=y, principal_id=p, role=O");
	put(&hand, "role_assignment", "resource_kind=app, resource_id=x, principal_id=p, role=O");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "x");
	commit(&hand, 200);
	expect(&store, roles, "app|x|- flow|x|200 flow|y|-");
}

static void tenant_coverage_of_one_part_leaves_the_others(void **state)
{
	static const char roles[] = "SELECT resource_kind, valid_to FROM role_assignment_version"
				    " ORDER BY 1";

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=x, principal_id=p, role=O");
	put(&hand, "role_assignment", "resource_kind=app, resource_id=x, principal_id=p, role=O");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover_tenant(&hand, "role_assignment:flow");
	commit(&hand, 200);
	expect(&store, roles, "app|- flow|200");
}

static void what_covers_some_never_closes(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", NULL);
	begin(&hand, &store, "h2");
	cover(&hand, "flow", COVERS_SOME, "");
	commit(&hand, 200);
	expect(&store, flows, "f1|a|100|-");
	expect(&store, "SELECT scope, scope_id FROM coverage WHERE snapshot_at = 200", "some|");
}

static void environments_that_rows_name_are_covered(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, environment_id=e1, state=a",
		       "flow_id=f2, environment_id=e2, state=a");
	begin(&hand, &store, "h2");
	put(&hand, "flow", "flow_id=f9, environment_id=e1, state=a");
	put(&hand, "flow", "flow_id=f8, state=a");
	assert_int_equal(staging_cover_environments(hand.staging, entity_of(&store, "flow"), STR(""),
						    entity_of(&store, "flow"), hand.origin.file,
						    &err),
			 0);
	commit(&hand, 200);
	expect(&store, flows, "f1|a|100|200 f2|a|100|- f8|a|200|- f9|a|200|-");
	expect(&store, "SELECT scope, scope_id FROM coverage WHERE snapshot_at = 200",
	       "environment|e1");
}

static void objects_that_rows_name_are_covered(void **state)
{
	const struct entity *roles = entity_of(&store, "role_assignment");
	struct error err = ERROR_INIT;

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=x, principal_id=p, role=O");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=x, principal_id=q, role=O");
	put(&hand, "role_assignment", "resource_kind=flow, resource_id=y, principal_id=p, role=O");
	assert_int_equal(staging_cover_objects(hand.staging, roles, STR("flow"), hand.origin.file,
					       &err),
			 0);
	commit(&hand, 100);
	expect(&store, "SELECT resource_kind, scope, scope_id FROM coverage ORDER BY 3",
	       "flow|object|x flow|object|y");
}

/* Without a scope that fits, nothing is said to be whole. */
static void scope_that_the_entity_lacks_covers_some(void **state)
{
	const struct entity *setting = entity_of(&store, "tenant_setting");
	struct error err = ERROR_INIT;

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "tenant_setting", "setting=a, value=b");
	assert_int_equal(staging_cover_environments(hand.staging, setting, STR(""), setting,
						    hand.origin.file, &err),
			 0);
	assert_int_equal(staging_cover_objects(hand.staging, setting, STR(""), hand.origin.file,
					       &err),
			 0);
	commit(&hand, 100);
	expect(&store, "SELECT entity, scope, scope_id FROM coverage", "tenant_setting|some|");
}

static void sighting_proves_presence_without_coverage(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", "flow_id=f2, state=a");
	begin_flows("h2", "flow_id=f1, state=a", NULL);
	cover(&hand, "flow", COVERS_SOME, "");
	commit(&hand, 200);
	expect(&store, flows, "f1|a|100|- f2|a|100|-");
	expect(&store, sightings, "200|flow|f1");
}

/* The sighting at 300 stands when a snapshot at 200, which comes late, shows the flow gone. */
static void late_snapshot_cuts_a_version_where_it_was_gone(void **state)
{
	(void)state;
	whole_snapshot(100, "h1", "flow_id=f1, state=a", "flow_id=f2, state=a");
	begin_flows("h3", "flow_id=f1, state=a", NULL);
	cover(&hand, "flow", COVERS_SOME, "");
	commit(&hand, 300);
	whole_snapshot(200, "h2", NULL, NULL);
	expect(&store, flows, "f1|a|100|200 f1|a|300|- f2|a|100|200");
	expect(&store, sightings, "");
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

/* --- References by other names ------------------------------------------------------------------- */

#define BY_ROW "environment_id=environment.coe_row_id:r1, environment_ref=environment.coe_row_id:r1"

static const char environments_of_flows[] =
	"SELECT flow_id, environment_id, environment_ref FROM flow_version ORDER BY 1, valid_from";

static void reference_is_resolved_in_the_same_import(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, " BY_ROW);
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 100);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:r1");
}

static void reference_waits_for_the_object(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, " BY_ROW);
	commit(&hand, 100);
	expect(&store, environments_of_flows,
	       "f1|environment.coe_row_id:r1|environment.coe_row_id:r1");
	begin(&hand, &store, "h2");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 200);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:r1");
	expect(&store, "SELECT valid_from, valid_to FROM flow_version", "100|-");
}

static void reference_finds_an_object_of_an_earlier_snapshot(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	put(&hand, "flow", "flow_id=f1, " BY_ROW);
	commit(&hand, 200);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:r1");
}

static void name_that_two_objects_bear_stays_as_it_came(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, " BY_ROW);
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	put(&hand, "environment", "environment_id=e2, coe_row_id=r1");
	commit(&hand, 100);
	expect(&store, environments_of_flows,
	       "f1|environment.coe_row_id:r1|environment.coe_row_id:r1");
}

/* What was resolved is given up again: the store now knows that it was a guess. */
static void name_that_becomes_ambiguous_is_given_up(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, " BY_ROW);
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 100);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:r1");
	begin(&hand, &store, "h2");
	put(&hand, "environment", "environment_id=e2, coe_row_id=r1");
	commit(&hand, 200);
	expect(&store, environments_of_flows,
	       "f1|environment.coe_row_id:r1|environment.coe_row_id:r1");
}

static void resolved_environment_scopes_coverage(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	put(&hand, "flow", "flow_id=f1, state=a, " BY_ROW);
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 200);
	expect(&store, flows, "f1|a|100|200");
}

/* Two rows of which one named the connector otherwise turn out to be one. */
static void rows_that_resolve_to_one_key_are_folded(void **state)
{
	static const char uses[] = "SELECT connector_id, runs_as, tier, valid_from, valid_to FROM"
				   " resource_connector_version ORDER BY 1, valid_from";

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "resource_connector",
	    "resource_kind=flow, resource_id=f, connector_id=shared_sql, runs_as=invoker");
	put(&hand, "resource_connector",
	    "resource_kind=flow, resource_id=f, connector_id=connector.coe_row_id:c,"
	    " connector_ref=connector.coe_row_id:c, tier=Premium");
	commit(&hand, 100);
	expect(&store, uses, "connector.coe_row_id:c|-|Premium|100|- shared_sql|invoker|-|100|-");
	begin(&hand, &store, "h2");
	put(&hand, "connector", "connector_id=shared_sql, coe_row_id=c");
	commit(&hand, 200);
	expect(&store, uses, "shared_sql|invoker|Premium|100|-");
}

static void name_of_an_unknown_kind_names_nothing(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	put(&hand, "flow", "flow_id=f1, environment_id=planet.x:r1, environment_ref=planet.x:r1");
	put(&hand, "flow", "flow_id=f2, environment_id=r1, environment_ref=r1");
	commit(&hand, 100);
	expect(&store, "SELECT environment_id FROM flow ORDER BY flow_id", "planet.x:r1 r1");
}

#define test(f) cmocka_unit_test_setup_teardown(f, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(higher_rank_stands_and_the_other_fills_what_is_missing),
		test(newer_of_equal_rank_stands),
		test(rank_counts_before_time),
		test(order_of_reading_plays_no_part),
		test(greatest_stands_where_the_column_says_so),
		test(counts_kept_and_merged_by_file),
		test(tenant_coverage_closes_what_is_gone),
		test(change_of_a_value_opens_a_new_version),
		test(environment_coverage_closes_there_alone),
		test(object_coverage_closes_there_alone),
		test(tenant_coverage_of_one_part_leaves_the_others),
		test(what_covers_some_never_closes),
		test(environments_that_rows_name_are_covered),
		test(objects_that_rows_name_are_covered),
		test(scope_that_the_entity_lacks_covers_some),
		test(sighting_proves_presence_without_coverage),
		test(late_snapshot_cuts_a_version_where_it_was_gone),
		test(same_file_twice_changes_nothing),
		test(same_file_at_another_moment_is_news),
		test(known_file_beside_a_new_one_is_left_out),
		test(snapshot_can_be_extended),
		test(extension_equals_one_import),
		test(label_is_kept_until_another_is_given),
		test(withdrawn_file_leaves_its_fact_alone),
		test(rejects_keep_what_is_known_of_the_place),
		test(reference_is_resolved_in_the_same_import),
		test(reference_waits_for_the_object),
		test(reference_finds_an_object_of_an_earlier_snapshot),
		test(name_that_two_objects_bear_stays_as_it_came),
		test(name_that_becomes_ambiguous_is_given_up),
		test(resolved_environment_scopes_coverage),
		test(rows_that_resolve_to_one_key_are_folded),
		test(name_of_an_unknown_kind_names_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
