"use strict";
/* SPDX-License-Identifier: MIT
 * Charts: numbers counted from the rows of a report, drawn by Chart.js in the colours of the style.
 * What a chart shows is also said in its label, for those who do not see it. */
const PALETTE = 10; /* colours that tell series apart: --chart1 and so on */
const NARROW = 600; /* px of the window: a legend beside a ring would be cut */
const drawn = new Map(); /* canvas: {chart, config}, config being a function that asks for colours */

function closeCharts() {
	for (const { chart } of drawn.values())
		chart.destroy();
	drawn.clear();
}

/* In the colours that hold now. */
function redrawCharts() {
	for (const [canvas, { chart, config }] of drawn) {
		chart.destroy();
		drawn.set(canvas, { chart: new Chart(canvas, config()), config });
	}
}

function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function palette(count) {
	return Array.from({ length: count }, (_, index) => colour("chart" + (index % PALETTE + 1)));
}

/* --- Counting ----------------------------------------------------------------------------- */

/* Rows of which no other has the same values in these columns: who made several things is one maker. */
function distinctRows(report, rows, columns) {
	const places = columns.map((name) => report.at.get(name));

	return [...new Map(rows.map((row) => [JSON.stringify(places.map((at) => row[at])), row])).values()];
}

/* [label, number...] by the values of a column; `sums` are columns to add, else rows are counted. */
function countBy(report, rows, by, sums) {
	const at = report.at.get(by);
	const places = (sums || []).map((name) => report.at.get(name)).filter((one) => one !== undefined);
	const width = Math.max(1, places.length);
	const counted = new Map();

	for (const row of rows) {
		const key = row[at] ?? null;
		let numbers = counted.get(key);

		if (!numbers)
			counted.set(key, numbers = new Array(width).fill(0));
		if (sums)
			places.forEach((one, index) => { numbers[index] += row[one] || 0; });
		else
			numbers[0]++;
	}
	const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

	return [...counted].filter(([, numbers]) => total(numbers) > 0)
		.sort((left, right) => total(right[1]) - total(left[1]))
		.map(([key, numbers]) => [key === null ? TEXTS.none : brief(key, 40), numbers]);
}

/* The rest of a long list is one entry; of a top list it is left out. */
function shorten(counted, most, keepsRest) {
	if (counted.length <= most)
		return counted;
	const head = counted.slice(0, keepsRest ? most - 1 : most);

	if (keepsRest)
		head.push([TEXTS.others, [counted.slice(most - 1).reduce((sum, [, [one]]) => sum + one, 0)]]);
	return head;
}

/* A report of months: a line for each kind of object. */
function countMonths(report, rows, kind, value) {
	const [month, kinds, count] = ["month_at", "resource_kind", value || "created_count"]
		.map((name) => report.at.get(name));
	const told = rows.filter((row) => row[month] && (!kind || row[kinds] === kind));
	const months = monthsBetween(told.map((row) => row[month].slice(0, 7)).sort());
	const series = new Map();

	for (const row of told) {
		if (!series.has(row[kinds]))
			series.set(row[kinds], new Map());
		series.get(row[kinds]).set(row[month].slice(0, 7), row[count]);
	}
	return { months, isSum: count === report.at.get("total_count"), series };
}

/* Rows by the day of a column, a series for each value of another. */
function countDays(report, rows, day, by) {
	const [dayAt, byAt] = [report.at.get(day), report.at.get(by)];
	const days = new Set(), series = new Map();

	for (const row of rows.filter((one) => one[dayAt])) {
		const name = row[byAt] ?? TEXTS.none, when = row[dayAt].slice(0, 10);

		days.add(when);
		if (!series.has(name))
			series.set(name, new Map());
		series.get(name).set(when, (series.get(name).get(when) || 0) + 1);
	}
	return { months: [...days].sort(), isSum: false, series };
}

/* A series for each of these columns, by month. */
function columnMonths(report, rows, columns) {
	const month = report.at.get("month_at");
	const told = rows.filter((row) => row[month]);

	return { months: monthsBetween(told.map((row) => row[month].slice(0, 7)).sort()), isSum: true,
		 series: new Map(columns.map((name) => [columnText(name), new Map(told.map((row) =>
			[row[month].slice(0, 7), row[report.at.get(name)] || 0]))])) };
}

/* A month without a row is one in which nothing came: every month has its place. */
function monthsBetween(months) {
	const between = [];

	for (let month = months[0]; month && month <= months.at(-1);) {
		const [year, number] = month.split("-").map(Number);

		between.push(month);
		month = number === 12 ? year + 1 + "-01" : year + "-" + String(number + 1).padStart(2, "0");
	}
	return between;
}

/* What came in a month is 0 where no row is; what there is in all stays what it was. */
function monthValues(months, values, isSum) {
	let last = 0;

	return months.map((month) => {
		const value = values.get(month) ?? (isSum ? last : 0);

		last = value;
		return value;
	});
}

