/* SPDX-License-Identifier: MIT
 * What is read from the text of the schema files is what SQLite makes of them.
 */
#include "staging_case.h"

static const char *text_at(sqlite3_stmt *row, int column)
{
	return (const char *)sqlite3_column_text(row, column);
}

/* --- Against the database --------------------------------------------------------------------- */

/* One row of PRAGMA table_info: cid, name, type, notnull, dflt_value, pk. */
static void check_column(const struct entity *entity, size_t index, sqlite3_stmt *row)
{
	const struct column *column = &entity->columns[index];
	bool is_filled = sqlite3_column_int(row, 3) != 0;

	if (index >= entity->count || strcmp(column->name, text_at(row, 1)) != 0)
		fail_msg("%s: column %zu is %s", entity->name, index, text_at(row, 1));
	if (strcmp(column->sql_type, text_at(row, 2)) != 0)
		fail_msg("%s.%s: %s, not %s", entity->name, column->name, column->sql_type,
			 text_at(row, 2));
	if (column->key && !is_filled)
		fail_msg("%s.%s: a key that may be NULL", entity->name, column->name);
	if (!column->key && !column->system && is_filled)
		fail_msg("%s.%s: what is no key may be unknown", entity->name, column->name);
}

static void check_table(const struct entity *entity)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *rows;
	size_t index = 0;
	char sql[128];

	snprintf(sql, sizeof(sql), "PRAGMA table_info(%s_version)", entity->name);
	rows = store_prepare(&store, &err, sql);
	assert_non_null(rows);
	assert_int_equal(store_step(rows, &err), SQLITE_ROW);
	assert_string_equal(text_at(rows, 1), "version_id");
	while (store_step(rows, &err) == SQLITE_ROW)
		check_column(entity, index++, rows);
	sqlite3_finalize(rows);
	if (index != entity->count)
		fail_msg("%s: %zu columns, not %zu", entity->name, entity->count, index);
}

static void columns_are_those_of_the_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < store.schema->count; i++)
		check_table(&store.schema->entities[i]);
}

static void entities_are_the_version_tables(void **state)
{
	struct error err = ERROR_INIT;
	sqlite3_stmt *rows =
		store_prepare(&store, &err,
			      "SELECT name FROM sqlite_schema WHERE type = 'table'"
			      " AND name LIKE '%\\_version' ESCAPE '\\' ORDER BY rowid");
	size_t count = 0;
	char name[80];

	(void)state;
	assert_non_null(rows);
	for (; store_step(rows, &err) == SQLITE_ROW; count++) {
		assert_true(count < store.schema->count);
		snprintf(name, sizeof(name), "%s_version", store.schema->entities[count].name);
		assert_string_equal(name, text_at(rows, 0));
	}
	sqlite3_finalize(rows);
	assert_int_equal(count, store.schema->count);
	assert_true(count >= 15);
}

static void every_entity_has_a_view_with_its_data(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];
		struct buffer sql = BUFFER_INIT(MIB);
		sqlite3_stmt *rows;

		buffer_puts(&sql, "SELECT ");
		for (size_t k = 0; k < entity->data_count; k++)
			buffer_printf(&sql, "%s, ", entity->columns[k].name);
		buffer_printf(&sql, "valid_from, source_file_id, record FROM %s", entity->name);
		rows = store_prepare(&store, &err, sql.data);
		if (rows == NULL)
			fail_msg("%s", err.text);
		sqlite3_finalize(rows);
		buffer_release(&sql);
	}
}

/* --- In itself ------------------------------------------------------------------------------- */

static const char *type_of(enum column_kind kind)
{
	static const char *const types[] = {
		[COLUMN_TEXT] = "TEXT",   [COLUMN_WORD] = "TEXT",    [COLUMN_ID] = "TEXT",
		[COLUMN_REF] = "TEXT",    [COLUMN_TIME] = "INTEGER", [COLUMN_BOOL] = "INTEGER",
		[COLUMN_INT] = "INTEGER", [COLUMN_REAL] = "REAL",
	};

	return types[kind];
}

static void check_itself(const struct entity *entity, const struct column *column)
{
	if (strlen(column->comment) < 2)
		fail_msg("%s.%s: no comment", entity->name, column->name);
	if (strcmp(type_of(column->kind), column->sql_type) != 0)
		fail_msg("%s.%s: a %s in %s", entity->name, column->name,
			 column_kind_name(column->kind), column->sql_type);
	if (column->optional && !column->key)
		fail_msg("%s.%s: only keys are optional", entity->name, column->name);
	if (column->refers && !schema_entity(store.schema, str_of(column->refers)))
		fail_msg("%s.%s: no entity '%s'", entity->name, column->name, column->refers);
	if (column->refers && column->kind != COLUMN_ID)
		fail_msg("%s.%s: refers, and is no id", entity->name, column->name);
}

static void every_column_is_described(void **state)
{
	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];

		if (strlen(entity->comment) < 10)
			fail_msg("%s: no comment", entity->name);
		for (size_t k = 0; k < entity->count; k++)
			check_itself(entity, &entity->columns[k]);
	}
}

static bool is_version_word(const char *name)
{
	static const char *const words[] = { "valid_from", "valid_to", "source_file_id", "record",
					     "source_rank" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i], name) == 0)
			return true;
	}
	return false;
}

