/* SPDX-License-Identifier: MIT
 * The HTML page as a person uses it: every page opens, sorts, filters, exports, prints and can be
 * linked to; it asks for nothing, says nothing on the console, and hostile names stay text. Run by
 * report.sh in the folder of the pages; axe-core looks for what hinders people. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { hostileNames } from "./make.mjs";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const heard = [], asked = [];
let browser, context;

before(async () => {
	browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox"] });
	context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
});

after(() => browser.close());

/* Every page is watched: what it says and asks for fails the test that opened it. */
async function open(file, hash = "") {
	const page = await context.newPage();

	heard.length = asked.length = 0;
	page.on("console", (message) => heard.push(message.text()));
	page.on("pageerror", (error) => heard.push(error.stack));
	page.on("request", (request) => {
		if (!/^(file|blob|data):/.test(request.url()))
			asked.push(request.url());
	});
	await page.goto(`file://${process.cwd()}/${file}${hash}`);
	await page.waitForSelector("#main h1");
	return page;
}

async function close(page) {
	assert.deepEqual(heard, [], "the console is silent");
	assert.deepEqual(asked, [], "nothing is asked for");
	await page.close();
}

/* Two frames: one in which tables and charts are mounted, one in which they stand. */
function settle(page) {
	return page.evaluate(() => new Promise((done) => requestAnimationFrame(() =>
		requestAnimationFrame(() => setTimeout(done, 30)))));
}

async function go(page, hash) {
	await page.evaluate((to) => { location.hash = to; }, hash);
	await settle(page);
}

function rowsOf(page, column) {
	return page.locator(`#main .table`).first().locator(`tbody tr td:nth-child(${column})`).allInnerTexts();
}

/* Every address that the page itself leads to from its navigation, and one of each kind of thing. */
async function addresses(page) {
	const places = await page.locator("#nav a").evaluateAll((all) => all.map((one) => one.hash));
	const reports = await page.evaluate(() => data.reports.map((report) => "#report/" + report.id));
	const things = await page.evaluate(() => objectLists().map(({ report, kind, at }) => [report, kind,
		rowsOf(report.id)[0]?.[at]]).filter(([, , id]) => id).map(([, kind, id]) =>
		"#" + objectPath(kind, id)));

	return [...places, ...reports, ...things];
}

test("every page opens, and none is wider than its window", async () => {
	const page = await open("contoso.html");
	const all = await addresses(page), linked = new Set();

	assert.ok(all.length > 200, `${all.length} pages`);
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		for (const hash of all) {
			await go(page, hash);
			assert.ok(!(await page.innerText("#main")).startsWith("Menu"), hash);
			assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
				true, `${hash} at ${width}`);
			for (const link of await page.evaluate(() => [...document.querySelectorAll("#main a")]
				.map((one) => one.hash)))
				linked.add(link);
		}
	}
	assert.ok(linked.size > 200, `${linked.size} links`);
	assert.deepEqual(await page.evaluate((links) => links.filter((link) => {
		history.replaceState(null, "", link);
		return pageAt(addressNow()) === null;
	}), [...linked]), []);
	await close(page);
});

test("a heading sorts, and sorts back", async () => {
	const page = await open("contoso.html", "#report/flows");
	const head = page.locator("th", { hasText: "Flow" }).first();

	await settle(page);
	await head.click();
	const up = await rowsOf(page, 1);

	await head.click();
	assert.deepEqual(await rowsOf(page, 1), [...up].reverse());
	assert.deepEqual(up.map((name) => name.toLowerCase()), up.map((name) => name.toLowerCase()).sort());
	await close(page);
});

