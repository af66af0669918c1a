/* SPDX-License-Identifier: MIT
 * Makes the shared views. Names in them resolve anew with every statement, so they follow the moment.
 */
#include "views.h"

#include <string.h>

#include "base/embedded.h"

/* "principal_list.sql" */
static size_t name_length(const struct embedded_file *file)
{
	return strlen(file->name) - strlen(".sql");
}

int views_create(struct store *store, struct error *err)
{
	for (const struct embedded_file *file = view_files; file->name != NULL; file++) {
		if (store_execf(store, err, "CREATE TEMP VIEW IF NOT EXISTS %.*s AS %s",
				(int)name_length(file), file->name, file->content) < 0)
			return error_prefix(err, "view '%s'", file->name);
	}
	return 0;
}

bool views_has(const char *name)
{
	for (const struct embedded_file *file = view_files; file->name != NULL; file++) {
		if (strlen(name) == name_length(file) &&
		    strncmp(name, file->name, name_length(file)) == 0)
			return true;
	}
	return false;
}
