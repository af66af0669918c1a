/* SPDX-License-Identifier: MIT
 * The database file: what is opened and what is refused, the moment that the views show, the
 * canonical dump, and that an import which fails leaves no trace.
 */
#include "store_case.h"

#include "base/embedded.h"
#include "base/platform.h"
#include "scratch.h"

static void make_file(const char *name, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(in_folder(name), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void refuses(const char *name, enum store_mode mode, const char *message)
{
	struct store store;
	struct error err = ERROR_INIT;

	assert_int_equal(store_open(&store, in_folder(name), mode, &err), -1);
	if (strstr(err.text, message) == NULL)
		fail_msg("%s: '%s', not '%s'", name, err.text, message);
	store_close(&store);
}

static void opens(struct store *store, const char *name, enum store_mode mode)
{
	struct error err = ERROR_INIT;

	if (store_open(store, in_folder(name), mode, &err) < 0)
		fail_msg("%s", err.text);
}

/* --- Opening ----------------------------------------------------------------------------------- */

static void creates_a_store_and_opens_it_again(void **state)
{
	struct store store;

	(void)state;
	opens(&store, "a.db", STORE_WRITE);
	assert_false(store.has_moment);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	store_close(&store);
	assert_null(store.db);
	opens(&store, "a.db", STORE_READ);
	assert_true(store.has_moment);
	assert_int_equal(store.moment, 100);
	expect(&store, "SELECT flow_id FROM flow", "f1");
	store_close(&store);
}

static void a_store_may_have_any_name(void **state)
{
	struct store store;

	(void)state;
	opens(&store, "50%25 of? a#b&mode=rwc 'store'.db", STORE_WRITE);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	store_close(&store);
	opens(&store, "50%25 of? a#b&mode=rwc 'store'.db", STORE_READ);
	expect(&store, "SELECT flow_id FROM flow", "f1");
	store_close(&store);
}

static void missing_file_is_not_created_for_reading(void **state)
{
	struct file_facts facts;
	struct error err = ERROR_INIT;

	(void)state;
	refuses("none.db", STORE_READ, "no store");
	assert_int_equal(platform_file_facts(in_folder("none.db"), &facts, &err), -1);
	refuses("no/such/folder.db", STORE_WRITE, "unable to open");
}

static void refuses_what_is_no_store(void **state)
{
	struct store foreign;

	(void)state;
	make_file("foreign.db", "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (7)");
	make_file("marked.db", "PRAGMA application_id = 7; CREATE TABLE t (x)");
	write_file("text.db",
		   "This is a text, long enough that SQLite looks at its header.\n"
		   "It says nothing of SQLite, so it is no database at all.\n");
	write_file("empty.db", "");
	refuses("foreign.db", STORE_READ, "another program");
	refuses("foreign.db", STORE_WRITE, "another program");
	refuses("marked.db", STORE_WRITE, "another program");
	refuses("text.db", STORE_READ, "not a database");
	refuses("text.db", STORE_WRITE, "not a database");
	refuses("empty.db", STORE_READ, "import into it once");
	assert_int_equal(sqlite3_open(in_folder("foreign.db"), &foreign.db), SQLITE_OK);
	expect(&foreign, "SELECT name FROM sqlite_schema", "t");
	expect(&foreign, "PRAGMA journal_mode", "wal");
	sqlite3_close(foreign.db);
}

static int schema_steps(void)
{
	int count = 0;

	while (schema_files[count].name != NULL)
		count++;
	return count;
}

static void refuses_a_newer_schema_by_its_number(void **state)
{
	struct store store;
	char message[80];

	(void)state;
	snprintf(message, sizeof(message), "it has schema version 99, this program knows %d",
		 schema_steps());
	opens(&store, "a.db", STORE_WRITE);
	store_close(&store);
	make_file("a.db", "PRAGMA user_version = 99");
	refuses("a.db", STORE_READ, message);
	refuses("a.db", STORE_WRITE, "it has schema version 99");
}

static void refuses_what_was_made_before_the_first_release(void **state)
{
	(void)state;
	make_file("a.db", "PRAGMA application_id = 0x53544b54; CREATE TABLE t (x)");
	refuses("a.db", STORE_READ, "it was made before the first release");
	refuses("a.db", STORE_WRITE, "import its files into a new one");
}

static void reading_writes_nothing_but_temp(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	opens(&store, "a.db", STORE_WRITE);
	store_close(&store);
	opens(&store, "a.db", STORE_READ);
	assert_int_equal(store_exec(&store, &err, "CREATE TEMP TABLE t (x)"), 0);
	assert_int_equal(store_exec(&store, &err, "DELETE FROM main.flow_version"), -1);
	assert_non_null(strstr(err.text, "readonly"));
	assert_non_null(strstr(err.text, "DELETE FROM main.flow_version"));
	store_close(&store);
}

/* The schema of a file as SQLite keeps it, and what the file was migrated to. */
static const char schema_text[] =
	"SELECT (SELECT user_version FROM pragma_user_version), group_concat(sql, ';') FROM"
	" (SELECT sql FROM sqlite_schema ORDER BY type, name, sql)";

static char *schema_of(struct store *store)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *row = store_prepare(store, &err, schema_text);
	struct buffer text = BUFFER_INIT(MIB);

	assert_non_null(row);
	assert_int_equal(store_step(row, &err), SQLITE_ROW);
	add_row(&text, row);
	sqlite3_finalize(row);
	return text.data;
}

static void opening_again_changes_nothing(void **state)
{
	struct store store;
	char *facts, *schema, *again;

	(void)state;
	opens(&store, "a.db", STORE_WRITE);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	facts = dump_of(&store);
	schema = schema_of(&store);
	for (int i = 0; i < 2; i++) {
		store_close(&store);
		opens(&store, "a.db", STORE_WRITE);
		expect_dump(&store, facts);
		again = schema_of(&store);
		assert_string_equal(again, schema);
		free(again);
	}
	store_close(&store);
	free(facts);
	free(schema);
}

/* A store that stopped after the first steps gets the rest, and is then like a new one. */
static void older_store_is_brought_up_to_date(void **state)
{
	struct store store;
	char *fresh, *migrated, message[80];
	struct buffer sql = BUFFER_INIT(MIB);

	(void)state;
	buffer_printf(&sql, "PRAGMA application_id = 0x53544b55; %s %s PRAGMA user_version = 2;",
		      schema_files[0].content, schema_files[1].content);
	make_file("old.db", sql.data);
	buffer_release(&sql);
	snprintf(message, sizeof(message), "its schema is version 2, %d is needed", schema_steps());
	refuses("old.db", STORE_READ, message);
	opens(&store, "old.db", STORE_WRITE);
	migrated = schema_of(&store);
	store_close(&store);
	opens(&store, "old.db", STORE_READ);
	store_close(&store);
	opens(&store, "new.db", STORE_WRITE);
	fresh = schema_of(&store);
	store_close(&store);
	assert_string_equal(migrated, fresh);
	free(migrated);
	free(fresh);
}

static void two_importers_do_not_meet(void **state)
{
	struct store store, other;
	struct hand hand;
	struct staging *second = NULL;
	struct error err = ERROR_INIT;

	(void)state;
	opens(&store, "a.db", STORE_WRITE);
	opens(&other, "a.db", STORE_WRITE);
	sqlite3_busy_timeout(other.db, 1);
	begin(&hand, &store, "h1");
	assert_int_equal(staging_begin(&second, &other, &err), -1);
	assert_non_null(strstr(err.text, "process is writing into the store"));
	staging_end(second);
	staging_end(hand.staging);
	store_close(&other);
	store_close(&store);
}

/* --- The moment --------------------------------------------------------------------------------- */

static void make_three_moments(struct store *store)
{
	open_memory(store);
	write_snapshot(store, "h1", 100, "flow_id=f1, state=started");
	write_snapshot(store, "h2", 200, "flow_id=f1, state=stopped");
	write_snapshot(store, "h3", 300, "flow_id=f2, state=started");
}

static void views_show_the_newest_moment(void **state)
{
	struct store store;

	(void)state;
	make_three_moments(&store);
	assert_int_equal(store.moment, 300);
	expect(&store, "SELECT flow_id, state, valid_from FROM flow", "f2|started|300");
	store_close(&store);
}

static void earlier_moments_are_shown_exactly_or_by_the_newest_before(void **state)
{
	static const struct {
		int64_t at, moment;
		const char *flows;
	} moments[] = {
		{ 100, 100, "f1|started" }, { 199, 100, "f1|started" },
		{ 200, 200, "f1|stopped" }, { 299, 200, "f1|stopped" },
		{ 300, 300, "f2|started" }, { INT64_MAX, 300, "f2|started" },
		{ 150, 100, "f1|started" },
	};
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	make_three_moments(&store);
	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		assert_int_equal(store_set_moment(&store, true, moments[i].at, &err), 0);
		assert_true(store.has_moment);
		assert_int_equal(store.moment, moments[i].moment);
		expect(&store, "SELECT flow_id, state FROM flow", moments[i].flows);
	}
	assert_int_equal(store_set_moment(&store, false, 0, &err), 0);
	assert_int_equal(store.moment, 300);
	expect(&store, "SELECT flow_id, state FROM flow", "f2|started");
	store_close(&store);
}

