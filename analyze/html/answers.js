"use strict";
/* SPDX-License-Identifier: MIT
 * What stands where a report has no rows: silence would be an all-clear, so a page says whether nothing was
 * found, or nobody could look, and why. */

/* "group count of data policy" for dlp_policy.group_count, and the words of either part. */
function needWords(need) {
	const [entity, part] = need.split(/[.:]/), kind = inSentence(kindText(entity));

	if (!part)
		return [[entity, kind]];
	const isColumn = need.includes("."), words = isColumn ? columnText(part) : inSentence(kindText(part));

	return [[need, text(isColumn ? "partOf" : "kindOf", words, kind)], [entity, kind], [part, words]];
}

/* In the words of the page; the longest first, since one may hold another. */
function reasonText(report) {
	return report.missing.flatMap(needWords).sort(([left], [right]) => right.length - left.length)
		.reduce((all, [name, words]) => all.replaceAll(name, words), shown(report.reason));
}

function reasonOf(report) {
	if (report.status === "complete")
		return null;
	return el("div", { class: "reason" },
		el("p", null, el("b", null, report.status === "partial" ? TEXTS.partialBecause
			: TEXTS.notEvaluatedBecause), reasonText(report)),
		el("ul", null, [...new Set(report.missing.map((need, index) => text("comesWith", needWords(need)[0][1],
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
			reasonText(report)] : [el("code", null, id), ": ", TEXTS.notInPage]);
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
