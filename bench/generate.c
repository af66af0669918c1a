/* SPDX-License-Identifier: MIT
 * Writes invented flows for the benchmark: FOLDER/flows.json in the shape of the flow admin API,
 * about 2.8 KB an object, and FOLDER/flows.csv in the shape of the CoE kit's flow table, 35
 * columns, about 710 bytes a row. The same count gives the same bytes, on any machine.
 * Usage: generate COUNT FOLDER
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ENVIRONMENTS = 40, PEOPLE = 5000, CONNECTORS = 10, GUID_SIZE = 37, MAX_CONNECTIONS = 5 };

struct connector {
	const char *name, *title, *tier;
};

static const struct connector connectors[CONNECTORS] = {
	{ "office365", "Office 365 Outlook", "Standard" },
	{ "sharepointonline", "SharePoint", "Standard" },
	{ "commondataserviceforapps", "Microsoft Dataverse", "Premium" },
	{ "teams", "Microsoft Teams", "Standard" },
	{ "sql", "SQL Server", "Premium" },
	{ "office365users", "Office 365 Users", "Standard" },
	{ "excelonlinebusiness", "Excel Online (Business)", "Standard" },
	{ "approvals", "Approvals", "Standard" },
	{ "onedriveforbusiness", "OneDrive for Business", "Standard" },
	{ "planner", "Planner", "Standard" },
};

static const char *const subjects[] = { "Invoice approval",     "Überstunden melden",
					"Onboarding mail",      "Nightly ledger export",
					"Ticket triage",        "Site inspection",
					"Réservation de salle", "Contract reminder" };
static const char *const states[] = { "Started", "Started", "Started", "Stopped", "Suspended" };
static const char *const departments[] = { "Finance", "Operations", "Sales", "Human Resources" };
static const char *const operations[] = { "SendEmailV2", "GetItems", "PatchItem", "PostMessage" };

#define PICK(table, number) (table)[(number) % (sizeof(table) / sizeof(*(table)))]

/* One flow, from which both files are written. */
struct flow {
	uint64_t random; /* state of the generator for what only one file says */
	unsigned number, environment, owner, connection_count;
	unsigned connections[MAX_CONNECTIONS];
	char id[GUID_SIZE], row_id[GUID_SIZE], environment_id[GUID_SIZE], owner_id[GUID_SIZE];
	const char *state, *subject;
	unsigned created_day; /* days after 2020-01-01, at 28 days a month */
	unsigned changed_day;
};

static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static unsigned below(uint64_t *state, unsigned limit)
{
	return (unsigned)(next(state) % limit);
}