test("filters combine, stand in the address, and can be cleared", async () => {
	const page = await open("contoso.html", "#findings");

	await page.selectOption("#filter-severity", "high");
	await settle(page);
	const high = await page.locator(".tools .count").first().innerText();

	await page.selectOption("#filter-environment", { label: "Contoso Production" });
	await settle(page);
	assert.match(page.url(), /#findings\?severity=high&environment=e0000000/);
	assert.notEqual(await page.locator(".tools .count").first().innerText(), high);
	assert.deepEqual([...new Set(await rowsOf(page, 1))], ["high"]);
	await page.selectOption("#filter-department", { index: 1 });
	await settle(page);
	await page.selectOption("#filter-connector", { index: 1 });
	await settle(page);
	await page.click("text=Clear all filters");
	assert.match(page.url(), /#findings$/);
	await close(page);
});

test("where there are too many owners for a list, one types", async () => {
	const page = await open("large/report.html", "#report/flows");
	const field = page.locator("#filter-owner");

	await settle(page);
	await field.pressSequentially("b000000");
	assert.equal(await page.locator("#choices-owner option").count(), 10);
	await field.press("Enter");
	assert.equal(await field.getAttribute("aria-invalid"), "true");
	await field.fill(await page.locator("#choices-owner option").nth(7).getAttribute("value"));
	await field.press("Enter");
	await page.waitForURL(/#report\/flows\?owner=b0000007-/);
	await settle(page);
	assert.equal(await page.locator(".tools .count").first().innerText(), "3 rows");
	await close(page);
});

test("the field of a table keeps the rows that hold every word", async () => {
	const page = await open("contoso.html", "#report/flows");

	await settle(page);
	await page.locator(".tools input[type=search]").first().fill("hiro invoice");
	await settle(page);
	assert.deepEqual(await rowsOf(page, 1), ["Invoice approvals"]);
	await close(page);
});

test("the search leads to things by the keyboard alone", async () => {
	const page = await open("contoso.html");

	await page.keyboard.press("/");
	await page.keyboard.type("invoice appr");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL(/#flow\/f0000000/);
	await settle(page); // the address changes before the page does
	assert.equal(await page.evaluate(() => document.activeElement.id), "main");
	assert.match(await page.innerText("h1"), /Invoice approvals/);
	await close(page);
});

test("a deep link opens at what it names, and a wrong one says so", async () => {
	const page = await open("contoso.html", "#owner/b0000000-0000-4000-8000-000000000009");

	assert.match(await page.innerText("h1"), /Hiro Tanaka/);
	assert.match(await page.innerText("#main"), /7 things are theirs/);
	await go(page, "#nowhere/%E0%A4%A");
	assert.match(await page.innerText("#main"), /no such page/);
	await close(page);
});

test("exports hold the rows that are shown, and no formula", async () => {
	const page = await open("hostile/report.html", "#report/flows");
	const download = async (name) => {
		const [file] = await Promise.all([page.waitForEvent("download"),
			page.locator(".dt-button", { hasText: name }).first().click()]);

		return readFileSync(await file.path(), "utf8");
	};

	await settle(page);
	const csv = await download("CSV");
	const rows = JSON.parse(await download("JSON"));

	assert.equal(rows.length, hostileNames.length);
	assert.ok(csv.includes("'=cmd|' /C calc'!A0"));
	assert.ok(!/^=|,=/m.test(csv));
	assert.ok(rows.some((row) => row.flow_name === "__proto__"));
	await close(page);
});

test("hostile names are text and nothing else", async () => {
	const page = await open("hostile/report.html");

	for (const hash of await addresses(page))
		await go(page, hash);
	await go(page, "#report/flows");
	const names = await rowsOf(page, 1);

	assert.ok(names.includes(hostileNames[0]));
	assert.ok(names.includes("\u27e8202E\u27e9gnp.exe"));
	assert.notEqual(await page.title(), "taken");
	assert.equal(await page.locator("#main img").count(), 0);
	assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1280);
	await close(page);
});

test("waived findings stand apart, and a list that is no report is a page too", async () => {
	const waived = await open("waived.html", "#report/shared-with-everyone");

	assert.match(await waived.innerText("#main"), /Set aside/);
	await close(waived);
	const list = await open("list.html");

	await settle(list);
	assert.match(await list.innerText("#main"), /dormant-agents/);
	await close(list);
});

test("calls are drawn from left to right, and each flow leads to its page", async () => {
	const page = await open("calls/report.html", "#calls");
	const nodes = page.locator(".callmap .node");
	const left = async (name) => (await nodes.filter({ hasText: name }).boundingBox()).x;

	await settle(page);
	assert.equal(await nodes.count(), 8);
	assert.ok(await left("Order") < await left("Approve") && await left("Approve") < await left("Archive"));
	assert.equal(await nodes.first().getAttribute("class"), "node people");
	assert.match(await page.locator(".callmap .account").innerHTML(), /runs as svc-archive@corvid/);
	assert.equal(await page.locator(".callmap .absent").count(), 1);
	assert.equal(await page.locator(".callmap .cycle").count(), 2);
	assert.equal(await page.locator(".tree > li").count(), 3);
	assert.equal(await page.locator(".tree a").count(), 11);
	await page.locator(".callmap").focus();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL(/#flow\/f000100/);
	await close(page);
});

test("a page of a person names what others run on their connections, and what calls that", async () => {
	const page = await open("calls/report.html", "#owner/b0000002-0000-4000-8000-000000000002");
	const breaks = await page.innerText("#main");

	assert.match(breaks, /1 flow of others runs on connections that they signed in/);
	assert.match(breaks, /2 further flows call one of those/);
	assert.deepEqual(await rowsOf(page, 1), ["Tell"]);
	await close(page);
});

test("where nobody could look, no page is silent", async () => {
	const page = await open("large/report.html"); // flows, and nothing else of the tenant
	const untold = {
		"#owner/b0000007-0000-4000-8000-000000000007": ["Flows on somebody else's connection", "All agents"],
		"#environment/e0000007-0000-4000-8000-000000000007": ["All solutions", "All agents"],
		"#flow/f0000007-0000-4000-8000-000000000007": ["Which flows call which"],
		"#area/agents": ["All agents", "All AI models"],
		"#area/connectors": ["Flows on somebody else's connection"],
		"#calls": ["People who gain a service account's rights through a child flow"],
	};

	for (const [hash, titles] of Object.entries(untold)) {
		await go(page, hash);
		for (const title of titles)
			assert.equal(await page.locator(".reason li", { hasText: title })
				.filter({ hasText: "not evaluated" }).count(), 1, `${hash}: ${title}`);
	}
	for (const hash of ["#calls", "#matrix", "#report/borrowed-connections"]) {
		await go(page, hash);
		assert.match(await page.innerText("#main"), /Not evaluated: no /, hash);
		assert.doesNotMatch(await page.innerText(".reason"), /[a-z]_[a-z]/, hash);
		assert.doesNotMatch(await page.innerText("#main"), /Nothing|No (rows|findings|flow)/, hash);
	}
	for (const hash of ["#findings", "#area/agents", "#flow/f0000007-0000-4000-8000-000000000007"]) {
		await go(page, hash);
		assert.match(await page.innerText("#main"), /Rules that were not evaluated: [1-9]/, hash);
	}
	await close(page);
});

test("a long table is built when somebody comes near, and printed anyway", async () => {
	const page = await open("large/report.html", "#area/flows");
	const last = page.locator("#main .table").last();

	await settle(page);
	assert.equal(await last.locator("table").count(), 0);
	await page.evaluate(() => beforePrint());
	assert.equal(await page.locator(".paper").last().locator("tbody tr").count(), 500);
	await page.evaluate(() => afterPrint());
	await last.scrollIntoViewIfNeeded();
	await last.locator("tbody tr").first().waitFor();
	await close(page);
});

/* Rows of the table: [what is shown, reports, pages], the last two as lists. */
function dashboardRows() {
	const document = readFileSync(`${process.env.DOCUMENTS}/coe-dashboard.md`, "utf8");
	const cells = document.split("\n").filter((line) => /^\| .* \|$/.test(line))
		.map((line) => line.slice(2, -2).split(" | ")).filter((row) => row[0] !== "---");
	const ticked = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

	return cells.filter((row) => row.at(-1) !== "in the page").map((row) => [row.join(" | "),
		ticked(row.at(-2)), ticked(row.at(-1)), row.at(-2)]);
}

test("each visual of the CoE dashboards stands where the document says", async () => {
	const page = await open("contoso.html");
	const known = await page.evaluate(() => data.reports.map((report) => report.id));
	const links = new Map();

	for (const address of new Set(dashboardRows().flatMap(([, , addresses]) => addresses))) {
		await go(page, address);
		assert.equal(await page.evaluate(() => pageAt(addressNow()) !== null), true, address);
		links.set(address, await page.locator("#main a").evaluateAll((all) => all.map((one) => one.hash)));
	}
	assert.deepEqual(await page.evaluate(() => allAreas().flatMap(({ lists, charts }) => [...lists,
		...charts.map(({ report }) => report)]).filter((id) => !data.byId.has(id))), []);
	assert.ok(dashboardRows().length > 90);
	for (const [row, words, addresses, reports] of dashboardRows()) {
		assert.equal(addresses.length === 0, reports.startsWith("none: "), row);
		for (const id of words.filter((word) => /^[a-z]+(-[a-z]+)+$/.test(word) || known.includes(word))) {
			assert.ok(known.includes(id), `${id} is a report: ${row}`);
			assert.ok(addresses.some((one) => links.get(one).includes("#report/" + id)), `${id}: ${row}`);
		}
	}
	await close(page);
});

test("a chart counts by day, by month, and each maker once", async () => {
	const page = await open("contoso.html");
	const counted = await page.evaluate(() => {
		const report = { at: new Map([["started_at", 0], ["status", 1], ["owner_id", 2]]) };
		const rows = [["2026-10-02T08:00:00Z", "done", "a"], ["2026-10-02T09:00:00Z", "done", "a"],
			["2026-10-01T09:00:00Z", "failed", "b"], [null, "done", "b"]];
		const days = countDays(report, rows, "started_at", "status");
		const months = columnMonths({ at: new Map([["month_at", 0], ["launch_count", 1]]) },
			[["2026-08-01", 5], ["2026-10-01", 7]], ["launch_count"]);

		return [days.months, [...days.series].map(([name, values]) => [name, [...values]]), months.months,
			[...months.series].map(([name, values]) => [name, [...values]]),
			countBy(report, distinctRows(report, rows, ["status", "owner_id"]), "status")];
	});

	assert.deepEqual(counted, [["2026-10-01", "2026-10-02"],
		[["done", [["2026-10-02", 2]]], ["failed", [["2026-10-01", 1]]]],
		["2026-08", "2026-09", "2026-10"], [["launches", [["2026-08", 5], ["2026-10", 7]]]],
		[["done", [2]], ["failed", [1]]]]);
	await close(page);
});

test("a long table keeps few rows in the page, and prints more", async () => {
	const page = await open("large/report.html", "#report/flows");

	await settle(page);
	assert.ok(await page.locator(".dataTables_scrollBody tbody tr").count() < 200);
	await page.locator(".dataTables_scrollBody").evaluate((body) => { body.scrollTop = body.scrollHeight; });
	await page.waitForFunction(() => [...document.querySelectorAll("#main td")].some((cell) =>
		cell.innerText === "Flow number 1999" || cell.innerText === "Flow number 999"));
	const pdf = await page.pdf({ preferCSSPageSize: true });

	assert.ok(pdf.length > 20000 && pdf.subarray(0, 4).toString() === "%PDF");
	assert.equal(await page.locator(".paper").count(), 0);
	await close(page);
});

const looked = {
	"contoso.html": ["#overview", "#findings", "#area/flows", "#area/environments", "#matrix", "#reports",
		"#report/orphaned-flows", "#evidence", "#owner/b0000000-0000-4000-8000-000000000009"],
	"calls/report.html": ["#calls"],
};

async function lookAt(page, hash) {
	await go(page, hash);
	const { violations, passes } = await page.evaluate(`${axe}; axe.run(document, { runOnly:
		["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);

	assert.ok(passes.length > 15, `${passes.length} rules had something to look at`);
	assert.deepEqual(violations.map((one) => [hash, one.id, one.nodes[0].html,
		one.nodes[0].failureSummary]), []);
}

for (const colorScheme of ["light", "dark"])
	for (const [file, hashes] of Object.entries(looked))
		test(`nothing hinders people in the ${colorScheme} theme of ${file}`, async () => {
			const page = await open(file);

			await page.emulateMedia({ colorScheme });
			for (const hash of hashes)
				await lookAt(page, hash);
			await close(page);
		});
