/* SPDX-License-Identifier: MIT
 * Tables that are laid over a sheet: they tell where the header is and which row only sums up.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "workbook.h"

/* "A1:S79" */
static bool parse_area(struct sheet_table *table, const char *area)
{
	size_t last_column = 0;

	return cell_reference(&area, &table->first_column, &table->first_row) && *area++ == ':' &&
	       cell_reference(&area, &last_column, &table->last_row) && *area == '\0' &&
	       last_column >= table->first_column && table->last_row >= table->first_row &&
	       (table->end_column = last_column + 1);
}

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct sheet_tables *tables = context;
	struct sheet_table table = { 0 };
	const char *area = xml_attribute(attributes, "ref");
	const char *headers = xml_attribute(attributes, "headerRowCount");
	const char *totals = xml_attribute(attributes, "totalsRowCount");
	const char *shown = xml_attribute(attributes, "displayName");

	if (strcmp(name, "table") != 0)
		return 0;
	if (!area || !parse_area(&table, area))
		return error_set(err, "a table without a place in its sheet");
	if (tables->count == LIMIT_SHEETS)
		return error_set(err, "more than %d tables in a sheet", LIMIT_SHEETS);
	table.has_header = !headers || strcmp(headers, "0") != 0;
	table.last_row -= totals && strcmp(totals, "0") != 0;
	table.name = memory_copy(shown ? shown : "", shown ? strlen(shown) : 0);
	tables->items = memory_reserve(tables->items, tables->count, &tables->capacity,
				       sizeof(*tables->items));
	tables->items[tables->count++] = table;
	return 0;
}

int sheet_tables_read(struct sheet_tables *tables, struct package *package, const char *sheet_part,
		      struct error *err)
{
	const struct xml_handler handler = { .start = start, .context = tables };
	struct relationships relationships;
	int result = package_relationships(package, sheet_part, &relationships, err);

	*tables = (struct sheet_tables){ 0 };
	for (size_t i = 0; i < relationships.count && result == 0; i++) {
		if (strcmp(relationships.items[i].type, "table") == 0 &&
		    package_read(package, relationships.items[i].part, &handler, err) ==
			    PART_DAMAGED)
			result = -1;
	}
	relationships_release(&relationships);
	return result;
}

void sheet_tables_release(struct sheet_tables *tables)
{
	for (size_t i = 0; i < tables->count; i++)
		free(tables->items[i].name);
	free(tables->items);
}