static void make_guid(uint64_t seed, char guid[GUID_SIZE])
{
	uint64_t high = next(&seed), low = next(&seed);

	snprintf(guid, GUID_SIZE, "%08x-%04x-4%03x-8%03x-%012" PRIx64, (unsigned)(high >> 32),
		 (unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xfff,
		 (unsigned)(low >> 48) & 0xfff, low & 0xffffffffffffU);
}

static void make_flow(unsigned number, struct flow *flow)
{
	uint64_t random = (uint64_t)number * 7919 + 1;

	flow->number = number;
	flow->environment = below(&random, ENVIRONMENTS);
	flow->owner = below(&random, PEOPLE);
	flow->connection_count = 1 + below(&random, MAX_CONNECTIONS);
	for (unsigned i = 0; i < flow->connection_count; i++)
		flow->connections[i] = below(&random, 2) + 2 * i; /* all different */
	make_guid(1000000000U + number, flow->id);
	make_guid(2000000000U + number, flow->row_id);
	make_guid(100U + flow->environment, flow->environment_id);
	make_guid(10000U + flow->owner, flow->owner_id);
	flow->state = PICK(states, below(&random, 100));
	flow->subject = PICK(subjects, below(&random, 100));
	flow->created_day = below(&random, 1800);
	flow->changed_day = flow->created_day + below(&random, 400);
	flow->random = random;
}

static void print_day(FILE *out, unsigned day, const char *time)
{
	fprintf(out, "%u-%02u-%02u%s", 2020 + day / 336, day % 336 / 28 + 1, day % 28 + 1, time);
}

/* --- JSON: the flow admin API ---------------------------------------------------------------- */

static void json_connection(FILE *out, unsigned connector, uint64_t *random)
{
	const struct connector *known = &connectors[connector];
	const char *source = below(random, 8) == 0 ? "Invoker" : "Embedded";
	unsigned color = below(random, 0xffffff);
	char guid[GUID_SIZE];

	make_guid(next(random), guid);
	fprintf(out,
		"\"shared_%s\":{\"connectionName\":\"shared-%s-%s\",\"source\":\"%s\","
		"\"id\":\"/providers/Microsoft.PowerApps/apis/shared_%s\",\"displayName\":\"%s\","
		"\"iconUri\":\"https://connectoricons-prod.azureedge.net/releases/v1.0.1686/"
		"1.0.1686.3706/%s/icon.png\",\"brandColor\":\"#%06x\",\"tier\":\"%s\"}",
		known->name, known->name, guid, source, known->name, known->title, known->name,
		color, known->tier);
}

static void json_step(FILE *out, const char *type, const char *more, uint64_t *random)
{
	char guid[GUID_SIZE];

	make_guid(next(random), guid);
	fprintf(out, "{\"type\":\"%s\"%s,\"metadata\":{\"operationMetadataId\":\"%s\"}}", type,
		more, guid);
}

static void json_summary(FILE *out, uint64_t *random)
{
	unsigned actions = 1 + below(random, 7);
	char operation[64];

	fputs("\"definitionSummary\":{\"triggers\":[", out);
	if (below(random, 2) == 0)
		json_step(out, "Recurrence", "", random);
	else
		json_step(out, "Request", ",\"kind\":\"Button\"", random);
	fputs("],\"actions\":[", out);
	for (unsigned i = 0; i < actions; i++) {
		snprintf(operation, sizeof(operation), ",\"swaggerOperationId\":\"%s\"",
			 PICK(operations, below(random, 4)));
		fputs(i == 0 ? "" : ",", out);
		json_step(out, "OpenApiConnection", operation, random);
	}
	fputs("]}", out);
}

static void json_head(FILE *out, const struct flow *flow)
{
	fprintf(out,
		"{\"name\":\"%s\",\"id\":\"/providers/Microsoft.ProcessSimple/environments/%s/flows/%s\","
		"\"type\":\"Microsoft.ProcessSimple/environments/flows\",\"properties\":{"
		"\"apiId\":\"/providers/Microsoft.PowerApps/apis/shared_logicflows\","
		"\"displayName\":\"%s %u\",\"state\":\"%s\",\"createdTime\":\"",
		flow->id, flow->environment_id, flow->id, flow->subject, flow->number, flow->state);
	print_day(out, flow->created_day, "T21:32:14.5918501Z");
	fputs("\",\"lastModifiedTime\":\"", out);
	print_day(out, flow->changed_day, "T07:05:15.2349507Z");
	fprintf(out,
		"\",\"flowSuspensionReason\":\"%s\",\"environment\":{\"name\":\"%s\","
		"\"type\":\"Microsoft.ProcessSimple/environments\","
		"\"id\":\"/providers/Microsoft.ProcessSimple/environments/%s\"},",
		flow->state[1] == 'u' ? "AlwaysFailingDetected" : "None", flow->environment_id,
		flow->environment_id);
}

static void json_tail(FILE *out, const struct flow *flow, uint64_t *random)
{
	const char *alert = below(random, 3) ? "true" : "false";
	const char *managed = below(random, 9) ? "false" : "true";

	fprintf(out,
		",\"creator\":{\"tenantId\":\"1e852b49-bf4b-4ba5-bcd4-a8c4706c8ed4\","
		"\"objectId\":\"%s\",\"userId\":\"%s\",\"userType\":\"ActiveDirectory\"},"
		"\"provisioningMethod\":\"FromDefinition\",\"flowFailureAlertSubscribed\":%s,"
		"\"isManaged\":%s,\"machineDescriptionData\":{},"
		"\"flowOpenAiData\":{\"isConsequential\":false,\"isConsequentialFlagOverwritten\":false}}}",
		flow->owner_id, flow->owner_id, alert, managed);
}

static void json_flow(FILE *out, const struct flow *flow)
{
	uint64_t random = flow->random;

	json_head(out, flow);
	fputs("\"connectionReferences\":{", out);
	for (unsigned i = 0; i < flow->connection_count; i++) {
		fputs(i == 0 ? "" : ",", out);
		json_connection(out, flow->connections[i], &random);
	}
	fputs("},", out);
	json_summary(out, &random);
	json_tail(out, flow, &random);
}

/* --- CSV: the CoE kit's flow table ----------------------------------------------------------- */

static const char csv_header[] =
	"\xef\xbb\xbf"
	"admin_flowid,admin_displayname,admin_flowidstring,_admin_flowenvironment_value,"
	"admin_flowenvironmentid,admin_flowenvironmentdisplayname,admin_flowstate,"
	"admin_flowsuspensionreason,admin_flowcreatedon,admin_flowmodifiedon,"
	"_admin_flowcreator_value,admin_flowcreatorupn,admin_flowmakerdisplayname,"
	"_admin_derivedowner_value,admin_flowdescription,admin_flowconnections,cr5d5_flowtrigger,"
	"cr5d5_flowisorphaned,admin_flowdeleted,admin_flowispublished,admin_issolutionflow,"
	"admin_workflowentityid,admin_recordguidasstring,admin_flowsharedusers,"
	"admin_flowsharedgroups,admin_flowsharedguestuser,admin_flowsharedguesteditor,"
	"admin_flowcontainsbrokenconnections,admin_containsplaintextpassword,admin_templatename,"
	"admin_department,admin_requirement_1,statecode,createdon,modifiedon\r\n";

static void csv_what(FILE *out, const struct flow *flow)
{
	char environment_row[GUID_SIZE];

	make_guid(5000U + flow->environment, environment_row);
	fprintf(out, "%s,%s %u,%s,%s,%s,Environment %u,%s,%s,", flow->row_id, flow->subject,
		flow->number, flow->id, environment_row, flow->environment_id, flow->environment,
		flow->state, flow->state[1] == 'u' ? "AlwaysFailingDetected" : "");
	print_day(out, flow->created_day, "T21:32:14Z,");
	print_day(out, flow->changed_day, "T07:05:15Z,");
	fprintf(out, "%s,person%u@contoso.example,\"Person, %u\",%s,", flow->owner_id, flow->owner,
		flow->owner, flow->owner_id);
}

static void csv_words(FILE *out, const struct flow *flow, uint64_t *random)
{
	static const char *const sentences[] = {
		"Runs every night and tells the team what is left to do.",
		"Made by hand; ask \"\"the other\"\" team before you change it, please.",
		"Prüft die Rechnungen, die gestern eingegangen sind.",
		"Waits for an approval, then writes a row.",
	};
	unsigned lines = below(random, 4);

	fputc('"', out);
	for (unsigned i = 0; i <= lines; i++)
		fprintf(out, "%s%s", i == 0 ? "" : "\r\n", PICK(sentences, below(random, 4)));
	fputs("\",\"", out);
	for (unsigned i = 0; i < flow->connection_count; i++)
		fprintf(out, "%s%s", i == 0 ? "" : ", ", connectors[flow->connections[i]].title);
	fputs("\",", out);
}

static void csv_flow(FILE *out, const struct flow *flow)
{
	uint64_t random = flow->random;
	const char *trigger = below(&random, 2) ? "Recurrence" : "Request";
	unsigned users = below(&random, 30), groups = below(&random, 3);
	const char *broken = below(&random, 20) ? "false" : "true";
	const char *department = PICK(departments, below(&random, 4));
	const char *reason = below(&random, 3) ? "" : "Saves an hour a week for each of us";

	csv_what(out, flow);
	csv_words(out, flow, &random);
	fprintf(out, "%s,no,false,true,false,,%s,%u,%u,false,false,%s,false,,%s,%s,0,", trigger,
		flow->id, users, groups, broken, department, reason);
	print_day(out, flow->created_day, "T23:10:00Z,");
	print_day(out, flow->changed_day, "T23:11:00Z\r\n");
}

/* --- The two files --------------------------------------------------------------------------- */

static FILE *create(const char *folder, const char *name)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	out = fopen(path, "wb");
	if (out == NULL) {
		perror(path);
		exit(1);
	}
	return out;
}

static void finish(FILE *out)
{
	if (ferror(out) || fclose(out) != 0) {
		perror("generate");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	unsigned count = argc == 3 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
	struct flow flow;
	FILE *json, *csv;

	if (count == 0) {
		fputs("usage: generate COUNT FOLDER\n", stderr);
		return 2;
	}
	json = create(argv[2], "flows.json");
	csv = create(argv[2], "flows.csv");
	fputs("{\"value\":[", json);
	fputs(csv_header, csv);
	for (unsigned i = 0; i < count; i++) {
		make_flow(i, &flow);
		fputs(i == 0 ? "" : ",", json);
		json_flow(json, &flow);
		csv_flow(csv, &flow);
	}
	fputs("]}\n", json);
	finish(json);
	finish(csv);
	return 0;
}