static void refuses_a_moment_before_the_first(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	make_three_moments(&store);
	assert_int_equal(store_set_moment(&store, true, 99, &err), -1);
	assert_string_equal(err.text, "no snapshot at or before 1970-01-01T00:01:39Z");
	store_close(&store);
}

static void empty_store_has_no_moment(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	open_memory(&store);
	assert_false(store.has_moment);
	assert_int_equal(store_set_moment(&store, false, 0, &err), 0);
	expect(&store, "SELECT count(*) FROM flow", "0");
	store_close(&store);
}

/* Other programs read the file through the persistent views, whatever moment we show. */
static void persistent_views_stay_at_the_newest(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;

	(void)state;
	make_three_moments(&store);
	assert_int_equal(store_set_moment(&store, true, 100, &err), 0);
	expect(&store, "SELECT flow_id FROM main.flow", "f2");
	expect(&store, "SELECT flow_id FROM flow", "f1");
	store_close(&store);
}

/* --- The dump ------------------------------------------------------------------------------------ */

static void dump_tells_facts_in_sorted_lines(void **state)
{
	struct store store;
	char *text;

	(void)state;
	open_memory(&store);
	write_snapshot(&store, "h1", 100, "flow_id=f2, display_name=it's a \\ and\na line");
	text = dump_of(&store);
	assert_non_null(strstr(text, "snapshot snapshot_at='100' label=NULL collected_by=NULL\n"));
	assert_non_null(strstr(text,
			       "coverage snapshot_at='100' entity='flow' resource_kind=''"
			       " scope='tenant' scope_id='' scope_ref=''\n"));
	assert_non_null(strstr(text, " display_name='it\\'s a \\\\ and\\na line' "));
	assert_non_null(strstr(text, " valid_from='100' valid_to=NULL\n"));
	assert_null(strstr(text, "imported_at"));
	free(text);
	store_close(&store);
}

