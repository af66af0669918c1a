/* SPDX-License-Identifier: MIT
 * The catalogue: every embedded report is whole and fits the schema; a user's folder wins by id.
 */
#include "report_case.h"

#include <ctype.h>
#include <unistd.h>

#include "base/platform.h"

/* --- The embedded reports ------------------------------------------------------------------- */

static struct catalogue *built_in;
static struct store store;

static int open_all(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	if (catalogue_open(&built_in, NULL, &err) < 0)
		fail_msg("%s", err.text);
	return store_open(&store, NULL, STORE_MEMORY, &err);
}

static int close_all(void **state)
{
	(void)state;
	store_close(&store);
	catalogue_close(built_in);
	return 0;
}

/* `word` in `sql`, not as a part of a longer name. */
static bool has_word(const char *sql, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = sql; (at = strstr(at, word)); at += length) {
		bool starts = at == sql || (!isalnum((unsigned char)at[-1]) && at[-1] != '_');

		if (starts && !isalnum((unsigned char)at[length]) && at[length] != '_')
			return true;
	}
	return false;
}

static void are_documented(void **state)
{
	(void)state;
	assert_true(catalogue_count(built_in) >= 10);
	for (size_t i = 0; i < catalogue_count(built_in); i++) {
		const struct report *report = catalogue_at(built_in, i);

		assert_string_equal(report->origin, "built in");
		if (strlen(report->text) < (report->resource_column ? 200 : 120) || report->refs[0] == '\0' ||
		    (report->resource_column &&
		     report->need_count + report->either_count + report->before_count == 0))
			fail_msg("%s: too little is said about it", report->id);
		if (report->resource_column && !report->rule[0])
			fail_msg("%s: a finding has a rule and a resource", report->id);
		for (size_t p = 0; p < report->param_count; p++)
			assert_true(strlen(report->params[p].help) > 10);
	}
}

/* What SQLite takes and PostgreSQL does not, or what would read a clock. */
static void keep_to_portable_sql(void **state)
{
	static const char *const banned[] = {
		"IS NOT 1",     "IS NOT 0",
		"IS 1",         "IS 0",
		"GLOB",         "REGEXP",
		"julianday",    "strftime",
		"datetime",     "json_each",
		"json_extract", "group_concat",
		"string_agg",   "ifnull",
		"IFNULL",       "iif",
		"'now'",        "now",
		"rowid",        "LIMIT",
		"printf",       "CURRENT_TIMESTAMP",
	};

	(void)state;
	for (size_t i = 0; i < catalogue_count(built_in); i++) {
		const struct report *report = catalogue_at(built_in, i);

		if (!has_word(report->sql, "ORDER BY"))
			fail_msg("%s: no ORDER BY", report->id);
		for (size_t b = 0; b < sizeof(banned) / sizeof(banned[0]); b++) {
			if (has_word(report->sql, banned[b]))
				fail_msg("%s: '%s'", report->id, banned[b]);
		}
	}
}

static void use_each_parameter(void **state)
{
	char name[100];

	(void)state;
	for (size_t i = 0; i < catalogue_count(built_in); i++) {
		const struct report *report = catalogue_at(built_in, i);

		for (size_t p = 0; p < report->param_count; p++) {
			snprintf(name, sizeof(name), ":%s", report->params[p].name);
			if (!has_word(report->sql, name))
				fail_msg("%s: '%s' is not used", report->id, name);
		}
	}
}

static int count_columns(void *context, const struct result_head *head, struct error *err)
{
	(void)err;
	assert_int_equal(head->status, STATUS_NOT_EVALUATED);
	*(size_t *)context = head->column_count;
	return 0;
}

static int no_row(void *context, sqlite3_stmt *row, struct error *err)
{
	(void)context;
	(void)row;
	return error_set(err, "a row of nothing");
}

static int no_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static void run_on_an_empty_store(void **state)
{
	size_t columns = 0;
	struct result_sink sink = { count_columns, no_row, no_end, &columns };
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < catalogue_count(built_in); i++) {
		columns = 0;
		if (report_run(&store, catalogue_at(built_in, i), NULL, 0, &sink, &err) < 0)
			fail_msg("%s", err.text);
		assert_true(columns > 0);
	}
}

static void are_sorted_and_found(void **state)
{
	(void)state;
	for (size_t i = 1; i < catalogue_count(built_in); i++) {
		const struct report *before = catalogue_at(built_in, i - 1);
		const struct report *report = catalogue_at(built_in, i);
		int order = strcmp(before->group, report->group);

		assert_true(order < 0 || (order == 0 && strcmp(before->id, report->id) < 0));
		assert_ptr_equal(catalogue_find(built_in, report->id), report);
	}
	assert_null(catalogue_find(built_in, "orphaned"));
	assert_string_equal(catalogue_nearest(built_in, "orphand-flows"), "orphaned-flows");
	assert_string_equal(catalogue_nearest(built_in, "sync-erors"), "sync-errors");
	assert_null(catalogue_nearest(built_in, "weather"));
	assert_null(catalogue_nearest(built_in, ""));
}

