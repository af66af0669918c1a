"use strict";
/* SPDX-License-Identifier: MIT
 * The filters of the page: they stand in its address behind "?", so that a link keeps them, and all
 * of them must fit. A filter that a report's rows know nothing of is not applied to them, and said. */
const LISTED_CHOICES = 300; /* a longer list is typed into: a browser is slow with ten thousand options */
const OFFERED_CHOICES = 50;
const FILTERS = ["environment", "owner", "severity", "connector", "department"];

function filterChoices(name) {
	const sorted = (names) => [...names].map(([id, label]) => [id, brief(label || id, 60)])
		.sort((left, right) => (left[1].toLowerCase() < right[1].toLowerCase() ? -1 : 1));

	return once("choices-" + name, () => ({
		environment: () => sorted(environmentNames()),
		owner: () => sorted(ownerNames()),
		severity: () => SEVERITIES.map((one) => [one, one]),
		connector: () => sorted([...connectors()].map(([id, { name }]) => [id, name])),
		department: () => sorted([...new Set(departments().values())].map((one) => [one, one])),
	})[name]());
}

/* --- Does a row fit? ---------------------------------------------------------------------- */

/* Whether a row is about one of these things; null where the rows of the report are about none. */
function usesTest(report, uses) {
	const id = report.at.get("resource_id"), kindAt = report.at.get("resource_kind");

	if (id !== undefined && kindAt !== undefined)
		return (row) => uses.get(row[kindAt])?.has(row[id]) === true;
	for (const kind of ["flow", "app", "agent"])
		if (report.at.has(kind + "_id")) {
			const at = report.at.get(kind + "_id"), ids = uses.get(kind) || new Set();

			return (row) => ids.has(row[at]);
		}
	return null;
}

function connectorTest(report, value) {
	const at = report.at.get("connector_id");

	return at === undefined ? usesTest(report, connectors().get(value)?.uses || new Map())
		: (row) => row[at] === value;
}

/* A function of a row, or null: the rows of the report know nothing of it. */
function filterTest(report, name, value) {
	if (name === "severity") {
		const at = report.at.get("severity");

		return report.is_rule && ((row) => (row[at] ?? report.severity) === value);
	}
	if (name === "connector")
		return connectorTest(report, value);
	const at = name === "environment" ? report.at.get("environment_id") ?? -1 : ownerPlace(report);

	if (at < 0)
		return null;
	if (name === "department") {
		const known = departments();

		return (row) => known.get(row[at]) === value;
	}
	return (row) => row[at] === value;
}

/* {tests: functions of a row, which must all fit, unused: names of filters that do not apply} */
function filterOf(report, query) {
	const tests = [], unused = [];

	for (const name of FILTERS) {
		const value = query.get(name);
		const test = value === null ? undefined : filterTest(report, name, value);

		if (test)
			tests.push(test);
		else if (value !== null)
			unused.push(name);
	}
	return { tests, unused };
}

function rowsThatFit(rows, tests) {
	return tests.reduce((left, test) => left.filter(test), rows);
}

/* The rows of a report that fit; several charts and a table ask for the same. */
function filteredRows(report, query) {
	if (!isFiltered(query))
		return rowsOf(report.id);
	const words = query.toString();
	const kept = once("filtered", () => ({ words: null, rows: new Map() }));

	if (kept.words !== words) {
		kept.words = words;
		kept.rows.clear();
	}
	if (!kept.rows.has(report))
		kept.rows.set(report, rowsThatFit(rowsOf(report.id), filterOf(report, query).tests));
	return kept.rows.get(report);
}

function isFiltered(query) {
	return FILTERS.some((name) => query.has(name));
}

/* Findings of all reports: one test for each report. */
function filteredFindings(query, list = findings()) {
	if (!isFiltered(query))
		return list;
	const tests = new Map();

	return list.filter((finding) => {
		let test = tests.get(finding.report);

		if (!test) {
			const { tests: all, unused } = filterOf(finding.report, query);

			tests.set(finding.report, test = unused.length ? () => false
				: (row) => all.every((one) => one(row)));
		}
		return test(finding.row);
	});
}

/* Rows of a rule that are findings which fit: none where a filter does not apply to it. */
function fittingRows(rule, query) {
	return filterOf(rule, query).unused.length ? [] : filteredRows(rule, query);
}

/* --- The bar ------------------------------------------------------------------------------ */

function withFilter(query, name, value) {
	const changed = new URLSearchParams(query);

	if (value)
		changed.set(name, value);
	else
		changed.delete(name);
	return changed;
}

function filterSelect(name, choices, value, go) {
	const select = el("select", { id: "filter-" + name, onchange: () => go(select.value) },
		el("option", { value: "" }, TEXTS.any), choices.map(([id, label]) =>
			el("option", { value: id, selected: id === value }, label)));

	return select;
}

/* label: id; who bears the name of another is told apart by the id. */
function choiceIds(name) {
	return once("choice-ids-" + name, () => {
		const ids = new Map();

		for (const [id, label] of filterChoices(name))
			ids.set(ids.has(label) ? label + " (" + id + ")" : label, id);
		return ids;
	});
}

/* The first labels that hold what was typed. */
function offerChoices(list, ids, typed) {
	const found = [], part = typed.toLowerCase();

	for (const label of ids.keys())
		if (label.toLowerCase().includes(part) && found.push(label) === OFFERED_CHOICES)
			break;
	list.replaceChildren(...found.map((label) => el("option", { value: label })));
}

function filterInput(name, value, go) {
	const ids = choiceIds(name);
	const list = el("datalist", { id: "choices-" + name });
	const shownLabel = value && [...ids].find(([, id]) => id === value)?.[0];
	const take = () => {
		const typed = input.value.trim();

		input.setAttribute("aria-invalid", String(Boolean(typed) && !ids.has(typed)));
		if (!typed || ids.has(typed))
			go(ids.get(typed));
	};
	const input = el("input", { type: "search", id: "filter-" + name, list: "choices-" + name,
		value: shownLabel || value, placeholder: text("typeToChoose", numberText(ids.size)),
		oninput: () => offerChoices(list, ids, input.value), onchange: take });

	return [input, list];
}

function filterField(name, query, path) {
	const choices = filterChoices(name), value = query.get(name) || "";
	const go = (id) => { location.hash = pathWith(path, withFilter(query, name, id)); };

	return !choices.length ? null : el("label", { class: value ? "filter on" : "filter" },
		el("span", null, TEXTS[name]), choices.length > LISTED_CHOICES ? filterInput(name, value, go)
			: filterSelect(name, choices, value, go));
}

function filterBar(path, query, names = FILTERS) {
	return el("div", { class: "filters", role: "group", "aria-label": TEXTS.filters },
		names.map((name) => filterField(name, query, path)),
		isFiltered(query) ? link(path, TEXTS.clearFilters, { class: "button" }) : null);
}

function unusedNote(unused) {
	return unused.map((name) => el("p", { class: "note" }, text("notApplied", TEXTS[name].toLowerCase())));
}

/* The address of a page with those filters. */
function pathWith(path, query) {
	const words = query.toString();

	return words ? path + "?" + words : path;
}
