"use strict";
/* SPDX-License-Identifier: MIT
 * The frame around the pages: addresses behind "#", navigation, search, keys, theme and print. */
/* A function, since the scripts come in no particular order. */
function pageOf(name) {
	const pages = { overview: overviewPage, area: areaPage, report: reportPage, findings: findingsPage,
			reports: reportsPage, evidence: evidencePage, matrix: matrixPage, calls: callsPage };

	return Object.hasOwn(pages, name) && hasPage(name) ? pages[name] : null;
}

/* Pages that need a report which this document may not have. */
function hasPage(page) {
	const needs = { matrix: "effective-policy", calls: "flow-call-graph" };

	return !needs[page] || data.byId.has(needs[page]);
}

/* --- Addresses ---------------------------------------------------------------------------- */

function addressNow() {
	const [path, words] = location.hash.slice(1).split("?");
	const [page, ...rest] = path.split("/");
	let id = rest.join("/");

	try {
		id = decodeURIComponent(id);
	} catch {
		id = "";
	}
	return { page: page || homePage(), id, query: new URLSearchParams(words || "") };
}

/* A document without snapshot is a single list. */
function homePage() {
	return data.byId.has("list") ? "report" : "overview";
}

function pageAt({ page, id, query }) {
	if (page === "environment")
		return environmentPage(page, id);
	if (page === "owner" || page === "principal")
		return ownerPage("owner", id);
	if (pageOf(page))
		return pageOf(page)(id || "list", query);
	return id && isKind(page) ? objectPage(page, id) : null;
}

function missingPage() {
	return { title: TEXTS.menu, content: [el("p", null, text("notFound", brief(location.hash))),
		el("p", null, link("overview", TEXTS.backToOverview))] };
}

function show() {
	const address = addressNow();
	const main = document.getElementById("main");
	const page = pageAt(address) || missingPage();

	closeCharts();
	closeTables();
	document.title = page.title + " \u2013 " + TEXTS.program;
	main.replaceChildren(el("h1", null, page.kicker ? el("span", { class: "kicker" }, page.kicker) : null,
		page.title), ...[page.content].flat(9).filter(Boolean));
	markPlace(address);
	document.body.classList.remove("open");
}

/* Where one goes by a link the reading starts at the top; a filter keeps its place. */
function showChange(event) {
	const from = new URL(event.oldURL).hash.split("?")[0], to = location.hash.split("?")[0];
	const focused = document.activeElement?.id;

	show();
	if (from !== to) {
		document.getElementById("main").focus({ preventScroll: true });
		window.scrollTo(0, 0);
	} else if (focused) {
		document.getElementById(focused)?.focus();
	}
}

/* --- Navigation --------------------------------------------------------------------------- */

function navigation() {
	const places = [["overview", TEXTS.overview], ["findings", TEXTS.findings],
		...standingAreas().map((area) => ["area/" + area.id, TEXTS.areas[area.id]]),
		["matrix", TEXTS.matrix], ["calls", TEXTS.calls], ["reports", TEXTS.reports],
		["evidence", TEXTS.evidence]];

	return homePage() !== "overview" ? "" : el("nav", { id: "nav", "aria-label": TEXTS.pages }, el("ul", null,
		places.filter(([path]) => hasPage(path)).map(([path, label]) => el("li", null, link(path, label)))));
}

function markPlace({ page, id }) {
	const report = page === "report" && data.byId.get(id);
	const area = report && report.group ? areaOfReport(report) : null;
	const here = "#" + (area ? "area/" + area.id : page === "area" ? "area/" + id : page);

	document.querySelectorAll("#nav a").forEach((anchor) => {
		if (anchor.getAttribute("href") === here)
			anchor.setAttribute("aria-current", "page");
		else
			anchor.removeAttribute("aria-current");
	});
}

/* --- Search ------------------------------------------------------------------------------- */

const RESULTS = 12;

/* [lower-case text to look in, path, label, kind] of everything that has a page. */
function searchIndex() {
	return once("search", () => [
		...data.reports.map((report) => [(report.title + " " + report.id).toLowerCase(),
			"report/" + report.id, report.title, TEXTS.report]),
		...objectLists().flatMap(({ report, kind, at }) => rowsOf(report.id).map((row) => [
			(row[0] + " " + row[at]).toLowerCase(), kind, row[0] ?? row[at], row[at]])),
	]);
}

