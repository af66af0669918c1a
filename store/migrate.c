/* SPDX-License-Identifier: MIT
 * Schema versions: the numbered files of store/schema, each applied once, in order, in one
 * transaction with its number as user_version. A new store runs them all: there is one truth.
 * Views are derived, so they are made anew whenever the schema moves.
 */
#include "base/embedded.h"
#include "internal.h"

/* "STKU", and "STKT", whose versions bear numbers without meaning: builds before the first release made these. */
enum { APPLICATION_ID = 0x53544b55, UNNUMBERED_ID = 0x53544b54 };

static int schema_version(void)
{
	int count = 0;

	while (schema_files[count].name != NULL)
		count++;
	return count;
}

static int pragma(struct store *store, const char *sql, int64_t *value, struct error *err)
{
	return store_int64(store, err, sql, 0, value);
}

/* A file of another program must never be written to. */
static int check_identity(struct store *store, int64_t version, struct error *err)
{
	int64_t id, tables;

	if (pragma(store, "PRAGMA application_id", &id, err) < 0 ||
	    pragma(store, "SELECT count(*) FROM sqlite_schema", &tables, err) < 0)
		return -1;
	if (id == UNNUMBERED_ID)
		return error_set(err, "it was made before the first release: import its files into a new one");
	if (id != APPLICATION_ID && tables > 0)
		return error_set(err, "it is a database of another program");
	if (version > schema_version())
		return error_set(err, "it has schema version %d, this program knows %d",
				 (int)version, schema_version());
	return 0;
}

static int create_views(struct store *store, struct error *err)
{
	static const char template[] =
		"DROP VIEW IF EXISTS $name;"
		"CREATE VIEW $name AS SELECT $data, valid_from, source_file_id, record"
		" FROM $name_version WHERE " VERSION_HOLDS("") ";";

	for (size_t i = 0; i < store->schema->count; i++) {
		struct template_values values = { &store->schema->entities[i], 0 };

		if (sql_run_template(store, template, &values, err) < 0)
			return -1;
	}
	return 0;
}

static int apply_steps(struct store *store, int from, struct error *err)
{
	for (int i = from; i < schema_version(); i++) {
		if (store_exec(store, err, schema_files[i].content) < 0)
			return error_prefix(err, "schema step '%s'", schema_files[i].name);
	}
	if (create_views(store, err) < 0)
		return -1;
	return store_execf(store, err, "PRAGMA application_id = %d; PRAGMA user_version = %d",
			   APPLICATION_ID, schema_version());
}

int migrate(struct store *store, bool may_write, struct error *err)
{
	int64_t version;

	if (pragma(store, "PRAGMA user_version", &version, err) < 0 ||
	    check_identity(store, version, err) < 0)
		return -1;
	if (version == schema_version())
		return 0;
	if (!may_write)
		return error_set(err, "its schema is version %d, %d is needed: import into it once",
				 (int)version, schema_version());
	if (store_exec(store, err, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (apply_steps(store, (int)version, err) < 0) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	return store_exec(store, err, "COMMIT");
}
