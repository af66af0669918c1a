"use strict";
/* SPDX-License-Identifier: MIT
 * Tables. DataTables draws, its Scroller keeps only the rows in sight in the page, its Buttons
 * export; which rows stand and in which order is worked out here, over plain arrays, so that 200,000
 * rows filter while one types. */
const SMALL_TABLE = 60; /* rows; up to here all stand in the page, and lines may break */
const PRINTED_ROWS = 500; /* of a large table, on paper */
const HAY_STEP = 5000; /* rows made ready for searching at a time */
const tables = new Set();
const waiting = new Map(); /* box of a large table that is not near yet: the table */

/* A large table is costly to build, so it is when somebody comes near; on paper all stand. */
const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) =>
	isIntersecting && waiting.has(target) && mountWaiting(waiting.get(target))), { rootMargin: "50%" });

function mountWhenNear(table) {
	table.box.style.minHeight = "60vh";
	waiting.set(table.box, table);
	near.observe(table.box);
}

function mountWaiting(table) {
	if (!waiting.delete(table.box))
		return;
	near.unobserve(table.box);
	table.box.style.minHeight = "";
	mount(table);
}

function closeTables() {
	near.disconnect();
	waiting.clear();
	for (const table of tables)
		table.api.destroy();
	tables.clear();
}

/* --- Rows --------------------------------------------------------------------------------- */

function sortKey(value) {
	return typeof value === "string" ? value.toLowerCase() : value;
}

/* Blank comes last whichever way; equal rows stay as the report has them. */
function sortRows(rows, column, isDown) {
	const keyed = rows.map((row, index) => ({ row, index, key: sortKey(column.get(row)) }));
	const sign = isDown ? -1 : 1;
	const rank = column.rank;

	keyed.sort((left, right) => {
		let a = left.key ?? null, b = right.key ?? null;

		if (rank) {
			a = rank.indexOf(a);
			b = rank.indexOf(b);
		}
		if (a === b)
			return left.index - right.index;
		if (a === null || b === null)
			return a === null ? 1 : -1;
		return a < b ? -sign : sign;
	});
	return keyed.map((one) => one.row);
}

function haystack(columns, row) {
	let all = "";

	for (const column of columns) {
		const value = column.kind === "time" ? null : column.get(row);

		if (typeof value === "string")
			all += value + "\n";
	}
	return all.toLowerCase();
}

/* The texts to look in are made once for each row, in advance where the browser has time for it. */
function gatherHay(table, until) {
	while (table.hays.length < until)
		table.hays.push(haystack(table.columns, table.rows[table.hays.length]));
}

function gatherWhenIdle(table) {
	if (table.hays.length < table.rows.length && tables.has(table))
		requestIdleCallback(() => {
			gatherHay(table, Math.min(table.rows.length, table.hays.length + HAY_STEP));
			gatherWhenIdle(table);
		});
}

/* Rows that hold every word. */
function search(table, words) {
	if (!words.length)
		return table.rows;
	gatherHay(table, table.rows.length);
	return table.rows.filter((row, index) => words.every((word) => table.hays[index].includes(word)));
}

function choose(table) {
	const words = table.input.value.toLowerCase().split(/\s+/).filter(Boolean);
	const [order] = table.order;
	const found = search(table, words);

	table.chosen = order ? sortRows(found, table.visible[order.column], order.dir === "desc") : found;
	table.key = table.input.value;
}

/* --- Export ------------------------------------------------------------------------------- */

/* A spreadsheet calculates what begins like a formula; a quote before it keeps it a text. */
function csvCell(value) {
	if (value === null || value === undefined)
		return "";
	const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);

	return /[",\n\r]/.test(plain) ? '"' + plain.replaceAll('"', '""') + '"' : plain;
}

function csvText(table) {
	const lines = [table.columns.map((column) => csvCell(column.name)).join(",")];

	for (const row of table.chosen)
		lines.push(table.columns.map((column) => csvCell(column.get(row))).join(","));
	return lines.join("\r\n") + "\r\n";
}

function jsonText(table) {
	return JSON.stringify(table.chosen.map((row) => Object.fromEntries(
		table.columns.map((column) => [column.name, column.get(row) ?? null]))), null, 1) + "\n";
}

function copyTable(table, button) {
	const area = el("textarea", { class: "away", "aria-hidden": "true" });

	area.value = [table.visible.map((column) => column.label).join("\t"),
		      ...table.chosen.map((row) => table.visible.map((column) =>
				cellText(column.get(row), column.kind).replace(/[\t\n]/g, " ")).join("\t"))].join("\n");
	document.body.append(area);
	area.select();
	document.execCommand("copy");
	area.remove();
	button.text(TEXTS.copied);
}

function buttonsOf(table) {
	const name = "stocktake-" + table.name;

	return [
		{ text: TEXTS.csv, action: () => save(name + ".csv", "text/csv", "\ufeff" + csvText(table)) },
		{ text: TEXTS.json, action: () => save(name + ".json", "application/json", jsonText(table)) },
		{ text: TEXTS.copy, action: (event, api, node) => copyTable(table, $(node)) },
	];
}

/* --- Drawing ------------------------------------------------------------------------------ */

function drawCell(table, cell, column, row) {
	const value = column.get(row);
	const content = column.draw ? column.draw(row, value) : cellText(value, column.kind);

	cell.replaceChildren(content);
	if (typeof value === "number" && column.kind !== "boolean")
		cell.classList.add("number");
	if (typeof value === "string" && value.length > 40 && !column.draw)
		cell.title = brief(value, 1000);
}

