/* SPDX-License-Identifier: MIT
 * Files that speak of the files beside them: what they may say, how far it reaches, and that a word which
 * nobody knows is an error.
 */
#include "store_case.h"

#include "scratch.h"

#include "base/platform.h"

#include "import_case.h"

#define MODEL                                                                                      \
	"{\"entities\": [{\"name\": \"admin_flow\", \"attributes\": [{\"name\": \"Id\"},"            \
	" {\"name\": \"admin_flowid\"}, {\"name\": \"admin_flowstate\"},"                            \
	" {\"name\": \"admin_displayname\"}], \"partitions\": [%s]}]}"
#define FLOW_1 "f5000000-0000-4000-8000-000000000001"
#define FLOW_2 "f5000000-0000-4000-8000-000000000002"

static struct trial trial;

static void put_file(const char *name, const char *text)
{
	char folder_name[300];
	struct error err = ERROR_INIT;

	snprintf(folder_name, sizeof(folder_name), "%s", in_folder(name));
	*strrchr(folder_name, '/') = '\0';
	assert_int_equal(platform_make_folder(folder_name, &err), 0);
	write_file(name, text);
}

static void put_model(const char *name, const char *partitions)
{
	char text[1000];

	snprintf(text, sizeof(text), MODEL, partitions);
	put_file(name, text);
}

static void import_all(void)
{
	import_path(&trial, folder);
	expect_balance(&trial);
}

static void refused(const char *manifest, const char *message)
{
	const char *path = folder;

	put_file("stocktake-manifest.json", manifest);
	assert_int_equal(trial_run(&trial, &path, 1), -1);
	if (strstr(trial.err.text, "stocktake-manifest.json") == NULL ||
	    strstr(trial.err.text, message) == NULL)
		fail_msg("'%s' is not in '%s'", message, trial.err.text);
}

/* --- Descriptions of tables ------------------------------------------------------------------- */

static const char states[] = "SELECT substr(flow_id, -1), state, display_name FROM flow ORDER BY 1";
static const char scopes[] = "SELECT DISTINCT scope FROM coverage WHERE entity = 'flow'";

static void rows_may_be_shorter_and_longer_than_the_header(void **state)
{
	(void)state;
	put_model("model.json", "");
	put_file("admin_flow/2024.csv", "r1," FLOW_1 ",Started\nr2," FLOW_2 ",Stopped,Two,more\n");
	import_all();
	expect(&trial.store, states, "1|started|- 2|stopped|Two");
	expect(&trial.store, scopes, "tenant");
}

static void places_are_those_of_the_file(void **state)
{
	(void)state;
	put_model("model.json", "");
	put_file("admin_flow/2024.csv", "r1," FLOW_1 ",Started,A\nr2,,Stopped,Two\n");
	import_all();
	expect(&trial.store, "SELECT record, line, byte_offset FROM reject", "2|2|50");
	put_file("admin_flow/2024.csv", "r1," FLOW_1 ",Started,A\nr2," FLOW_2 ",Stop");
	import_all();
	expect(&trial.store, "SELECT record, line FROM reject WHERE reason LIKE '3 cells%'", "2|2");
}

static void header_of_its_own_stands(void **state)
{
	(void)state;
	put_model("model.json", "");
	put_file("admin_flow/2024.csv", "\"Id\",admin_flowstate,admin_flowid\nr," "Started," FLOW_1 "\n");
	import_all();
	expect(&trial.store, states, "1|started|-");
}

static void nearest_description_counts(void **state)
{
	(void)state;
	put_file("model.json", "{\"entities\": [{\"name\": \"admin_flow\","
			       " \"attributes\": [{\"name\": \"wrong\"}]}]}");
	put_model("inner/model.json", "");
	put_file("inner/admin_flow/2024.csv", "r1," FLOW_1 ",Started\n");
	import_all();
	expect(&trial.store, states, "1|started|-");
}

