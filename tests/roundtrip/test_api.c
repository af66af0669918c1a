/* SPDX-License-Identifier: MIT
 * An invented tenant as the admin APIs list it, as the CLI prints that, and as PowerShell does: its members beside
 * the whole answer in `Internal`. Each shape of one producer gives the same store, and so do the producers but
 * for what is left out below.
 */
#include "tests/unit/store_case.h"

#include "tests/unit/scratch.h"

#include "tests/unit/import_case.h"

#include "facts.h"
#include "files.h"
#include "invent.h"
#include "tables.h"

#include "write_json.h"

enum { ENVIRONMENT_COUNT = 12, FLOW_COUNT = 200 };

struct environment {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], organization[VALUE_SIZE];
	bool is_default, has_level;
};

struct flow {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], changed[VALUE_SIZE],
		maker[VALUE_SIZE], reference[VALUE_SIZE], connection[VALUE_SIZE];
	const char *state;
	const struct environment *environment;
};

static struct {
	struct environment environments[ENVIRONMENT_COUNT];
	struct flow flows[FLOW_COUNT];
} tenant;

static struct files files;

static void tenant_fill(unsigned seed)
{
	static const char *const states[] = { "Started", "Stopped", "Suspended" };

	invention = seed;
	for (size_t i = 0; i < ENVIRONMENT_COUNT; i++) {
		struct environment *environment = &tenant.environments[i];

		invent_guid(environment->id);
		invent_guid(environment->organization);
		invent_name(environment->name, i);
		invent_moment(environment->made);
		environment->is_default = i == 0;
		environment->has_level = invent_below(2);
	}
	for (size_t i = 0; i < FLOW_COUNT; i++) {
		struct flow *flow = &tenant.flows[i];

		invent_guid(flow->id);
		invent_guid(flow->maker);
		invent_guid(flow->connection);
		invent_name(flow->name, i);
		invent_name(flow->reference, i);
		invent_moment(flow->made);
		invent_moment(flow->changed);
		flow->state = states[invent_below(3)];
		flow->environment = &tenant.environments[i % ENVIRONMENT_COUNT];
	}
}

/* --- As the API says it ------------------------------------------------------------------------ */

static void api_environment(struct buffer *out, const struct environment *environment)
{
	buffer_puts(out, "{");
	json_member(out, "name", environment->id);
	json_member(out, "type", "Microsoft.BusinessAppPlatform/scopes/environments");
	buffer_puts(out, ", \"properties\": {");
	json_member(out, "displayName", environment->name);
	json_member(out, "createdTime", environment->made);
	json_member(out, "environmentSku", environment->is_default ? "Default" : "Sandbox");
	json_raw(out, "isDefault", environment->is_default ? "true" : "false");
	buffer_puts(out, ", \"linkedEnvironmentMetadata\": {");
	json_member(out, "resourceId", environment->organization);
	buffer_puts(out, "}, \"governanceConfiguration\": {");
	json_member(out, "protectionLevel", environment->has_level ? "Standard" : NULL);
	buffer_puts(out, "}}}");
}

static void api_flow(struct buffer *out, const struct flow *flow)
{
	buffer_puts(out, "{");
	json_member(out, "name", flow->id);
	json_member(out, "type", "Microsoft.ProcessSimple/environments/flows");
	buffer_puts(out, ", \"properties\": {");
	json_member(out, "displayName", flow->name);
	json_member(out, "state", flow->state);
	json_member(out, "flowSuspensionReason", "None");
	json_raw(out, "flowFailureAlertSubscribed", "false");
	json_member(out, "createdTime", flow->made);
	json_member(out, "lastModifiedTime", flow->changed);
	buffer_puts(out, ", \"environment\": {");
	json_member(out, "name", flow->environment->id);
	buffer_puts(out, "}, \"creator\": {");
	json_member(out, "objectId", flow->maker);
	buffer_puts(out, "}, \"connectionReferences\": {");
	json_text(out, flow->reference);
	buffer_puts(out, ": {");
	json_member(out, "connectionName", flow->connection);
	json_member(out, "source", "Embedded");
	json_member(out, "id", "/providers/Microsoft.PowerApps/apis/shared_sql");
	buffer_puts(out, "}}}}");
}

