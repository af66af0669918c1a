"use strict";
/* SPDX-License-Identifier: MIT
 * Which flow calls which: what the reports say of it, as maps; the page, which draws it (callmap.js)
 * and tells the same as a tree; and what the page of a flow says of its callers. */
const TREE_FLOWS = 300; /* in the tree; the table below it has all */
const TREE_CHILDREN = 60; /* of one flow */

/* {names, calls, callers, marks, ways, accounts, gaining}: maps by flow id; marks by "parent/child". */
function callGraph() {
	return once("call-graph", () => {
		const [parent, parentName, child, childName, mark, way] = ["parent_flow_id", "parent_name",
			"child_flow_id", "child_name", "mark", "parent_way"]
			.map((name) => place("flow-call-graph", name));
		const graph = { names: new Map(), calls: new Map(), callers: new Map(), marks: new Map(),
				ways: new Map(), ...stepUps() };
		const add = (map, from, to) => map.set(from, (map.get(from) || new Set()).add(to));

		for (const row of rowsOf("flow-call-graph")) {
			graph.names.set(row[parent], row[parentName]);
			graph.names.set(row[child], row[childName] ?? graph.names.get(row[child]));
			graph.ways.set(row[parent], row[way]);
			add(graph.calls, row[parent], row[child]);
			add(graph.callers, row[child], row[parent]);
			if (row[mark])
				graph.marks.set(row[parent] + "/" + row[child], row[mark]);
		}
		return graph;
	});
}

/* Which child gives its callers a service account's rights ({accounts}), and to whom ({gaining}). */
function stepUps() {
	const [parent, child, account, isService] = ["flow_id", "child_flow_id", "account_name",
		"is_service_account"].map((name) => place("privilege-step-up", name));
	const lists = data.byId.has("privilege-step-up") ? listsOf("privilege-step-up")
		: { rows: [], set_aside: [] };
	const steps = { accounts: new Map(), gaining: new Set() };

	for (const row of [...lists.rows, ...lists.set_aside])
		if (row[isService]) {
			steps.accounts.set(row[child], row[account]);
			steps.gaining.add(row[parent]);
		}
	return steps;
}

function isCycle(from, to) {
	return callGraph().marks.get(from + "/" + to) === "cycle";
}

/* Somebody starts it, and with it all that it calls. */
function isStartedByPeople(id) {
	const graph = callGraph();

	return graph.gaining.has(id) || (!graph.callers.has(id) &&
		["http", "button", "app", "agent", "item"].includes(graph.ways.get(id)));
}

/* Flows that nobody calls, those first that people start and gain rights by; then one of each cycle that
 * nothing leads to. */
function callTops() {
	const { calls, callers } = callGraph();
	const tops = [...calls.keys()].filter((id) => !callers.has(id));
	const reached = new Set();
	const reach = (id) => {
		for (const waiting = [id]; waiting.length;) {
			const next = waiting.pop();

			if (!reached.has(next)) {
				reached.add(next);
				waiting.push(...calls.get(next) || []);
			}
		}
	};

	const rank = (id) => callGraph().gaining.has(id) * 2 + isStartedByPeople(id);

	tops.sort((left, right) => rank(right) - rank(left));
	tops.forEach(reach);
	for (const id of calls.keys())
		if (!reached.has(id)) {
			tops.push(id);
			reach(id);
		}
	return tops;
}

/* --- The tree ----------------------------------------------------------------------------- */

function flowLink(id) {
	return objectLink("flow", id, callGraph().names.get(id));
}

/* What is worth knowing of a flow beside its name, in a few words; a cycle is told apart. */
function callNote(id, from) {
	const graph = callGraph();
	const mark = graph.marks.get(from + "/" + id);

	if (graph.accounts.has(id))
		return text("runsAs", shown(graph.accounts.get(id) ?? TEXTS.serviceAccount));
	if (mark && mark !== "cycle")
		return mark;
	return graph.callers.has(id) ? null : TEXTS.ways[graph.ways.get(id)] || null;
}

/* Each flow is unfolded once; where it comes again, a word says so, which also ends cycles. */
function callTree(id, from, done) {
	const children = [...callGraph().calls.get(id) || []];
	const note = callNote(id, from), mark = isCycle(from, id) ? TEXTS.inCycle : null;
	const stop = done.has(id) ? TEXTS.again : done.size >= TREE_FLOWS ? TEXTS.callsCut : null;

	done.add(id);
	return el("li", null, flowLink(id), [note, mark].filter(Boolean).map((one) =>
		el("span", { class: "status" }, one)),
		children.length && stop ? el("span", { class: "count" }, stop) : null,
		children.length && !stop ? el("ul", null, children.slice(0, TREE_CHILDREN)
			.map((child) => callTree(child, id, done)), children.length > TREE_CHILDREN
			? el("li", { class: "count" }, TEXTS.callsCut) : null) : null);
}

function treeSection(tops) {
	const done = new Set(), trees = [];

	for (const id of tops) {
		if (done.size >= TREE_FLOWS)
			break;
		trees.push(callTree(id, null, done));
	}
	return section(TEXTS.callsTree, el("p", { class: "lead" }, TEXTS.callsTreeLead),
		el("ul", { class: "tree" }, trees), trees.length < tops.length ? el("p", { class: "note" },
			text("callsMore", trees.length, tops.length)) : null);
}

/* --- Pages -------------------------------------------------------------------------------- */

function callsPage() {
	const report = data.byId.get("flow-call-graph");
	const tops = callTops();

	return { title: TEXTS.calls, content: [ el("p", { class: "lead" }, TEXTS.callsLead),
		reasonOf(report), heldNote(report), untoldNote(["privilege-step-up"]),
		tops.length ? [callMap(tops), treeSection(tops),
			section(report.title, rowsTable(report, rowsOf(report.id)))] : nothingOf(report) ] };
}

function callSections(id) {
	const { callers, calls } = callGraph();
	const list = (title, ids) => (ids ? section(title, el("ul", { class: "plain" }, [...ids].map((one) =>
		el("li", null, flowLink(one))))) : null);

	return [list(TEXTS.callersOf, callers.get(id)), list(TEXTS.calledBy, calls.get(id)),
		untoldNote(["flow-call-graph"])];
}
