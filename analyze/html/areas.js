"use strict";
/* SPDX-License-Identifier: MIT
 * What belongs together: which groups of reports make an area, which lists and charts it shows. A
 * group that no area names is shown under "other", so that nobody's own report is lost. */
const AREAS = [
	{ id: "environments", groups: ["environments", "capacity"],
	  lists: ["environments", "teams-environments", "environment-capacity", "capacity-by-type",
		  "capacity-add-ons"],
	  charts: [{ title: "byType", report: "environments", by: "sku" },
		   { title: "protection", report: "environments", by: "protection_level" },
		   { title: "appsAndFlowsByEnvironment", report: "environments",
		     by: "environment_name", sum: ["app_count", "flow_count"], top: 20 },
		   { title: "createdByMonth", report: "created-by-month", kind: "environment" },
		   { title: "storageInGbByEnvironment", report: "environment-capacity",
		     by: "environment_name", sum: ["actual_gb"], top: 10 }] },
	{ id: "apps", groups: ["apps", "sharing", "sites"],
	  lists: ["apps", "app-launches", "app-archive-score", "shares", "sharepoint-forms", "sites"],
	  charts: [{ title: "byType", report: "apps", by: "app_type" },
		   { title: "byPlan", report: "apps", by: "plan_classification" },
		   { title: "byEnvironment", report: "apps", by: "environment_name", top: 20 },
		   { title: "byOwner", report: "apps", by: "owner_name", top: 20 },
		   { title: "createdByMonth", report: "created-by-month", kind: "app" },
		   { title: "archiveScore", report: "app-archive-score", by: "archive_score" }] },
	{ id: "flows", groups: ["flows"],
	  lists: ["flows", "flow-archive-score", "desktop-flows", "desktop-flow-runs",
		  "business-process-flows"], pages: ["calls"],
	  charts: [{ title: "byState", report: "flows", by: "state" },
		   { title: "byTrigger", report: "flows", by: "trigger_type" },
		   { title: "byEnvironment", report: "flows", by: "environment_name", top: 20 },
		   { title: "byOwner", report: "flows", by: "owner_name", top: 20 },
		   { title: "createdByMonth", report: "created-by-month", kind: "flow" },
		   { title: "archiveScore", report: "flow-archive-score", by: "archive_score" }] },
	{ id: "connectors", groups: ["connectors", "identity"],
	  lists: ["connector-usage", "connector-uses", "connector-makers", "custom-connectors",
		  "connection-identities", "borrowed-connections"],
	  charts: [{ title: "usesByTier", report: "connector-uses", by: "tier" },
		   { title: "usesByConnector", report: "connector-uses", by: "connector_name", top: 20 },
		   { title: "usesByEnvironment", report: "connector-uses", by: "environment_name",
		     top: 20 }] },
	{ id: "makers", groups: ["ownership", "licences"],
	  lists: ["makers", "maker-groups", "ai-credits"],
	  charts: [{ title: "appsFlowsAndAgentsByMaker", report: "makers", by: "maker_name",
		     sum: ["app_count", "flow_count", "agent_count"], top: 10 },
		   { title: "byDepartment", report: "makers", by: "department",
		     sum: ["app_count", "flow_count", "agent_count"], top: 10 },
		   { title: "byCity", report: "makers", by: "city", top: 10,
		     sum: ["app_count", "flow_count", "agent_count"] }] },
	{ id: "agents", groups: ["agents"], lists: ["agents", "ai-models"],
	  charts: [{ title: "bySignin", report: "agents", by: "authentication_mode" },
		   { title: "byState", report: "agents", by: "status" },
		   { title: "byEnvironment", report: "agents", by: "environment_name", top: 20 },
		   { title: "byOwner", report: "agents", by: "owner_name", top: 20 }] },
	{ id: "service-accounts", groups: ["service-accounts"], lists: ["service-account-register"],
	  charts: [] },
	{ id: "policies", groups: ["policies", "baseline"], lists: ["scuba-tests"], pages: ["matrix"],
	  charts: [{ title: "connectorsInEnvironmentsByEffect", report: "effective-policy",
		     by: "effective" }] },
	{ id: "solutions", groups: ["solutions"], lists: ["solutions"],
	  charts: [{ title: "byEnvironment", report: "solutions", by: "environment_name", top: 20 },
		   { title: "byPublisher", report: "solutions", by: "publisher", top: 20 }] },
	{ id: "history", groups: ["drift", "history"],
	  lists: ["change-summary", "findings-changed", "changes", "created-by-month", "growth-by-year", "launches-by-month"],
	  charts: [{ title: "createdByMonth", report: "created-by-month" },
		   { title: "objectsInAll", report: "created-by-month", value: "total_count" }] },
	{ id: "inventory", groups: ["evidence"], lists: [], charts: [] },
	{ id: "other", groups: [], lists: [], charts: [] },
];

/* Groups whose reports the areas name one by one, or that the overview shows. */
const LIST_GROUPS = ["inventory", "overview"];

function areaOfReport(report) {
	return AREAS.find((area) => area.lists.includes(report.id) || area.groups.includes(report.group)) ||
		(LIST_GROUPS.includes(report.group) ? null : AREAS.at(-1));
}

function reportsOfArea(area) {
	return data.reports.filter((report) => areaOfReport(report) === area);
}

/* Areas that have anything to show in this document. */
function standingAreas() {
	return AREAS.filter((area) => reportsOfArea(area).length > 0);
}
