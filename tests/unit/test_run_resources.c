/* SPDX-License-Identifier: MIT
 * Truth tables of the reports on apps, flows and connectors: DLP-009, FLW-001, APP-001 of the rule
 * catalogue, and the tenant in numbers.
 */
#include "report_case.h"

#define ALL "covers connector\ncovers flow\ncovers app\n"
#define USES(connector)                                                        \
	"resource_connector: resource_kind=flow, resource_id=f, reference=r, " \
	"connector_id=" connector "\n"

static const struct report_case connectors[] = {
	{ "harmless", ALL USES("shared_office365"), "complete", NULL },
	{ "R1", ALL USES("shared_flowmanagement"),
	  "complete\nflow|f|R1|high|creates and changes flows", NULL },
	{ "R1 without a connection reference", ALL USES("http"),
	  "complete\nflow|f|R1|high|calls any web address", NULL },
	{ "R2", ALL USES("shared_dropbox"), "complete\nflow|f|R2|medium|private cloud storage",
	  NULL },
	{ "R3 by prefix", ALL USES("shared_plumsailforms"),
	  "complete\nflow|f|R3|low|a third party processes the content", NULL },
	{ "R3 by publisher",
	  ALL USES("shared_x") "connector: connector_id=shared_x, source=independentpublisher\n",
	  "complete\nflow|f|R3|low|independent publisher", NULL },
	{ "custom", ALL USES("shared_own") "connector: connector_id=shared_own, is_custom=1\n",
	  "complete\nflow|f|custom|medium|custom connector", NULL },
	{ "custom, plain http",
	  ALL USES(
		  "shared_own") "connector: connector_id=shared_own, is_custom=1, host_is_http=1\n",
	  "complete\nflow|f|custom|high|custom connector that calls plain http", NULL },
	{ "SQL Server with a password",
	  ALL "resource_connector: resource_kind=flow, resource_id=f, reference=r, "
	      "connector_id=shared_sql, connection_id=c\n"
	      "connection: connection_id=c, auth_type=basic\n",
	  "complete\nflow|f|R2|medium|database, often behind a shared password", NULL },
	{ "SQL Server with Entra ID",
	  ALL "resource_connector: resource_kind=flow, resource_id=f, reference=r, "
	      "connector_id=shared_sql, connection_id=c\n"
	      "connection: connection_id=c, auth_type=entraIDUserLogin\n",
	  "complete", NULL },
	{ "SQL Server, nobody knows how", ALL USES("shared_sql"),
	  "complete\nflow|f|R2|medium|database, often behind a shared password", NULL },
	{ "an app, two references are one row",
	  ALL
	  "resource_connector: resource_kind=app, resource_id=a, reference=r, connector_id=http\n"
	  "resource_connector: resource_kind=app, resource_id=a, reference=s, connector_id=http\n",
	  "complete\napp|a|R1|high|calls any web address", NULL },
	{ "of a deleted flow", ALL USES("http") "flow: flow_id=f, is_deleted=1\n", "complete",
	  NULL },
	{ "in an excused environment",
	  ALL USES("http") "flow: flow_id=f, environment_id=e\n"
			   "environment: environment_id=e, excused_from_inventory=1\n",
	  "complete", NULL },
	{ "no list of connectors", "covers flow\ncovers app\n" USES("http"),
	  "partial\nflow|f|R1|high|calls any web address", NULL },
	{ "no connections at all", ALL, "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void risky_connectors(void **state)
{
	(void)state;
	check_cases("risky-connectors", "resource_kind resource_id class severity reason",
		    connectors);
}

#define SUSPENDED(more) "flow: flow_id=f, state=suspended" more "\n"
#define DLP ", suspension_reason=CompanyDlpViolation"

static const struct report_case suspended[] = {
	{ "running", "flow: flow_id=f, state=started\n", "complete", NULL },
	{ "stopped by a person", "flow: flow_id=f, state=stopped, suspension_reason=None\n",
	  "complete", NULL },
	{ "no reason", SUSPENDED(""), "complete\nf|suspended|-|medium|-", NULL },
	{ "failing", SUSPENDED(", suspension_reason=AlwaysFailingDetected"),
	  "complete\nf|suspended|AlwaysFailingDetected|medium|must be turned on by hand", NULL },
	{ "data policy, days ago", SUSPENDED(DLP ", suspended_at=1799740800"),
	  "complete\nf|suspended|CompanyDlpViolation|high|"
	  "comes back by itself when the policy allows it",
	  NULL },
	{ "data policy, weeks ago", SUSPENDED(DLP ", suspended_at=1798704000"),
	  "complete\nf|suspended|CompanyDlpViolation|high|must be turned on by hand", NULL },
	{ "announced",
	  "flow: flow_id=f, state=started, pending_suspension_at=1800864000, "
	  "pending_suspension_reason=NeverTriggeringDetected\n",
	  "complete\nf|pending|NeverTriggeringDetected|medium|still running: act before the date",
	  NULL },
	{ "announced for later than 30 days",
	  "flow: flow_id=f, state=started, pending_suspension_at=1802678400\n", "complete", NULL },
	{ "announced for later, asked for",
	  "flow: flow_id=f, state=started, pending_suspension_at=1802678400\n",
	  "complete\nf|pending|-|medium|still running: act before the date", "pending_days=31" },
	{ "announced once, in the past",
	  "flow: flow_id=f, state=started, pending_suspension_at=1799999999\n", "complete", NULL },
	{ "deleted", SUSPENDED(", is_deleted=1"), "complete", NULL },
	{ "states are not known", "flow: flow_id=f\n", "not-evaluated", NULL },
	{ "a state is not known", SUSPENDED("") "flow: flow_id=g\n",
	  "partial\nf|suspended|-|medium|-", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void suspended_flows(void **state)
{
	(void)state;
	check_cases("suspended-flows", "flow_id what reason severity next_step", suspended);
}

#define TENANT                                                                \
	"role_assignment: resource_kind=app, resource_id=a, principal_id=t, " \
	"role=CanView, principal_type=Tenant\n"

static const struct report_case everyone[] = {
	{ "marked by the kit", "app: app_id=a, is_shared_with_tenant=1\n",
	  "complete\na|high|marked so by the CoE kit|-", NULL },
	{ "by permission", "app: app_id=a, is_shared_with_tenant=0\n" TENANT,
	  "complete\na|high|a permission names the whole tenant|-", NULL },
	{ "by permission only", "app: app_id=a\n" TENANT,
	  "complete\na|high|a permission names the whole tenant|-", NULL },
	{ "not shared", "app: app_id=a, is_shared_with_tenant=0\n", "complete", NULL },
	{ "with guests", "app: app_id=a, is_shared_with_tenant=1, shared_guest_user=1\n",
	  "complete\na|critical|marked so by the CoE kit|1", NULL },
	{ "with implicit connections",
	  "app: app_id=a, is_shared_with_tenant=1, has_insecure_implicit_connections=1\n",
	  "complete\na|critical|marked so by the CoE kit|-", NULL },
	{ "permission of a flow of the same id",
	  "app: app_id=a, is_shared_with_tenant=0\n"
	  "role_assignment: resource_kind=flow, resource_id=a, principal_id=t, role=CanView, "
	  "principal_type=Tenant\n",
	  "complete", NULL },
	{ "nobody says", "app: app_id=a\n", "not-evaluated", NULL },
	{ "no apps", TENANT, "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void shared_with_everyone(void **state)
{
	(void)state;
	check_cases("shared-with-everyone", "app_id severity why has_guests", everyone);
}

static const struct report_case overview[] = {
	{ "nothing", "", "not-evaluated", NULL },
	{ "a small tenant",
	  "environment: environment_id=e, sku=Production, protection_level=Standard\n"
	  "environment: environment_id=d, sku=Default, protection_level=Basic\n"
	  "environment: environment_id=x, sku=Default, excused_from_inventory=1\n"
	  "flow: flow_id=f, environment_id=e, state=started, owner_id=p\n"
	  "flow: flow_id=g, environment_id=e, state=stopped, creator_id=p\n"
	  "flow: flow_id=h, environment_id=x, state=started\n"
	  "app: app_id=a, app_type=canvas, owner_id=p\n",
	  "partial\nenvironments|2\nof type Default|1\nof type Production|1\n"
	  "with a known protection level|2\nmanaged|1\nmanaged, in percent of the known|50\n"
	  "apps|1\nof type canvas|1\nflows|2\nstarted|1\nstopped|1\nmakers of apps|1\n"
	  "makers of flows|1\nconnectors|-\ncustom connectors|-\nconnectors in use|-\n"
	  "data policies|-\nusers and other principals|-",
	  NULL },
	{ NULL, NULL, NULL, NULL },
};

static void tenant_overview(void **state)
{
	(void)state;
	check_cases("tenant-overview", "measure value", overview);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(risky_connectors),
		cmocka_unit_test(suspended_flows),
		cmocka_unit_test(shared_with_everyone),
		cmocka_unit_test(tenant_overview),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