static char *dump_of_two(const char *first, const char *second, const char *hash)
{
	struct store store;
	struct hand hand;
	char *text;

	open_memory(&store);
	begin(&hand, &store, hash);
	put(&hand, "flow", first);
	put(&hand, "flow", second);
	cover_tenant(&hand, "flow");
	commit(&hand, 100);
	text = dump_of(&store);
	store_close(&store);
	return text;
}

static void dump_does_not_depend_on_the_order_of_rows(void **state)
{
	char *one = dump_of_two("flow_id=f1, state=a", "flow_id=f2", "h");
	char *other = dump_of_two("flow_id=f2", "flow_id=f1, state=a", "h");
	char *differs = dump_of_two("flow_id=f2", "flow_id=f1, state=b", "h");

	(void)state;
	assert_string_equal(one, other);
	assert_string_not_equal(one, differs);
	free(one);
	free(other);
	free(differs);
}

/* --- All or nothing ------------------------------------------------------------------------------ */

static void without_a_commit_nothing_happened(void **state)
{
	static const char counts[] =
		"SELECT (SELECT count(*) FROM source_file),"
		" (SELECT count(*) FROM reject), (SELECT count(*) FROM coverage)";
	struct store store;
	struct hand hand;
	struct reject reject = { .record = 1, .byte_offset = -1, .line = -1, .reason = "bad" };
	struct error err = ERROR_INIT;
	char *before;

	(void)state;
	open_memory(&store);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	before = dump_of(&store);
	begin(&hand, &store, "h2");
	put(&hand, "flow", "flow_id=f1, state=stopped");
	cover_tenant(&hand, "flow");
	assert_int_equal(staging_reject(hand.staging, hand.origin.file, &reject, &err), 0);
	finish_file(&hand, 0);
	staging_end(hand.staging);
	expect_dump(&store, before);
	expect(&store, counts, "1|0|1");
	write_snapshot(&store, "h3", 200, "flow_id=f2"); /* and the store is free again */
	expect(&store, "SELECT flow_id FROM flow", "f2");
	free(before);
	store_close(&store);
}