function searchResults(words) {
	const found = [];

	for (const entry of searchIndex())
		if (words.every((word) => entry[0].includes(word)) && found.push(entry) === RESULTS)
			break;
	return found.map(([, path, label, id]) => (path.startsWith("report/") ? link(path, [brief(label),
		el("span", { class: "count" }, id)]) : link(objectPath(path, id), [brief(label),
		el("span", { class: "count" }, kindText(path))])));
}

function showResults(input, box) {
	const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
	const found = words.length ? searchResults(words) : [];

	box.replaceChildren(...found.map((anchor) => el("li", null, anchor)));
	if (words.length && !found.length)
		box.append(el("li", { class: "note" }, TEXTS.searchNone));
	box.hidden = !words.length;
}

/* Arrows walk through the field and its results. */
function walkResults(event, input, box) {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	const stops = [input, ...box.querySelectorAll("a")];

	if (event.key === "Enter" && event.target === input && stops.length > 1)
		stops[1].click();
	if (!step)
		return;
	event.preventDefault();
	stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
}

function searchBox() {
	const box = el("ul", { id: "results", hidden: true });
	const input = el("input", { type: "search", id: "search", placeholder: TEXTS.search,
		"aria-label": TEXTS.search, "aria-controls": "results",
		oninput: () => showResults(input, box) });
	const clear = () => { input.value = ""; box.hidden = true; };

	return el("div", { class: "search", role: "search",
		onkeydown: (event) => (event.key === "Escape" ? (clear(), input.focus())
			: walkResults(event, input, box)),
		onclick: (event) => { if (event.target.closest("a")) clear(); } }, input, box);
}

/* --- Theme, print and keys ----------------------------------------------------------------- */

const darkness = matchMedia("(prefers-color-scheme: dark)");

function toggleTheme() {
	const now = document.documentElement.dataset.theme || (darkness.matches ? "dark" : "light");

	document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
	redrawCharts();
}

/* Paper is white. */
function beforePrint() {
	document.documentElement.classList.add("printing");
	redrawCharts();
	readyForPaper();
}

function afterPrint() {
	document.documentElement.classList.remove("printing");
	redrawCharts();
	backFromPaper();
}

/* "/" leads to the search, as in other programs. */
function onKey(event) {
	const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

	if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
		event.preventDefault();
		document.getElementById("search").focus();
	}
}

function topBar() {
	const button = (name, action) => el("button", { type: "button", class: "button " + name, onclick: action },
		TEXTS[name]);

	return el("header", { class: "top" },
		el("a", { href: "#main", class: "skip", onclick: (event) => {
			event.preventDefault();
			document.getElementById("main").focus();
		} }, TEXTS.skip),
		button("menu", () => document.body.classList.toggle("open")),
		link(homePage(), TEXTS.program, { class: "brand" }), searchBox(),
		button("theme", toggleTheme), button("print", () => window.print()));
}

const AHEAD_AFTER = 1000; /* ms in which the page may settle */

/* What the first filter would wait for. A browser hashes an id when it is first looked up: hence the last. */
function aheadSteps() {
	const { reports } = data;

	return [...reports.map(({ id }) => () => listsOf(id)), ...FILTERS.map((name) => () => filterChoices(name)),
		searchIndex, ...reports.map((report) => () => {
			const [any] = connectors().keys(), test = any && filterTest(report, "connector", any);

			return test && rowsThatFit(rowsOf(report.id), [test]);
		})];
}

/* While nobody waits, step by step. */
function readAhead(steps) {
	requestIdleCallback((idle) => {
		while (steps.length && idle.timeRemaining() > 0)
			steps.shift()();
		if (steps.length)
			readAhead(steps);
	});
}

function start() {
	openData();
	document.getElementById("page").replaceChildren(topBar(), navigation(),
		el("main", { id: "main", tabindex: "-1" }));
	show();
	window.addEventListener("hashchange", showChange);
	window.addEventListener("keydown", onKey);
	window.addEventListener("beforeprint", beforePrint);
	window.addEventListener("afterprint", afterPrint);
	darkness.addEventListener("change", redrawCharts);
	setTimeout(() => readAhead(aheadSteps()), AHEAD_AFTER);
}

document.addEventListener("DOMContentLoaded", start);