function columnClass(column) {
	const classes = { integer: "number", real: "number", time: "time" };

	return [classes[column.kind], column.name.endsWith("_id") || column.name === "sha256" ? "id" : null,
		column.class].filter(Boolean).join(" ");
}

/* DataTables asks for a stretch of rows. */
function answer(table, request, callback) {
	const order = request.order.map(({ column, dir }) => ({ column, dir }));

	if (JSON.stringify(order) !== JSON.stringify(table.order) || table.key !== table.input.value) {
		table.order = order;
		choose(table);
	}
	const length = request.length < 0 ? table.chosen.length : request.length;

	callback({ draw: request.draw, recordsTotal: table.total, recordsFiltered: table.chosen.length,
		   data: table.chosen.slice(request.start, request.start + length)
			.map((row) => table.visible.map(() => row)) });
	tellCount(table);
}

function tellCount(table) {
	table.count.textContent = table.chosen.length === table.total
		? (table.total === 1 ? TEXTS.oneRow : text("rows", numberText(table.total)))
		: text("rowsOfFiltered", numberText(table.chosen.length), numberText(table.total));
}

function tableOptions(table) {
	const isLarge = table.rows.length > SMALL_TABLE;

	return {
		serverSide: true, searching: false, info: false, processing: false, autoWidth: isLarge,
		ajax: (request, callback) => answer(table, request, callback),
		order: table.order.map(({ column, dir }) => [column, dir]),
		dom: "Bt", buttons: buttonsOf(table), paging: isLarge, scroller: isLarge,
		scrollX: isLarge, scrollY: isLarge ? Math.max(280, window.innerHeight * 0.6) + "px" : "",
		scrollCollapse: true,
		columns: table.visible.map((column) => ({
			title: "", className: columnClass(column), orderSequence: ["asc", "desc"],
			render: () => "",
			createdCell: (cell, row) => drawCell(table, cell, column, row) })),
		headerCallback: (head) => [...head.cells].forEach((cell, index) => {
			if (!cell.textContent)
				cell.textContent = table.visible[index].label;
		}),
	};
}

function mount(table) {
	const isLarge = table.rows.length > SMALL_TABLE;
	const node = el("table", { class: isLarge ? "lines" : "breaks", "aria-label": table.title },
		el("thead", null, el("tr", null, table.visible.map((column) =>
			el("th", { scope: "col" }, column.label)))));

	table.box.replaceChildren(node);
	table.api = $(node).DataTable(tableOptions(table));
	table.box.querySelectorAll(".dataTables_scrollBody").forEach((body) => {
		body.tabIndex = 0;
		body.setAttribute("role", "region");
		body.setAttribute("aria-label", table.title);
	});
	tables.add(table);
	gatherWhenIdle(table);
}

/* Columns that say anything; ids stand behind the names that link to them. */
function visibleColumns(table) {
	if (table.all.checked)
		return table.columns;
	const filled = table.columns.filter((column) => !column.isId && (column.isFilled ??
		table.rows.some((row) => (column.get(row) ?? null) !== null)));

	return filled.length ? filled : table.columns;
}

function remount(table) {
	mountWaiting(table);
	tables.delete(table);
	table.api.destroy();
	table.order = [];
	table.key = null;
	table.visible = visibleColumns(table);
	mount(table);
}

/* A table of {title, name, columns: [{name, label, kind, get(row), draw(row, value)}], rows}. */
function tableOf(spec) {
	const table = { ...spec, total: spec.rows.length, hays: [], order: spec.order || [],
			key: null, chosen: spec.rows };

	table.input = el("input", { type: "search", placeholder: TEXTS.filterText,
		"aria-label": TEXTS.filterText + ": " + spec.title,
		oninput: () => {
			mountWaiting(table);
			table.api.draw();
		} });
	table.count = el("span", { class: "count", role: "status" });
	table.all = el("input", { type: "checkbox", onchange: () => remount(table) });
	table.box = el("div", { class: "table" });
	table.visible = visibleColumns(table);
	tellCount(table);
	requestAnimationFrame(() => table.box.isConnected && (table.rows.length > SMALL_TABLE ? mountWhenNear
		: mount)(table));
	return el("div", { class: "tablebox" },
		el("div", { class: "tools" }, table.input, table.count,
			el("label", { class: "check" }, table.all, TEXTS.showIds)), table.box);
}

/* --- On paper ----------------------------------------------------------------------------- */

/* A large table is printed as a plain one of its first rows. */
function printable(table) {
	const rows = table.chosen.slice(0, PRINTED_ROWS);

	return el("div", { class: "paper" },
		el("table", null,
			el("thead", null, el("tr", null, table.visible.map((column) => el("th", null, column.label)))),
			el("tbody", null, rows.map((row) => el("tr", null, table.visible.map((column) =>
				el("td", { class: columnClass(column) }, cellText(column.get(row), column.kind))))))),
		table.chosen.length > rows.length ? el("p", { class: "note" }, text("printedRows",
			numberText(rows.length), numberText(table.chosen.length))) : null);
}

function readyForPaper() {
	for (const table of [...tables, ...waiting.values()])
		if (table.rows.length > SMALL_TABLE)
			table.box.after(printable(table));
}

function backFromPaper() {
	document.querySelectorAll(".paper").forEach((node) => node.remove());
}
