"use strict";
/* SPDX-License-Identifier: MIT
 * The data of the page. What the reports are is read at once; the rows of a report when somebody
 * asks for them first, so that a large tenant opens as fast as a small one. */
const SEVERITIES = ["critical", "high", "medium", "low", "info"];
const data = { document: {}, reports: [], byId: new Map(), kept: new Map() };

function readElement(id, otherwise) {
	const node = document.getElementById(id);

	if (!node)
		return otherwise;
	const value = JSON.parse(node.textContent);

	node.remove();
	return value;
}

function openData() {
	data.document = readElement("document", {});
	data.reports = readElement("reports", []);
	for (const report of data.reports) {
		report.columns = report.columns.map(([name, kind], index) => ({ name, index, kind }));
		report.at = new Map(report.columns.map((column) => [column.name, column.index]));
		report.is_rule = Boolean(report.fields);
		data.byId.set(report.id, report);
	}
}

/* What is made once of the data, and kept. */
function once(key, make) {
	if (!data.kept.has(key))
		data.kept.set(key, make());
	return data.kept.get(key);
}

/* Where a text has come before in its list, there stands "~" and its number; "~~" is a "~" of the text. */
function resolveTexts(rows) {
	const seen = [];

	for (const row of rows)
		for (let at = 0; at < row.length; at++) {
			const text = row[at];

			if (typeof text !== "string")
				continue;
			if (text.charCodeAt(0) !== 126 || text.charCodeAt(1) === 126)
				seen.push(row[at] = text.charCodeAt(0) === 126 ? text.slice(1) : text);
			else
				row[at] = seen[+text.slice(1)];
		}
	return rows;
}

/* {rows, set_aside}: arrays of cells; a finding's fingerprint stands behind its last cell. */
function listsOf(id) {
	return once("rows-" + id, () => {
		const lists = readElement("rows-" + id, {});

		return { rows: resolveTexts(lists.rows || []), set_aside: resolveTexts(lists.set_aside || []) };
	});
}

function rowsOf(id) {
	return data.byId.has(id) ? listsOf(id).rows : [];
}

/* The column's place in a row, or -1. */
function place(id, name) {
	const report = data.byId.get(id);

	return report && report.at.has(name) ? report.at.get(name) : -1;
}

/* --- Whose and where ---------------------------------------------------------------------- */

const OWNER_COLUMNS = ["owner_id", "maker_id", "created_by_id", "person_id", "principal_id"];
const PERSON_NAMES = ["owner", "maker", "created_by", "person", "principal", "account", "user"];
const KIND_ALIASES = { site: "portal", policy: "dlp_policy", parent: "flow", child: "flow" };

function ownerPlace(report) {
	for (const name of OWNER_COLUMNS)
		if (report.at.has(name))
			return report.at.get(name);
	return -1;
}

/* An account beside an owner is somebody else's: without an id of its own it leads nowhere. */
function personOf(report, stem, id) {
	const own = id ?? (OWNER_COLUMNS.includes(stem + "_id") ? ownerPlace(report)
		: report.at.get("person_id") ?? report.at.get("principal_id") ?? -1);

	return own < 0 ? null : { kind: "owner", id: own };
}

/* Where the id stands that belongs to a column with a name: {kind, id}, or null. */
function idOfName(report, column) {
	const end = /^(.*)_name$/.exec(column.name);

	if (!end)
		return null;
	const [, stem] = end;
	const id = report.at.get(stem + "_id");

	if (stem === "resource" && id !== undefined)
		return { kind: null, kindAt: report.at.get("resource_kind"), id };
	if (PERSON_NAMES.includes(stem))
		return personOf(report, stem, id);
	const kind = KIND_ALIASES[stem] || stem;
	const own = id === undefined ? report.at.get(kind + "_id") ?? report.at.get(stem + "_" + kind + "_id")
		: id;

	return own === undefined || !Object.hasOwn(TEXTS.kinds, kind) ? null : { kind, id: own };
}

/* --- Findings ----------------------------------------------------------------------------- */

