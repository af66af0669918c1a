"use strict";
/* SPDX-License-Identifier: MIT
 * The pages that show reports: overview, areas, one report, findings, all reports, evidence. A page is
 * a function of what its address names and of the filters; it gives {title, content}. */

/* --- Overview ----------------------------------------------------------------------------- */

function rules() {
	return data.reports.filter((report) => report.is_rule);
}

/* [severity, number of findings] of some reports. */
function severityCounts(reports) {
	return SEVERITIES.map((severity, index) => [severity, reports.filter((one) => one.is_rule)
		.reduce((sum, report) => sum + report.by_severity[SEVERITIES.length - 1 - index], 0)]);
}

function postureSection() {
	const all = rules();
	const counts = severityCounts(all);
	const total = counts.reduce((sum, [, count]) => sum + count, 0);
	const clean = (status) => all.filter((one) => one.status === status && !one.count).length;
	const areas = standingAreas().map((area) => [TEXTS.areas[area.id],
		severityCounts(reportsOfArea(area)).map(([, count]) => count)])
		.filter(([, numbers]) => numbers.some(Boolean));

	return section(TEXTS.posture,
		el("p", { class: "lead" }, text("postureLead", numberText(total),
			all.filter((one) => one.count).length, all.length, clean("complete"), clean("partial"),
			all.filter((one) => one.status === "not-evaluated").length)),
		el("div", { class: "cards" }, counts.map(([severity, count]) => card(numberText(count), severity,
			"findings?severity=" + severity, severity))),
		areas.length ? severityBars(areas) : null);
}

/* Bars by area, in the colours of the severities. */
function severityBars(areas) {
	const sums = areas.map(([label, numbers]) => [label, [numbers.reduce((sum, one) => sum + one, 0)]]);

	return figure(TEXTS.byArea, summaryOf(sums), 60 + areas.length * 26, () => {
		const options = baseOptions(true);

		options.indexAxis = "y";
		options.scales.x.stacked = options.scales.y.stacked = true;
		options.scales.y.grid.display = false;
		return { type: "bar", options,
			 data: { labels: areas.map(([label]) => label),
				 datasets: SEVERITIES.map((severity, index) => ({
					label: severity, backgroundColor: colour(severity), maxBarThickness: 18,
					data: areas.map(([, numbers]) => numbers[index]) })) } };
	});
}

function worstSection() {
	const worst = rules().filter((report) => report.count).sort(byWeight).slice(0, 10);

	return worst.length ? section(TEXTS.worst, el("p", { class: "lead" }, TEXTS.worstLead),
		el("ol", { class: "worst" }, worst.map((report) => el("li", null, badge(gravest(report)),
			link("report/" + report.id, report.title),
			el("span", { class: "count" }, numberText(report.count)), statusMark(report)))),
		el("p", null, link("findings", TEXTS.allFindings))) : null;
}

function numbersSection() {
	const report = data.byId.get("object-counts");

	if (!report || !report.count)
		return null;
	const [name, count, month] = ["objects", "object_count", "last_month_count"]
		.map((column) => report.at.get(column));

	return section(TEXTS.inNumbers, el("div", { class: "cards" }, rowsOf(report.id).map((row) =>
		card(row[count] === null ? TEXTS.unknownCount : numberText(row[count]),
			row[name] + (row[month] ? " (+" + row[month] + ")" : "")))));
}

/* What counts over the whole tenant belongs to no area. */
function countedSection() {
	const reports = data.reports.filter((report) => report.group === "overview" && !areaOfReport(report));

	return reports.length ? el("ul", { class: "plain" }, reports.map((report) => el("li", null,
		link("report/" + report.id, report.title), " ", statusMark(report)))) : null;
}

const MOST_FORMATS = 2;
const MOST_REMEDIES = 8;

/* Files that would answer most reports: [format names, entity, reports]. */
function remedies() {
	const found = new Map();

	for (const report of data.reports)
		report.missing.forEach((need, index) => {
			const key = report.remedies[index];

			if (!found.has(key))
				found.set(key, { needs: new Set(), reports: new Set() });
			found.get(key).needs.add(kindText(need.split(/[.:]/)[0]));
			found.get(key).reports.add(report);
		});
	return [...found].sort((left, right) => right[1].reports.size - left[1].reports.size);
}

