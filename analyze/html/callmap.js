"use strict";
/* SPDX-License-Identifier: MIT
 * Draws which flow calls which, in layers from left to right: callers stand left of what they call. Each
 * group of flows that hang together is laid out for itself, and stands below the one before. */
const MAP_FLOWS = 160; /* in the drawing: more are no drawing that a person reads */
const NODE = { width: 190, height: 42, right: 64, below: 14 };
const SWEEPS = 6;
const MAP_OFFSET = 3; /* rows that a short column may stand lower than a long one: it is to be seen at once */

/* --- What is drawn ------------------------------------------------------------------------ */

/* The flows to draw: one top after the other with all that it reaches, as long as there is room. */
function drawnFlows(tops) {
	const { calls } = callGraph();
	const chosen = new Set();
	const choose = (id) => chosen.size < MAP_FLOWS && chosen.add(id);

	for (const top of tops) {
		const reached = new Set(choose(top) ? [top] : []);

		for (const id of reached) /* grows on the way */
			for (const child of calls.get(id) || [])
				if (choose(child))
					reached.add(child);
	}
	return chosen;
}

function drawnCalls(id, chosen) {
	return [...callGraph().calls.get(id) || []].filter((child) => chosen.has(child));
}

/* {order: callers before what they call, back: [from, to] of calls that lead back and close a cycle} */
function walkCalls(tops, chosen) {
	const open = new Set(), done = new Set(), order = [], back = new Map();
	const visit = (id) => {
		open.add(id);
		for (const child of drawnCalls(id, chosen))
			if (open.has(child))
				back.set(id + "/" + child, [id, child]);
			else if (!done.has(child))
				visit(child);
		open.delete(id);
		done.add(id);
		order.unshift(id);
	};

	for (const id of [...tops].reverse()) /* what is walked last comes first */
		if (chosen.has(id) && !done.has(id))
			visit(id);
	return { order, back };
}

/* Flows that hang together, in the order of their tops. */
function callGroups(tops, order, chosen) {
	const { calls, callers } = callGraph();
	const grouped = new Set();

	return tops.filter((id) => chosen.has(id)).map((first) => {
		const group = new Set(grouped.has(first) ? [] : [first]);

		for (const id of group) /* grows on the way */
			for (const next of [...calls.get(id) || [], ...callers.get(id) || []])
				if (chosen.has(next))
					group.add(next);
		group.forEach((id) => grouped.add(id));
		return order.filter((id) => group.has(id));
	}).filter((group) => group.length);
}

/* --- Where it stands ---------------------------------------------------------------------- */

/* A call over several layers passes through points in those between: a chain of stops. */
function callChains(group, layers, chosen, back) {
	const chains = [];

	for (const from of group)
		for (const to of drawnCalls(from, chosen).filter((id) => !back.has(from + "/" + id))) {
			const stops = [from];

			for (let layer = layers.get(from) + 1; layer < layers.get(to); layer++)
				stops.push(from + "/" + to + "/" + layer);
			chains.push([...stops, to]);
		}
	return chains;
}

function layersOf(group, chosen, back) {
	const layers = new Map(group.map((id) => [id, 0]));

	for (const id of group) /* callers come first */
		for (const child of drawnCalls(id, chosen))
			if (!back.has(id + "/" + child))
				layers.set(child, Math.max(layers.get(child), layers.get(id) + 1));
	return layers;
}

/* Rows of each layer: what is linked comes near, by the middle of its neighbours. */
function arrange(columns, chains) {
	const before = new Map(), after = new Map();
	const add = (map, key, value) => map.set(key, [...map.get(key) || [], value]);
	const rank = new Map();
	const number = (column) => column.forEach((id, row) => rank.set(id, row - column.length / 2));
	const middle = (id, near) => (near.has(id) ? near.get(id).reduce((sum, one) => sum + rank.get(one), 0) /
		near.get(id).length : rank.get(id));

	for (const stops of chains)
		for (let i = 1; i < stops.length; i++) {
			add(before, stops[i], stops[i - 1]);
			add(after, stops[i - 1], stops[i]);
		}
	columns.forEach(number);
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const near = sweep % 2 ? after : before;

		for (const column of sweep % 2 ? [...columns].reverse() : columns) {
			const middles = new Map(column.map((id) => [id, middle(id, near)]));

			column.sort((left, right) => middles.get(left) - middles.get(right));
			number(column);
		}
	}
}