static void service_folder_describes_its_neighbours(void **state)
{
	(void)state;
	put_model("lake/Microsoft.Athena.TrickleFeedService/admin_flow-model.json", "");
	put_file("lake/admin_flow/2024.csv", "r1," FLOW_1 ",Started\n");
	import_all();
	assert_int_equal(trial.summary.unknown_files, 0);
	expect(&trial.store, states, "1|started|-");
}

static void missing_part_leaves_the_table_unproven(void **state)
{
	(void)state;
	put_model("model.json", "{\"name\": \"2023\"}, {\"name\": \"2024\"}");
	put_file("admin_flow/2024.csv", "r1," FLOW_1 ",Started\n");
	import_all();
	expect(&trial.store, scopes, "some");
	expect(&trial.store, "SELECT reason FROM source_file WHERE format = 'coe-flow'",
	       "its table has a part '2023' that is not here");
	trial.options = (struct import_options){ .has_at = true, .at = 4000000000 };
	put_file("admin_flow/part-of-2023.csv", "r2," FLOW_2 ",Started\n");
	put_model("model.json", "{\"name\": \"x\", \"location\": \"https://h/c/part-of-2023.csv?sig=1\"},"
				" {\"name\": \"2024\"}");
	import_all();
	expect(&trial.store, scopes, "some tenant");
}

static void increment_proves_no_absence(void **state)
{
	(void)state;
	put_model("2026-01-02T03.04.05Z/model.json", "");
	put_file("2026-01-02T03.04.05Z/admin_flow/2024.csv", "r1," FLOW_1 ",Started\n");
	import_all();
	expect(&trial.store, states, "1|started|-");
	expect(&trial.store, scopes, "some");
}

#define LOG_MODEL                                                                                  \
	"{\"entities\": [{\"name\": \"admin_flow\", \"attributes\": [{\"name\": \"admin_flowid\"},"   \
	" {\"name\": \"admin_flowstate\"}, {\"name\": \"admin_displayname\"},"                       \
	" {\"name\": \"versionnumber\"}, {\"name\": \"IsDelete\"}]}]}"

/* A log in increments, the names of which give no order: the numbers do. */
static void newest_record_of_a_log_stands(void **state)
{
	(void)state;
	put_file("model.json", LOG_MODEL);
	put_file("2026-01-02T03.04.05Z/admin_flow/a.csv",
		 FLOW_1 ",Stopped,,7,\n" FLOW_2 ",Started,Two,3,False\n");
	put_file("2026-01-03T03.04.05Z/admin_flow/a.csv",
		 FLOW_1 ",Started,One,5,\n" FLOW_2 ",,,9,True\n");
	import_all();
	expect(&trial.store, states, "1|stopped|-");
	expect(&trial.store, "SELECT sum(records_read), sum(records_kept), sum(records_merged)"
			     " FROM source_file", "4|1|3");
}

static void rows_without_a_description_are_not_misread(void **state)
{
	(void)state;
	put_file("api/flows.ndjson", "{\"name\": \"" FLOW_2 "\"}");
	put_file("admin_flow/2024.csv", FLOW_1 ",Started,Alpha\n" FLOW_2 ",Stopped,Beta\n");
	assert_int_equal(trial_run(&trial, (const char *[]){ folder }, 1), -1);
	assert_non_null(strstr(trial.told.data, "first row looks like data"));
	assert_non_null(strstr(trial.told.data, "model.json"));
}

static void companions_are_known_and_yet_no_import(void **state)
{
	(void)state;
	put_model("model.json", "");
	put_file("OptionsetMetadata/StatusMetadata.csv", "admin_flow,1,0,False,1033,Active\n");
	put_file("Changelog/changelog.info", "x");
	assert_int_equal(trial_run(&trial, (const char *[]){ folder }, 1), -1);
	assert_non_null(strstr(trial.err.text, "no file was recognised"));
	put_file("admin_flow/2024.csv", "r1," FLOW_1 ",Started\n");
	import_all();
	assert_int_equal(trial.summary.unknown_files, 0);
	expect(&trial.store, "SELECT count(*) FROM source_file WHERE format = 'companion'"
			     " AND reason IS NOT NULL", "3");
}

