"use strict";
/* SPDX-License-Identifier: MIT
 * Pieces that several pages show: the table of a report, lists of findings and of rules, cards. */

function objectPath(kind, id) {
	return kind + "/" + encodeURIComponent(id);
}

/* A GUID says nothing to people: of a thing without a name its beginning is enough. */
function labelOf(id, name) {
	return name ?? id.replace(/^(?:[a-z_]+\.[a-z_]+:)?([0-9a-f]{8})-[0-9a-f-]{27}$/, "$1\u2026");
}

function objectLink(kind, id, name) {
	return link(objectPath(kind, id), brief(labelOf(id, name)), { title: name ? null : id });
}

/* --- Tables of reports -------------------------------------------------------------------- */

/* A name that has an id beside it leads to the page of what it names. */
function drawName(report, column) {
	const found = idOfName(report, column);

	if (!found)
		return null;
	return (row, value) => {
		const id = row[found.id], kind = found.kind || row[found.kindAt];

		return id && kind && (kind === "owner" || isKind(kind)) ? objectLink(kind, id, value)
			: cellText(value, column.kind);
	};
}

function drawValue(report, column) {
	if (column.name === "severity")
		return (row, value) => (value ? badge(value) : "");
	if (column.name === "resource_kind")
		return (row, value) => (value ? kindText(value) : "");
	if (column.name === "report")
		return (row, value) => (data.byId.has(value) ? link("report/" + value, data.byId.get(value).title)
			: cellText(value));
	return drawName(report, column);
}

/* The first column that is filled must lead on, though it has no name. */
function reportColumns(report) {
	const filled = once("filled-" + report.id, () => report.columns.map((column) =>
		["rows", "set_aside"].some((list) => listsOf(report.id)[list].some((row) =>
			(row[column.index] ?? null) !== null))));

	return report.columns.map((column) => ({
		name: column.name, label: columnText(column.name), kind: column.kind,
		isId: column.name.endsWith("_id") || column.name === "fingerprint", isFilled: filled[column.index],
		rank: column.name === "severity" ? SEVERITIES : null,
		get: (row) => row[column.index], draw: drawValue(report, column),
	}));
}

function rowsTable(report, rows, title) {
	const columns = reportColumns(report).filter((column) => rows.some((row) =>
		row[report.at.get(column.name)] !== undefined));

	return tableOf({ title: title || report.title, name: report.id, columns, rows });
}

function command(report) {
	return el("code", null, "stocktake report " + report.id + " --format csv");
}

function heldNote(report) {
	if (!(report.held < report.count))
		return null;
	return el("p", { class: "notice" }, text("held", numberText(report.held), numberText(report.count),
		" "), command(report));
}

/* --- Words about a report ------------------------------------------------------------------ */

function statusMark(report) {
	if (report.status === "complete")
		return null;
	return el("span", { class: "status" }, report.status === "partial" ? TEXTS.partial
		: TEXTS.notEvaluated);
}

function countText(report) {
	if (report.status === "not-evaluated")
		return TEXTS.notEvaluated;
	if (report.count)
		return numberText(report.count);
	return report.is_rule ? (report.status === "complete" ? TEXTS.clean : TEXTS.cleanInPart) : "0";
}

/* "4 findings", where no heading says what is counted. */
function countWords(report) {
	if (report.status === "not-evaluated" || !report.count)
		return report.status === "not-evaluated" ? "" : countText(report);
	const isOne = report.count === 1;

	return report.is_rule ? (isOne ? TEXTS.findingsCountOne : text("findingsCount", countText(report)))
		: isOne ? TEXTS.oneRow : text("rows", countText(report));
}

/* A row may be graver, or less grave, than its report. */
function gravest(report) {
	return SEVERITIES.find((_, index) => report.is_rule &&
		report.by_severity[SEVERITIES.length - 1 - index] > 0) || report.severity;
}

/* The gravest first; what was found before what is clean, and that before what is not known. */
function byWeight(left, right) {
	const rank = (report) => (report.status === "not-evaluated" ? 2 : report.count ? 0 : 1);

	return rank(left) - rank(right) || SEVERITIES.indexOf(gravest(left)) -
		SEVERITIES.indexOf(gravest(right)) || right.count - left.count;
}

