/* SPDX-License-Identifier: MIT
 * The canonical text of a store: every fact, one a line, sorted. What differs between two imports
 * of the same facts (import times, local numbers, which file came first) is left out.
 */
#include "base/limits.h"
#include "internal.h"

/* Fact tables with the columns that are facts. */
static const struct {
	const char *name, *columns;
} facts[] = {
	{ "snapshot", "snapshot_at, label, collected_by" },
	{ "source_file", "snapshot_at, sha256, bytes, format, reason, container, encoding, layout,"
			 " covers, is_complete, records_read, records_rejected" },
	{ "coverage", "snapshot_at, entity, resource_kind, scope, scope_id, scope_ref" },
	{ "sighting", "snapshot_at, entity, object_key" },
};

static void print_value(sqlite3_stmt *row, int column, FILE *out)
{
	struct str text;

	if (sqlite3_column_type(row, column) == SQLITE_NULL) {
		fputs("NULL", out);
		return;
	}
	text = column_str(row, column);
	fputc('\'', out);
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] == '\'' || text.data[i] == '\\')
			fputc('\\', out);
		if (text.data[i] == '\n')
			fputs("\\n", out);
		else
			fputc(text.data[i], out);
	}
	fputc('\'', out);
}

/* Lines are sorted by SQL: ORDER BY every column, in the order they are printed. */
static int dump_query(struct store *store, const char *name, const char *sql, FILE *out,
		      struct error *err)
{
	sqlite3_stmt *rows = store_prepare(store, err, sql);
	int code;

	if (rows == NULL)
		return -1;
	while ((code = store_step(rows, err)) == SQLITE_ROW) {
		fprintf(out, "%s", name);
		for (int i = 0; i < sqlite3_column_count(rows); i++) {
			fprintf(out, " %s=", sqlite3_column_name(rows, i));
			print_value(rows, i, out);
		}
		fputc('\n', out);
	}
	sqlite3_finalize(rows);
	return code < 0 ? -1 : 0;
}

static int dump_entity(struct store *store, const struct entity *entity, FILE *out,
		       struct error *err)
{
	struct template_values values = { entity, 0 };
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	sql_expand(&sql,
		   "SELECT $data, valid_from, valid_to FROM main.$name_version"
		   " ORDER BY $keys, valid_from",
		   &values);
	result = dump_query(store, entity->name, sql.data, out, err);
	buffer_release(&sql);
	return result;
}

static int dump_all(struct store *store, FILE *out, struct error *err)
{
	char sql[512];

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		snprintf(sql, sizeof(sql), "SELECT %s FROM %s ORDER BY %s", facts[i].columns,
			 facts[i].name, facts[i].columns);
		if (dump_query(store, facts[i].name, sql, out, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < store->schema->count; i++) {
		if (dump_entity(store, &store->schema->entities[i], out, err) < 0)
			return -1;
	}
	return 0;
}

/* One transaction: all of it as it stood at one time, whoever writes meanwhile. */
int store_dump(struct store *store, FILE *out, struct error *err)
{
	int result;

	if (store_exec(store, err, "BEGIN") < 0)
		return -1;
	result = dump_all(store, out, err);
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return result;
}
