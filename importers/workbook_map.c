/* SPDX-License-Identifier: MIT
 * The map from the headers people see to logical names, as a workbook written by Dataverse has it.
 * It makes the user's language, and two columns of one name, not matter.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "workbook.h"

/* Not a column of the table: its header stays what people see. */
#define CHECKSUM "checksumLogicalName"

#define LOWER_AND_DIGITS "abcdefghijklmnopqrstuvwxyz0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void decode_percent(char *text)
{
	char *to = text;

	for (; *text; text++) {
		char digits[3] = { 0 }, *end = digits;
		long code = 0;

		if (*text == '%' && text[1] && text[2]) {
			memcpy(digits, text + 1, 2);
			code = strtol(digits, &end, 16);
		}
		*to++ = code > 0 && end == digits + 2 ? (char)code : *text;
		if (code > 0 && end == digits + 2)
			text += 2;
	}
	*to = '\0';
}

/* Where the entries begin, behind "<table>:<checksum>:"; NULL when it does not begin so. */
static char *skip_table(char *text)
{
	size_t table = strspn(text, LOWER_AND_DIGITS "_" UPPER);
	char *checksum = text + table + 1;
	size_t length;

	if (table == 0 || text[table] != ':')
		return NULL;
	length = strspn(checksum, LOWER_AND_DIGITS UPPER "+/=");
	return length > 0 && checksum[length] == ':' ? checksum + length + 1 : NULL;
}

bool column_map_parse(struct column_map *map, struct str cell)
{
	char *entry;

	*map = (struct column_map){ .text = memory_copy(cell.data, cell.length) };
	entry = skip_table(map->text);
	while (entry && map->count < LIMIT_CSV_COLUMNS) {
		char *next = strchr(entry, '&'), *shown;

		if (next)
			*next++ = '\0';
		shown = strchr(entry, '=');
		if (!shown)
			break;
		*shown++ = '\0';
		decode_percent(shown);
		map->entries = memory_reserve(map->entries, map->count, &map->capacity,
					      sizeof(*map->entries));
		map->entries[map->count++] = (struct column_name){ entry, shown, false };
		entry = next;
	}
	if (map->count == 0)
		column_map_release(map);
	return map->count > 0;
}

void column_map_release(struct column_map *map)
{
	free(map->text);
	free(map->entries);
	*map = (struct column_map){ 0 };
}

static bool is_shown(const struct column_name *entry, struct str name)
{
	return !entry->used && str_equal(str_trim(str_of(entry->shown)), str_trim(name));
}

/* A table in a sheet has no two headers alike: Excel puts a number behind the second. */
static bool is_numbered(const struct column_name *entry, struct str name)
{
	size_t length = strlen(entry->shown);

	if (entry->used || name.length <= length || memcmp(name.data, entry->shown, length) != 0)
		return false;
	for (; length < name.length; length++) {
		if (name.data[length] < '0' || name.data[length] > '9')
			return false;
	}
	return true;
}

/* The map is in the order of the columns until someone moves one. */
static struct column_name *find_entry(struct column_map *map, struct str name, size_t column)
{
	if (column < map->count && is_shown(&map->entries[column], name))
		return &map->entries[column];
	for (size_t i = 0; i < map->count; i++) {
		if (is_shown(&map->entries[i], name))
			return &map->entries[i];
	}
	if (column < map->count && is_numbered(&map->entries[column], name))
		return &map->entries[column];
	return NULL;
}

void column_map_apply(struct column_map *map, struct str *header, size_t count)
{
	const struct column_name **found = memory_alloc((count + 1) * sizeof(*found));
	size_t known = 0;

	for (size_t i = 0; i < map->count; i++)
		map->entries[i].used = false;
	for (size_t i = 0; i < count; i++) {
		struct column_name *entry = find_entry(map, header[i], i);

		if (entry)
			entry->used = true;
		known += entry != NULL;
		found[i] = entry;
	}
	for (size_t i = 0; i < count && known * 2 > count; i++) {
		if (found[i] && strcmp(found[i]->logical, CHECKSUM) != 0)
			header[i] = str_of(found[i]->logical);
	}
	free(found);
}