function reportTable(reports, title, query = new URLSearchParams()) {
	const count = (report) => (isFiltered(query) && report.is_rule ? fittingRows(report, query).length
		: report.count);

	return tableOf({ title, name: "rules", rows: [...reports].sort(byWeight), columns: [
		{ name: "severity", label: TEXTS.severity, rank: SEVERITIES,
		  get: (report) => (report.is_rule ? gravest(report) : null),
		  draw: (report) => (report.is_rule ? badge(gravest(report)) : "") },
		{ name: "report", label: TEXTS.report, get: (report) => report.title, class: "wide",
		  draw: (report) => link(pathWith("report/" + report.id, query), report.title) },
		{ name: "count", label: TEXTS.count, kind: "integer", get: count,
		  draw: (report) => (count(report) ? numberText(count(report)) : report.status === "not-evaluated"
			? "" : countText(report)) },
		{ name: "state", label: TEXTS.state, get: (report) => report.status.replace("-", " ") },
		{ name: "rule", label: TEXTS.rule, get: (report) => report.rule || null },
	] });
}

/* --- Findings ----------------------------------------------------------------------------- */

/* A row about an environment or a person may name it where others say where a thing is, or whose. */
function nameOfFinding(one) {
	if (one.name === null && one.kind === "environment")
		return one.environmentName ?? environmentNames().get(one.id);
	return one.name === null && one.kind === "principal" ? ownerNames().get(one.id) : one.name;
}

function findingColumns(without) {
	return [
		{ name: "severity", label: TEXTS.severity, rank: SEVERITIES, get: (one) => one.severity,
		  draw: (one) => badge(one.severity) },
		{ name: "report", label: TEXTS.rule, get: (one) => one.report.title, class: "wide",
		  draw: (one) => link("report/" + one.report.id, one.report.title) },
		{ name: "kind", label: columnText("resource_kind"), get: (one) => one.kind,
		  draw: (one, value) => (value ? kindText(value) : "") },
		{ name: "name", label: columnText("resource_name"), get: (one) => nameOfFinding(one) ?? one.id,
		  draw: (one) => (one.id && one.kind ? objectLink(one.kind === "principal" ? "owner" : one.kind,
			one.id, nameOfFinding(one)) : cellText(one.name)) },
		{ name: "environment_name", label: TEXTS.environment,
		  get: (one) => one.environmentName ?? environmentNames().get(one.environment),
		  draw: (one, value) => (one.environment ? objectLink("environment", one.environment, value) : "") },
		{ name: "owner_name", label: TEXTS.owner,
		  get: (one) => one.ownerName ?? ownerNames().get(one.owner),
		  draw: (one, value) => (one.owner ? objectLink("owner", one.owner, value) : cellText(value)) },
		{ name: "detail", label: TEXTS.reason, get: detailOf, class: "wide" },
		{ name: "resource_id", label: columnText("resource_id"), isId: true, get: (one) => one.id },
		{ name: "fingerprint", label: TEXTS.fingerprint, isId: true, get: fingerprintOf },
	].filter((column) => !(without || []).includes(column.name));
}

function findingsTable(list, title, without) {
	return tableOf({ title, name: "findings", rows: list, columns: findingColumns(without) });
}

/* --- Small pieces ------------------------------------------------------------------------- */

function card(number, label, path, kind) {
	const inside = [el("b", null, number), el("span", null, label)];

	return path ? link(path, inside, { class: "card " + (kind || "") })
		: el("div", { class: "card " + (kind || "") }, inside);
}

function facts(pairs) {
	return el("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== "" &&
		value !== undefined).map(([name, value]) => el("div", null, el("dt", null, name),
			el("dd", null, value))));
}

/* A table of the document itself: files, coverage, snapshots. */
function documentTable(name) {
	const source = data.document[name];

	if (!source || !source.rows.length)
		return el("p", { class: "note" }, TEXTS.none_yet);
	return tableOf({ title: TEXTS[name], name, rows: source.rows,
		columns: source.columns.map(([column, kind], index) => ({
			name: column, label: columnText(column), get: (row) => row[index],
			kind: typeof source.rows[0][index] === "number" ? "integer" : kind,
			class: column === "path" ? "wide" : null,
			draw: column === "entity" ? (row, value) => value.replaceAll("_", " ") : null })) });
}
