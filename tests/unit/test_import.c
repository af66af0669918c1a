/* SPDX-License-Identifier: MIT
 * Folders of good and broken files as one snapshot: every record is accounted for, one bad file
 * never loses the others, and what is not whole proves no absence.
 */
#include "store_case.h"

#include "scratch.h"

#include "import_case.h"

#include <utime.h>

static const char environments[] =
	"SELECT environment_id, valid_to FROM environment_version ORDER BY 1, valid_from";

static struct trial trial;

static int begin_case(void **state)
{
	trial_open(&trial, NULL);
	return set_up(state);
}

static int end_case(void **state)
{
	trial_close(&trial);
	return tear_down(state);
}

static void import_folder(int64_t at)
{
	trial.options.has_at = at > 0;
	trial.options.at = at;
	import_path(&trial, folder);
	expect_balance(&trial);
}

/* --- Accounts -------------------------------------------------------------------------------------------- */

static const char users[] =
	"[{\"id\": \"u1\", \"userPrincipalName\": \"a@x\", \"mail\": \"a@x\"},"
	" {\"id\": \"u2\", \"userPrincipalName\": \"b@x\", \"mail\": \"b@x\"}";

/* Good, damaged in every way, and not ours. */
static void write_mixed_folder(void)
{
	char text[2000];

	write_page("environments.json", 1, 3, false);
	write_page("environments-again.json", 2, 4, false);
	snprintf(text, sizeof(text), "%s]", users);
	write_file("users.json", text);
	snprintf(text, sizeof(text), "%s, {\"id\": \"u3\", \"userPrinc", users);
	write_file("users-cut.json", text);
	snprintf(text, sizeof(text), "%s, {\"id\": }, {\"userPrincipalName\": \"c@x\"}]", users);
	write_file("users-bad.json", text);
	write_file("users.csv",
		   "id,userPrincipalName,mail,accountEnabled\nu4,d@x,d@x,perhaps\n"
		   "u5,e@x\nu6,f@x,f@x,true\n");
	write_file("login.json", "<!DOCTYPE html><html><title>Sign in</title></html>");
	write_file("notes.txt", "Nothing of interest.\n");
	write_file("empty.json", "");
	write_file("null.json", "null\n");
	write_file("garbage.json.gz", "\x1f\x8b\x08\x08garbage");
}

static void every_record_of_every_file_is_accounted_for(void **state)
{
	(void)state;
	write_mixed_folder();
	import_folder(1000);
	expect_told(&trial,
		    "empty.json -: the file is empty\n"
		    "environments-again.json environment-api 3=3+0+0 whole tenant\n"
		    "environments.json environment-api 3=1+2+0 whole tenant\n"
		    "garbage.json.gz -: gzip data is damaged: bad header\n"
		    "login.json -: it is a web page or XML, not data: the command that wrote it was"
		    " answered by a login or error page\n"
		    "notes.txt -: it is text without columns, and no list (fields: Nothing of interest.)\n"
		    "null.json -: it holds no data: the command that wrote it gave nothing\n"
		    "users-bad.json graph-user 4=2+0+2 whole some\n"
		    "users-cut.json graph-user 3=0+2+1 partly some\n"
		    "users.csv graph-user 3=2+0+1 whole some\n"
		    "users.json graph-user 2=0+2+0 whole some\n");
	assert_int_equal(trial.summary.files, 11);
	assert_int_equal(trial.summary.unknown_files, 5);
	assert_false(trial.summary.nothing_new);
}

static void good_records_of_bad_files_are_kept(void **state)
{
	(void)state;
	write_mixed_folder();
	import_folder(1000);
	expect(&trial.store, "SELECT principal_id FROM principal ORDER BY 1", "u1 u2 u4 u6");
	expect(&trial.store, "SELECT environment_id FROM environment ORDER BY 1", "e1 e2 e3 e4");
}

