/* SPDX-License-Identifier: MIT
 * Truth tables of the ownership reports: OWN-001 and OWN-003 of the rule catalogue.
 */
#include "report_case.h"

#define PEOPLE                                                                              \
	"principal: principal_id=alive, kind=user, is_enabled=1, display_name=Alive\n"      \
	"principal: principal_id=dead, kind=user, is_deleted=1, display_name=Dead\n"        \
	"principal: principal_id=off, kind=user, is_enabled=0\n"                            \
	"principal: principal_id=marked, kind=user, is_orphaned=1\n"                        \
	"principal: principal_id=guest, kind=user, user_type=guest, is_enabled=1\n"         \
	"principal: principal_id=robot, kind=user, is_service_principal=1, is_orphaned=1\n" \
	"principal: principal_id=system, display_name=SYSTEM, is_system=1, is_orphaned=1\n" \
	"principal: principal_id=team, kind=group\n"                                        \
	"principal: principal_id=nobody, kind=group, group_size=0\n"                        \
	"covers role_assignment:flow\ncovers role_assignment:app\n"
#define SOME_PEOPLE "some principal\n" PEOPLE

#define CO_OWNER(flow, principal)                                                            \
	"role_assignment: resource_kind=flow, resource_id=" flow ", principal_id=" principal \
	", role=CanEdit, principal_type=User\n"

