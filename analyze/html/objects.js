"use strict";
/* SPDX-License-Identifier: MIT
 * A page for each thing that has an id: everything that any report says of it. For a person that
 * includes what would break if they leave, for an environment what is in it. */

/* Inventory lists whose rows are things of a kind: [report, kind, place of the id]. */
function kindOfList(report) {
	const own = report.columns.filter((column) => column.name.endsWith("_id")).at(-1);
	const kind = own && own.name.replace(/_id$/, "");

	if (kind === "maker")
		return { report, kind: "owner", at: own.index };
	return kind && Object.hasOwn(TEXTS.kinds, kind) ? { report, kind, at: own.index } : null;
}

const OBJECT_LISTS = ["environments", "apps", "flows", "agents", "makers", "custom-connectors",
	"connector-usage", "desktop-flows", "solutions", "sites", "ai-models", "business-process-flows"];

function objectLists() {
	return once("object-lists", () => OBJECT_LISTS.map((id) => data.byId.get(id)).filter(Boolean)
		.map(kindOfList).filter(Boolean));
}

/* What an environment or a person may have. */
const HAVINGS = OBJECT_LISTS.filter((id) => !["environments", "makers", "connector-usage"].includes(id));

/* Whether things of that kind have a page: any kind that a finding is about has. */
function isKind(name) {
	return Object.hasOwn(TEXTS.kinds, name) || once("kinds-of-findings", () =>
		new Set([...findings(), ...findingsAside()].map((finding) => finding.kind))).has(name);
}

/* --- Facts -------------------------------------------------------------------------------- */

function factsOf(report, row) {
	return facts(reportColumns(report).filter((column) => !column.isId).map((column) => {
		const value = column.get(row);

		return [column.label, value === null || value === undefined ? null
			: column.draw ? column.draw(row, value) : cellText(value, column.kind)];
	}));
}

/* Rows of all other reports in which the id stands in any cell: [report, rows]. */
function mentions(id, isKnown) {
	return data.reports.filter((report) => !report.is_rule && !isKnown(report)).map((report) => [report,
		rowsOf(report.id).filter((row) => row.includes(id))]).filter(([, rows]) => rows.length);
}

function nameOf(kind, id) {
	if (kind === "environment")
		return environmentNames().get(id);
	if (kind === "owner")
		return ownerNames().get(id);
	for (const list of objectLists()) {
		const row = list.kind === kind ? rowsOf(list.report.id).find((one) => one[list.at] === id) : null;

		if (row)
			return row[0];
	}
	return findings().find((finding) => finding.id === id && finding.name)?.name;
}

function findingsSection(title, list, without, asked) {
	return section(title, list.length ? findingsTable(list, title, without)
		: el("p", { class: "note" }, TEXTS.noFindingsAbout), unjudgedNote(asked));
}

/* Rules that may speak of things of a kind; some tell the kind in their rows. */
function rulesAbout(kind) {
	return rules().filter((rule) => (rule.resource_kind ?? kind) === kind);
}

function mentionSections(found) {
	return found.map(([report, rows]) => section(link("report/" + report.id, report.title),
		rowsTable(report, rows)));
}

/* --- Any thing ---------------------------------------------------------------------------- */

function objectPage(kind, id) {
	const own = objectLists().find((list) => list.kind === kind &&
		rowsOf(list.report.id).some((row) => row[list.at] === id));
	const about = findings().filter((finding) => finding.id === id);
	const others = mentions(id, (report) => own && report === own.report);
	const row = own && rowsOf(own.report.id).find((one) => one[own.at] === id);

	return { title: brief(nameOf(kind, id) ?? id), kicker: kindText(kind), content: [
		el("p", { class: "note" }, el("code", null, brief(id))),
		row ? section(TEXTS.aboutIt, factsOf(own.report, row)) : null,
		!row && !about.length && !others.length ? el("p", { class: "note" }, TEXTS.noObject) : null,
		findingsSection(TEXTS.findingsAbout, about, ["kind", "name"], rulesAbout(kind)),
		kind === "flow" ? callSections(id) : null,
		mentionSections(others) ] };
}

/* --- An environment ----------------------------------------------------------------------- */

