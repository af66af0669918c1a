/* SPDX-License-Identifier: MIT
 * Names that come later, go, or mean something else: what was stored under them follows, though an import looks
 * only at references by names of which it tells something new.
 */
#include "staging_case.h"

static const char owners[] = "SELECT owner_id FROM flow ORDER BY flow_id";
static const char flow_of_ann[] =
	"flow_id=f1, owner_id=principal.display_name:ANN, owner_ref=principal.display_name:ANN";
static const char call[] = "flow_id=caller, step=action, name=call, environment_id=e1,"
			   " child_flow_id=flow.display_name:Big, child_flow_ref=flow.display_name:Big";
static const char by_workflow[] =
	"flow_id=flow.workflow_id:w, flow_ref=flow.workflow_id:w, display_name=Big";
static const char children[] = "SELECT child_flow_id FROM flow_action";

static void import_one(int64_t at, const char *hash, const char *entity, const char *row)
{
	begin(&hand, &store, hash);
	put(&hand, entity, row);
	commit(&hand, at);
}

/* An import that has nothing to do with any name. */
static void import_another(int64_t at)
{
	import_one(at, "another", "tenant_setting", "setting=s, value=v");
}

static void import_flow_of_ann(void)
{
	import_one(100, "flow", "flow", flow_of_ann);
}

static void a_name_means_whom_it_means_now(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	import_flow_of_ann();
	expect(&store, owners, "principal.display_name:ANN");
	import_one(200, "first", "principal", "principal_id=p1, display_name=Ann");
	expect(&store, owners, "p1");
	import_another(300);
	expect(&store, owners, "p1");
	import_one(400, "second", "principal", "principal_id=p2, display_name=ann");
	expect(&store, owners, "principal.display_name:ANN");
	assert_int_equal(store_forget(&store, 400, &err), 0);
	expect(&store, owners, "p1");
}

/* The environment of one of two namesakes becomes known. */
static void a_name_follows_the_environments_of_its_bearers(void **state)
{
	(void)state;
	import_one(100, "call", "flow_action", call);
	begin_flows("flows",
		    "flow_id=f1, display_name=Big, environment_id=environment.coe_row_id:r,"
		    " environment_ref=environment.coe_row_id:r",
		    "flow_id=f2, display_name=Big, environment_id=e2");
	commit(&hand, 200);
	expect(&store, children, "flow.display_name:Big");
	import_one(300, "environment", "environment", "environment_id=e1, coe_row_id=r");
	expect(&store, children, "f1");
}

static void a_name_that_did_not_stand_names_nothing(void **state)
{
	(void)state;
	begin(&hand, &store, "twice");
	put(&hand, "flow", flow_of_ann);
	put_ranked(&hand, 60, "principal", "principal_id=p1, display_name=Anna");
	put_ranked(&hand, 40, "principal", "principal_id=p1, display_name=Ann");
	commit(&hand, 100);
	import_another(200);
	expect(&store, owners, "principal.display_name:ANN");
}

static void a_replaced_snapshot_takes_its_names_along(void **state)
{
	struct snapshot_facts facts = { .at = 200, .basis = "given", .replaces = true };
	struct error err = ERROR_INIT;
	int64_t fresh;

	(void)state;
	import_flow_of_ann();
	import_one(200, "first", "principal", "principal_id=p1, display_name=Ann");
	import_another(300);
	begin(&hand, &store, "corrected");
	put(&hand, "principal", "principal_id=p1, display_name=Bob");
	finish_file(&hand, 0);
	assert_int_equal(staging_commit(hand.staging, &facts, &fresh, &err), 0);
	staging_end(hand.staging);
	expect(&store, owners, "principal.display_name:ANN");
}

/* The bearer is itself known by another name, whose meaning is in the store already or comes later. */
static void a_bearer_gets_its_own_id(void **state)
{
	(void)state;
	import_one(100, "known", "flow", "flow_id=f1, workflow_id=w");
	begin(&hand, &store, "named");
	put(&hand, "flow", by_workflow);
	put(&hand, "flow_action", call);
	commit(&hand, 200);
	import_another(300);
	expect(&store, children, "f1");
}

static void a_bearer_gets_its_own_id_later(void **state)
{
	(void)state;
	import_one(100, "call", "flow_action", call);
	import_one(200, "named", "flow", by_workflow);
	import_another(250);
	import_one(300, "known", "flow", "flow_id=f1, workflow_id=w");
	import_another(400);
	expect(&store, children, "f1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_name_means_whom_it_means_now),
		test(a_name_follows_the_environments_of_its_bearers),
		test(a_name_that_did_not_stand_names_nothing),
		test(a_replaced_snapshot_takes_its_names_along),
		test(a_bearer_gets_its_own_id),
		test(a_bearer_gets_its_own_id_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