/* --- As PowerShell says it --------------------------------------------------------------------- */

static void shell_environment(struct buffer *out, const struct environment *environment)
{
	buffer_puts(out, "{");
	json_member(out, "EnvironmentName", environment->id);
	json_member(out, "DisplayName", environment->name);
	json_member(out, "CreatedTime", environment->made);
	json_member(out, "EnvironmentType", environment->is_default ? "Default" : "Sandbox");
	json_raw(out, "IsDefault", environment->is_default ? "true" : "false");
	json_member(out, "OrganizationId", environment->organization);
	buffer_puts(out, ", \"Internal\": ");
	api_environment(out, environment);
	buffer_puts(out, "}");
}

static void shell_flow(struct buffer *out, const struct flow *flow)
{
	buffer_puts(out, "{");
	json_member(out, "FlowName", flow->id);
	json_member(out, "EnvironmentName", flow->environment->id);
	json_member(out, "DisplayName", flow->name);
	json_raw(out, "Enabled", strcmp(flow->state, "Started") == 0 ? "true" : "false");
	json_member(out, "CreatedTime", flow->made);
	json_member(out, "LastModifiedTime", flow->changed);
	buffer_puts(out, ", \"Internal\": ");
	api_flow(out, flow);
	buffer_puts(out, "}");
}

/* --- Files ------------------------------------------------------------------------------------- */

struct frame {
	const char *start, *between, *end;
	bool is_shell;
};

static const struct frame as_value = { "{\"value\": [", ",\n", "]}", false };
static const struct frame as_array = { "[", ",\n", "]\n", false };
static const struct frame as_lines = { "", "\n", "\n", false };
static const struct frame as_shell = { "[\r\n", ",\r\n", "]\r\n", true };

static void make(const struct frame *frame)
{
	struct buffer *out;

	files_release(&files);
	out = files_add(&files, "environments", ".json");
	buffer_puts(out, frame->start);
	for (size_t i = 0; i < ENVIRONMENT_COUNT; i++) {
		buffer_puts(out, i ? frame->between : "");
		(frame->is_shell ? shell_environment : api_environment)(out,
									&tenant.environments[i]);
	}
	buffer_puts(out, frame->end);
	out = files_add(&files, "flows", ".json");
	buffer_puts(out, frame->start);
	for (size_t i = 0; i < FLOW_COUNT; i++) {
		buffer_puts(out, i ? frame->between : "");
		(frame->is_shell ? shell_flow : api_flow)(out, &tenant.flows[i]);
	}
	buffer_puts(out, frame->end);
}

static void compare(const char *reference, const char *name)
{
	char *facts = facts_of(name);

	expect_same(name, reference, facts);
	free(facts);
}

static void shapes_of_the_api_agree(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 3; seed++) {
		char *reference;

		tenant_fill(seed);
		make(&as_value);
		files_save(&files, "value");
		reference = facts_of("value");
		make(&as_array);
		files_save(&files, "array");
		compare(reference, "array");
		make(&as_lines);
		files_save(&files, "lines");
		compare(reference, "lines");
		files_pack(&files, as_zip, "lines.zip");
		compare(reference, "lines.zip");
		free(reference);
	}
}

/* A list of Get-AdminPowerAppEnvironment may be of one environment only: it proves no absence of others. */
static char *without_coverage(const char *name)
{
	char *facts = facts_of(name), *to = facts;

	for (char *from = facts; *from != '\0';) {
		const size_t length = line_length(from) + 1;

		if (strncmp(from, "coverage ", 9) != 0) {
			memmove(to, from, length);
			to += length;
		}
		from += length;
	}
	*to = '\0';
	return facts;
}

static void powershell_agrees_with_the_api(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 3; seed++) {
		char *reference, *facts;

		tenant_fill(seed);
		make(&as_value);
		files_save(&files, "value");
		reference = without_coverage("value");
		make(&as_shell);
		files_make_utf16(&files);
		files_save(&files, "shell");
		facts = without_coverage("shell");
		expect_same("shell", reference, facts);
		free(facts);
		free(reference);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(shapes_of_the_api_agree),
		test_in_folder(powershell_agrees_with_the_api),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	files_release(&files);
	return failed;
}
