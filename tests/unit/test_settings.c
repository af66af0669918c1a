/* SPDX-License-Identifier: MIT
 * Settings: which value a parameter gets, what the settings file does to lists, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyze/settings_file.h"

static char path[] = "/tmp/stocktake-settings-XXXXXX";

struct desk {
	struct store store;
	struct catalogue *catalogue;
	struct settings_file file;
};

static int read_file(struct desk *desk, const char *text, struct error *err)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return settings_file_read(&desk->file, path, &desk->store, desk->catalogue, err);
}

static void open_desk(struct desk *desk)
{
	struct error err = ERROR_INIT;

	*desk = (struct desk){ 0 };
	if (store_open(&desk->store, NULL, STORE_MEMORY, &err) < 0 ||
	    catalogue_open(&desk->catalogue, NULL, &err) < 0)
		fail_msg("%s", err.text);
}

static void close_desk(struct desk *desk)
{
	settings_file_release(&desk->file);
	catalogue_close(desk->catalogue);
	store_close(&desk->store);
}

/* The value in force, or "-" for the default. */
static const char *value_of(const struct settings *settings, const struct desk *desk,
			    const char *report, const char *name)
{
	static char kept[64];
	struct setting chosen[8];
	size_t count =
		settings_for(settings, catalogue_find(desk->catalogue, report), chosen);

	snprintf(kept, sizeof(kept), "-");
	for (size_t i = 0; i < count; i++)
		if (strcmp(chosen[i].name, name) == 0)
			snprintf(kept, sizeof(kept), "%s", chosen[i].value);
	return kept;
}

static void a_setting_for_one_report_wins_and_the_command_line_wins_over_the_file(void **state)
{
	const char *line[] = { "sync-errors.days=3" };
	struct text_list texts = { line, 1, 1 };
	struct settings settings = { 0 };
	struct error err = ERROR_INIT;
	const struct report *report;
	struct desk desk;

	(void)state;
	open_desk(&desk);
	report = catalogue_find(desk.catalogue, "sync-errors");
	assert_int_equal(read_file(&desk,
				   "{\"set\": {\"stale-inventory.warn_days\": 5, \"warn_days\": 9,"
				   " \"days\": \"12\", \"mode\": \"coe\"}}",
				   &err),
			 0);
	settings_add_all(&settings, &desk.file.set);
	assert_string_equal(value_of(&settings, &desk, "stale-inventory", "warn_days"), "5");
	assert_string_equal(value_of(&settings, &desk, "stale-inventory", "high_days"), "-");
	assert_string_equal(value_of(&settings, &desk, "sync-errors", "days"), "12");
	assert_string_equal(value_of(&settings, &desk, "orphaned-flows", "mode"), "coe");
	assert_int_equal(settings_parse(&settings, &texts, &report, 1, &err), 0);
	assert_string_equal(value_of(&settings, &desk, "sync-errors", "days"), "3");
	settings_release(&settings);
	close_desk(&desk);
}

static void a_list_is_replaced_and_waivers_lie_beside_the_file(void **state)
{
	struct error err = ERROR_INIT;
	struct desk desk;
	int64_t count;

	(void)state;
	open_desk(&desk);
	if (read_file(&desk,
		      "{\"lists\": {\"coe_excuse\": [{\"flag\": \"a.b\", \"rule\": \"X-1\"},"
		      " {\"rule\": null, \"flag\": 7}]}, \"waivers\": \"w.csv\"}",
		      &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(store_int64(&desk.store, &err,
				     "SELECT count(*) * 10 + count(rule) FROM coe_excuse", -1,
				     &count),
			 0);
	assert_int_equal(count, 21);
	assert_string_equal(desk.file.waivers, "/tmp/w.csv");
	close_desk(&desk);
}

static void what_is_misspelt_is_refused(void **state)
{
	static const struct {
		const char *text, *message;
	} files[] = {
		{ "", ": empty" },
		{ "[]", ": it is no JSON object" },
		{ "{\n\"set\": {x}}", ": line 2: no JSON" },
		{ "{\"sets\": {}}", "'sets': there is no such member" },
		{ "{\"set\": 1}", "'set': it is no object" },
		{ "{\"set\": {\"day\": 1}}", "no parameter 'day'; did you mean 'days'" },
		{ "{\"set\": {\"sync-errors.mode\": 1}}", "no parameter 'sync-errors.mode'" },
		{ "{\"set\": {\"days\": \"soon\"}}", "takes a number, not 'soon'" },
		{ "{\"set\": {\"days\": []}}", "'days' is no text, number, true or false" },
		{ "{\"lists\": []}", "'lists': it is no object" },
		{ "{\"lists\": {\"coe_excuses\": []}}", "there is no list 'coe_excuses'" },
		{ "{\"lists\": {\"coe_excuse\": {}}}", "'coe_excuse': it is no list of objects" },
		{ "{\"lists\": {\"coe_excuse\": [1]}}", "'coe_excuse': a row is no object" },
		{ "{\"lists\": {\"coe_excuse\": [{\"flag\": {}}]}}", "'flag' is no text" },
		{ "{\"lists\": {\"coe_excuse\": [{\"flagg\": \"x\"}]}}", "no column named flagg" },
		{ "{\"waivers\": 1}", "'waivers': it is no text" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct error err = ERROR_INIT;
		struct desk desk;

		open_desk(&desk);
		assert_int_equal(read_file(&desk, files[i].text, &err), -1);
		if (!strstr(err.text, files[i].message) || !strstr(err.text, path))
			fail_msg("'%s', not '%s'", err.text, files[i].message);
		close_desk(&desk);
	}
}

static int make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_setting_for_one_report_wins_and_the_command_line_wins_over_the_file),
		cmocka_unit_test(a_list_is_replaced_and_waivers_lie_beside_the_file),
		cmocka_unit_test(what_is_misspelt_is_refused),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
