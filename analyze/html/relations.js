"use strict";
/* SPDX-License-Identifier: MIT
 * Two pages that show how things hang together: which flow calls which, and what all data policies
 * together make of each connector in each environment. */

/* --- Calls -------------------------------------------------------------------------------- */

/* {names, calls, callers, marks}: maps by flow id. */
function callGraph() {
	return once("call-graph", () => {
		const [parent, parentName, child, childName, mark] = ["parent_flow_id", "parent_name",
			"child_flow_id", "child_name", "mark"].map((name) => place("flow-call-graph", name));
		const graph = { names: new Map(), calls: new Map(), callers: new Map(), marks: new Map() };
		const add = (map, from, to) => map.set(from, (map.get(from) || new Set()).add(to));

		for (const row of rowsOf("flow-call-graph")) {
			graph.names.set(row[parent], row[parentName]);
			graph.names.set(row[child], row[childName] ?? graph.names.get(row[child]));
			add(graph.calls, row[parent], row[child]);
			add(graph.callers, row[child], row[parent]);
			if (row[mark])
				graph.marks.set(row[parent] + "/" + row[child], row[mark]);
		}
		return graph;
	});
}

function flowLink(id) {
	return objectLink("flow", id, callGraph().names.get(id));
}

/* Each flow is unfolded once; where it comes again, a word says so, which also ends cycles. */
function callTree(id, from, done) {
	const graph = callGraph();
	const children = [...graph.calls.get(id) || []];
	const mark = graph.marks.get(from + "/" + id);
	const isAgain = done.has(id) && children.length > 0;

	done.add(id);
	return el("li", null, flowLink(id), mark ? el("span", { class: "status" }, mark) : null,
		isAgain ? el("span", { class: "count" }, TEXTS.again) : null,
		children.length && !isAgain ? el("ul", null, children.map((child) => callTree(child, id, done)))
			: null);
}

function callsPage() {
	const graph = callGraph(), done = new Set();
	const tops = [...graph.calls.keys()].filter((id) => !graph.callers.has(id));
	const trees = tops.map((id) => callTree(id, null, done));

	for (const id of graph.calls.keys()) /* what is only in cycles */
		if (!done.has(id))
			trees.push(callTree(id, null, done));
	const report = data.byId.get("flow-call-graph");

	return { title: TEXTS.calls, content: [ el("p", { class: "lead" }, TEXTS.callsLead),
		reasonOf(report),
		trees.length ? el("ul", { class: "tree" }, trees) : el("p", { class: "note" }, TEXTS.callsNone),
		trees.length ? rowsTable(report, rowsOf(report.id)) : null ] };
}

function callSections(id) {
	const { callers, calls } = callGraph();
	const list = (title, ids) => (ids ? section(title, el("ul", { class: "plain" }, [...ids].map((one) =>
		el("li", null, flowLink(one))))) : null);

	return [list(TEXTS.callersOf, callers.get(id)), list(TEXTS.calledBy, calls.get(id))];
}

/* --- Policies ----------------------------------------------------------------------------- */

const MATRIX_WIDTH = 24; /* environments side by side; more are no table that a person reads */

function matrixCells() {
	return once("matrix", () => {
		const [environment, connector, effective] = ["environment_id", "connector_id", "effective"]
			.map((name) => place("effective-policy", name));
		const cells = new Map();

		for (const row of rowsOf("effective-policy")) {
			if (!cells.has(row[connector]))
				cells.set(row[connector], new Map());
			cells.get(row[connector]).set(row[environment], row[effective]);
		}
		return cells;
	});
}

function effectClass(effect) {
	const words = { Blocked: "blocked", Confidential: "business", Business: "business", General: "other" };

	return words[effect] || "mixed";
}

function matrixColumns(environments) {
	return [{ name: "connector", label: TEXTS.connector, get: ([id]) => connectors().get(id)?.name || id,
		  draw: ([id], value) => objectLink("connector", id, value) },
		...environments.map((id) => ({
			name: id, label: brief(environmentNames().get(id) ?? id, 40),
			get: ([, cells]) => cells.get(id) ?? null,
			draw: (row, value) => (value ? el("span", { class: "effect " + effectClass(value) }, value)
				: "") }))];
}

function matrixPage(id, query) {
	const cells = matrixCells();
	const all = [...new Set([...cells.values()].flatMap((one) => [...one.keys()]))];
	const wanted = all.filter((one) => !query.has("environment") || query.get("environment") === one);
	const environments = wanted.slice(0, MATRIX_WIDTH);
	const rows = [...cells].filter(([one]) => !query.has("connector") || query.get("connector") === one);
	const report = data.byId.get("effective-policy");

	return { title: TEXTS.matrix, content: [ el("p", { class: "lead" }, TEXTS.matrixLead), reasonOf(report),
		heldNote(report), filterBar("matrix", query),
		environments.length < wanted.length ? el("p", { class: "note" }, text("matrixMore",
			environments.length, wanted.length)) : null,
		rows.length ? tableOf({ title: TEXTS.matrix, name: "matrix", rows,
			columns: matrixColumns(environments) })
			: el("p", { class: "note" }, TEXTS.noMatch),
		el("p", null, link("report/effective-policy", report.title)) ] };
}
