"use strict";
/* SPDX-License-Identifier: MIT
 * What stands where a report has no rows: silence would be an all-clear, so a page says whether nothing was
 * found, or nobody could look, and why. */

/* Parts of the inventory and what is said of them are one word each in the data. */
function spacedNeeds(words, report) {
	return report.missing.flatMap((need) => need.split(/[.:]/)).reduce((all, name) =>
		all.replaceAll(name, name.replaceAll("_", " ")), shown(words));
}

function reasonOf(report) {
	if (report.status === "complete")
		return null;
	return el("div", { class: "reason" },
		el("p", null, el("b", null, report.status === "partial" ? TEXTS.partialBecause
			: TEXTS.notEvaluatedBecause), spacedNeeds(report.reason, report)),
		el("ul", null, [...new Set(report.missing.map((need, index) => text("comesWith", need.replaceAll("_", " "),
			formatText(report.remedies[index]))))].map((one) => el("li", null, one))));
}

/* Why a list of rows is empty; null where the report was not evaluated, of which its reason tells. */
function nothingOf(report) {
	if (report.status === "not-evaluated")
		return null;
	return el("p", { class: "note" }, report.count ? TEXTS.noMatch : report.status === "partial"
		? TEXTS.noRowsPartly : report.is_rule ? TEXTS.noFindings : TEXTS.noRows);
}

/* What a section cannot tell, report by report; a page of chosen reports may lack one altogether. */
function untoldNote(ids) {
	const untold = [...new Set(ids)].filter((id) => data.byId.get(id)?.status !== "complete").map((id) => {
		const report = data.byId.get(id);

		return el("li", null, report ? [link("report/" + id, report.title), " ", statusMark(report), " ",
			spacedNeeds(report.reason, report)] : [el("code", null, id), ": ", TEXTS.notInPage]);
	});

	return untold.length ? el("div", { class: "reason" }, el("p", null, el("b", null, TEXTS.untold)),
		el("ul", null, untold)) : null;
}

/* Beside a number of findings, or none: how many rules had no say in it. */
function unjudgedNote(rules) {
	const [without, part] = ["not-evaluated", "partial"].map((status) =>
		rules.filter((rule) => rule.status === status).length);

	return without || part ? el("p", { class: "note" }, text("unjudged", without, rules.length, part), " ",
		link("reports", TEXTS.reports)) : null;
}