/* --- Drawing ------------------------------------------------------------------------------ */

function baseOptions(legend) {
	const line = colour("line"), words = colour("faint");
	const scale = { grid: { color: line, drawBorder: false }, ticks: { color: words, precision: 0 } };

	return { animation: false, maintainAspectRatio: false, responsive: true,
		 font: { family: getComputedStyle(document.body).fontFamily },
		 plugins: { legend: { display: legend, position: "bottom",
				      labels: { color: words, boxWidth: 12, boxHeight: 12 } } },
		 scales: { x: structuredClone(scale), y: structuredClone(scale) } };
}

/* A figure whose canvas is drawn when it stands in the page, since a canvas needs its size. */
function figure(title, summary, height, config) {
	const canvas = el("canvas", { role: "img", "aria-label": text("chart", title, summary) });
	const box = el("div", { class: "canvas" }, canvas);

	box.style.height = height + "px";
	requestAnimationFrame(() => {
		if (canvas.isConnected)
			drawn.set(canvas, { chart: new Chart(canvas, config()), config });
	});
	return el("figure", { class: "chart" }, el("figcaption", null, title), box);
}

function summaryOf(counted) {
	return counted.slice(0, 10).map(([label, numbers]) => text("chartItem", label, numbers.join(" + ")))
		.join(", ");
}

function doughnut(title, counted) {
	const parts = shorten(counted, 8, true);

	return figure(title, summaryOf(parts), 220, () => {
		const options = baseOptions(true);

		delete options.scales;
		if (innerWidth > NARROW)
			options.plugins.legend.position = "right";
		options.cutout = "62%";
		return { type: "doughnut", options,
			 data: { labels: parts.map(([label, [number]]) => label + "  " + numberText(number)),
				 datasets: [{ data: parts.map(([, [number]]) => number), borderWidth: 2,
					      borderColor: colour("raised"),
					      backgroundColor: palette(parts.length) }] } };
	});
}

function bars(title, counted, names) {
	return figure(title, summaryOf(counted), 60 + counted.length * 24, () => {
		const options = baseOptions(names.length > 1);
		const colours = palette(names.length);

		options.indexAxis = "y";
		options.scales.x.stacked = options.scales.y.stacked = true;
		options.scales.y.grid.display = false;
		options.scales.y.ticks.autoSkip = false;
		options.scales.y.ticks.callback = function (index) {
			return brief(this.getLabelForValue(index), 28);
		};
		return { type: "bar", options,
			 data: { labels: counted.map(([label]) => label),
				 datasets: names.map((name, index) => ({
					label: name, backgroundColor: colours[index], maxBarThickness: 18,
					data: counted.map(([, numbers]) => numbers[index]) }))
					.filter((set) => set.data.some(Boolean)) } };
	});
}

function timeline(title, { months, series, isSum }) {
	const sums = [...series].map(([kind, values]) => text("chartItem", kindText(kind),
		[...values.values()].reduce((sum, one) => sum + one, 0)));

	return figure(title, sums.join(", "), 260, () => {
		const options = baseOptions(series.size > 1);
		const colours = palette(series.size);

		options.scales.y.beginAtZero = true;
		options.scales.x.stacked = options.scales.y.stacked = !isSum;
		options.interaction = { mode: "index", intersect: false };
		return { type: isSum ? "line" : "bar", options,
			 data: { labels: months,
				 datasets: [...series].map(([kind, values], index) => ({
					label: kindText(kind), borderColor: colours[index],
					backgroundColor: colours[index], pointRadius: 0, maxBarThickness: 48,
					data: monthValues(months, values, isSum) })) } };
	});
}

/* A chart of an area, or null when there is nothing to draw. */
function areaChart(spec, query) {
	const report = data.byId.get(spec.report);
	const rows = report ? filteredRows(report, query) : [];

	if (!rows.length)
		return null;
	const title = TEXTS.charts[spec.title];

	if (!spec.by || spec.day) {
		const counted = spec.day ? countDays(report, rows, spec.day, spec.by) : spec.lines
			? columnMonths(report, rows, spec.lines) : countMonths(report, rows, spec.kind, spec.value);

		return counted.series.size ? timeline(title, counted) : null;
	}
	const counted = countBy(report, spec.distinct ? distinctRows(report, rows, [spec.by, spec.distinct])
		: rows, spec.by, spec.sum);

	if (!counted.length || (counted.length === 1 && counted[0][0] === TEXTS.none))
		return null;
	if (spec.isScore)
		counted.sort(([left], [right]) => right - left);
	if (!spec.top)
		return doughnut(title, counted);
	return bars(title, shorten(counted, spec.top, false), spec.sum ? spec.sum.map(columnText)
		: [TEXTS.count]);
}
