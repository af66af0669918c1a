"use strict";
/* SPDX-License-Identifier: MIT
 * The areas of the page. Which groups of reports and which lists make an area stands in areas.json, since
 * the workbook is built alike; here are the charts and pages that belong to one. */
const AREA_PAGES = { flows: ["calls"], policies: ["matrix"] };

const AREA_CHARTS = {
	environments: [
		{ title: "byType", report: "environments", by: "sku" },
		{ title: "protection", report: "environments", by: "protection_level" },
		{ title: "appsAndFlowsByEnvironment", report: "environments",
		  by: "environment_name", sum: ["app_count", "flow_count"], top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "environment" },
		{ title: "storageInGbByEnvironment", report: "environment-capacity",
		  by: "environment_name", sum: ["actual_gb"], top: 10 }
	],
	apps: [
		{ title: "byType", report: "apps", by: "app_type" },
		{ title: "byPlan", report: "apps", by: "plan_classification" },
		{ title: "byEnvironment", report: "apps", by: "environment_name", top: 20 },
		{ title: "byOwner", report: "apps", by: "owner_name", top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "app" },
		{ title: "launchesByMonth", report: "launches-by-month",
		  lines: ["launch_count", "user_count", "maker_count"] },
		{ title: "makersByPlan", report: "apps", by: "plan_classification", distinct: "owner_id" },
		{ title: "archiveScore", report: "app-archive-score", by: "archive_score", top: 20, isScore: true }
	],
	flows: [
		{ title: "byState", report: "flows", by: "state" },
		{ title: "byTrigger", report: "flows", by: "trigger_type" },
		{ title: "byEnvironment", report: "flows", by: "environment_name", top: 20 },
		{ title: "byOwner", report: "flows", by: "owner_name", top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "flow" },
		{ title: "desktopRunsByDay", report: "desktop-flow-runs", day: "started_at", by: "status" },
		{ title: "archiveScore", report: "flow-archive-score", by: "archive_score", top: 20, isScore: true }
	],
	connectors: [
		{ title: "usesByTier", report: "connector-uses", by: "tier" },
		{ title: "usesByConnector", report: "connector-uses", by: "connector_name", top: 20 },
		{ title: "usesByEnvironment", report: "connector-uses", by: "environment_name",
		  top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "connector" }
	],
	makers: [
		{ title: "appsFlowsAndAgentsByMaker", report: "makers", by: "maker_name",
		  sum: ["app_count", "flow_count", "agent_count"], top: 10 },
		{ title: "byDepartment", report: "makers", by: "department",
		  sum: ["app_count", "flow_count", "agent_count"], top: 10 },
		{ title: "byCity", report: "makers", by: "city", top: 10,
		  sum: ["app_count", "flow_count", "agent_count"] },
		{ title: "makersByMonth", report: "created-by-month", value: "maker_count" },
		{ title: "creditsByUser", report: "ai-credits", by: "user_name", sum: ["credits"], top: 10 }
	],
	agents: [
		{ title: "bySignin", report: "agents", by: "authentication_mode" },
		{ title: "byState", report: "agents", by: "status" },
		{ title: "byEnvironment", report: "agents", by: "environment_name", top: 20 },
		{ title: "byOwner", report: "agents", by: "owner_name", top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "agent" },
		{ title: "modelsByEnvironment", report: "ai-models", by: "environment_name", top: 20 }
	],
	policies: [
		{ title: "connectorsInEnvironmentsByEffect", report: "effective-policy",
		  by: "effective" }
	],
	solutions: [
		{ title: "byEnvironment", report: "solutions", by: "environment_name", top: 20 },
		{ title: "byPublisher", report: "solutions", by: "publisher", top: 20 },
		{ title: "createdByMonth", report: "created-by-month", kind: "solution" }
	],
	history: [
		{ title: "createdByMonth", report: "created-by-month" },
		{ title: "objectsInAll", report: "created-by-month", value: "total_count" }
	],
};

function areaFacts() {
	return once("areas", () => readElement("areas", { areas: [], elsewhere: [] }));
}

/* [{id, groups, lists, charts, pages}] */
function allAreas() {
	return once("all-areas", () => areaFacts().areas.map((area) => ({ ...area,
		charts: AREA_CHARTS[area.id] || [], pages: AREA_PAGES[area.id] || [] })));
}

/* A group that no area names is shown under the last, "other", so that nobody's own report is lost; the
 * lists of some groups stand only where an area lists them, or on the overview. */
function areaOfReport(report) {
	return allAreas().find((area) => area.lists.includes(report.id)) ||
		allAreas().find((area) => area.groups.includes(report.group)) ||
		(!report.is_rule && areaFacts().elsewhere.includes(report.group) ? null : allAreas().at(-1));
}

function reportsOfArea(area) {
	return data.reports.filter((report) => areaOfReport(report) === area);
}

/* Areas that have anything to show in this document. */
function standingAreas() {
	return allAreas().filter((area) => reportsOfArea(area).length > 0);
}