static void every_reject_has_its_place_and_reason(void **state)
{
	static const char rejects[] =
		"SELECT record, line, field, value, r.reason FROM reject AS r JOIN source_file"
		" USING (source_file_id) WHERE path LIKE '%%/%s' ORDER BY record";
	char sql[300];

	(void)state;
	write_mixed_folder();
	import_folder(1000);
	snprintf(sql, sizeof(sql), rejects, "users-bad.json");
	expect(&trial.store, sql,
	       "3|-|-|-|not valid JSON 4|-|-|-|no principal_id: principal left out");
	snprintf(sql, sizeof(sql), rejects, "users-cut.json");
	expect(&trial.store, sql, "3|-|-|-|not closed before the end of the text");
	snprintf(sql, sizeof(sql), rejects, "users.csv");
	expect(&trial.store, sql,
	       "1|2|accountEnabled|perhaps|not yes or no 2|3|-|-|2 cells where the header has 4");
}

static void rejected_values_are_masked_and_shortened(void **state)
{
	char text[1000];

	(void)state;
	snprintf(
		text, sizeof(text),
		"[{\"id\": \"u1\", \"userPrincipalName\": \"a\", \"mail\": \"a\", \"createdDateTime\":"
		" \"x?sig=0123456789abcdef %0400d\"}]",
		0);
	write_file("users.json", text);
	import_folder(1000);
	expect(&trial.store,
	       "SELECT field, substr(value, 1, 26), length(value), instr(value, '456789') FROM reject",
	       "createdDateTime|x?sig=[masked named-secret|120|0");
}

static void nothing_recognised_fails_and_leaves_the_store(void **state)
{
	const char *path = folder;
	char *before;

	(void)state;
	write_page("environments.json", 1, 2, false);
	import_folder(100);
	before = dump_of(&trial.store);
	drop_file("environments.json");
	write_file("notes.txt", "Nothing of interest.\n");
	assert_int_equal(trial_run(&trial, &path, 1), -1);
	assert_string_equal(trial.err.text, "nothing was imported: no file was recognised");
	expect_told(&trial, "notes.txt -: it is text without columns, and no list (fields: Nothing of interest.)\n");
	expect_dump(&trial.store, before);
	free(before);
}

static void same_folder_twice_is_nothing_new(void **state)
{
	char *before;

	(void)state;
	write_mixed_folder();
	import_folder(1000);
	before = dump_of(&trial.store);
	import_path(&trial, folder);
	assert_true(trial.summary.nothing_new);
	expect_dump(&trial.store, before);
	free(before);
}

static void file_given_twice_is_merged_with_itself(void **state)
{
	const char *paths[2];

	(void)state;
	write_page("a.json", 1, 2, false);
	paths[0] = paths[1] = in_folder("a.json");
	trial.options = (struct import_options){ .has_at = true, .at = 100 };
	assert_int_equal(trial_run(&trial, paths, 2), 0);
	expect_balance(&trial);
	expect_told(&trial,
		    "a.json environment-api 2=2+0+0 whole tenant\n"
		    "a.json environment-api 2=0+2+0 whole tenant\n");
}

/* --- Failures that are not the files' ---------------------------------------------------------------------- */

static void fails_without_a_trace(const char *const *paths, size_t count, const char *message)
{
	char *before = dump_of(&trial.store);

	assert_int_equal(trial_run(&trial, paths, count), -1);
	if (strstr(trial.err.text, message) == NULL)
		fail_msg("'%s', not '%s'", trial.err.text, message);
	expect_dump(&trial.store, before);
	free(before);
}

static void path_that_is_not_there_is_an_error(void **state)
{
	const char *paths[2];

	(void)state;
	write_page("a.json", 1, 2, false);
	paths[0] = in_folder("a.json");
	paths[1] = in_folder("none.json");
	fails_without_a_trace(paths, 2, "none.json");
}

static void mistakes_in_the_options_are_errors(void **state)
{
	static const char *const entities[] = { "flows" };
	const char *path = folder;

	(void)state;
	write_page("a.json", 1, 2, false);
	trial.options = (struct import_options){ .as_format = "flow-apy" };
	fails_without_a_trace(&path, 1, "flow-apy");
	trial.options = (struct import_options){ .complete = entities, .complete_count = 1 };
	fails_without_a_trace(&path, 1, "--complete: no such entity 'flows'");
}

