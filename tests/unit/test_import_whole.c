/* SPDX-License-Identifier: MIT
 * What an import may conclude from absence: pages of a list are whole together or not at all, and
 * what lost a record, or is one object of many, proves nothing about the others.
 */
#include "store_case.h"

#include "scratch.h"

#include "import_case.h"

#include <sys/stat.h>

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
	trial.options.has_at = true;
	trial.options.at = at;
	import_path(&trial, folder);
	expect_balance(&trial);
}

/* Six environments, known whole at 100. */
static void know_six(void)
{
	write_page("all.json", 1, 6, false);
	import_folder(100);
	expect_told(&trial, "all.json environment-api 6=6+0+0 whole tenant\n");
	drop_file("all.json");
}

/* Imports the folder at 200: which environments are gone then? */
static void expect_gone(const char *gone)
{
	import_folder(200);
	expect(&trial.store,
	       "SELECT environment_id FROM environment_version GROUP BY environment_id"
	       " HAVING count(*) = count(valid_to) ORDER BY 1",
	       gone);
}

/* --- Pages ------------------------------------------------------------------------------------------------- */

static void all_pages_together_are_whole(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	write_page("page-2.json", 3, 4, false);
	expect_gone("e5 e6");
	expect_told(&trial,
		    "page-1.json environment-api 2=2+0+0 whole tenant\n"
		    "page-2.json environment-api 2=2+0+0 whole tenant\n");
}

static void pages_are_counted_across_ten(void **state)
{
	(void)state;
	know_six();
	write_page("env09.json", 1, 2, true);
	write_page("env10.json", 3, 3, true);
	write_page("env11.json", 4, 4, false);
	expect_gone("e5 e6");
}

static void missing_next_page_makes_it_some(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	expect_gone("");
	assert_non_null(strstr(trial.told.data, "page-1.json environment-api 2=2+0+0 partly"));
	expect(&trial.store,
	       "SELECT scope FROM coverage WHERE snapshot_at = 200 AND"
	       " entity = 'environment'",
	       "some");
}

static void missing_last_page_makes_all_pages_some(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	write_page("page-2.json", 3, 4, true);
	expect_gone("");
}

static void missing_page_between_makes_all_pages_some(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	write_page("page-3.json", 5, 5, false);
	expect_gone("");
}

/* The list ends between two records: none is damaged, and yet some are missing. */
static void page_that_is_cut_off_makes_all_pages_some(void **state)
{
	struct buffer text = BUFFER_INIT(MIB);

	(void)state;
	know_six();
	buffer_puts(&text, "{\"nextLink\": \"https://x/2\", \"value\": [");
	add_environment(&text, 1);
	buffer_puts(&text, ", ");
	write_file("page-1.json", text.data);
	buffer_release(&text);
	write_page("page-2.json", 3, 4, false);
	expect_gone("");
}

static void rejected_record_of_one_page_makes_all_pages_some(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	write_file(
		"page-2.json",
		"{\"value\": [{\"name\": \"e3\", \"type\": \"Microsoft.BusinessAppPlatform/scopes/"
		"environments\", \"properties\": {\"displayName\": \"E\", \"environmentSku\": \"S\"}},"
		" {\"name\": }]}");
	expect_gone("");
}

static void page_of_another_kind_is_not_the_next(void **state)
{
	(void)state;
	know_six();
	write_page("page-1.json", 1, 2, true);
	write_file("page-2.json",
		   "[{\"id\": \"u1\", \"userPrincipalName\": \"a@x\", \"mail\": \"m\"}]");
	expect_gone("");
}

/* Of another list, by its folder. */
static void page_of_another_folder_is_not_the_next(void **state)
{
	(void)state;
	know_six();
	assert_int_equal(mkdir(in_folder("list-1"), 0700), 0);
	assert_int_equal(mkdir(in_folder("list-2"), 0700), 0);
	write_page("list-1/page-1.json", 1, 2, true);
	write_page("list-2/page-2.json", 1, 6, false);
	expect_gone("");
	assert_non_null(strstr(trial.told.data, "page-1.json environment-api 2=2+0+0 partly some"));
}

static void number_beyond_all_numbers_has_no_next_page(void **state)
{
	(void)state;
	know_six();
	write_page("page-9223372036854775807.json", 1, 2, true);
	write_page("page-99999999999999999999.json", 3, 3, true);
	expect_gone("");
}

static void file_without_a_number_has_no_next_page(void **state)
{
	(void)state;
	know_six();
	write_page("page.json", 1, 2, true);
	write_page("page-2.json", 1, 6, false);
	expect_gone("");
	assert_non_null(strstr(trial.told.data, "page.json environment-api 2=0+2+0 partly some"));
}