static void system_columns_come_last_and_are_the_same_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];

		assert_int_equal(entity->count, entity->data_count + 5);
		for (size_t k = 0; k < entity->count; k++) {
			const struct column *column = &entity->columns[k];

			if (column->system != (k >= entity->data_count) ||
			    column->system != is_version_word(column->name))
				fail_msg("%s.%s", entity->name, column->name);
		}
	}
}

static void every_entity_has_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];
		size_t needed = 0;

		for (size_t k = 0; k < entity->count; k++)
			needed += entity->columns[k].key && !entity->columns[k].optional;
		if (needed == 0)
			fail_msg("%s: no key that is needed", entity->name);
	}
}

/* x_ref stands behind its x_id, and every ref column belongs to one. */
static void every_ref_belongs_to_an_id(void **state)
{
	size_t refs = 0;

	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];

		for (size_t k = 0; k < entity->count; k++) {
			const struct column *column = &entity->columns[k];

			if (column->kind != COLUMN_REF)
				continue;
			refs++;
			if (k == 0 || entity->columns[k - 1].ref != (int)k ||
			    entity->columns[k - 1].kind != COLUMN_ID)
				fail_msg("%s.%s: no id before it", entity->name, column->name);
		}
	}
	assert_true(refs >= 8);
}

static void keys_are_indexed_in_their_order(void **state)
{
	struct buffer sql = BUFFER_INIT(MIB);

	(void)state;
	for (size_t i = 0; i < store.schema->count; i++) {
		const struct entity *entity = &store.schema->entities[i];
		struct buffer keys = BUFFER_INIT(MIB);

		for (size_t k = 0; k < entity->count; k++) {
			if (entity->columns[k].key)
				buffer_printf(&keys, "%s ", entity->columns[k].name);
		}
		buffer_puts(&keys, "valid_from");
		buffer_clear(&sql);
		buffer_printf(&sql, "SELECT name FROM pragma_index_info('%s_version_key')",
			      entity->name);
		expect(&store, sql.data, keys.data);
		buffer_release(&keys);
	}
	buffer_release(&sql);
}

/* --- What the flags make of an entity ---------------------------------------------------------- */

static void knows_what_rows_belong_to(void **state)
{
	static const struct {
		const char *entity, *owner, *kind, *environment;
		bool annotation;
	} shapes[] = {
		{ "environment", NULL, NULL, "environment_id", false },
		{ "flow", NULL, NULL, "environment_id", false },
		{ "tenant_setting", NULL, NULL, NULL, false },
		{ "role_assignment", "resource_id", "resource_kind", "environment_id", false },
		{ "dlp_policy_connector", "policy_id", NULL, NULL, false },
		{ "resource_connector", "resource_id", "resource_kind", "environment_id", false },
		{ "usage", "resource_id", "resource_kind", NULL, true },
		{ "governance_note", "resource_id", "resource_kind", NULL, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const struct entity *entity = entity_of(&store, shapes[i].entity);
		const int got[] = { entity->resource, entity->resource_kind, entity->environment };
		const char *const wanted[] = { shapes[i].owner, shapes[i].kind,
					       shapes[i].environment };

		assert_int_equal(entity->annotation, shapes[i].annotation);
		for (size_t k = 0; k < 3; k++) {
			if ((got[k] < 0) != (wanted[k] == NULL) ||
			    (wanted[k] && strcmp(entity->columns[got[k]].name, wanted[k]) != 0))
				fail_msg("%s: not %s", entity->name, wanted[k] ? wanted[k] : "-");
		}
	}
}

static void reads_the_flags_of_a_column(void **state)
{
	const struct entity *freshness = entity_of(&store, "freshness");
	int environment = entity_column(freshness, STR("environment_id"));
	int newest = entity_column(freshness, STR("newest_at"));

	(void)state;
	assert_true(environment >= 0 && newest >= 0);
	assert_true(freshness->columns[environment].key);
	assert_true(freshness->columns[environment].optional);
	assert_string_equal(freshness->columns[environment].refers, "environment");
	assert_true(freshness->columns[newest].max);
	assert_false(freshness->columns[newest].key);
	assert_null(freshness->columns[newest].refers);
	assert_int_equal(freshness->columns[newest].kind, COLUMN_TIME);
}

static void finds_by_name_or_says_no(void **state)
{
	(void)state;
	assert_null(schema_entity(store.schema, STR("flow_version")));
	assert_null(schema_entity(store.schema, STR("")));
	assert_null(schema_entity(store.schema, STR("source_file")));
	assert_int_equal(entity_column(entity_of(&store, "flow"), STR("flow")), -1);
	assert_int_equal(entity_column(entity_of(&store, "flow"), STR("version_id")), -1);
	assert_int_equal(entity_column(entity_of(&store, "flow"), STR("flow_id")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_those_of_the_tables),
		cmocka_unit_test(entities_are_the_version_tables),
		cmocka_unit_test(every_entity_has_a_view_with_its_data),
		cmocka_unit_test(every_column_is_described),
		cmocka_unit_test(system_columns_come_last_and_are_the_same_everywhere),
		cmocka_unit_test(every_entity_has_a_key),
		cmocka_unit_test(every_ref_belongs_to_an_id),
		cmocka_unit_test(keys_are_indexed_in_their_order),
		cmocka_unit_test(knows_what_rows_belong_to),
		cmocka_unit_test(reads_the_flags_of_a_column),
		cmocka_unit_test(finds_by_name_or_says_no),
	};

	return cmocka_run_group_tests(tests, open_store, close_store);
}
