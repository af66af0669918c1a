/* SPDX-License-Identifier: MIT
 * Invented flows as the admin API lists them: `make.mjs hostile`, with names that try to be more than
 * text, `make.mjs large COUNT`, or `make.mjs calls`, which call each other; `make.mjs connections` are those
 * that some of these run on, and `make.mjs people` whose they are. */
export const hostileNames = [
	"<script>document.title = 'taken'</script>",
	"</script><img src=x onerror=\"document.title='taken'\">",
	"<!--<script>", "=cmd|' /C calc'!A0", "\u202egnp.exe", "\u0000\u0007bell", "__proto__", "constructor",
	"' onmouseover='document.title=1", "{0} {1} $& $1", "a\nb\tc", "~1", "~~", "x".repeat(10000), "\ud83d\ude00 \u6771\u4eac",
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

/* --- Flows that call each other ---------------------------------------------------------- */

/* name: [what starts it, the flows it calls]; Archive comes again through Approve, and two go in a circle. */
const calling = {
	Order: ["PowerApp", ["Approve", "Archive"]], Approve: ["Button", ["Archive", "Tell"]],
	Archive: ["Button", []], Tell: ["Button", []], Nightly: ["", ["Archive", "Gone"]],
	Ping: ["Button", ["Pong"]], Pong: ["Button", ["Ping"]],
};

function definition(kind, children) {
	const trigger = kind ? { type: "Request", kind } : { type: "Recurrence",
		recurrence: { frequency: "Day", interval: 1 } };

	return { triggers: { start: trigger }, actions: Object.fromEntries(children.map((child) => [`Call_${child}`,
		{ type: "Workflow", inputs: { host: { workflowReferenceName:
			guid("c", Object.keys(calling).indexOf(child) + 1) } } }])) };
}

/* Archive runs on a service account's connection, Tell on one of whoever owns nothing else. */
function callingFlow([name, [kind, children]], index) {
	const connection = { Archive: "archive", Tell: "tell" }[name];
	const whole = flow(name, 1000 + index);

	Object.assign(whole.properties, { state: "Started", workflowEntityId: guid("c", index + 1),
		definition: definition(kind, children), environment: { name: guid("e", 1) },
		creator: { objectId: guid("b", 1) },
		connectionReferences: connection ? { shared_sql: { connectionName: connection, source: "Embedded",
			id: "/providers/Microsoft.PowerApps/apis/shared_sql", tier: "Premium" } } : {} });
	delete whole.properties.definitionSummary;
	return whole;
}

function connection(name, account) {
	return { name, id: `/providers/Microsoft.PowerApps/apis/shared_sql/connections/${name}`,
		type: "Microsoft.PowerApps/scopes/admin/apis/connections", properties: {
		apiId: "/providers/Microsoft.PowerApps/apis/shared_sql", displayName: account, accountName: account,
		statuses: [{ status: "Connected" }], createdTime: "2025-02-01T08:00:00Z",
		environment: { name: guid("e", 1) } } };
}

function person(number, name) {
	const mail = `${name.toLowerCase()}@corvid.example`;

	return { id: guid("b", number), displayName: name, userPrincipalName: mail, mail, accountEnabled: true,
		 userType: "Member" };
}

const [what, count] = process.argv.slice(2);

if (what === "hostile")
	console.log(JSON.stringify({ value: hostileNames.map(flow) }));
if (what === "calls")
	console.log(JSON.stringify({ value: Object.entries(calling).map(callingFlow) }));
if (what === "connections")
	console.log(JSON.stringify({ value: [connection("archive", "svc-archive@corvid.example"),
		connection("tell", "ines@corvid.example")] }));
if (what === "people")
	console.log(JSON.stringify({ value: [person(1, "Ada"), person(2, "Ines"), person(3, "svc-archive")] }));
if (what === "large") {
	console.log('{"value": [');
	for (let index = 0; index < count; index++)
		console.log((index ? "," : "") + JSON.stringify(flow(`Flow number ${index}`, index)));
	console.log("]}");
}
