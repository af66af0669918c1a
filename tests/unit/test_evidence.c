/* SPDX-License-Identifier: MIT
 * When may a report say "complete"? Only where coverage says so; every gap is named.
 */
#include "staging_case.h"

#include "store/evidence.h"

static const char *const words[] = {
	[EVIDENCE_COMPLETE] = "complete",
	[EVIDENCE_PARTIAL] = "partial",
	[EVIDENCE_NONE] = "none",
};

static void compare(enum evidence got, enum evidence wanted, const struct buffer *why,
		    const char *reason)
{
	const char *said = why->data ? why->data : "";

	if (got != wanted || strcmp(said, reason) != 0)
		fail_msg("%s: '%s' instead of %s: '%s'", words[got], said, words[wanted], reason);
}

/* `what` is "flow" or "role_assignment:flow"; `reason` is the whole sentence. */
static void judged(const char *what, enum evidence wanted, const char *reason)
{
	struct buffer why = BUFFER_INIT(MIB);
	struct error err = ERROR_INIT;
	enum evidence got;
	char name[64], *part;

	snprintf(name, sizeof(name), "%s", what);
	part = strchr(name, ':');
	if (part)
		*part++ = '\0';
	if (evidence_of_entity(&store, entity_of(&store, name), str_of(part ? part : ""), &got,
			       &why, &err) < 0)
		fail_msg("%s", err.text);
	compare(got, wanted, &why, reason);
	buffer_release(&why);
}

static void column_judged(const char *name, const char *column, enum evidence wanted,
			  const char *reason)
{
	const struct entity *entity = entity_of(&store, name);
	struct buffer why = BUFFER_INIT(MIB);
	struct error err = ERROR_INIT;
	enum evidence got;

	if (evidence_of_column(&store, entity, entity_column(entity, str_of(column)), &got, &why,
			       &err) < 0)
		fail_msg("%s", err.text);
	compare(got, wanted, &why, reason);
	buffer_release(&why);
}

/* Every environment is known: e1, e2; and in each a flow. */
static void begin_world(const char *hash)
{
	begin(&hand, &store, hash);
	put(&hand, "environment", "environment_id=e1");
	put(&hand, "environment", "environment_id=e2");
	put(&hand, "flow", "flow_id=f1, environment_id=e1");
	put(&hand, "flow", "flow_id=f2, environment_id=e2");
	cover_tenant(&hand, "environment");
}

/* --- The tenant ------------------------------------------------------------------------------------ */

static void never_collected_is_none(void **state)
{
	(void)state;
	judged("flow", EVIDENCE_NONE, "no flow was imported");
	begin_world("h1");
	commit(&hand, 100);
	judged("principal", EVIDENCE_NONE, "no principal was imported");
	judged("role_assignment:app", EVIDENCE_NONE, "no role_assignment of app was imported");
}

static void whole_tenant_at_the_moment_is_complete(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	cover_tenant(&hand, "principal");
	commit(&hand, 100);
	judged("principal", EVIDENCE_COMPLETE, "");
}

static void whole_tenant_earlier_is_partial_and_says_when(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "principal", "principal_id=p");
	cover_tenant(&hand, "principal");
	commit(&hand, 100);
	begin_world("h2");
	commit(&hand, 200);
	judged("principal", EVIDENCE_PARTIAL,
	       "principal: last collected whole at 1970-01-01T00:01:40Z");
}

static void looked_at_without_anything_whole_is_partial(void **state)
{
	(void)state;
	begin_world("h1");
	cover(&hand, "flow", COVERS_SOME, "");
	commit(&hand, 100);
	judged("flow", EVIDENCE_PARTIAL, "flow: no list of all of them was imported");
}

static void some_beside_an_earlier_whole_is_partial(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "flow", COVERS_SOME, "");
	commit(&hand, 200);
	judged("flow", EVIDENCE_PARTIAL, "flow: last collected whole at 1970-01-01T00:01:40Z");
}

/* What came after the moment that is shown proves nothing about it. */
static void later_snapshots_do_not_count(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	begin(&hand, &store, "h1");
	cover(&hand, "environment", COVERS_TENANT, "");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover_tenant(&hand, "principal");
	commit(&hand, 200);
	judged("principal", EVIDENCE_COMPLETE, "");
	assert_int_equal(store_set_moment(&store, true, 100, &err), 0);
	judged("principal", EVIDENCE_NONE, "no principal was imported");
	judged("environment", EVIDENCE_COMPLETE, "");
}

/* --- Environments ------------------------------------------------------------------------------------ */

