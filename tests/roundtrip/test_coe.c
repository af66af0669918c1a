/* SPDX-License-Identifier: MIT
 * An invented CoE kit, written in every shape that people take it out in: each gives the same store.
 */
#include "tests/unit/store_case.h"

#include "tests/unit/scratch.h"

#include "tests/unit/import_case.h"

#include <ctype.h>

#include "facts.h"
#include "files.h"
#include "invent.h"
#include "tables.h"

#include "write_csv.h"
#include "write_json.h"
#include "write_workbook.h"

static struct files files;
static char *reference;

/* What the writer makes of every table, in a folder of its own. */
static void make(void (*write)(struct files *, const struct kit_table *))
{
	files_release(&files);
	for (size_t i = 0; i < TABLES; i++)
		write(&files, &kit[i]);
}

static void make_csv(void (*write)(struct files *, const struct kit_table *, const struct dialect *),
		     const struct dialect *dialect)
{
	files_release(&files);
	for (size_t i = 0; i < TABLES; i++)
		write(&files, &kit[i], dialect);
}

static void compare(const char *name)
{
	char *facts = facts_of(name);

	expect_same(name, reference, facts);
	free(facts);
}

static void save_and_compare(const char *name)
{
	files_save(&files, name);
	compare(name);
}

static void begin_with(unsigned seed)
{
	print_message("seed %u\n", seed);
	kit_fill(seed);
	make(write_webapi);
	files_save(&files, "webapi");
	free(reference);
	reference = facts_of("webapi");
}

#define EACH_SEED(seed) for (unsigned seed = 1; seed <= 2; seed++)

static void json_shapes_agree(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		make(write_array);
		save_and_compare("array");
		make(write_lines);
		save_and_compare("lines");
		make(write_pages);
		save_and_compare("pages");
	}
}

static void csv_with_logical_names_agrees(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		make_csv(write_logical, &comma);
		save_and_compare("comma");
		make_csv(write_logical, &semicolon);
		save_and_compare("semicolon");
		make_csv(write_logical, &tab);
		save_and_compare("tab");
		make_csv(write_logical, &typed);
		save_and_compare("typed");
		make_csv(write_logical, &comma);
		files_make_utf16(&files);
		save_and_compare("utf16");
	}
}

static void csv_as_people_see_it_agrees(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		make_csv(write_display, &comma);
		save_and_compare("display");
		make_csv(write_display, &semicolon);
		save_and_compare("display-semicolon");
	}
}

static void workbooks_agree(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		write_books("books", false);
		compare("books");
	}
}

static void workbooks_that_dataverse_wrote_agree(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		write_books("exports", true);
		compare("exports");
	}
}

static void a_lake_agrees(void **state)
{
	(void)state;
	EACH_SEED(seed) {
		begin_with(seed);
		files_release(&files);
		write_lake(&files);
		save_and_compare("lake");
	}
}

static void archives_agree(void **state)
{
	static const struct kind_of_archive as_tar_gz = { ARCHIVE_FORMAT_TAR_PAX_RESTRICTED,
							  ARCHIVE_FILTER_GZIP, NULL };
	static const struct kind_of_archive as_7z = { ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE,
						      NULL };

	(void)state;
	begin_with(1);
	files_pack(&files, as_zip, "kit.zip");
	compare("kit.zip");
	wrap_in_zip("kit.zip", "outer.zip");
	compare("outer.zip");
	files_pack(&files, as_tar_gz, "kit.tar.gz");
	compare("kit.tar.gz");
	files_pack(&files, as_7z, "kit.7z");
	compare("kit.7z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(json_shapes_agree),
		test_in_folder(csv_with_logical_names_agrees),
		test_in_folder(csv_as_people_see_it_agrees),
		test_in_folder(workbooks_agree),
		test_in_folder(workbooks_that_dataverse_wrote_agree),
		test_in_folder(a_lake_agrees),
		test_in_folder(archives_agree),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	files_release(&files);
	free(reference);
	return failed;
}