static void refused_progress_stops_the_inspection(void **state)
{
	const struct import_progress progress = { .file = trial_told, .context = &trial };
	const char *path = folder;

	(void)state;
	write_page("a.json", 1, 2, false);
	write_page("b.json", 1, 2, false);
	trial.stop_after = 1;
	assert_int_equal(inspect_paths(trial.formats, trial.store.schema, &path, 1, &trial.options,
				       &progress, &trial.err),
			 -1);
	assert_string_equal(trial.err.text, "stopped");
	expect_told(&trial, "a.json environment-api 2=0+0+0 whole tenant\n");
}

static void inspection_reads_all_and_stores_nothing(void **state)
{
	const struct import_progress progress = { .file = trial_told, .context = &trial };
	const char *path = folder;
	char *before = dump_of(&trial.store);

	(void)state;
	write_page("a.json", 1, 2, false);
	write_file("users.csv", "id,userPrincipalName,mail\nu1,a,a\nu2\n");
	assert_int_equal(inspect_paths(trial.formats, trial.store.schema, &path, 1, &trial.options,
				       &progress, &trial.err),
			 0);
	expect_told(&trial,
		    "a.json environment-api 2=0+0+0 whole tenant\n"
		    "users.csv graph-user 2=0+0+1 whole some\n");
	expect_dump(&trial.store, before);
	free(before);
}

static void what_a_folder_does_not_give_is_told(void **state)
{
	(void)state;
	write_page("a.json", 1, 2, false);
	write_page(".hidden.json", 3, 4, false);
	assert_int_equal(symlink(in_folder("a.json"), in_folder("link.json")), 0);
	import_folder(100);
	assert_int_equal(trial.summary.files, 3);
	assert_int_equal(trial.summary.unknown_files, 2);
	assert_non_null(strstr(trial.told.data, "link.json -: "));
	assert_non_null(strstr(trial.told.data, ".hidden.json -: "));
	expect(&trial.store, environments, "e1|- e2|-");
}

/* --- The moment ---------------------------------------------------------------------------------------------- */

static void set_file_time(const char *name, int64_t at)
{
	const struct utimbuf times = { at, at };

	assert_int_equal(utime(in_folder(name), &times), 0);
}

static void write_changed(const char *name, const char *id, const char *modified)
{
	char text[1000];

	snprintf(
		text, sizeof(text),
		"[{\"name\": \"%s\", \"type\": \"Microsoft.BusinessAppPlatform/scopes/environments\","
		" \"properties\": {\"displayName\": \"E\", \"environmentSku\": \"Sandbox\","
		" \"lastModifiedTime\": \"%s\"}}]",
		id, modified);
	write_file(name, text);
}

static void expect_moment(int64_t at, const char *basis)
{
	char row[100];

	assert_int_equal(trial.summary.at, at);
	assert_string_equal(trial.summary.basis, basis);
	snprintf(row, sizeof(row), "%lld|%s", (long long)at, basis);
	expect(&trial.store, "SELECT snapshot_at, at_basis FROM snapshot", row);
	assert_int_equal(trial.store.moment, at);
}

static void moment_that_is_given_counts(void **state)
{
	(void)state;
	write_changed("a.json", "e1", "2026-01-01T00:00:00Z");
	import_folder(777);
	expect_moment(777, "given");
}

static void newest_time_that_the_files_tell_counts(void **state)
{
	(void)state;
	write_changed("a.json", "e1", "1970-01-03T00:00:00Z");
	write_changed("b.json", "e2", "1970-01-05T00:00:00Z");
	write_changed("c.json", "e3", "1970-01-04T00:00:00Z");
	import_folder(0);
	expect_moment(4 * 86400, "told by the files");
}

static void time_of_the_future_is_no_moment(void **state)
{
	(void)state;
	write_changed("a.json", "e1", "1970-01-03T00:00:00Z");
	write_changed("b.json", "e2", "2999-01-01T00:00:00Z");
	import_folder(0);
	expect_moment(2 * 86400, "told by the files");
}

