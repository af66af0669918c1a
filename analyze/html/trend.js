"use strict";
/* SPDX-License-Identifier: MIT
 * How the findings went from snapshot to snapshot, where the store holds more than one and replay has
 * asked the reports at each. */
const TREND_WIDTH = 12; /* snapshots side by side in the table: the newest */

/* {moments, reports: Map of report to Map of moment to {status, findings, new, reopened, resolved}} */
function trend() {
	return once("trend", () => {
		const source = data.document.trend || { columns: [], rows: [] };
		const names = source.columns.map(([name]) => name);
		const reports = new Map();

		for (const row of source.rows) {
			const step = Object.fromEntries(names.map((name, index) => [name, row[index]]));
			const report = data.byId.get(step.report);

			if (!report)
				continue;
			if (!reports.has(report))
				reports.set(report, new Map());
			reports.get(report).set(step.snapshot_at, step);
		}
		return { reports, moments: [...new Set([...reports.values()].flatMap((steps) =>
			[...steps.keys()]))].sort() };
	});
}

function sumAt(severity, moment) {
	let sum = 0;

	for (const [report, steps] of trend().reports)
		if (report.severity === severity)
			sum += steps.get(moment)?.findings || 0;
	return sum;
}

function trendChart() {
	const { moments } = trend();
	const label = SEVERITIES.map((severity) => text("chartItem", severity, sumAt(severity, moments.at(-1))));

	return figure(TEXTS.trend, label.join(", "), 260, () => {
		const options = baseOptions(true);

		options.scales.y.beginAtZero = true;
		options.scales.x.stacked = options.scales.y.stacked = true;
		return { type: "bar", options, data: { labels: moments.map(momentText),
			datasets: SEVERITIES.map((severity) => ({ label: severity, maxBarThickness: 48,
				backgroundColor: colour(severity),
				data: moments.map((moment) => sumAt(severity, moment)) })) } };
	});
}

/* A day is enough where no two snapshots are of the same. */
function momentText(moment) {
	const { moments } = trend();

	return new Set(moments.map((one) => one.slice(0, 10))).size === moments.length ? moment.slice(0, 10)
		: timeText(moment);
}

function stepText(step) {
	return step && step.findings !== null ? numberText(step.findings) : "\u00b7";
}

function trendTable() {
	const { moments, reports } = trend();
	const rows = [...reports].filter(([, steps]) => [...steps.values()].some((step) => step.findings))
		.sort(([left], [right]) => byWeight(left, right));
	const last = moments.at(-1);
	const change = (name) => ({ name, label: columnText(name), kind: "integer",
				    get: ([, steps]) => steps.get(last)?.[name] || null });

	return tableOf({ title: TEXTS.trend, name: "trend", rows, columns: [
		{ name: "severity", label: TEXTS.severity, rank: SEVERITIES, get: ([report]) => report.severity,
		  draw: ([report]) => badge(report.severity) },
		{ name: "report", label: TEXTS.report, class: "wide", get: ([report]) => report.title,
		  draw: ([report]) => link("report/" + report.id, report.title) },
		...moments.slice(-TREND_WIDTH).map((moment) => ({ name: moment, label: momentText(moment),
			kind: "integer", get: ([, steps]) => steps.get(moment)?.findings ?? null,
			draw: ([, steps]) => stepText(steps.get(moment)) })),
		change("new"), change("reopened"), change("resolved"),
	] });
}

/* One snapshot alone has no trend. */
function trendSection() {
	if (trend().moments.length < 2)
		return null;
	return section(TEXTS.trend, el("p", { class: "lead" }, TEXTS.trendLead), trendChart(), trendTable());
}

/* On the page of a report. */
function reportTrend(report) {
	const steps = trend().reports.get(report);

	if (!steps || steps.size < 2)
		return null;
	const { moments } = trend();
	const last = steps.get(moments.at(-1));
	const counts = moments.map((moment) => steps.get(moment)?.findings ?? null);

	if (counts.every((count) => count === null))
		return null;
	return figure(last && last.new !== null ? text("trendReport", last.new, last.reopened, last.resolved)
		: TEXTS.trend, counts.map((count) => count ?? TEXTS.notEvaluated).join(", "), 120, () => {
		const options = baseOptions(false);

		options.scales.y.beginAtZero = true;
		return { type: "line", options, data: { labels: moments.map(momentText), datasets: [{
			data: counts, borderColor: colour("chart1"), backgroundColor: colour("chart1") }] } };
	});
}