static void wrong_account_fails_and_leaves_the_store_as_it_was(void **state)
{
	struct store store;
	struct hand hand;
	struct snapshot_facts facts = { .at = 200, .basis = "given" };
	struct error err = ERROR_INIT;
	int64_t fresh;
	char *before;

	(void)state;
	open_memory(&store);
	write_snapshot(&store, "h1", 100, "flow_id=f1");
	before = dump_of(&store);
	for (int extra = -1; extra <= 1; extra += 2) {
		begin(&hand, &store, "h2");
		put(&hand, "flow", "flow_id=f1, state=stopped");
		finish_file(&hand, extra);
		assert_int_equal(staging_commit(hand.staging, &facts, &fresh, &err), -1);
		assert_non_null(strstr(err.text, "do not account for every record"));
		staging_end(hand.staging);
		expect_dump(&store, before);
	}
	free(before);
	store_close(&store);
}

static void statements_say_which_sql_failed(void **state)
{
	struct store store;
	struct error err = ERROR_INIT;
	int64_t value = 7;

	(void)state;
	open_memory(&store);
	assert_null(store_prepare(&store, &err, "SELECT nothing FROM nowhere"));
	assert_non_null(strstr(err.text, "SELECT nothing FROM nowhere"));
	assert_int_equal(store_execf(&store, &err, "SELECT %d FROM %s", 1, "nowhere"), -1);
	assert_non_null(strstr(err.text, "SELECT 1 FROM nowhere"));
	assert_int_equal(store_int64(&store, &err, "SELECT 5 WHERE FALSE", -3, &value), 0);
	assert_int_equal(value, -3);
	assert_int_equal(store_int64(&store, &err, "SELECT NULL", -4, &value), 0);
	assert_int_equal(value, -4);
	assert_int_equal(store_int64(&store, &err, "SELECT 5", -3, &value), 0);
	assert_int_equal(value, 5);
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(creates_a_store_and_opens_it_again),
		test_in_folder(a_store_may_have_any_name),
		test_in_folder(missing_file_is_not_created_for_reading),
		test_in_folder(refuses_what_is_no_store),
		test_in_folder(refuses_a_newer_schema_by_its_number),
		test_in_folder(refuses_what_was_made_before_the_first_release),
		test_in_folder(reading_writes_nothing_but_temp),
		test_in_folder(opening_again_changes_nothing),
		test_in_folder(older_store_is_brought_up_to_date),
		test_in_folder(two_importers_do_not_meet),
		cmocka_unit_test(views_show_the_newest_moment),
		cmocka_unit_test(earlier_moments_are_shown_exactly_or_by_the_newest_before),
		cmocka_unit_test(refuses_a_moment_before_the_first),
		cmocka_unit_test(empty_store_has_no_moment),
		cmocka_unit_test(persistent_views_stay_at_the_newest),
		cmocka_unit_test(dump_tells_facts_in_sorted_lines),
		cmocka_unit_test(dump_does_not_depend_on_the_order_of_rows),
		cmocka_unit_test(without_a_commit_nothing_happened),
		cmocka_unit_test(wrong_account_fails_and_leaves_the_store_as_it_was),
		cmocka_unit_test(statements_say_which_sql_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