static void every_environment_is_complete(void **state)
{
	(void)state;
	begin_world("h1");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e2");
	commit(&hand, 100);
	judged("flow", EVIDENCE_COMPLETE, "");
}

static void missing_environment_is_partial(void **state)
{
	(void)state;
	begin_world("h1");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 100);
	judged("flow", EVIDENCE_PARTIAL,
	       "flow: not collected in this snapshot for 1 of 2 (environment)");
}

static void environment_collected_earlier_is_not_collected_now(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 200);
	judged("flow", EVIDENCE_PARTIAL,
	       "flow: not collected in this snapshot for 1 of 2 (environment)");
}

static void environments_without_a_list_of_them_are_partial(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, environment_id=e1");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 100);
	judged("flow", EVIDENCE_PARTIAL, "flow: no list of every environment was imported");
}

/* A list of some environments does not say which others there are. */
static void environments_of_which_only_some_are_known_are_partial(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "environment", "environment_id=e1");
	cover(&hand, "environment", COVERS_SOME, "");
	put(&hand, "flow", "flow_id=f1, environment_id=e1");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 100);
	judged("environment", EVIDENCE_PARTIAL, "environment: no list of all of them was imported");
	judged("flow", EVIDENCE_PARTIAL, "flow: no list of every environment was imported");
}

static void deleted_and_excused_environments_are_not_missed(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "environment", "environment_id=e1");
	put(&hand, "environment", "environment_id=e2, is_deleted=1");
	put(&hand, "environment", "environment_id=e3, excused_from_inventory=1");
	put(&hand, "environment", "environment_id=e4, is_deleted=0, excused_from_inventory=0");
	cover_tenant(&hand, "environment");
	cover(&hand, "flow", COVERS_ENVIRONMENT, "e1");
	commit(&hand, 100);
	judged("flow", EVIDENCE_PARTIAL,
	       "flow: not collected in this snapshot for 1 of 2 (environment)");
}

/* --- Objects ---------------------------------------------------------------------------------------- */

static void every_object_is_complete(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f1");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f2");
	commit(&hand, 100);
	judged("role_assignment:flow", EVIDENCE_COMPLETE, "");
}

static void missing_object_is_partial(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f1");
	commit(&hand, 100);
	judged("role_assignment:flow", EVIDENCE_PARTIAL,
	       "role_assignment of flow: not collected in this snapshot for 1 of 2 (flow)");
}

static void object_of_another_part_counts_for_nothing(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f1");
	cover(&hand, "role_assignment:app", COVERS_OBJECT, "f2");
	commit(&hand, 100);
	judged("role_assignment:flow", EVIDENCE_PARTIAL,
	       "role_assignment of flow: not collected in this snapshot for 1 of 2 (flow)");
}

static void object_may_be_covered_by_its_environment(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f1");
	cover(&hand, "role_assignment:flow", COVERS_ENVIRONMENT, "e2");
	commit(&hand, 100);
	judged("role_assignment:flow", EVIDENCE_COMPLETE, "");
}

static void object_collected_earlier_is_not_collected_now(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "flow");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f2");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover(&hand, "role_assignment:flow", COVERS_OBJECT, "f1");
	commit(&hand, 200);
	judged("role_assignment:flow", EVIDENCE_PARTIAL,
	       "role_assignment of flow: not collected in this snapshot for 1 of 2 (flow)");
}

static void details_of_every_policy_are_complete(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "dlp_policy", "policy_id=d1");
	put(&hand, "dlp_policy", "policy_id=d2");
	cover_tenant(&hand, "dlp_policy");
	cover(&hand, "dlp_policy_connector", COVERS_OBJECT, "d1");
	commit(&hand, 100);
	judged("dlp_policy_connector", EVIDENCE_PARTIAL,
	       "dlp_policy_connector: not collected in this snapshot for 1 of 2 (dlp_policy)");
	begin(&hand, &store, "h2");
	cover(&hand, "dlp_policy_connector", COVERS_OBJECT, "d2");
	commit(&hand, 100);
	judged("dlp_policy_connector", EVIDENCE_COMPLETE, "");
}

/* --- Parts ------------------------------------------------------------------------------------------- */

static void one_part_says_nothing_of_another(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	cover_tenant(&hand, "role_assignment:app");
	commit(&hand, 100);
	judged("role_assignment:app", EVIDENCE_COMPLETE, "");
	judged("role_assignment:flow", EVIDENCE_NONE, "no role_assignment of flow was imported");
}