/* Any of them will do, so a few are enough for a person. */
function formatText(names) {
	const titles = data.document.formats || {};
	const all = names.split(", ").map((name) => (Object.hasOwn(titles, name) ? titles[name] : name));

	if (all.length <= MOST_FORMATS + 1)
		return all.join("; ");
	return all.slice(0, MOST_FORMATS).join("; ") + text("orOthers", all.length - MOST_FORMATS);
}

function unknownSection() {
	const without = data.reports.filter((report) => report.status === "not-evaluated").length;
	const part = data.reports.filter((report) => report.status === "partial").length;

	if (!without && !part)
		return section(TEXTS.unknown, el("p", { class: "lead" }, TEXTS.unknownNone));
	return section(TEXTS.unknown, el("p", { class: "lead" }, text("unknownLead", without, part)),
		tableOf({ title: TEXTS.unknown, name: "missing-files", rows: remedies().slice(0, MOST_REMEDIES),
			columns: [
			{ name: "file", label: TEXTS.file, class: "wide", get: ([names]) => formatText(names) },
			{ name: "formats", label: TEXTS.formats, isId: true, get: ([names]) => names },
			{ name: "brings", label: TEXTS.entity, get: ([, one]) => capital([...one.needs].sort().join(", ")) },
			{ name: "reports", label: TEXTS.bringsTo, kind: "integer", get: ([, one]) => one.reports.size },
		] }));
}

function sumOf(name, column) {
	const source = data.document[name];
	const at = source.columns.findIndex(([one]) => one === column);

	return source.rows.reduce((sum, row) => sum + (row[at] || 0), 0);
}

function collectedSection() {
	if (!data.document.files)
		return null;
	return section(TEXTS.collected,
		el("p", { class: "lead" }, text("collectedLead", data.document.files.rows.length,
			numberText(sumOf("files", "read")), numberText(sumOf("files", "rejected")))),
		el("p", null, link("evidence", TEXTS.allEvidence)));
}

function overviewPage() {
	const { document: whole } = data;

	return { title: whole.tenant_name ? brief(whole.tenant_name) : TEXTS.tenant, content: [
		facts([[TEXTS.snapshot, whole.snapshot ? timeText(whole.snapshot.at) + " UTC" : TEXTS.noSnapshot],
		       [TEXTS.label, whole.snapshot && whole.snapshot.label && shown(whole.snapshot.label)],
		       [TEXTS.tenantId, whole.tenant ? shown(whole.tenant) : TEXTS.unknownTenant]]),
		postureSection(), worstSection(), numbersSection(), countedSection(), unknownSection(), collectedSection() ] };
}

/* --- An area ------------------------------------------------------------------------------ */

function listSection(report, query) {
	const { unused } = filterOf(report, query);
	const rows = filteredRows(report, query);

	return section([link(pathWith("report/" + report.id, query), report.title), " ", statusMark(report)],
		heldNote(report), unusedNote(unused),
		rows.length ? rowsTable(report, rows) : nothingOf(report));
}

/* History is more than reports: the snapshots, and how the findings went. */
function historySections() {
	return [trendSection(), section(TEXTS.snapshots, documentTable("snapshots"))];
}

function fittingCounts(rules, query) {
	const counts = new Map(SEVERITIES.map((severity) => [severity, 0]));

	for (const rule of rules) {
		const at = rule.fields.severity;

		for (const row of fittingRows(rule, query)) {
			const severity = row[at] ?? rule.severity;

			counts.set(severity, counts.get(severity) + 1);
		}
	}
	return [...counts];
}

/* How many findings of each severity, and how long each list is. */
function areaHead(area, lists, query) {
	const all = reportsOfArea(area).filter((report) => report.is_rule);
	const counts = isFiltered(query) ? fittingCounts(all, query) : severityCounts(all);

	return el("div", { class: "cards" }, all.length ? counts.map(([severity, number]) =>
			card(numberText(number), severity, null, severity)) : null,
		lists.map((report) => card(numberText(isFiltered(query) ? filteredRows(report, query).length
			: report.count), report.title, pathWith("report/" + report.id, query))));
}

