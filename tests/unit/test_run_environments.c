/* SPDX-License-Identifier: MIT
 * Truth tables of the reports on environments, data policies and the age of the evidence:
 * ENV-001, DLP-001, EVD-001 and EVD-002 of the rule catalogue.
 */
#include "report_case.h"

#define ENVIRONMENT(id, more) "environment: environment_id=" id ", " more "\n"

static const struct report_case management[] = {
	{ "managed", ENVIRONMENT("e", "sku=Production, protection_level=Standard"), "complete",
	  NULL },
	{ "managed, in small letters",
	  ENVIRONMENT("e", "sku=Production, protection_level=standard"), "complete", NULL },
	{ "production", ENVIRONMENT("e", "sku=Production, protection_level=Basic"),
	  "complete\ne|high|-", NULL },
	{ "default", ENVIRONMENT("e", "sku=Default, protection_level=Basic"),
	  "complete\ne|medium|-", NULL },
	{ "developer", ENVIRONMENT("e", "sku=Developer, protection_level=Basic"),
	  "complete\ne|info|-", NULL },
	{ "trial", ENVIRONMENT("e", "sku=SubscriptionBasedTrial, protection_level=Basic"),
	  "complete\ne|info|-", NULL },
	{ "teams", ENVIRONMENT("e", "sku=Teams, protection_level=Basic"),
	  "complete\ne|info|an environment of Teams cannot be managed", NULL },
	{ "no Dataverse",
	  ENVIRONMENT("e", "sku=Production, protection_level=Basic, has_dataverse=0"),
	  "complete\ne|info|needs a Dataverse database first", NULL },
	{ "nobody knows", ENVIRONMENT("e", "sku=Production"), "not-evaluated", NULL },
	{ "one is not known",
	  ENVIRONMENT("e", "sku=Production")
		  ENVIRONMENT("d", "sku=Production, protection_level=Basic"),
	  "partial\nd|high|-", NULL },
	{ "excused",
	  ENVIRONMENT("e", "sku=Production, protection_level=Basic, excused_from_inventory=1"),
	  "complete", NULL },
	{ "deleted", ENVIRONMENT("e", "sku=Production, protection_level=Basic, is_deleted=1"),
	  "complete", NULL },
	{ "no environments", "", "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void unmanaged_environments(void **state)
{
	(void)state;
	check_cases("unmanaged-environments", "environment_id severity hint", management);
}

#define E ENVIRONMENT("e", "sku=Sandbox")
#define LISTS "covers dlp_policy_environment\n"
#define A "dlp_policy: policy_id=a, environment_type=AllEnvironments\n"
#define NAMES(policy, environment) \
	"dlp_policy_environment: policy_id=" policy ", environment_id=" environment "\n"
#define ONLY(policy, environment)       \
	"dlp_policy: policy_id=" policy \
	", environment_type=OnlyEnvironments\n" NAMES(policy, environment)
#define EXCEPT(policy, environment)     \
	"dlp_policy: policy_id=" policy \
	", environment_type=ExceptEnvironments\n" NAMES(policy, environment)

static const struct report_case coverage[] = {
	{ "{A}", E LISTS A, "complete", NULL },
	{ "{N}", E ONLY("n", "e"), "complete", NULL },
	{ "{N2}", E ONLY("n", "x"), "complete\ne|medium|no policy names it", NULL },
	{ "{X}", E EXCEPT("x", "e"),
	  "complete\ne|medium|excepted from every policy that would cover it", NULL },
	{ "{X2}", E EXCEPT("x", "x"), "complete", NULL },
	{ "{X, X2}", E EXCEPT("x", "e") EXCEPT("y", "x"), "complete", NULL },
	{ "{X without a list}",
	  E LISTS "dlp_policy: policy_id=x, environment_type=ExceptEnvironments\n", "complete",
	  NULL },
	{ "{X of unknown list}", E "dlp_policy: policy_id=x, environment_type=ExceptEnvironments\n",
	  "partial\ne|medium|a policy has exceptions, but the list of them was not imported",
	  NULL },
	{ "{S}", E "dlp_policy: policy_id=s, environment_type=SingleEnvironment\n" NAMES("s", "e"),
	  "complete", NULL },
	{ "{N2, X}", E ONLY("n", "x") EXCEPT("x", "e"),
	  "complete\ne|medium|excepted from every policy that would cover it", NULL },
	{ "{}", E LISTS "covers dlp_policy\n", "complete\ne|medium|there is no data policy", NULL },
	{ "{unknown}", E LISTS "dlp_policy: policy_id=u, environment_type=Some\n",
	  "complete\ne|medium|no policy is known to cover it; the scope of some is unknown", NULL },
	{ "{no type}", E LISTS "dlp_policy: policy_id=u\n",
	  "partial\ne|medium|no policy is known to cover it; the scope of some is unknown", NULL },
	{ "{small letters}",
	  E "dlp_policy: policy_id=n, environment_type=onlyenvironments\n" NAMES("n", "e"),
	  "complete", NULL },
	{ "a retired policy",
	  E LISTS "dlp_policy: policy_id=a, environment_type=AllEnvironments, "
		  "row_active=0\n",
	  "complete\ne|medium|there is no data policy", NULL },
	{ "default", ENVIRONMENT("e", "sku=Default") LISTS "covers dlp_policy\n",
	  "complete\ne|high|there is no data policy", NULL },
	{ "production", ENVIRONMENT("e", "sku=Production") LISTS "covers dlp_policy\n",
	  "complete\ne|high|there is no data policy", NULL },
	{ "deleted", ENVIRONMENT("e", "sku=Production, is_deleted=1") LISTS "covers dlp_policy\n",
	  "complete", NULL },
	{ "no policies imported", E, "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void environments_without_dlp(void **state)
{
	(void)state;
	check_cases("environments-without-dlp", "environment_id severity why", coverage);
}

#define FRESH(entity, environment, at) \
	"freshness: resource_kind=" entity ", environment_id=" environment ", newest_at=" at "\n"
#define NEW "1800000000"
#define FUTURE "1800900000"
#define DAYS_7 "1799395200" /* exactly 7 days before the moment */
#define DAYS_8 "1799308800"
#define DAYS_15 "1798704000"

static const struct report_case staleness[] = {
	{ "new", FRESH("flow", "", NEW), "complete", NULL },
	{ "seven days", FRESH("flow", "", DAYS_7), "complete", NULL },
	{ "eight days", FRESH("flow", "", DAYS_8), "complete\nmedium|entity|flow|8", NULL },
	{ "fifteen days", FRESH("flow", "", DAYS_15), "complete\nhigh|entity|flow|15", NULL },
	{ "in the future", FRESH("flow", "", FUTURE), "complete", NULL },
	{ "eight days, all of them allowed", FRESH("flow", "", DAYS_8), "complete", "warn_days=8" },
	{ "one environment is frozen", FRESH("flow", "", NEW) FRESH("flow", "e", DAYS_15),
	  "complete\nlow|environment|e|15", NULL },
	{ "all are frozen", FRESH("flow", "d", DAYS_8) FRESH("flow", "e", DAYS_15),
	  "complete\nmedium|entity|flow|8\nmedium|environment|d|8\nhigh|environment|e|15", NULL },
	{ "one entity is frozen", FRESH("app", "", NEW) FRESH("flow", "", DAYS_15),
	  "complete\nhigh|entity|flow|15", NULL },
	{ "frozen because excused",
	  FRESH("flow", "", NEW) FRESH("flow", "e", DAYS_15)
		  ENVIRONMENT("e", "excused_from_inventory=1"),
	  "complete", NULL },
	{ "nothing imported", "", "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void stale_inventory(void **state)
{
	(void)state;
	check_cases("stale-inventory", "severity resource_kind resource_id age_days", staleness);
}

#define FAILED(id, flow, more) "sync_error: sync_error_id=" id ", flow_name=" flow ", " more "\n"
#define RECORDER(state)                 \
	"flow: flow_id=r, state=" state \
	", display_name=Admin | Sync Template v3 (Sync Flow Errors)\n"

static const struct report_case errors[] = {
	{ "none", "covers sync_error\ncovers flow\n", "complete", NULL },
	{ "two of one flow",
	  "covers flow\n" FAILED("1", "F", "environment_name=E, occurred_at=" DAYS_7)
		  FAILED("2", "F", "environment_name=E, occurred_at=" NEW),
	  "complete\nF|E|2|1800000000|errors were recorded", NULL },
	{ "an old one", "covers flow\n" FAILED("1", "F", "occurred_at=" DAYS_8), "complete", NULL },
	{ "an old one, asked for", "covers flow\n" FAILED("1", "F", "occurred_at=" DAYS_8),
	  "complete\nF||1|1799308800|errors were recorded", "days=8" },
	{ "one without a time", "covers flow\n" FAILED("1", "F", "environment_name=E"),
	  "complete\nF|E|1|-|errors were recorded", NULL },
	{ "two environments",
	  "covers flow\n" FAILED("1", "F", "environment_name=E, occurred_at=" NEW)
		  FAILED("2", "F", "environment_name=D, occurred_at=" NEW),
	  "complete\nF|D|1|1800000000|errors were recorded\n"
	  "F|E|1|1800000000|errors were recorded",
	  NULL },
	{ "the recorder runs", "covers sync_error\n" RECORDER("started"), "complete", NULL },
	{ "the recorder is off", "covers sync_error\n" RECORDER("stopped"),
	  "complete\nAdmin | Sync Template v3 (Sync Flow Errors)||0|-|"
	  "the flow that records errors is stopped: silence proves nothing",
	  NULL },
	{ "no flows imported", "covers sync_error\n", "partial", NULL },
	{ "no errors imported", "covers flow\n", "not-evaluated", NULL },
	{ NULL, NULL, NULL, NULL },
};

static void sync_errors(void **state)
{
	(void)state;
	check_cases("sync-errors", "flow_name environment_name error_count newest_at why", errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unmanaged_environments),
		cmocka_unit_test(environments_without_dlp),
		cmocka_unit_test(stale_inventory),
		cmocka_unit_test(sync_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