function findingReader(report) {
	const field = (name) => report.fields[name] ?? -1;
	const places = {
		severity: field("severity"), kind: field("resource_kind"), id: field("resource_id"),
		name: field("name"), environment: field("environment_id"),
		environmentName: field("environment_name"), owner: field("owner_id"),
		ownerName: field("owner_name"), detail: field("detail"),
	};

	return (row, isAside) => ({
		report, row, isAside,
		severity: row[places.severity] ?? report.severity,
		kind: row[places.kind] ?? report.resource_kind,
		id: row[places.id] ?? null,
		name: row[places.name] ?? null,
		environment: row[places.environment] ?? null,
		environmentName: row[places.environmentName] ?? null,
		owner: row[places.owner] ?? null,
		ownerName: row[places.ownerName] ?? null,
		detailAt: places.detail,
	});
}

function bySeverity(left, right) {
	return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
}

function readFindings(list) {
	const found = [];

	for (const report of data.reports.filter((one) => one.is_rule)) {
		const read = findingReader(report);

		for (const row of listsOf(report.id)[list])
			found.push(read(row, list === "set_aside"));
	}
	return found.sort(bySeverity);
}

/* Open findings, the gravest first. */
function findings() {
	return once("findings", () => readFindings("rows"));
}

function findingsAside() {
	return once("findings-aside", () => readFindings("set_aside"));
}

/* Why the finding is there; of a report that gives no reason, what else its row says. */
function detailOf(finding) {
	const { report, row } = finding;

	if (finding.detailAt >= 0 && row[finding.detailAt] !== null)
		return row[finding.detailAt];
	const taken = new Set(Object.values(report.fields));

	return report.columns.filter((column) => !taken.has(column.index) && row[column.index] !== null &&
		row[column.index] !== undefined && !column.name.endsWith("_id"))
		.map((column) => columnText(column.name) + ": " + cellText(row[column.index], column.kind))
		.join("; ");
}

function fingerprintOf(finding) {
	return finding.row[finding.row.length - 1];
}

/* --- Names -------------------------------------------------------------------------------- */

function gatherNames(kind, columns) {
	const names = new Map();

	for (const report of data.reports)
		for (const column of report.columns) {
			const found = columns.test(column.name) ? idOfName(report, column) : null;

			if (!found || found.kind !== kind || found.id < 0)
				continue;
			for (const row of rowsOf(report.id))
				if (row[found.id] && (row[column.index] || !names.has(row[found.id])))
					names.set(row[found.id], row[column.index]);
		}
	return names;
}

/* Map of id to name; a name may be null. */
function environmentNames() {
	return once("environment-names", () => gatherNames("environment", /^environment_name$/));
}

function ownerNames() {
	return once("owner-names", () => gatherNames("owner", /^(owner|maker|created_by|person)_name$/));
}

function departments() {
	return once("departments", () => {
		const id = place("makers", "maker_id"), department = place("makers", "department");

		return new Map(rowsOf("makers").filter((row) => row[department])
			.map((row) => [row[id], row[department]]));
	});
}

/* connector id: {name, uses: Map of kind to Set of ids} */
function connectors() {
	return once("connectors", () => {
		const found = new Map();
		const [id, name, kind, resource] = ["connector_id", "connector_name", "resource_kind",
			"resource_id"].map((column) => place("connector-uses", column));

		for (const row of rowsOf("connector-uses")) {
			if (!found.has(row[id]))
				found.set(row[id], { name: row[name] || row[id], uses: new Map() });
			const { uses } = found.get(row[id]);

			if (!uses.has(row[kind]))
				uses.set(row[kind], new Set());
			uses.get(row[kind]).add(row[resource]);
		}
		return found;
	});
}

/* --- Cells -------------------------------------------------------------------------------- */

function cellText(value, kind) {
	if (value === null || value === undefined)
		return "";
	if (value === true || value === false || (kind === "boolean" && typeof value === "number"))
		return value ? TEXTS.yes : TEXTS.no;
	if (kind === "time")
		return timeText(value);
	return shown(value);
}
