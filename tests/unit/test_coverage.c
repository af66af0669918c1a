/* SPDX-License-Identifier: MIT
 * What a snapshot covers closes what is gone there, and nothing else.
 */
#include "staging_case.h"

static const char flows[] =
	"SELECT flow_id, state, valid_from, valid_to FROM flow_version ORDER BY flow_id, valid_from";
static const char sightings[] =
	"SELECT snapshot_at, entity, object_key FROM sighting ORDER BY 1, 2, 3";

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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