static const struct {
	const char *format, *gone;
} envelopes[] = {
	{ "{\"value\": [%s]}", "e2 e3 e4 e5 e6" },
	{ "{\"value\": [%s], \"nextLink\": null}", "e2 e3 e4 e5 e6" },
	{ "{\"value\": [%s], \"nextLink\": \"\"}", "e2 e3 e4 e5 e6" },
	{ "{\"value\": [%s], \"@odata.nextLink\": \"https://x\"}", "" },
	{ "{\"@odata.nextLink\": \"https://x\", \"value\": [%s]}", "" },
	{ "{\"value\": [%s], \"skipToken\": \"abc\"}", "" },
	{ "[{\"value\": [%s], \"nextLink\": \"https://x\"}, {\"value\": []}]", "e2 e3 e4 e5 e6" },
	{ "[{\"value\": [], \"nextLink\": \"x\"}, {\"value\": [%s], \"nextLink\": \"x\"}]", "" },
	{ "[{\"nextLink\": \"x\", \"value\": []}, {\"value\": [%s]}]", "e2 e3 e4 e5 e6" },
	{ "[{\"nextLink\": \"x\", \"value\": []}, {\"nextLink\": \"x\", \"value\": [%s]}]", "" },
	{ "{\"value\": [], \"nextLink\": \"x\"}\n{\"value\": [%s]}\n", "e2 e3 e4 e5 e6" },
	{ "[%s]", "e2 e3 e4 e5 e6" },
	{ "%s", "" },
};

/* The first environment alone, in every wrapping. */
static void one_file_is_whole_when_its_last_page_names_no_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		struct buffer record = BUFFER_INIT(MIB), text = BUFFER_INIT(MIB);
		const char *hole = strstr(envelopes[i].format, "%s");

		trial_close(&trial);
		trial_open(&trial, NULL);
		know_six();
		buffer_puts(&record, "[");
		add_environment(&record, 1);
		buffer_append(&text, envelopes[i].format, (size_t)(hole - envelopes[i].format));
		buffer_puts(&text, record.data + 1);
		buffer_puts(&text, hole + 2);
		write_file("input.json", text.data);
		buffer_release(&record);
		buffer_release(&text);
		expect_gone(envelopes[i].gone);
		drop_file("input.json");
	}
}

/* --- Coverage ------------------------------------------------------------------------------------------------- */

static void file_with_a_rejected_record_covers_some(void **state)
{
	(void)state;
	know_six();
	write_file(
		"a.json",
		"{\"value\": [{\"name\": \"e1\", \"type\": \"Microsoft.BusinessAppPlatform/scopes/"
		"environments\", \"properties\": {\"displayName\": \"E\", \"environmentSku\": \"S\"}},"
		" {\"properties\": {\"displayName\": \"no name\"}}]}");
	expect_gone("");
}

#define USER(id) "{\"id\": \"" id "\", \"userPrincipalName\": \"" id "@x\", \"mail\": \"m\"}"
#define CONTEXT "\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#"

static const char principals[] =
	"SELECT principal_id, valid_to FROM principal_version ORDER BY principal_id, valid_from";

static void set_of_the_context_decides_what_is_covered(void **state)
{
	(void)state;
	write_file("a.json", "{" CONTEXT "users\", \"value\": [" USER("u1") ", " USER("u2") "]}");
	import_folder(100);
	write_file("a.json", "[" USER("u1") "]");
	import_folder(200);
	write_file("a.json", "{" CONTEXT "groups('g')/members\", \"value\": [" USER("u1") "]}");
	import_folder(300);
	write_file("a.json", "{" CONTEXT
			     "users/$entity\", \"id\": \"u1\", \"userPrincipalName\": \"x\","
			     " \"mail\": \"m\"}");
	import_folder(350);
	expect(&trial.store, "SELECT count(*) FROM principal WHERE principal_id = 'u2'", "1");
	write_file("a.json", "{" CONTEXT "users(id,mail)\", \"value\": [" USER("u1") "]}");
	import_folder(400);
	expect(&trial.store, "SELECT valid_to FROM principal_version WHERE principal_id = 'u2'",
	       "400");
}

