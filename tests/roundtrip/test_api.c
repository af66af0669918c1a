/* SPDX-License-Identifier: MIT
 * An invented tenant as the admin APIs list it, as the CLI for Microsoft 365 prints that, with members of its own, and
 * as PowerShell does: its members beside the whole answer in `Internal`. Each shape gives the same store, but
 * for what is left out below.
 */
#include "tests/unit/store_case.h"

#include "tests/unit/scratch.h"

#include "tests/unit/import_case.h"

#include "facts.h"
#include "files.h"
#include "invent.h"
#include "tables.h"

#include "tenant.h"

#include "write_json.h"

#include "write_api.h"

#include "write_shell.h"

static struct files files;

typedef void members(struct buffer *out, size_t number);

/* What one command lists. Without members of their own, the CLI and PowerShell give what the API gives. */
static const struct list {
	const char *name;
	size_t count;
	members *api, *cli, *shell, *internal;
} lists[] = {
	{ "environments", ENVIRONMENT_COUNT, api_environment, cli_environment, shell_environment,
	  api_environment },
	{ "flows", FLOW_COUNT, api_flow, cli_flow, shell_flow, api_flow },
	{ "apps", APP_COUNT, api_app, cli_app, shell_app, api_app },
	{ "connectors", CONNECTOR_COUNT, api_connector, cli_connector, shell_connector,
	  api_connector_properties },
	{ "connections", CONNECTION_COUNT, api_connection, NULL, shell_connection, api_connection },
	{ "app-permissions", PERMISSION_COUNT, api_app_permission, cli_permission,
	  shell_app_permission, api_app_permission },
	{ "flow-owners", PERMISSION_COUNT, api_flow_permission, cli_permission,
	  shell_flow_permission, api_flow_permission },
	{ "connection-permissions", PERMISSION_COUNT, api_connection_permission, NULL,
	  shell_connection_permission, api_connection_permission },
	{ "policies", POLICY_COUNT, api_policy, NULL, api_policy_definition, NULL },
};

enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

enum producer { API, CLI, SHELL };

struct frame {
	const char *start, *between, *end;
	enum producer producer;
};

static const struct frame as_value = { "{\"value\": [", ",\n", "]}", API };
static const struct frame as_array = { "[", ",\n", "]\n", API };
static const struct frame as_lines = { "", "\n", "\n", API };
static const struct frame as_counted = { "{\"value\": [", ",", "], \"Count\": 2}", API };
static const struct frame as_first_page = {
	"{\"nextLink\": \"https://api.example/next?$skiptoken=2\", \"value\": [", ",", "]}", API
};
static const struct frame as_cli = { "[\n", ",\n", "]\n", CLI };
static const struct frame as_shell = { "[\r\n", ",\r\n", "]\r\n", SHELL };

static void put_object(struct buffer *out, const struct list *list, enum producer producer,
		       size_t number)
{
	buffer_puts(out, "{");
	(producer == SHELL ? list->shell : list->api)(out, number);
	if (producer == SHELL && list->internal) {
		json_open(out, "Internal", '{');
		list->internal(out, number);
		buffer_puts(out, "}");
	}
	if (producer == CLI && list->cli)
		list->cli(out, number);
	buffer_puts(out, "}");
}

static void put_list(struct buffer *out, const struct frame *frame, const struct list *list,
		     size_t first, size_t end)
{
	buffer_puts(out, frame->start);
	for (size_t i = first; i < end; i++) {
		buffer_puts(out, i > first ? frame->between : "");
		put_object(out, list, frame->producer, i);
	}
	buffer_puts(out, frame->end);
}

static void make(const struct frame *frame)
{
	files_release(&files);
	for (size_t i = 0; i < LISTS; i++)
		put_list(files_add(&files, lists[i].name, ".json"), frame, &lists[i], 0,
			 lists[i].count);
}

enum pages { IN_FILES, IN_A_ROW, IN_A_LIST };

/* The second half on a page of its own: in a file of its own, behind the first, or both in a list. */
static void make_pages(enum pages pages)
{
	files_release(&files);
	for (size_t i = 0; i < LISTS; i++) {
		const size_t half = lists[i].count / 2;
		struct buffer *out = files_add(&files, lists[i].name, "-1.json");

		buffer_puts(out, pages == IN_A_LIST ? "[" : "");
		put_list(out, &as_first_page, &lists[i], 0, half);
		if (pages == IN_FILES)
			out = files_add(&files, lists[i].name, "-2.json");
		buffer_puts(out, pages == IN_A_LIST ? ",\n" : "");
		put_list(out, &as_value, &lists[i], half, lists[i].count);
		buffer_puts(out, pages == IN_A_LIST ? "]" : "");
	}
}

static void make_converted(const struct frame *frame)
{
	make(frame);
	for (size_t i = 0; i < files.count; i++)
		convert_to_json(&files.list[i].text);
}

static void compare(const char *reference, const char *name)
{
	char *facts = facts_of(name);

	expect_same(name, reference, facts);
	free(facts);
}

static void save_and_compare(const char *reference, const char *name)
{
	files_save(&files, name);
	compare(reference, name);
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
		save_and_compare(reference, "array");
		make(&as_lines);
		save_and_compare(reference, "lines");
		files_pack(&files, as_zip, "lines.zip");
		compare(reference, "lines.zip");
		make_pages(IN_FILES);
		save_and_compare(reference, "pages");
		make_pages(IN_A_ROW);
		save_and_compare(reference, "pages-in-a-row");
		make_pages(IN_A_LIST);
		save_and_compare(reference, "pages-in-a-list");
		make_converted(&as_counted);
		save_and_compare(reference, "converted");
		make(&as_cli);
		save_and_compare(reference, "cli");
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
		make_converted(&as_shell);
		files_save(&files, "converted-shell");
		facts = without_coverage("converted-shell");
		expect_same("converted-shell", reference, facts);
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
