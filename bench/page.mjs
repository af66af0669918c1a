/* SPDX-License-Identifier: MIT
 * Opens a large page and filters its flows, each filter twice with other values; run by bench/page. */
import { chromium } from "playwright-core";

const SETTLED = 5000; /* ms after which the page has read ahead */
const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

function tell(what, milliseconds) {
	console.log(`${String(Math.round(milliseconds)).padStart(6)} ms  ${what}`);
}

/* From the change of the address to the second frame after it. */
function go(hash) {
	return page.evaluate((to) => new Promise((done) => {
		const start = performance.now();

		window.addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(() =>
			setTimeout(() => done(performance.now() - start)))), { once: true });
		location.hash = to;
	}), hash);
}

const start = performance.now();

await page.goto(`file://${process.argv[2]}`, { waitUntil: "commit" });
await page.waitForSelector("#main h1");
tell("until it is open", performance.now() - start);
await page.waitForTimeout(SETTLED);
tell("the area of flows", await go("#area/flows"));
for (const name of ["severity", "environment", "owner", "connector"])
	for (const [value] of (await page.evaluate((one) => filterChoices(one), name)).slice(1, 3))
		tell(`filter by ${name}`, await go(`#area/flows?${name}=${encodeURIComponent(value)}`));
await browser.close();