function areaPage(id, query) {
	const area = allAreas().find((one) => one.id === id);

	if (!area)
		return null;
	const charts = area.charts.map((spec) => areaChart(spec, query)).filter(Boolean);
	const lists = area.lists.map((one) => data.byId.get(one)).filter((one) => one && one.count);

	return { title: TEXTS.areas[id], content: [
		filterBar("area/" + id, query),
		areaHead(area, lists, query),
		unjudgedNote(reportsOfArea(area).filter((report) => report.is_rule)),
		id === "history" ? historySections() : null,
		area.pages.filter(hasPage).map((page) => el("p", null, link(page, TEXTS[page]))),
		charts.length ? el("div", { class: "charts" }, charts) : null,
		untoldNote([...area.lists, ...area.charts.map(({ report }) => report)].filter((one) =>
			!data.byId.get(one)?.count)),
		section(TEXTS.rulesOf, reportTable(reportsOfArea(area), TEXTS.rulesOf, query)),
		lists.map((report) => listSection(report, query)) ] };
}

/* --- One report --------------------------------------------------------------------------- */

function reportPage(id, query) {
	const report = data.byId.get(id);

	if (!report)
		return null;
	const { unused } = filterOf(report, query);
	const { set_aside } = listsOf(id), rows = filteredRows(report, query);
	const params = Object.entries(report.params || {}).map(([name, value]) => name + " = " + value);

	return { title: report.title || TEXTS.list, content: [
		report.title ? el("p", { class: "marks" }, report.is_rule ? badge(gravest(report)) : null,
			statusMark(report), el("span", { class: "count" }, countWords(report))) : null,
		report.title ? reasonOf(report) : null,
		report.text ? el("details", { class: "why", open: true }, el("summary", null, TEXTS.why),
			report.text.split("\n\n").map((one) => el("p", null, prose(one)))) : null,
		report.title ? filterBar("report/" + id, query) : null, heldNote(report), unusedNote(unused),
		rows.length ? rowsTable(report, rows) : nothingOf(report),
		reportTrend(report),
		set_aside.length ? section(TEXTS.setAside, el("p", { class: "lead" }, TEXTS.setAsideLead),
			rowsTable(report, set_aside, TEXTS.setAside)) : null,
		report.title ? facts([[TEXTS.references, [report.rule && text("ruleId", report.rule), report.refs]
			.filter(Boolean).join(" \u00b7 ")], [TEXTS.parameters, params.join(", ")],
			[TEXTS.command, command(report)]]) : null ] };
}

/* --- Lists of all ------------------------------------------------------------------------- */

function findingsPage(id, query) {
	const list = filteredFindings(query), aside = filteredFindings(query, findingsAside());

	return { title: TEXTS.findings, content: [
		el("p", { class: "lead" }, TEXTS.findingsLead), unjudgedNote(rules()),
		filterBar("findings", query),
		rules().map(heldNote),
		list.length ? findingsTable(list, TEXTS.findings) : el("p", { class: "note" },
			findings().length ? TEXTS.noMatch : TEXTS.none_yet),
		aside.length ? section(TEXTS.waived, el("p", { class: "lead" }, TEXTS.setAsideLead),
			findingsTable(aside, TEXTS.waived)) : null ] };
}

function reportsPage() {
	return { title: TEXTS.reports, content: [ el("p", { class: "lead" }, TEXTS.reportsLead),
		reportTable(data.reports, TEXTS.reports) ] };
}

function evidencePage() {
	return { title: TEXTS.evidence, content: [
		facts([[TEXTS.program, text("version", data.document.version)],
		       [TEXTS.tenantId, data.document.tenant && shown(data.document.tenant)]]),
		section(TEXTS.files, el("p", { class: "lead" }, TEXTS.filesLead), documentTable("files")),
		section(TEXTS.coverage, documentTable("coverage")),
		section(TEXTS.snapshots, documentTable("snapshots")) ] };
}
