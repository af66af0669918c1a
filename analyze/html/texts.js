"use strict";
/* SPDX-License-Identifier: MIT
 * Every word of the page that does not come from the data: translate this file, and the page is
 * translated. "{0}" is filled in. Names of columns are made of the data, unless they stand here. */
const TEXTS = {
	program: "Stocktake",
	tenant: "Power Platform tenant",
	skip: "Skip to the content",
	menu: "Menu",
	search: "Search names, ids and reports",
	searchNone: "Nothing of that name",
	theme: "Theme",
	print: "Print",
	pages: "Pages",
	notFound: "There is no such page in this report: {0}",
	backToOverview: "Back to the overview",

	overview: "Overview",
	findings: "Findings", allFindings: "All findings", allEvidence: "All evidence",
	reports: "All reports",
	evidence: "Evidence",
	matrix: "Effective policy",
	calls: "Which flows call which",
	list: "List",
	areas: {
		environments: "Environments", apps: "Apps", flows: "Flows", connectors: "Connectors",
		makers: "Makers", agents: "Agents", "service-accounts": "Service accounts",
		policies: "Policies", solutions: "Solutions", history: "History",
		"evidence-quality": "Quality of the evidence", other: "Other reports",
	},

	snapshot: "Snapshot",
	noSnapshot: "The store holds no snapshot.",
	label: "Label", tenantId: "Tenant id", unknownTenant: "not told by the files",
	version: "stocktake {0}",
	posture: "Posture",
	postureLead: "{0} open findings by {1} of {2} rules. {3} rules found nothing on complete evidence, {4}" +
		" nothing as far as is known, and {5} could not be judged.",
	byArea: "Open findings by area",
	worst: "What to look at first",
	worstLead: "The rules with findings, the gravest first.",
	inNumbers: "What the tenant holds",
	unknown: "What could not be judged",
	unknownLead: "{0} reports have no answer, and {1} have one for a part of the tenant only. Where" +
		" these found nothing, that proves nothing. These files would help the most:",
	unknownNone: "Every report was answered on complete evidence.",
	collected: "What was collected, and when",
	collectedLead: "{0} files with {1} records, of which {2} were not taken in. Ages in this report count from" +
		" the moment of the snapshot.",
	orOthers: "; or one of {0} others",
	formats: "Formats", fingerprint: "Fingerprint",
	file: "File", bringsTo: "Reports it helps", entity: "What it brings",
	rulesOf: "Rules and reports of this area",
	severity: "Severity", rule: "Rule", report: "Report", count: "Rows", state: "Evidence",
	clean: "clean", cleanInPart: "none as far as known",
	findingsCount: "{0} findings", findingsCountOne: "1 finding",
	rowsOfFiltered: "{0} of {1} rows",
	rows: "{0} rows", oneRow: "1 row",
	notEvaluated: "not evaluated", partial: "partial",
	why: "Why it matters and what to do",
	reason: "Why",
	partialBecause: "Answered in part: ", notEvaluatedBecause: "Not evaluated: ",
	comesWith: "{0} comes with {1}",
	partOf: "{0} of {1}", kindOf: "{1} of {0}",
	noFindings: "No findings, on complete evidence.",
	noRows: "No rows, on complete evidence.",
	noRowsPartly: "Nothing was found in what is known.",
	parameters: "Parameters", command: "Command",
	noMatch: "Nothing fits the filters.",
	untold: "What could not be told here, or in part only:",
	notInPage: "this page was made without that report",
	unjudged: "Rules that were not evaluated: {0} of {1}; for a part only: {2}. Where these found nothing, that" +
		" proves nothing.",
	unknownCount: "not known",
	references: "References", ruleId: "Rule {0}",
	held: "The page holds the first {0} of {1} rows, and what is counted from them is of these alone. All rows:" +
		" {2}",
	setAside: "Set aside", setAsideLead: "Waived or excused: they do not count, and are shown so that nobody" +
		" forgets them.",
	waived: "Waived and excused findings",
	filterText: "Filter the table", filters: "Filters", clearFilters: "Clear all filters", any: "all",
	typeToChoose: "all {0}: type to choose",
	environment: "Environment", owner: "Owner", connector: "Connector", department: "Department",
	notApplied: "This table has no {0}; that filter is not applied to it.",
	showIds: "All columns", csv: "CSV", json: "JSON", copy: "Copy",
	copied: "Copied",
	printedRows: "The first {0} of {1} rows.",
	others: "others", none: "not known",
	chart: "{0}: {1}", chartItem: "{0} {1}",

	aboutIt: "What is known of it", aboutThem: "What is known of them",
	findingsAbout: "Findings about it",
	findingsIn: "Findings in it",
	findingsOf: "Findings on what they own",
	noFindingsAbout: "No open finding.",
	ownsNothing: "Nothing that was collected is theirs.",
	breaks: "What would break if they leave",
	breaksLead: "{0} things are theirs: {1}. Each needs a new owner first, and whatever runs on their sign-in" +
		" stops at its next run.",
	breaksAlone: "{0} of these have nobody else who could take over.",
	breaksAloneOne: "1 of these has nobody else who could take over.",
	breaksLent: "{0} flows of others run on connections that they signed in, and stop when their account does.",
	breaksLentOne: "1 flow of others runs on connections that they signed in, and stops when their account does.",
	breaksCalls: "{0} further flows call one of those, and stop with it.",
	breaksCallsOne: "1 further flow calls one of those, and stops with it.",
	lent: "Flows of others on their connections",
	callersOf: "Flows that call it", calledBy: "Flows that it calls",
	noObject: "No report of this page speaks of it.",
	kinds: {
		environment: "Environment", flow: "Flow", app: "App", agent: "Agent", owner: "Owner",
		connector: "Connector", desktop_flow: "Desktop flow", solution: "Solution", portal: "Site",
		ai_model: "AI model", business_process_flow: "Business process flow",
		dlp_policy: "Data policy", connection: "Connection", tenant: "Tenant",
		tenant_setting: "Tenant setting", entity: "Part of the inventory", "coe-flow": "Flow of the CoE kit",
		principal: "Account",
	},
	many: {
		environment: "Environments", flow: "Flows", app: "Apps", agent: "Agents", connector: "Connectors",
		desktop_flow: "Desktop flows", solution: "Solutions", portal: "Sites", ai_model: "AI models",
		business_process_flow: "Business process flows",
	},

	matrixLead: "What all data policies together make of each connector in each environment. Blocked wins;" +
		" connectors of different groups cannot meet in one app or flow. Where several policies apply," +
		" the groups stand side by side: both hold.",
	matrixMore: "The first {0} of {1} environments; choose one in the filter to see another.",
	callsLead: "A flow and its child flows run as one: a data policy judges them together, and whoever starts the" +
		" one on the left works with the connections of all to its right.",
	callsMap: "Flows and the flows they call",
	callsMapPart: "Drawn are {0} of {1} flows: first those through which people gain a service account's rights.",
	callsTree: "The same as a list", callsTreeLead: "Indented below each flow are those it calls.",
	callsMore: "The list begins with {0} of {1} flows; the table below holds every call.",
	callsCut: "goes on in the table below",
	again: "shown above", inCycle: "calls in a circle",
	runsAs: "runs as {0}", serviceAccount: "a service account",
	legend: { people: "people start it", account: "gives its callers a service account's rights",
		  absent: "not in the inventory, or gone", cycle: "calls in a circle" },
	ways: { http: "web request", button: "started by a person", app: "started in an app",
		agent: "started by an agent", item: "started for an item", schedule: "on a schedule",
		event: "by an event" },
	trend: "Findings at each snapshot",
	trendLead: "What could not be evaluated then is a gap, and no proof that something went away. Reports are" +
		" shown in the severity that they have by themselves.",
	trendReport: "{0} new, {1} reopened and {2} resolved at this snapshot",
	files: "Files", coverage: "What the snapshot saw", snapshots: "Snapshots in the store",
	filesLead: "The SHA-256 is of the bytes as they lay there: stocktake verify compares them.",
	reportsLead: "Every report, with what it answered.",
	findingsLead: "Every open finding of every rule.",
	none_yet: "None.",
	charts: {
		byType: "By type",
		protection: "Protection",
		appsAndFlowsByEnvironment: "Apps and flows by environment",
		createdByMonth: "Created by month",
		storageInGbByEnvironment: "Storage in GB by environment",
		byPlan: "By plan",
		byEnvironment: "By environment",
		byOwner: "By owner",
		archiveScore: "By archive score",
		byState: "By state",
		byTrigger: "By trigger",
		usesByTier: "Uses by tier",
		usesByConnector: "Uses by connector",
		usesByEnvironment: "Uses by environment",
		appsFlowsAndAgentsByMaker: "Apps, flows and agents by maker",
		byDepartment: "By department",
		byCity: "By city",
		bySignin: "By sign-in",
		connectorsInEnvironmentsByEffect: "Connectors in environments by effect",
		byPublisher: "By publisher",
		objectsInAll: "Objects in all",
		launchesByMonth: "Launches, users and makers by month",
		makersByPlan: "Makers by plan of their apps",
		makersByMonth: "Makers who made something, by month",
		desktopRunsByDay: "Runs of desktop flows by day",
		creditsByUser: "AI credits by user",
		modelsByEnvironment: "AI models by environment",
	},
	columns: {
		resource_kind: "kind", resource_name: "name", resource_id: "id", sha256: "SHA-256",
		first_seen_at: "first seen", environment_name: "environment", owner_name: "owner",
		created_count: "created", total_count: "in all", shared_users: "shared with users",
		shared_groups: "shared with groups", is_enabled: "account enabled",
		apps_flows_agents: "apps, flows, agents", last_month_count: "created last month",
		undated_count: "without a date", coe_count: "as the CoE kit counts", checked_count: "looked at",
		unknown_count: "not known", default_environment_count: "in the default environment",
		limit_count: "limit", gone_count: "gone", named_count: "named", point_count: "measurements",
		old_count: "before", new_count: "now", broken_count: "broken", lost_count: "lost",
		microsoft_count: "of Microsoft", failed_count: "failed", helper_count: "co-owners",
		co_owner_count: "co-owners", co_editor_count: "co-editors", heir_count: "co-owners who remain",
		heir_name: "co-owner who remains", last_name: "last flow", display_name: "name",
		launch_count_30_days: "launches in 30 days", launch_count_90_days: "launches in 90 days",
		user_count_90_days: "users in 90 days", conversations_30_days: "conversations in 30 days",
		unique_name: "unique name", logical_name: "logical name", schema_name: "schema name",
		user_principal_name: "user principal name", way: "started by", parent_way: "parent started by",
	},
	acronyms: /\b(ai|api|coe|dlp|http|id|ip|mfa|sku|upn|url|waf)\b/g,
	yes: "yes", no: "no",
};

