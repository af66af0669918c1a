/* SPDX-License-Identifier: MIT
 * One tenant in every wire shape (fixtures/shapes): the same objects, however they were written.
 */
#include "store_case.h"

#include "scratch.h"

#include "import_case.h"

#include <dirent.h>

/* What fixtures/shapes/README.md says of the tenant. */
static const char environments[] =
	"SELECT environment_id, display_name, sku, protection_level, has_dataverse,"
	" organization_id, created_at FROM environment ORDER BY 1";
static const char environments_truth[] =
	"default-7e500000-0000-4000-8000-000000000001|Shapes (default)|Default|Basic|1|"
	"15000000-0000-4000-8000-000000000001|1646380800 "
	"e5000000-0000-4000-8000-000000000001|Production, Köln|Production|Standard|1|"
	"15000000-0000-4000-8000-000000000002|1686130200";
static const char flows[] =
	"SELECT substr(flow_id, -2), substr(environment_id, 1, 7), display_name, state,"
	" suspension_reason, creator_id, created_at, modified_at FROM flow ORDER BY 1";
static const char flows_truth[] =
	"01|default|Alpha|started|None|b5100000-0000-4000-8000-000000000001|1704164645|1738555506 "
	"02|e500000|Beta; \"with\" marks, and ünï|stopped|None|b5100000-0000-4000-8000-000000000002|"
	"1714979289|1749283750 "
	"03|e500000|Gamma|suspended|AlwaysFailingDetected|b5100000-0000-4000-8000-000000000001|"
	"1725966733|1760184794";

static const char *shapes_folder(void)
{
	static char path[500];
	const char *source = getenv("SOURCE_DIR");

	snprintf(path, sizeof(path), "%s/fixtures/shapes", source ? source : ".");
	return path;
}

static void import_shape(struct trial *trial, const char *shape)
{
	char path[800];

	trial_open(trial, NULL);
	trial->options = (struct import_options){ .has_at = true, .at = 1767225600 };
	snprintf(path, sizeof(path), "%s/%s", shapes_folder(), shape);
	import_path(trial, path);
	expect_balance(trial);
}

/* The canonical text without what tells of the files. */
static char *facts_of(const char *shape)
{
	struct trial trial;
	struct buffer facts = BUFFER_INIT(MIB);
	char *text, *rest = NULL;

	import_shape(&trial, shape);
	text = dump_of(&trial.store);
	trial_close(&trial);
	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (strncmp(line, "source_file ", 12) != 0)
			buffer_printf(&facts, "%s\n", line);
	}
	free(text);
	return facts.data;
}

static void every_shape_gives_the_same_objects(void **state)
{
	DIR *shapes = opendir(shapes_folder());
	const struct dirent *entry;
	int count = 0;

	(void)state;
	assert_non_null(shapes);
	while ((entry = readdir(shapes)) != NULL) {
		struct trial trial;

		if (strchr(entry->d_name, '.') || strcmp(entry->d_name, "byodl") == 0)
			continue;
		print_message("%s\n", entry->d_name);
		import_shape(&trial, entry->d_name);
		assert_int_equal(trial.summary.unknown_files, 0);
		assert_int_equal(trial.summary.rejected, 0);
		expect(&trial.store, environments, environments_truth);
		expect(&trial.store, flows, flows_truth);
		trial_close(&trial);
		count++;
	}
	closedir(shapes);
	assert_true(count >= 16);
}

static void shapes_of_one_producer_give_equal_stores(void **state)
{
	static const char *const groups[][8] = {
		{ "api-value", "api-array", "api-gzip", "api-ndjson", "api-pages",
		  "api-pages-in-a-row" },
		{ "coe-webapi", "coe-webapi-array", "coe-webapi-gzip", "coe-csv-logical",
		  "synapse-link" },
		{ "powershell", "powershell-utf16le" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		char *first = facts_of(groups[i][0]);

		for (size_t k = 1; groups[i][k] != NULL; k++) {
			char *other = facts_of(groups[i][k]);

			if (strcmp(first, other) != 0)
				fail_msg("%s gives\n%s\nand %s\n%s", groups[i][0], first,
					 groups[i][k], other);
			free(other);
		}
		free(first);
	}
}

/* The same objects, and yet nothing is said of others. */
static void single_objects_prove_no_absence(void **state)
{
	struct trial trial;

	(void)state;
	import_shape(&trial, "api-single");
	expect(&trial.store, "SELECT DISTINCT scope FROM coverage", "some");
	trial_close(&trial);
	import_shape(&trial, "api-value");
	expect(&trial.store,
	       "SELECT DISTINCT entity, scope FROM coverage WHERE scope <> 'some'"
	       " ORDER BY 1",
	       "environment|tenant flow|environment");
	trial_close(&trial);
}

/* Each shape into the store of another: nothing changes but what is known of the files. */
static void shapes_agree_in_one_snapshot(void **state)
{
	struct trial trial;
	char path[800];

	(void)state;
	import_shape(&trial, "api-single");
	snprintf(path, sizeof(path), "%s/api-pages", shapes_folder());
	import_path(&trial, path);
	expect(&trial.store, "SELECT count(*) FROM snapshot", "1");
	expect(&trial.store, "SELECT count(*) FROM flow_version", "3");
	expect(&trial.store, "SELECT count(*) FROM environment_version", "2");
	expect(&trial.store, flows, flows_truth);
	trial_close(&trial);
}

/* A lake's folders know less of the same flows, and more of what is around them. */
static void lake_tells_what_its_folders_hold(void **state)
{
	struct trial trial;

	(void)state;
	import_shape(&trial, "byodl");
	assert_int_equal(trial.summary.unknown_files, 1); /* the empty one */
	assert_int_equal(trial.summary.rejected, 1);      /* the line that was cut off */
	expect(&trial.store, flows, flows_truth);
	expect(&trial.store, "SELECT substr(environment_id, 1, 7), sku FROM environment ORDER BY 1",
	       "default|Default e500000|Production");
	expect(&trial.store, "SELECT substr(app_id, -1), app_type, shared_users FROM app ORDER BY 1",
	       "1|canvas|3 2|component-library|0 3|model-driven|1");
	expect(&trial.store,
	       "SELECT resource_kind, substr(resource_id, -1), connector_id, connection_id"
	       " FROM resource_connector ORDER BY 1, 2",
	       "app|1|shared_office365|c1 flow|2|shared_sql|c2 flow|3|shared_office365|c1");
	expect(&trial.store, "SELECT connector_id, is_custom FROM connector", "shared_shapes.own|1");
	expect(&trial.store, "SELECT count(*) FROM connection", "3");
	expect(&trial.store,
	       "SELECT resource_kind, substr(resource_id, -1), last_launched_at, last_run_at"
	       " FROM usage ORDER BY 1, 2",
	       "app|1|1760256000|- app|3|1760173200|- flow|2|-|1760054400 flow|3|-|1759276800");
	expect(&trial.store, "SELECT DISTINCT entity, scope FROM coverage WHERE scope <> 'some'"
			     " ORDER BY 1", "environment|environment flow|environment");
	trial_close(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape_gives_the_same_objects),
		cmocka_unit_test(shapes_of_one_producer_give_equal_stores),
		cmocka_unit_test(single_objects_prove_no_absence),
		cmocka_unit_test(shapes_agree_in_one_snapshot),
		cmocka_unit_test(lake_tells_what_its_folders_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
