/* SPDX-License-Identifier: MIT
 * Whether the store is whole: SQLite's own check, and what must hold of history in any store.
 */
#include <string.h>

#include "internal.h"

static int check_pages(struct store *store, struct error *err)
{
	sqlite3_stmt *check = store_prepare(store, err, "PRAGMA integrity_check(1)");
	int result = -1;

	if (check == NULL)
		return error_prefix(err, "the store is damaged");
	if (store_step(check, err) != SQLITE_ROW)
		error_prefix(err, "the store is damaged");
	else if (strcmp((const char *)sqlite3_column_text(check, 0), "ok") != 0)
		error_set(err, "the store is damaged: %s", sqlite3_column_text(check, 0));
	else
		result = 0;
	sqlite3_finalize(check);
	return result;
}

static int check_none(struct store *store, const char *template,
		      const struct template_values *values, const char *what, struct error *err)
{
	int64_t count;

	if (sql_count_template(store, template, values, &count, err) < 0)
		return -1;
	return count == 0 ? 0 : error_set(err, "%d %s", (int)count, what);
}

static int check_entity(struct store *store, const struct template_values *values,
			struct error *err)
{
	static const struct {
		const char *template, *what;
	} rules[] = {
		{ "SELECT count(*) FROM main.$name_version"
		  " WHERE valid_to <= valid_from", "versions end before they begin" },
		{ "SELECT count(*) FROM (SELECT valid_to, lead(valid_from) OVER"
		  " (PARTITION BY $keys ORDER BY valid_from) AS next FROM main.$name_version)"
		  " WHERE next IS NOT NULL AND (valid_to IS NULL OR valid_to > next)",
		  "versions overlap" },
		{ "SELECT count(*) FROM main.$name_version WHERE version_id >> 32 <>"
		  " ifnull(" VERSION_ENDED_FROM("valid_to") " >> 32, 0)",
		  "versions stand where others belong" },
		{ "SELECT count(*) FROM main.$name_version WHERE valid_from NOT IN"
		  " (SELECT snapshot_at FROM main.snapshot) OR valid_to NOT IN"
		  " (SELECT snapshot_at FROM main.snapshot)",
		  "versions begin or end at no snapshot" },
		{ "SELECT count(*) FROM main.$name_version WHERE source_file_id NOT IN"
		  " (SELECT source_file_id FROM main.source_file UNION SELECT 0)",
		  "versions are of no file" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (check_none(store, rules[i].template, values, rules[i].what, err) < 0)
			return error_prefix(err, "'%s'", values->entity->name);
	return 0;
}

int store_verify(struct store *store, struct error *err)
{
	struct template_values values = { store->schema->entities, 0 };

	if (check_pages(store, err) < 0 ||
	    check_none(store,
		       "SELECT count(*) FROM source_file WHERE records_read <>"
		       " records_kept + records_merged + records_rejected",
		       &values, "files do not account for every record", err) < 0)
		return -1;
	for (size_t i = 0; i < store->schema->count; i++) {
		values.entity = &store->schema->entities[i];
		if (check_entity(store, &values, err) < 0)
			return error_prefix(err, "the store is damaged");
	}
	return 0;
}