/* u2 is gone where the list is one of all users. */
static void list_of_some_users_shows_none_gone(void **state)
{
	static const struct {
		const char *members, *gone;
	} lists[] = {
		{ "\"@odata.nextLink\": null", "u2" },
		{ "\"@odata.count\": 1", "u2" },
		{ "\"@odata.count\": 2", "" },
		{ "\"@odata.count\": 0", "" },
		{ "\"@odata.deltaLink\": \"https://x/users/delta?$deltatoken=t\"", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		char text[512];

		end_case(state);
		begin_case(state);
		write_file("a.json", "{" CONTEXT "users\", \"value\": [" USER("u1") ", " USER("u2") "]}");
		import_folder(100);
		snprintf(text, sizeof(text), "{" CONTEXT "users\", %s, \"value\": [" USER("u1") "]}",
			 lists[i].members);
		write_file("a.json", text);
		import_folder(200);
		expect(&trial.store,
		       "SELECT principal_id FROM principal_version WHERE valid_to IS NOT NULL",
		       lists[i].gone);
	}
}

/* The last page names no filter: that the first one does counts for both. */
static void pages_of_a_filtered_list_show_none_gone(void **state)
{
	(void)state;
	write_file("a.json", "{" CONTEXT "users\", \"value\": [" USER("u1") ", " USER("u2") ", "
			     USER("u3") "]}");
	import_folder(100);
	drop_file("a.json");
	write_file("page-1.json", "{" CONTEXT "users\", \"@odata.nextLink\":"
				  " \"https://x/users?%24filter=a\", \"value\": [" USER("u1") "]}");
	write_file("page-2.json", "{" CONTEXT "users\", \"value\": [" USER("u2") "]}");
	import_folder(200);
	expect(&trial.store, "SELECT count(valid_to) FROM principal_version", "0");
}

static void empty_page_of_a_known_set_shows_all_gone(void **state)
{
	(void)state;
	write_file("a.json", "{" CONTEXT "users\", \"value\": [" USER("u1") "]}");
	import_folder(100);
	write_file("a.json", "{" CONTEXT "users\", \"value\": []}");
	import_folder(200);
	expect(&trial.store, principals, "u1|200");
}

static void complete_vouches_for_what_the_files_do_not_say(void **state)
{
	static const char *const entities[] = { "principal", "role_assignment:flow" };

	(void)state;
	write_file("a.json", "[" USER("u1") ", " USER("u2") "]");
	import_folder(100);
	write_file("a.json", "[" USER("u1") "]");
	trial.options.complete = entities;
	trial.options.complete_count = 2;
	import_folder(200);
	expect(&trial.store, principals, "u1|- u2|200");
	expect(&trial.store,
	       "SELECT entity, resource_kind, scope FROM coverage WHERE"
	       " snapshot_at = 200 AND scope = 'tenant' ORDER BY 1",
	       "principal||tenant role_assignment|flow|tenant");
}

#define FLOW(id, environment)                                                        \
	"{\"name\": \"" id                                                           \
	"\", \"type\": \"Microsoft.ProcessSimple/environments/flows\","              \
	" \"properties\": {\"state\": \"Started\", \"createdTime\": \"2026-01-01\"," \
	" \"environment\": {\"name\": \"" environment "\"}}}"

static void list_of_one_environment_shows_gone_there_alone(void **state)
{
	(void)state;
	write_file("a.json", "[" FLOW("f1", "e1") ", " FLOW("f2", "e1") ", " FLOW("f3", "e2") "]");
	import_folder(100);
	write_file("a.json", "[" FLOW("f1", "e1") "]");
	import_folder(200);
	expect(&trial.store, "SELECT flow_id, valid_to FROM flow_version ORDER BY 1",
	       "f1|- f2|200 f3|-");
}

#define OWNER(flow, person)                                                      \
	"{\"name\": \"p\", \"id\": \"/environments/e1/flows/" flow               \
	"/permissions/p\","                                                      \
	" \"type\": \"Microsoft.ProcessSimple/environments/flows/permissions\"," \
	" \"properties\": {\"roleName\": \"Owner\", \"principal\": {\"id\": \"" person "\"}}}"

static void owners_of_one_flow_show_gone_there_alone(void **state)
{
	(void)state;
	write_file("a.json",
		   "[" OWNER("f1", "p1") ", " OWNER("f1", "p2") ", " OWNER("f2", "p1") "]");
	import_folder(100);
	write_file("a.json", "[" OWNER("f1", "p1") "]");
	import_folder(200);
	expect(&trial.store,
	       "SELECT resource_id, principal_id, valid_to FROM role_assignment_version ORDER BY 1, 2",
	       "f1|p1|- f1|p2|200 f2|p1|-");
}

#define test(f) cmocka_unit_test_setup_teardown(f, begin_case, end_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(all_pages_together_are_whole),
		test(pages_are_counted_across_ten),
		test(missing_next_page_makes_it_some),
		test(missing_last_page_makes_all_pages_some),
		test(missing_page_between_makes_all_pages_some),
		test(page_that_is_cut_off_makes_all_pages_some),
		test(rejected_record_of_one_page_makes_all_pages_some),
		test(page_of_another_kind_is_not_the_next),
		test(page_of_another_folder_is_not_the_next),
		test(number_beyond_all_numbers_has_no_next_page),
		test(file_without_a_number_has_no_next_page),
		test(one_file_is_whole_when_its_last_page_names_no_next),
		test(file_with_a_rejected_record_covers_some),
		test(set_of_the_context_decides_what_is_covered),
		test(list_of_some_users_shows_none_gone),
		test(pages_of_a_filtered_list_show_none_gone),
		test(empty_page_of_a_known_set_shows_all_gone),
		test(complete_vouches_for_what_the_files_do_not_say),
		test(list_of_one_environment_shows_gone_there_alone),
		test(owners_of_one_flow_show_gone_there_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