static void files_that_tell_no_time_count_as_old_as_they_are(void **state)
{
	(void)state;
	write_page("a.json", 1, 1, false);
	write_page("b.json", 2, 2, false);
	set_file_time("a.json", 86400);
	set_file_time("b.json", 172800);
	import_folder(0);
	expect_moment(172800, "file time");
}

static void label_and_facts_of_the_files_are_kept(void **state)
{
	(void)state;
	write_changed("a.json", "e1", "1970-01-03T00:00:00Z");
	set_file_time("a.json", 86400);
	trial.options.label = "November";
	import_folder(0);
	expect(&trial.store, "SELECT label FROM snapshot", "November");
	expect(&trial.store,
	       "SELECT length(sha256), bytes > 100, modified_at, format, container, encoding, layout,"
	       " covers, is_complete FROM source_file",
	       "64|1|86400|environment-api|file|UTF-8|json|tenant|1");
}

#define test(f) cmocka_unit_test_setup_teardown(f, begin_case, end_case)

/* --- Exports of other hands ------------------------------------------------------------------------------- */

/* The totals row of a visual names no object. */
static void totals_row_is_rejected_and_counted(void **state)
{
	(void)state;
	write_file("visual.csv", "\xEF\xBB\xBF" "admin_flowstate,admin_flowid,Count of runs\n"
				 "Started,f1,5\nStopped,f2,7\nTotal,,12\n");
	import_folder(100);
	expect_told(&trial, "visual.csv coe-flow 3=2+0+1 whole tenant\n");
	expect(&trial.store, "SELECT scope FROM coverage WHERE entity = 'flow'", "some");
}

static void text_log_is_refused_with_a_reason(void **state)
{
	const char *path = folder;

	(void)state;
	write_file("run.csv", "2020-05-29 13:37:23 Starting\nGot 3 flows, of them 2 on\n");
	assert_int_equal(trial_run(&trial, &path, 1), -1);
	assert_non_null(strstr(trial.told.data,
			       "run.csv -: it is text without columns, and no list"));
}

static void long_json_in_a_cell_is_one_value(void **state)
{
	struct buffer text = BUFFER_INIT(MIB);

	(void)state;
	buffer_puts(&text, "admin_flowid,admin_flowdescription,admin_flowstate\nf1,\"[");
	for (int i = 0; i < 8000; i++)
		buffer_printf(&text, "{\"\"name\"\": \"\"%d\"\"},\r\n", i);
	buffer_puts(&text, "0]\",Started\nf2,short,Stopped\n");
	assert_true(text.length > 100 * 1024);
	write_file("long.csv", text.data);
	import_folder(100);
	expect_told(&trial, "long.csv coe-flow 2=2+0+0 whole tenant\n");
	expect(&trial.store, "SELECT state, length(description) > 100000,"
			     " description LIKE '%\"7999\"%' FROM flow ORDER BY flow_id",
	       "started|1|1 stopped|0|0");
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(every_record_of_every_file_is_accounted_for),
		test(good_records_of_bad_files_are_kept),
		test(every_reject_has_its_place_and_reason),
		test(rejected_values_are_masked_and_shortened),
		test(nothing_recognised_fails_and_leaves_the_store),
		test(same_folder_twice_is_nothing_new),
		test(file_given_twice_is_merged_with_itself),
		test(path_that_is_not_there_is_an_error),
		test(mistakes_in_the_options_are_errors),
		test(refused_progress_stops_the_inspection),
		test(inspection_reads_all_and_stores_nothing),
		test(what_a_folder_does_not_give_is_told),
		test(moment_that_is_given_counts),
		test(newest_time_that_the_files_tell_counts),
		test(time_of_the_future_is_no_moment),
		test(files_that_tell_no_time_count_as_old_as_they_are),
		test(label_and_facts_of_the_files_are_kept),
		test(totals_row_is_rejected_and_counted),
		test(text_log_is_refused_with_a_reason),
		test(long_json_in_a_cell_is_one_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
