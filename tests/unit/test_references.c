/* SPDX-License-Identifier: MIT
 * References by other names find their objects whenever these come.
 */
#include "staging_case.h"

static const char flows[] =
	"SELECT flow_id, state, valid_from, valid_to FROM flow_version ORDER BY flow_id, valid_from";

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

static void name_is_found_in_whatever_case(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=environment.coe_row_id:R1,"
			   " environment_ref=environment.coe_row_id:R1");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 100);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:R1");
	begin(&hand, &store, "h2");
	put(&hand, "environment", "environment_id=e1, coe_row_id=R1"); /* still one object */
	commit(&hand, 200);
	expect(&store, environments_of_flows, "f1|e1|environment.coe_row_id:R1");
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

static const char children[] =
	"SELECT environment_id, child_flow_id FROM flow_action_version ORDER BY flow_id, valid_from";

#define CALLS "step=action, name=call, child_flow_id=flow.workflow_id:w, child_flow_ref=flow.workflow_id:w"

/* Copies of one solution have flows of one workflow id in each environment. */
static void name_means_the_object_of_the_same_environment(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=e1, workflow_id=w");
	put(&hand, "flow", "flow_id=f2, environment_id=e2, workflow_id=w");
	put(&hand, "flow_action", "flow_id=f1, environment_id=e1, " CALLS);
	put(&hand, "flow_action", "flow_id=f2, environment_id=e2, " CALLS);
	put(&hand, "flow_action", "flow_id=f3, environment_id=e3, " CALLS);
	put(&hand, "flow_action", "flow_id=f4, " CALLS);
	commit(&hand, 100);
	expect(&store, children, "e1|f1 e2|f2 e3|flow.workflow_id:w -|flow.workflow_id:w");
}

/* Who lives elsewhere is not meant, even if nobody else is known; who lives nowhere known may be. */
static void name_means_no_object_of_another_environment(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f9, workflow_id=w");
	put(&hand, "flow_action", "flow_id=f1, environment_id=e1, " CALLS);
	put(&hand, "flow_action", "flow_id=f2, " CALLS);
	commit(&hand, 100);
	expect(&store, children, "e1|f9 -|f9");
	begin(&hand, &store, "h2");
	put(&hand, "flow", "flow_id=f9, environment_id=e2");
	commit(&hand, 200);
	expect(&store, children, "e1|flow.workflow_id:w -|f9");
}

static void two_of_one_environment_are_no_answer(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=e1, workflow_id=w");
	put(&hand, "flow", "flow_id=f2, environment_id=e1, workflow_id=w");
	put(&hand, "flow_action", "flow_id=f1, environment_id=e1, " CALLS);
	commit(&hand, 100);
	expect(&store, children, "e1|flow.workflow_id:w");
}

/* Both sides name their environment otherwise; what they mean is known later. */
static void environments_are_resolved_first(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, workflow_id=w, " BY_ROW);
	put(&hand, "flow", "flow_id=f2, environment_id=e2, workflow_id=w");
	put(&hand, "flow_action", "flow_id=f1, " BY_ROW ", " CALLS);
	commit(&hand, 100);
	expect(&store, children, "environment.coe_row_id:r1|flow.workflow_id:w");
	begin(&hand, &store, "h2");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 200);
	expect(&store, children, "e1|f1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(reference_is_resolved_in_the_same_import),
		test(name_is_found_in_whatever_case),
		test(reference_waits_for_the_object),
		test(reference_finds_an_object_of_an_earlier_snapshot),
		test(name_that_two_objects_bear_stays_as_it_came),
		test(name_that_becomes_ambiguous_is_given_up),
		test(resolved_environment_scopes_coverage),
		test(rows_that_resolve_to_one_key_are_folded),
		test(name_of_an_unknown_kind_names_nothing),
		test(name_means_the_object_of_the_same_environment),
		test(name_means_no_object_of_another_environment),
		test(two_of_one_environment_are_no_answer),
		test(environments_are_resolved_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