function environmentPage(kind, id) {
	const report = data.byId.get("environments");
	const row = rowsOf("environments").find((one) => one[place("environments", "environment_id")] === id);
	const inside = objectLists().filter((list) => list.kind !== "environment" &&
		list.report.at.has("environment_id")).map(({ report: list }) => [list,
		rowsOf(list.id).filter((one) => one[list.at.get("environment_id")] === id)])
		.filter(([, rows]) => rows.length);
	const list = findings().filter((finding) => finding.environment === id || finding.id === id);

	return { title: brief(nameOf(kind, id) ?? id), kicker: kindText(kind), content: [
		el("p", { class: "note" }, el("code", null, brief(id))),
		el("div", { class: "cards" }, inside.map(([one, rows]) => card(numberText(rows.length),
			manyText(kindOfList(one).kind))), card(numberText(list.length), TEXTS.findings,
			pathWith("findings", new URLSearchParams({ environment: id })))),
		row ? section(TEXTS.aboutIt, factsOf(report, row)) : null,
		findingsSection(TEXTS.findingsIn, list, ["environment_name"], rules()),
		mentionSections(inside), untoldNote(HAVINGS),
		hasPage("matrix") ? el("p", null, link(pathWith("matrix", new URLSearchParams({ environment: id })),
			TEXTS.matrix)) : null ] };
}

/* --- A person ----------------------------------------------------------------------------- */

function ownedBy(id) {
	return objectLists().filter((list) => list.kind !== "owner").map(({ report, kind, at }) => [
		{ report, kind, at }, rowsOf(report.id).filter((row) => row[ownerPlace(report)] === id)])
		.filter(([, rows]) => rows.length);
}

/* Other flows that call one of these, at whatever distance. */
function callersFrom(ids) {
	const { callers } = callGraph();
	const reached = new Set(), waiting = [...ids];

	while (waiting.length)
		for (const caller of callers.get(waiting.pop()) || [])
			if (!reached.has(caller) && !ids.has(caller)) {
				reached.add(caller);
				waiting.push(caller);
			}
	return reached;
}

/* Rows of flows of others that run on a connection which this person signed in. */
function lentBy(id) {
	const person = place("borrowed-connections", "person_id");

	return rowsOf("borrowed-connections").filter((row) => row[person] === id);
}

function flowIds(rows, at) {
	return new Set(rows.map((row) => row[at]));
}

/* A sentence with its number, or null where there is nothing to say; of one it may be another. */
function countedItem(key, count) {
	return count ? el("li", null, count === 1 ? TEXTS[key + "One"] : text(key, count)) : null;
}

function breaksSection(id, owned, lent) {
	const alone = rowsOf("single-owners").filter((row) => row.includes(id)).length;
	const own = owned.filter(([list]) => list.kind === "flow").flatMap(([list, rows]) =>
		[...flowIds(rows, list.at)]);
	const borrowed = flowIds(lent, place("borrowed-connections", "flow_id"));
	const callers = callersFrom(new Set([...own, ...borrowed]));
	const kinds = owned.map(([list, rows]) => numberText(rows.length) + " " +
		inSentence(rows.length === 1 ? kindText(list.kind) : manyText(list.kind)));
	const total = owned.reduce((sum, [, rows]) => sum + rows.length, 0);

	return section(TEXTS.breaks, el("ul", { class: "plain" },
		el("li", null, total ? text("breaksLead", total, kinds.join(", ")) : TEXTS.ownsNothing),
		countedItem("breaksAlone", alone), countedItem("breaksLent", borrowed.size),
		countedItem("breaksCalls", callers.size)),
		untoldNote([...HAVINGS, "single-owners", "flow-call-graph", "borrowed-connections"]),
		lentSection(lent));
}

/* The table stands right here: nothing else on the page says that these flows stop. */
function lentSection(lent) {
	const report = data.byId.get("borrowed-connections");

	return lent.length ? [el("h3", null, link("report/" + report.id, TEXTS.lent), " ", statusMark(report)),
		rowsTable(report, lent, TEXTS.lent)] : null;
}

function ownerPage(kind, id) {
	const makers = data.byId.get("makers");
	const row = rowsOf("makers").find((one) => one[place("makers", "maker_id")] === id);
	const owned = ownedBy(id);
	const list = findings().filter((finding) => finding.owner === id || finding.id === id);
	const lent = lentBy(id);
	const known = new Set([makers, ...owned.map(([one]) => one.report)]);

	return { title: brief(nameOf(kind, id) ?? id), kicker: kindText(kind), content: [
		el("p", { class: "note" }, el("code", null, brief(id))),
		breaksSection(id, owned, lent),
		row ? section(TEXTS.aboutThem, factsOf(makers, row)) : null,
		findingsSection(TEXTS.findingsOf, list, ["owner_name"], rules()),
		owned.map(([{ report }, rows]) => section(link("report/" + report.id, report.title),
			rowsTable(report, rows))),
		mentionSections(mentions(id, (report) => known.has(report) || (lent.length > 0 &&
			report.id === "borrowed-connections"))) ] };
}