static void know_their_severities(void **state)
{
	enum severity severity;

	(void)state;
	for (int i = SEVERITY_INFO; i <= SEVERITY_CRITICAL; i++) {
		assert_int_equal(severity_parse(str_of(severity_name((enum severity)i)), &severity),
				 0);
		assert_int_equal(severity, i);
	}
	assert_int_equal(severity_parse(STR("High"), &severity), -1);
}

/* --- A user's folder ------------------------------------------------------------------------ */

#define REPORT "-- title: Mine\n-- severity: low\nSELECT 1 AS one ORDER BY 1\n"

/* A file of a user's folder, and what the catalogue says: the report's group, or the error after
 * the folder's name. */
static const struct {
	const char *name, *content, *id, *group, *error;
} files[] = {
	{ "mine/my-report.sql", REPORT, "my-report", "mine", NULL },
	{ "my-report.sql", REPORT, "my-report", "own", NULL },
	{ "orphaned-flows.sql", REPORT, "orphaned-flows", "ownership", NULL },
	{ "other/orphaned-flows.sql", REPORT, "orphaned-flows", "other", NULL },
	{ "deep/er/my-report.sql", REPORT, "my-report", "er", NULL },
	{ "readme.txt", "no report", NULL, NULL, NULL },
	{ ".hidden.sql", "no report", NULL, NULL, NULL },
	{ "orphaned-flows.sql", "-- title: T\n-- severty: low\n", NULL, NULL,
	  "orphaned-flows.sql: line 2: unknown key 'severty'" },
	{ "My.sql", REPORT, NULL, NULL,
	  "My.sql: a report's name is lower case letters, digits and '-'" },
	{ "x/empty.sql", "", NULL, NULL, "x/empty.sql: empty" },
};

static void write_in(const char *folder, const char *name, const char *content)
{
	char path[300], parent[300];
	struct error err = ERROR_INIT;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	snprintf(parent, sizeof(parent), "%s", path);
	*strrchr(parent, '/') = '\0';
	assert_int_equal(platform_make_folder(parent, &err), 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

/* Removes what write_in made, from the file up to the folder. */
static void remove_in(const char *folder, const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	while (strlen(path) > strlen(folder)) {
		*strrchr(path, '/') = '\0';
		rmdir(path);
	}
}

static void check_file(size_t i, const char *folder)
{
	struct catalogue *catalogue;
	struct error err = ERROR_INIT;
	const struct report *report;
	int result = catalogue_open(&catalogue, folder, &err);

	if (files[i].error) {
		assert_int_equal(result, -1);
		if (!strstr(err.text, files[i].error))
			fail_msg("%s", err.text);
		return;
	}
	assert_int_equal(result, 0);
	if (!files[i].id) {
		assert_int_equal(catalogue_count(catalogue), catalogue_count(built_in));
	} else {
		report = catalogue_find(catalogue, files[i].id);
		assert_string_equal(report->title, "Mine");
		assert_string_equal(report->group, files[i].group);
		assert_non_null(strstr(report->origin, files[i].name));
	}
	catalogue_close(catalogue);
}

static void reads_a_users_folder(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char folder[] = "/tmp/stocktake_reports.XXXXXX";

		assert_non_null(mkdtemp(folder));
		write_in(folder, files[i].name, files[i].content);
		check_file(i, folder);
		remove_in(folder, files[i].name);
	}
}

static void refuses_two_of_one_name_and_what_it_cannot_read(void **state)
{
	char folder[] = "/tmp/stocktake_reports.XXXXXX", link[300];
	struct catalogue *catalogue;
	struct error err = ERROR_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	write_in(folder, "a/x.sql", REPORT);
	write_in(folder, "b/x.sql", REPORT);
	assert_int_equal(catalogue_open(&catalogue, folder, &err), -1);
	assert_non_null(strstr(err.text, "a/x.sql' has a report of that name already"));
	remove_in(folder, "b/x.sql");
	snprintf(link, sizeof(link), "%s/y.sql", folder);
	assert_int_equal(symlink("a/x.sql", link), 0);
	assert_int_equal(catalogue_open(&catalogue, folder, &err), -1);
	assert_non_null(strstr(err.text, "y.sql': is a link"));
	unlink(link);
	remove_in(folder, "a/x.sql");
	assert_int_equal(catalogue_open(&catalogue, folder, &err),
			 -1); /* no such folder any more */
	assert_null(catalogue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_documented),
		cmocka_unit_test(keep_to_portable_sql),
		cmocka_unit_test(use_each_parameter),
		cmocka_unit_test(run_on_an_empty_store),
		cmocka_unit_test(are_sorted_and_found),
		cmocka_unit_test(know_their_severities),
		cmocka_unit_test(reads_a_users_folder),
		cmocka_unit_test(refuses_two_of_one_name_and_what_it_cannot_read),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