/* Puts the group's places, {x, y} by flow or stop, into `places`; gives how high and wide it is. */
function placeGroup(group, { chosen, back, places, chains }, top) {
	const layers = layersOf(group, chosen, back);
	const own = callChains(group, layers, chosen, back);
	const columns = Array.from({ length: Math.max(...layers.values()) + 1 }, () => []);

	for (const id of group)
		columns[layers.get(id)].push(id);
	for (const stops of own)
		stops.slice(1, -1).forEach((stop, index) => columns[layers.get(stops[0]) + 1 + index].push(stop));
	arrange(columns, own);
	const step = NODE.height + NODE.below;
	const height = Math.max(...columns.map((column) => column.length)) * step;

	const free = (column) => Math.min((height - column.length * step) / 2, MAP_OFFSET * step);

	columns.forEach((column, layer) => column.forEach((id, row) => places.set(id, {
		x: layer * (NODE.width + NODE.right) + NODE.right / 2, y: top + free(column) + row * step })));
	chains.push(...own);
	return { height, width: columns.length * (NODE.width + NODE.right) };
}

/* --- The drawing -------------------------------------------------------------------------- */

function nodeKind(id) {
	const graph = callGraph();
	const mark = [...graph.callers.get(id) || []].map((from) => graph.marks.get(from + "/" + id))
		.find((one) => one && one !== "cycle");

	return graph.accounts.has(id) ? "account" : isStartedByPeople(id) ? "people"
		: mark && /inventory|deleted/.test(mark) ? "absent" : "";
}

function drawNode(id, { x, y }) {
	const { names, callers } = callGraph();
	const name = labelOf(id, names.get(id));
	const from = [...callers.get(id) || []][0] ?? null;
	const note = callNote(id, from) || "";

	return svg("a", { href: "#" + objectPath("flow", id), class: "node " + nodeKind(id) },
		svg("title", null, [brief(name), note].filter(Boolean).join(" \u2013 ")),
		svg("rect", { x, y, width: NODE.width, height: NODE.height, rx: 5 }),
		svg("svg", { x, y, width: NODE.width, height: NODE.height },
			svg("text", { x: 10, y: note ? 18 : 26 }, brief(name, 24)),
			note ? svg("text", { x: 10, y: 34, class: "small" }, brief(note, 28)) : null));
}

/* From the right side of the first stop to the left side of the last. */
function drawChain(stops, places) {
	const half = NODE.height / 2;
	let line = "";

	for (let i = 1; i < stops.length; i++) {
		const from = places.get(stops[i - 1]), to = places.get(stops[i]);
		const start = from.x + (i === 1 ? NODE.width : 0), bend = NODE.right / 2;

		line += (i === 1 ? `M${start},${from.y + half}` : `L${start + NODE.width},${from.y + half}`) +
			`C${start + (i === 1 ? 0 : NODE.width) + bend},${from.y + half} ` +
			`${to.x - bend},${to.y + half} ${to.x},${to.y + half}`;
	}
	return svg("path", { d: line, class: isCycle(stops[0], stops.at(-1)) ? "call cycle" : "call" });
}

/* A call back to a flow on the left, or to itself, goes round below. */
function drawBack(call, places) {
	const [from, to] = call.map((id) => places.get(id));
	const half = NODE.height / 2, low = Math.max(from.y, to.y) + NODE.height + NODE.below;
	const right = from.x + NODE.width;

	return svg("path", { class: "call cycle", d: `M${right},${from.y + half}C${right + 40},${low} ` +
		`${right - 20},${low} ${right - 40},${low}L${to.x + 40},${low}` +
		`C${to.x + 20},${low} ${to.x - 40},${low} ${to.x},${to.y + half}` });
}

function arrowHead() {
	return svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 10, markerHeight: 10,
			       markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0,0L8,4L0,8Z" }));
}

function legend() {
	return el("ul", { class: "legend" }, Object.entries(TEXTS.legend).map(([kind, words]) =>
		el("li", null, el("span", { class: "key " + kind }), words)));
}

function callMap(tops) {
	const { names } = callGraph();
	const chosen = drawnFlows(tops);
	const { order, back } = walkCalls(tops, chosen);
	const drawing = { chosen, back, places: new Map(), chains: [] };
	let height = NODE.below, width = 0;

	for (const group of callGroups(tops, order, chosen)) {
		const size = placeGroup(group, drawing, height);

		height += size.height + 2 * NODE.below;
		width = Math.max(width, size.width);
	}
	return [el("div", { class: "callmap", tabindex: "0", role: "region", "aria-label": TEXTS.callsMap },
		svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group",
			     "aria-label": TEXTS.callsMap }, svg("defs", null, arrowHead()),
			drawing.chains.map((stops) => drawChain(stops, drawing.places)),
			[...back.values()].map((call) => drawBack(call, drawing.places)),
			order.map((id) => drawNode(id, drawing.places.get(id))))), legend(),
		chosen.size < names.size ? el("p", { class: "note" }, text("callsMapPart", chosen.size, names.size))
			: null];
}