static void all_parts_are_as_complete_as_the_worst(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "role_assignment:app");
	cover(&hand, "role_assignment:flow", COVERS_SOME, "");
	commit(&hand, 100);
	judged("role_assignment", EVIDENCE_PARTIAL,
	       "role_assignment of flow: no list of all of them was imported");
}

static void parts_that_are_all_whole_are_complete(void **state)
{
	(void)state;
	begin_world("h1");
	cover_tenant(&hand, "role_assignment:app");
	cover_tenant(&hand, "role_assignment:flow");
	commit(&hand, 100);
	judged("role_assignment", EVIDENCE_COMPLETE, "");
	begin(&hand, &store, "h2");
	cover_tenant(&hand, "role_assignment:app");
	commit(&hand, 200);
	judged("role_assignment", EVIDENCE_PARTIAL,
	       "role_assignment of flow: last collected whole at 1970-01-01T00:01:40Z");
}

/* --- References and columns ---------------------------------------------------------------------------- */

static void unresolved_references_are_partial(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow",
	    "flow_id=f1, environment_id=environment.coe_row_id:r1,"
	    " environment_ref=environment.coe_row_id:r1");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	judged("flow", EVIDENCE_PARTIAL, "flow: 1 refer to objects that were not imported");
	begin(&hand, &store, "h2");
	put(&hand, "environment", "environment_id=e1, coe_row_id=r1");
	commit(&hand, 100);
	judged("flow", EVIDENCE_COMPLETE, "");
}

/* What refers to nothing that is there now was gone before the moment. */
static void unresolved_references_of_the_past_do_not_count(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, owner_id=principal.email:x, owner_ref=principal.email:x");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	cover_tenant(&hand, "flow");
	commit(&hand, 200);
	judged("flow", EVIDENCE_COMPLETE, "");
}

static void columns_are_known_for_all_some_or_none(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1, state=started, trigger_type=Request");
	put(&hand, "flow", "flow_id=f2, state=stopped");
	commit(&hand, 100);
	column_judged("flow", "state", EVIDENCE_COMPLETE, "");
	column_judged("flow", "trigger_type", EVIDENCE_PARTIAL,
		      "1 of 2: flow.trigger_type is not known");
	column_judged("flow", "owner_id", EVIDENCE_NONE, "no imported flow says its owner_id");
}

static void column_without_objects_has_no_gap(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	column_judged("flow", "state", EVIDENCE_COMPLETE, "");
}

/* A list of flows whose column of last runs is empty throughout makes no row of usage. */
static void column_of_descriptions_without_rows_tells_nothing(void **state)
{
	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1");
	cover_tenant(&hand, "flow");
	cover_tenant(&hand, "usage");
	commit(&hand, 100);
	column_judged("usage", "last_run_at", EVIDENCE_NONE, "no imported usage says its last_run_at");
}

static void column_is_judged_at_the_moment(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	begin(&hand, &store, "h1");
	put(&hand, "flow", "flow_id=f1");
	commit(&hand, 100);
	begin(&hand, &store, "h2");
	put(&hand, "flow", "flow_id=f1, state=started");
	commit(&hand, 200);
	column_judged("flow", "state", EVIDENCE_COMPLETE, "");
	assert_int_equal(store_set_moment(&store, true, 100, &err), 0);
	column_judged("flow", "state", EVIDENCE_NONE, "no imported flow says its state");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(never_collected_is_none),
		test(whole_tenant_at_the_moment_is_complete),
		test(whole_tenant_earlier_is_partial_and_says_when),
		test(looked_at_without_anything_whole_is_partial),
		test(some_beside_an_earlier_whole_is_partial),
		test(later_snapshots_do_not_count),
		test(every_environment_is_complete),
		test(missing_environment_is_partial),
		test(environment_collected_earlier_is_not_collected_now),
		test(environments_without_a_list_of_them_are_partial),
		test(environments_of_which_only_some_are_known_are_partial),
		test(deleted_and_excused_environments_are_not_missed),
		test(every_object_is_complete),
		test(missing_object_is_partial),
		test(object_of_another_part_counts_for_nothing),
		test(object_may_be_covered_by_its_environment),
		test(object_collected_earlier_is_not_collected_now),
		test(details_of_every_policy_are_complete),
		test(one_part_says_nothing_of_another),
		test(all_parts_are_as_complete_as_the_worst),
		test(parts_that_are_all_whole_are_complete),
		test(unresolved_references_are_partial),
		test(unresolved_references_of_the_past_do_not_count),
		test(columns_are_known_for_all_some_or_none),
		test(column_without_objects_has_no_gap),
		test(column_of_descriptions_without_rows_tells_nothing),
		test(column_is_judged_at_the_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