/* text("of", 3, 5) */
function text(key, ...values) {
	return TEXTS[key].replace(/\{(\d)\}/g, (whole, index) => values[index]);
}

/* "last_run_at" is "last run", and "flow_name" names a flow. */
function columnText(name) {
	const named = name.replace(/^(?!is_|has_)(.+)_name$/, "$1");

	if (Object.hasOwn(TEXTS.columns, name))
		return TEXTS.columns[name];
	if (named !== name)
		return TEXTS.kinds[named] || columnText(named);
	const words = name.replace(/_at$/, "").replace(/^(is|has)_/, "").replace(/([^aeiou])y_count$/, "$1ies")
		.replace(/ch_count$/, "ches").replace(/_count$/, "s").replaceAll("_", " ");

	return words.replace(TEXTS.acronyms, (word) => (word === "coe" ? "CoE" : word.toUpperCase()));
}

function kindText(kind) {
	return Object.hasOwn(TEXTS.kinds, kind) ? TEXTS.kinds[kind] : kind.replaceAll("_", " ");
}

/* "Flow" begins small, "AI model" does not. */
function inSentence(words) {
	return /^.[A-Z]/.test(words) ? words : words.slice(0, 1).toLowerCase() + words.slice(1);
}

function capital(words) {
	return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function numberText(number) {
	return number.toLocaleString("en");
}

function manyText(kind) {
	return Object.hasOwn(TEXTS.many, kind) ? TEXTS.many[kind] : kindText(kind);
}