/* O: first owner, C: co-owners, U: the user list is complete. */
static const struct report_case strict[] = {
	{ "O active", PEOPLE "flow: flow_id=f, owner_id=alive\n", "complete", NULL },
	{ "O active, though marked", PEOPLE "flow: flow_id=f, owner_id=alive, is_orphaned=1\n",
	  "complete", NULL },
	{ "O disabled", PEOPLE "flow: flow_id=f, owner_id=off\n",
	  "complete\nf|owner disabled|0|high", NULL },
	{ "O deleted", PEOPLE "flow: flow_id=f, owner_id=dead\n",
	  "complete\nf|owner deleted|0|high", NULL },
	{ "O marked", PEOPLE "flow: flow_id=f, owner_id=marked\n",
	  "complete\nf|owner marked as orphaned by the CoE kit|0|high", NULL },
	{ "O deleted, C active", PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "alive"),
	  "complete", NULL },
	{ "O deleted, C disabled", PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "off"),
	  "complete\nf|owner deleted|1|high", NULL },
	{ "O deleted, C may only look",
	  PEOPLE "flow: flow_id=f, owner_id=dead\n"
		 "role_assignment: resource_kind=flow, resource_id=f, principal_id=alive, "
		 "role=CanView, principal_type=User\n",
	  "complete\nf|owner deleted|0|high", NULL },
	{ "O deleted, C a group", PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "team"),
	  "complete", NULL },
	{ "O deleted, C an empty group",
	  PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "nobody"),
	  "complete\nf|owner deleted|1|high", NULL },
	{ "O deleted, C of another flow",
	  PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("g", "alive"),
	  "complete\nf|owner deleted|0|high", NULL },
	{ "O absent, U", PEOPLE "flow: flow_id=f, owner_id=gone\n",
	  "complete\nf|owner absent from the complete user list|0|high", NULL },
	{ "O absent, C himself", PEOPLE "flow: flow_id=f, owner_id=gone\n" CO_OWNER("f", "gone"),
	  "complete\nf|owner absent from the complete user list|0|high", NULL },
	{ "O absent, not U", SOME_PEOPLE "flow: flow_id=f, owner_id=gone\n", "partial", NULL },
	{ "O absent, not U, marked", SOME_PEOPLE "flow: flow_id=f, owner_id=gone, is_orphaned=1\n",
	  "partial\nf|flow marked as orphaned by the CoE kit|0|high", NULL },
	{ "O deleted, C absent, not U",
	  SOME_PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "gone"), "partial", NULL },
	{ "O absent, the list is older than the moment",
	  "earlier principal\n" PEOPLE "flow: flow_id=f, owner_id=gone\n", "partial", NULL },
	{ "O the platform", PEOPLE "flow: flow_id=f, owner_id=system\n", "complete", NULL },
	{ "O the zero id",
	  PEOPLE "flow: flow_id=f, owner_id=00000000-0000-0000-0000-000000000000\n", "complete",
	  NULL },
	{ "O a service principal", PEOPLE "flow: flow_id=f, owner_id=robot, is_orphaned=1\n",
	  "complete", NULL },
	{ "O a service principal by its permission",
	  PEOPLE "flow: flow_id=f, owner_id=app1\n"
		 "role_assignment: resource_kind=flow, resource_id=f, principal_id=app1, "
		 "role=Owner, principal_type=ServicePrincipal\n",
	  "complete", NULL },
	{ "O a service principal by the record",
	  PEOPLE "flow: flow_id=f, creator_id=app1, creator_type=ServicePrincipal\n", "complete",
	  NULL },
	{ "O a guest", PEOPLE "flow: flow_id=f, owner_id=guest\n", "complete", NULL },
	{ "O empty", PEOPLE "flow: flow_id=f\n", "complete\nf|no owner is recorded|0|high", NULL },
	{ "O empty, the creator is active", PEOPLE "flow: flow_id=f, creator_id=alive\n",
	  "complete", NULL },
	{ "O known by a name that nothing resolves",
	  PEOPLE "flow: flow_id=f, owner_id=principal.display_name:X, "
		 "owner_ref=principal.display_name:X\n",
	  "partial", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_flows_strictly(void **state)
{
	(void)state;
	check_cases("orphaned-flows", "flow_id why co_owner_count severity", strict);
}

static const struct report_case as_the_kit[] = {
	{ "O deleted, C active", PEOPLE "flow: flow_id=f, owner_id=dead\n" CO_OWNER("f", "alive"),
	  "complete\nf|owner deleted|1", "mode=coe" },
	{ "O disabled", PEOPLE "flow: flow_id=f, owner_id=off\n", "complete", "mode=coe" },
	{ "O disabled, marked", PEOPLE "flow: flow_id=f, owner_id=off, is_orphaned=1\n",
	  "complete\nf|owner disabled|0", "mode=coe" },
	{ "O active, marked", PEOPLE "flow: flow_id=f, owner_id=alive, is_orphaned=1\n", "complete",
	  "mode=coe" },
	{ "O the platform", PEOPLE "flow: flow_id=f, owner_id=system, is_orphaned=1\n", "complete",
	  "mode=coe" },
	{ "O absent, not U", SOME_PEOPLE "flow: flow_id=f, owner_id=gone\n", "partial",
	  "mode=coe" },
	{ "O empty, C active", PEOPLE "flow: flow_id=f\n" CO_OWNER("f", "alive"),
	  "complete\nf|no owner is recorded|1", "mode=coe" },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_flows_as_the_kit_counts(void **state)
{
	(void)state;
	check_cases("orphaned-flows", "flow_id why co_owner_count", as_the_kit);
}

/* Bruno: the kit still knows him, the directory does not. */
#define DIRECTORY                                                                 \
	"principal: principal_id=alive, kind=user, in_directory=1\n"              \
	"principal: principal_id=bruno, kind=user, is_enabled=1, is_orphaned=0\n" \
	"principal: principal_id=team, kind=group\n"                              \
	"principal: principal_id=robot, is_service_principal=1\n"                 \
	"covers role_assignment:flow\n"

static const struct report_case unlisted[] = {
	{ "no longer in the directory", DIRECTORY "flow: flow_id=f, owner_id=bruno\n",
	  "complete\nf|owner absent from the complete user list", NULL },
	{ "the directory is known in part",
	  "some principal\n" DIRECTORY "flow: flow_id=f, owner_id=bruno\n", "partial", NULL },
	{ "in no directory of users",
	  DIRECTORY "flow: flow_id=f, owner_id=team\n"
		    "flow: flow_id=g, owner_id=robot\n",
	  "complete", NULL },
	{ "as the kit counts", DIRECTORY "flow: flow_id=f, owner_id=bruno\n", "complete",
	  "mode=coe" },
	{ "no help as co-owner",
	  DIRECTORY "flow: flow_id=f, owner_id=gone\n" CO_OWNER("f", "bruno"),
	  "complete\nf|owner absent from the complete user list", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_flows_believe_the_directory(void **state)
{
	(void)state;
	check_cases("orphaned-flows", "flow_id why", unlisted);
}

#define LOST "flow: flow_id=f, owner_id=dead"

static const struct report_case row_filter[] = {
	{ "deleted", PEOPLE LOST ", is_deleted=1\n", "complete", NULL },
	{ "not deleted, said so", PEOPLE LOST ", is_deleted=0\n", "complete\nf", NULL },
	{ "state deleted", PEOPLE LOST ", state=deleted\n", "complete", NULL },
	{ "row inactive", PEOPLE LOST ", row_active=0\n", "complete", NULL },
	{ "environment deleted",
	  PEOPLE LOST ", environment_id=e\nenvironment: environment_id=e, is_deleted=1\n",
	  "complete", NULL },
	{ "environment excused",
	  PEOPLE LOST ", environment_id=e\n"
		      "environment: environment_id=e, excused_from_inventory=1\n",
	  "complete", NULL },
	{ "environment unknown", PEOPLE LOST ", environment_id=e\n", "complete\nf", NULL },
	{ "sorted by environment, then id",
	  PEOPLE "flow: flow_id=b, owner_id=dead, environment_id=e2\n"
		 "flow: flow_id=z, owner_id=dead, environment_id=e1\n"
		 "flow: flow_id=a, owner_id=dead, environment_id=e2\n",
	  "complete\nz\na\nb", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_flows_leave_out_what_is_gone(void **state)
{
	(void)state;
	check_cases("orphaned-flows", "flow_id", row_filter);
}

static const struct report_case gaps[] = {
	{ "no users", "flow: flow_id=f, owner_id=x\n", "not-evaluated", NULL },
	{ "no flows", PEOPLE, "not-evaluated", NULL },
	{ "no co-owners, count unknown",
	  "principal: principal_id=dead, is_deleted=1\nflow: flow_id=f, owner_id=dead\n",
	  "partial\nf|-|high", NULL },
	{ "running with a premium connector",
	  PEOPLE "flow: flow_id=f, owner_id=dead, state=started\n"
		 "resource_connector: resource_kind=flow, resource_id=f, connector_id=c, "
		 "reference=r, tier=Premium\n",
	  "complete\nf|0|critical", NULL },
	{ "stopped, noted as critical",
	  PEOPLE "flow: flow_id=f, owner_id=dead, state=stopped\n"
		 "governance_note: resource_kind=flow, resource_id=f, business_impact=Critical\n",
	  "complete\nf|0|high", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_flows_say_what_is_missing(void **state)
{
	(void)state;
	check_cases("orphaned-flows", "flow_id co_owner_count severity", gaps);
}

#define EDITOR(principal)                                                            \
	"role_assignment: resource_kind=app, resource_id=a, principal_id=" principal \
	", role=CanEdit, principal_type=User\n"

static const struct report_case apps[] = {
	{ "no users", "app: app_id=a, owner_id=x\n", "not-evaluated", NULL },
	{ "owner active", PEOPLE "app: app_id=a, owner_id=alive\n", "complete", NULL },
	{ "owner deleted, unused", PEOPLE "app: app_id=a, owner_id=dead\n",
	  "complete\na|medium|owner deleted|0", NULL },
	{ "owner deleted, launched",
	  PEOPLE "app: app_id=a, owner_id=dead\n"
		 "usage: resource_kind=app, resource_id=a, launches_30_days=3\n",
	  "complete\na|high|owner deleted|0", NULL },
	{ "owner deleted, shared, co-editor",
	  PEOPLE "app: app_id=a, owner_id=dead, shared_groups=1\n" EDITOR("alive"),
	  "complete\na|medium|owner deleted|1", NULL },
	{ "owner deleted, unused, co-editor",
	  PEOPLE "app: app_id=a, owner_id=dead\n" EDITOR("alive"),
	  "complete\na|low|owner deleted|1", NULL },
	{ "owner deleted, dead co-editor", PEOPLE "app: app_id=a, owner_id=dead\n" EDITOR("off"),
	  "complete\na|medium|owner deleted|1", NULL },
	{ "form of a list", PEOPLE "app: app_id=a, owner_id=dead, app_type=sharepoint-form\n",
	  "complete", NULL },
	{ "owned by a service principal",
	  PEOPLE "app: app_id=a, owner_id=robot, app_type=model-driven\n", "complete", NULL },
	{ "owner absent, list incomplete", SOME_PEOPLE "app: app_id=a, owner_id=gone\n", "partial",
	  NULL },
	{ "app deleted", PEOPLE "app: app_id=a, owner_id=dead, is_deleted=1\n", "complete", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void orphaned_apps(void **state)
{
	(void)state;
	check_cases("orphaned-apps", "app_id severity why co_editor_count", apps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orphaned_flows_strictly),
		cmocka_unit_test(orphaned_flows_as_the_kit_counts),
		cmocka_unit_test(orphaned_flows_believe_the_directory),
		cmocka_unit_test(orphaned_flows_leave_out_what_is_gone),
		cmocka_unit_test(orphaned_flows_say_what_is_missing),
		cmocka_unit_test(orphaned_apps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
