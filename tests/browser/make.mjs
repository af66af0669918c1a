/* SPDX-License-Identifier: MIT
 * Invented flows as the admin API lists them: `make.mjs hostile`, with names that try to be more than
 * text, or `make.mjs large COUNT`. */
export const hostileNames = [
	"<script>document.title = 'taken'</script>",
	"</script><img src=x onerror=\"document.title='taken'\">",
	"<!--<script>", "=cmd|' /C calc'!A0", "\u202egnp.exe", "\u0000\u0007bell", "__proto__", "constructor",
	"' onmouseover='document.title=1", "{0} {1} $& $1", "a\nb\tc", "x".repeat(10000), "\ud83d\ude00 \u6771\u4eac",
];

function guid(letter, number) {
	return letter + String(number).padStart(7, "0") + "-0000-4000-8000-" + String(number).padStart(12, "0");
}

function flow(name, index) {
	return { name: guid("f", index), type: "Microsoft.ProcessSimple/environments/flows", properties: {
		displayName: name, state: ["Started", "Stopped", "Suspended"][index % 3],
		createdTime: `20${20 + index % 6}-0${1 + index % 9}-11T08:00:00Z`,
		definitionSummary: { triggers: [], actions: [] },
		environment: { name: guid("e", index % 50) }, creator: { objectId: guid("b", index % 900) } } };
}

const [what, count] = process.argv.slice(2);

if (what === "hostile")
	console.log(JSON.stringify({ value: hostileNames.map(flow) }));
if (what === "large") {
	console.log('{"value": [');
	for (let index = 0; index < count; index++)
		console.log((index ? "," : "") + JSON.stringify(flow(`Flow number ${index}`, index)));
	console.log("]}");
}