/* A file of that name which describes nothing is read like any other. */
static void other_model_file_is_no_companion(void **state)
{
	(void)state;
	put_file("model.json", "{\"value\": [{\"name\": \"e1\", \"type\":"
			       " \"Microsoft.BusinessAppPlatform/scopes/environments\", \"properties\":"
			       " {\"displayName\": \"E\", \"environmentSku\": \"Sandbox\"}}]}");
	import_all();
	expect(&trial.store, "SELECT environment_id FROM environment", "e1");
	put_file("model.json", "{\"entities\": [");
	assert_int_equal(trial_run(&trial, (const char *[]){ folder }, 1), -1);
	assert_non_null(strstr(trial.told.data, "model.json -: "));
}

/* --- Manifests -------------------------------------------------------------------------------- */

static void put_environments(const char *name, int first, int last)
{
	put_file(name, "");
	write_page(name, first, last, false);
}

static void manifest_tells_moment_tenant_and_collector(void **state)
{
	(void)state;
	put_environments("e.json", 1, 1);
	put_file("stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"taken_at\": \"2026-01-02T03:04:05Z\","
		 " \"tenant_id\": \"{7E500000-0000-4000-8000-000000000001}\","
		 " \"tenant_name\": \"Shapes\", \"collected_by\": \"collect.ps1 2.0\"}");
	import_all();
	assert_string_equal(trial.summary.basis, "manifest");
	expect(&trial.store, "SELECT snapshot_at, collected_by FROM snapshot",
	       "1767323045|collect.ps1 2.0");
	expect(&trial.store, "SELECT tenant_id, display_name FROM tenant",
	       "7e500000-0000-4000-8000-000000000001|Shapes");
	expect(&trial.store, "SELECT format, reason FROM source_file WHERE path LIKE '%manifest%'",
	       "companion|manifest");
}

static void given_time_wins(void **state)
{
	(void)state;
	put_environments("e.json", 1, 1);
	put_file("stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"taken_at\": \"2026-01-02\"}");
	trial.options = (struct import_options){ .has_at = true, .at = 100 };
	import_all();
	expect(&trial.store, "SELECT snapshot_at, at_basis FROM snapshot", "100|given");
}

static void manifests_of_two_times_are_two_imports(void **state)
{
	const char *path = folder;

	(void)state;
	put_environments("a/e.json", 1, 1);
	put_file("a/stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"taken_at\": \"2026-01-02\"}");
	put_file("b/stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"taken_at\": \"2026-01-03\"}");
	assert_int_equal(trial_run(&trial, &path, 1), -1);
	assert_non_null(strstr(trial.err.text, "/a/stocktake-manifest.json"));
	assert_non_null(strstr(trial.err.text, "/b/stocktake-manifest.json"));
	assert_non_null(strstr(trial.err.text, "--at"));
}

static void entry_overrides_what_would_be_guessed(void **state)
{
	(void)state;
	write_page("page.json", 1, 2, true);
	put_environments("some/e.json", 3, 3);
	put_file("stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"files\": {"
		 " \"page.json\": {\"complete\": true, \"taken_at\": \"2026-01-02\"},"
		 " \"some/*.json\": {\"complete\": false}}}");
	import_all();
	expect(&trial.store, "SELECT snapshot_at, at_basis FROM snapshot",
	       "1767312000|told by the files");
	expect(&trial.store,
	       "SELECT covers FROM source_file WHERE format = 'environment-api' ORDER BY path",
	       "tenant some");
}

static void entry_names_format_and_environment(void **state)
{
	(void)state;
	put_file("x/odd.csv", "FlowName,FlowID\n" FLOW_1 "," FLOW_1 "\n");
	put_file("stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"files\": {\"x/*\": {\"format\": \"coe-flow\","
		 " \"environment_id\": \"E1\"}, \"nowhere/*\": {\"complete\": true}}}");
	put_file("x/list.csv", "admin_flowid,admin_flowstate\n" FLOW_2 ",Started\n");
	import_all();
	expect(&trial.store, "SELECT substr(flow_id, -1), environment_id FROM flow", "2|e1");
	expect(&trial.store, "SELECT path LIKE '%/x/odd.csv' FROM source_file WHERE format = 'coe-flow'"
			     " AND records_rejected = 1", "1");
	expect(&trial.store, "SELECT reason FROM source_file WHERE format = 'companion'",
	       "manifest; no file is 'nowhere/*'");
}

