"use strict";
/* SPDX-License-Identifier: MIT
 * What all data policies together make of each connector in each environment. */
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
		  draw: ([id], value) => objectLink("connector", id, value.replace(/^shared_/, "")) },
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
		heldNote(report), filterBar("matrix", query, ["environment", "connector"]),
		environments.length < wanted.length ? el("p", { class: "note" }, text("matrixMore",
			environments.length, wanted.length)) : null,
		rows.length ? tableOf({ title: TEXTS.matrix, name: "matrix", rows,
			columns: matrixColumns(environments) })
			: nothingOf(report),
		el("p", null, link("report/effective-policy", report.title)) ] };
}
