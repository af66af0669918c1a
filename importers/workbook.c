/* SPDX-License-Identifier: MIT
 * Finds the parts of a workbook: its worksheets in their order, strings and styles.
 */
#include "workbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

struct workbook_reading {
	struct workbook *workbook;
	const struct relationships *relationships;
};

static bool is_true(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* Chart and macro sheets have no cells. A sheet that leads nowhere is told when it is read. */
static int add_sheet(struct workbook *workbook, const struct relationship *target,
		     const char *const *attributes, struct error *err)
{
	const char *name = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");

	if (!name || (target && strcmp(target->type, "worksheet") != 0))
		return 0;
	if (workbook->sheet_count == LIMIT_SHEETS)
		return error_set(err, "more than %d sheets", LIMIT_SHEETS);
	workbook->sheets = memory_reserve(workbook->sheets, workbook->sheet_count,
					  &workbook->sheet_capacity, sizeof(*workbook->sheets));
	workbook->sheets[workbook->sheet_count++] = (struct sheet){
		.name = memory_copy(name, strlen(name)),
		.part = target ? memory_copy(target->part, strlen(target->part))
			       : memory_copy("", 0),
		.hidden = state && strcmp(state, "visible") != 0,
	};
	return 0;
}

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct workbook_reading *reading = context;
	const char *id = xml_attribute(attributes, "id");

	if (strcmp(name, "workbookPr") == 0)
		reading->workbook->from_1904 = is_true(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0 || !id)
		return 0;
	return add_sheet(reading->workbook, relationship_by_id(reading->relationships, id),
			 attributes, err);
}

static int read_parts(struct workbook *workbook, const char *main_part,
		      const struct relationships *relationships, struct error *err)
{
	struct workbook_reading reading = { workbook, relationships };
	const struct xml_handler handler = { .start = start, .context = &reading };
	const struct relationship *strings = relationship_by_type(relationships, "sharedStrings");
	const struct relationship *styles = relationship_by_type(relationships, "styles");
	enum part_result result = package_read(&workbook->package, main_part, &handler, err);

	if (result == PART_MISSING)
		return error_set(err, "%s is missing", main_part);
	if (result == PART_READ && workbook->sheet_count == 0)
		return error_set(err, "it has no worksheet");
	if (result == PART_DAMAGED ||
	    (strings &&
	     shared_strings_read(&workbook->strings, &workbook->package, strings->part, err) < 0) ||
	    (styles &&
	     cell_styles_read(&workbook->styles, &workbook->package, styles->part, err) < 0))
		return -1;
	return 0;
}

/* The main part's name, owned by the caller; NULL with `err` set. */
static char *find_main_part(struct package *package, struct error *err)
{
	struct relationships relationships;
	const struct relationship *main_part;
	char *name = NULL;

	if (package_relationships(package, "", &relationships, err) == 0) {
		main_part = relationship_by_type(&relationships, "officeDocument");
		if (main_part)
			name = memory_copy(main_part->part, strlen(main_part->part));
		else
			error_set(err, "no Office document");
	}
	relationships_release(&relationships);
	return name;
}

/* The first element says what it is; the rest is not wanted. */
static int see_root(void *context, const char *name, const char *const *attributes,
		    struct error *err)
{
	bool *is_workbook = context;

	(void)attributes;
	*is_workbook = strcmp(name, "workbook") == 0;
	return error_set(err, "the root is enough");
}

bool workbook_is(const char *path)
{
	bool is_workbook = false;
	const struct xml_handler handler = { .start = see_root, .context = &is_workbook };
	struct package package;
	struct error err = ERROR_INIT;
	char *main_part;

	if (package_open(&package, path, &err) < 0)
		return false;
	main_part = find_main_part(&package, &err);
	if (main_part)
		package_read(&package, main_part, &handler, &err);
	free(main_part);
	return is_workbook;
}

int workbook_open(struct workbook *workbook, const char *path, struct error *err)
{
	struct relationships relationships;
	char *main_part;
	int result;

	*workbook = (struct workbook){ 0 };
	if (package_open(&workbook->package, path, err) < 0)
		return -1;
	main_part = find_main_part(&workbook->package, err);
	if (!main_part)
		return -1;
	result = package_relationships(&workbook->package, main_part, &relationships, err);
	if (result == 0)
		result = read_parts(workbook, main_part, &relationships, err);
	relationships_release(&relationships);
	free(main_part);
	return result;
}

void workbook_release(struct workbook *workbook)
{
	for (size_t i = 0; i < workbook->sheet_count; i++) {
		free(workbook->sheets[i].name);
		free(workbook->sheets[i].part);
	}
	free(workbook->sheets);
	free(workbook->styles.is_date);
	shared_strings_release(&workbook->strings);
}
