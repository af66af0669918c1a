/* SPDX-License-Identifier: MIT
 * Several descriptions of one object become one: the row of the highest rank (then the newest, then
 * by its values, so that the order of reading plays no part) stands, and what it does not say is
 * filled from the others in that order.
 */
#include <string.h>

#include "base/limits.h"
#include "internal.h"

struct folding {
	struct store *store;
	const struct template_values *values;
	const char *table;
	const char *time; /* ", at" when one object may stand once for each time, else "" */
};

/* Expands the entity's words after table, time column, column and its reference are put in. */
static int run(const struct folding *folding, struct error *err, const char *format,
	       const char *column, const char *ref)
{
	struct buffer template = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	for (const char *c = format; *c != '\0'; c++) {
		if (*c == '#')
			buffer_puts(&template, folding->table);
		else if (*c == '@')
			buffer_puts(&template, folding->time);
		else if (*c == '~')
			buffer_puts(&template, column);
		else if (*c == '^')
			buffer_puts(&template, ref);
		else
			buffer_append(&template, c, 1);
	}
	result = sql_run_template(folding->store, template.data, folding->values, err);
	buffer_release(&template);
	return result;
}

/* Every row of an object that has more than one, numbered from the one that stands. A join with the
 * objects would be a loop in a loop: they have no index, and IN makes one. */
static int number_rows(const struct folding *folding, struct error *err)
{
	const struct entity *entity = folding->values->entity;
	bool dated = entity_column(entity, STR("modified_at")) >= 0;
	static const char template[] =
		"CREATE TEMP TABLE twin AS SELECT r.rowid AS id,"
		" first_value(r.rowid) OVER w AS stands, row_number() OVER w AS n"
		" FROM # AS r WHERE ($keys@) IN (SELECT $keys@ FROM # GROUP BY $keys@"
		" HAVING count(*) > 1) WINDOW w AS (PARTITION BY $keys@"
		" ORDER BY r.source_rank DESC~, $data(r), r.rowid);"
		"CREATE INDEX temp.twin_stands ON twin (stands, n);";

	return run(folding, err, template, dated ? ", r.modified_at DESC NULLS LAST" : "",
		   "");
}

static int fill_column(const struct folding *folding, const struct column *column,
		       struct error *err)
{
	static const char first_known[] =
		"UPDATE # SET ~ = x.~ FROM (SELECT t.stands, r.~, min(t.n) FROM twin AS t"
		" JOIN # AS r ON r.rowid = t.id WHERE r.~ IS NOT NULL GROUP BY t.stands) AS x"
		" WHERE #.rowid = x.stands AND #.~ IS NULL;";
	/* An id and the name it came by are one fact: both are of one description. */
	static const char first_pair[] =
		"UPDATE # SET ~ = x.~, ^ = x.^ FROM (SELECT t.stands, r.~, r.^, min(t.n)"
		" FROM twin AS t JOIN # AS r ON r.rowid = t.id WHERE r.~ IS NOT NULL"
		" GROUP BY t.stands) AS x WHERE #.rowid = x.stands AND #.~ IS NULL;";
	static const char greatest[] =
		"UPDATE # SET ~ = x.greatest FROM (SELECT t.stands, max(r.~) AS greatest"
		" FROM twin AS t JOIN # AS r ON r.rowid = t.id GROUP BY t.stands) AS x"
		" WHERE #.rowid = x.stands;";

	if (column->key || column->system || column->kind == COLUMN_REF)
		return 0;
	if (column->ref >= 0)
		return run(folding, err, first_pair, column->name,
			   folding->values->entity->columns[column->ref].name);
	return run(folding, err, column->max ? greatest : first_known, column->name, "");
}

/* Of two names (or environments) only one stands: what was resolved by the other is to be looked at again. */
static int note_lost(const struct folding *folding, const struct column *column, struct error *err)
{
	static const char lost[] =
		"INSERT OR IGNORE INTO main.unsettled SELECT '$name' WHERE EXISTS"
		" (SELECT 1 FROM temp.alias_kind WHERE kind LIKE '$name.^') AND EXISTS"
		" (SELECT 1 FROM twin AS t JOIN # AS r ON r.rowid = t.id JOIN # AS s"
		"  ON s.rowid = t.stands WHERE t.n > 1 AND r.~ IS NOT NULL AND r.~ IS NOT s.~);";
	bool is_home = entity_column(folding->values->entity, str_of(column->name)) ==
		       folding->values->entity->environment;

	if (column->key || column->system)
		return 0;
	return run(folding, err, lost, column->name, is_home ? "%" : column->name);
}

static int fold(const struct folding *folding, struct error *err)
{
	/* Two rows of one record are one description: it is kept, not merged. */
	static const char account[] =
		"CREATE TEMP TABLE own AS SELECT t.stands, t.id FROM twin AS t"
		" JOIN # AS r ON r.rowid = t.id JOIN # AS s ON s.rowid = t.stands"
		" WHERE t.n > 1 AND r.is_primary AND r.source_file_id = s.source_file_id"
		" AND r.record = s.record;"
		"UPDATE # SET is_primary = 1 WHERE rowid IN (SELECT stands FROM own);"
		"INSERT INTO temp.folded SELECT r.source_file_id FROM # AS r"
		" JOIN twin AS t ON t.id = r.rowid"
		" WHERE t.n > 1 AND r.is_primary AND t.id NOT IN (SELECT id FROM own);"
		"DROP TABLE own;";
	static const char remove[] =
		"DELETE FROM # WHERE rowid IN (SELECT id FROM twin WHERE n > 1);";
	const struct entity *entity = folding->values->entity;

	if (number_rows(folding, err) < 0)
		return -1;
	for (size_t i = 0; i < entity->count; i++) {
		if (fill_column(folding, &entity->columns[i], err) < 0 ||
		    note_lost(folding, &entity->columns[i], err) < 0)
			return -1;
	}
	return run(folding, err, account, "", "") < 0 ? -1 : run(folding, err, remove, "", "");
}

int fold_duplicates(struct store *store, const struct template_values *values, const char *table,
		    bool by_time, struct error *err)
{
	struct folding folding = { store, values, table, by_time ? ", at" : "" };
	struct buffer any = BUFFER_INIT(LIMIT_SQL_TEXT);
	int64_t twins;
	int result;

	buffer_printf(&any, "SELECT EXISTS (SELECT 1 FROM %s GROUP BY $keys%s HAVING count(*) > 1)",
		      table, folding.time);
	result = sql_count_template(store, any.data, values, &twins, err);
	buffer_release(&any);
	if (result < 0 || twins == 0)
		return result;
	result = fold(&folding, err);
	if (store_exec(store, err, "DROP TABLE IF EXISTS temp.twin") < 0)
		return -1;
	return result;
}