static void complete_names_entities_or_all_files(void **state)
{
	(void)state;
	put_environments("a/e.json", 1, 1);
	put_file("a/stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"complete\": [\"flow\", \"role_assignment:flow\"]}");
	put_file("b/stocktake-manifest.json", "{\"stocktake_manifest\": 1, \"complete\": false}");
	put_environments("b/e.json", 2, 2);
	import_all();
	expect(&trial.store,
	       "SELECT entity, resource_kind FROM coverage WHERE scope = 'tenant' ORDER BY 1, 2",
	       "environment| flow| role_assignment|flow");
	expect(&trial.store, "SELECT covers FROM source_file WHERE format = 'environment-api'"
			     " ORDER BY path", "tenant some");
}

static void other_tenant_is_told(void **state)
{
	(void)state;
	put_file("t.csv", "admin_environmentid,admin_environmentsku,admin_tenantid\ne1,Sandbox,t2\n");
	put_file("stocktake-manifest.json",
		 "{\"stocktake_manifest\": 1, \"tenant_id\": \"t1\"}");
	import_all();
	expect(&trial.store, "SELECT value, reason FROM reject",
	       "t2|it names another tenant than its manifest");
}

static void what_is_misspelt_is_an_error(void **state)
{
	(void)state;
	put_environments("e.json", 1, 1);
	refused("{\"stocktake_manifest\": 1, \"taken_on\": 1}", "did you mean 'taken_at'");
	refused("{\"stocktake_manifest\": 1, \"files\": {\"*\": {\"formt\": \"x\"}}}", "formt");
	refused("{\"stocktake_manifest\": 1, \"files\": {\"*\": {\"format\": \"coe-flw\"}}}",
		"files: *: format: no source format 'coe-flw'; did you mean 'coe-flow'");
	refused("{\"stocktake_manifest\": 1, \"complete\": [\"flw\"]}", "complete: ");
	refused("{\"stocktake_manifest\": 1, \"complete\": 1}", "true or false");
	refused("{\"stocktake_manifest\": 1, \"taken_at\": \"soon\"}", "taken_at: must be a time");
	refused("{\"stocktake_manifest\": 1, \"tenant_name\": \"T\"}", "tenant_id");
	refused("{\"stocktake_manifest\": 1, \"collected_by\": \" \"}", "must be a text");
	refused("{\"stocktake_manifest\": 1, \"files\": []}", "files: must be an object");
	refused("{\"stocktake_manifest\": 2}", "version 1");
	refused("{\"taken_at\": \"2026-01-02\"}", "no member 'stocktake_manifest'");
	refused("[1]", "must be an object");
	refused("{\"stocktake_manifest\": 1,", "not valid JSON");
	refused("", "not valid JSON");
}

static int open_trial(void **state)
{
	trial_open(&trial, NULL);
	return set_up(state);
}

static int close_trial(void **state)
{
	trial_close(&trial);
	return tear_down(state);
}

#define test(f) cmocka_unit_test_setup_teardown(f, open_trial, close_trial)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(rows_may_be_shorter_and_longer_than_the_header),
		test(places_are_those_of_the_file),
		test(header_of_its_own_stands),
		test(nearest_description_counts),
		test(service_folder_describes_its_neighbours),
		test(missing_part_leaves_the_table_unproven),
		test(increment_proves_no_absence),
		test(newest_record_of_a_log_stands),
		test(rows_without_a_description_are_not_misread),
		test(companions_are_known_and_yet_no_import),
		test(other_model_file_is_no_companion),
		test(manifest_tells_moment_tenant_and_collector),
		test(given_time_wins),
		test(manifests_of_two_times_are_two_imports),
		test(entry_overrides_what_would_be_guessed),
		test(entry_names_format_and_environment),
		test(complete_names_entities_or_all_files),
		test(other_tenant_is_told),
		test(what_is_misspelt_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
