/* SPDX-License-Identifier: MIT
 * A list's CSV text becomes a TEMP table; rows that a user gives instead go the same way.
 */
#include "queries/lists.h"

#include <csv.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "supply.h"

struct loader {
	struct store *store;
	struct str name;
	struct buffer columns; /* "a TEXT, b TEXT", while the header is read */
	int column_count, cell;
	sqlite3_stmt *insert; /* owned; NULL while the header is read */
	struct error *err;
	int result;
};

static struct str name_of(const struct embedded_file *file)
{
	return (struct str){ file->name, strlen(file->name) - strlen(".csv") };
}

const struct embedded_file *list_find(struct str name)
{
	for (const struct embedded_file *file = list_files; file->name != NULL; file++) {
		if (str_equal(name_of(file), name))
			return file;
	}
	return NULL;
}

/* "nullif(?1, ''), nullif(?2, ''))" */
static void put_places(struct buffer *sql, int count)
{
	for (int i = 1; i <= count; i++)
		buffer_printf(sql, "nullif(?%d, '')%s", i, i < count ? ", " : ")");
}

/* --- A built-in file ----------------------------------------------------------------------- */

static int create_table(struct loader *loader)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);

	if (store_execf(loader->store, loader->err, "CREATE TEMP TABLE %.*s (%s)",
			(int)loader->name.length, loader->name.data, loader->columns.data) < 0)
		return -1;
	buffer_printf(&sql, "INSERT INTO temp.%.*s VALUES (", (int)loader->name.length,
		      loader->name.data);
	put_places(&sql, loader->column_count);
	loader->insert = store_prepare(loader->store, loader->err, sql.data);
	buffer_release(&sql);
	return loader->insert == NULL ? -1 : 0;
}

static void on_cell(void *data, size_t length, void *context)
{
	struct loader *loader = context;

	if (loader->result < 0)
		return;
	if (loader->insert != NULL)
		sqlite3_bind_text(loader->insert, ++loader->cell, data, (int)length,
				  SQLITE_TRANSIENT);
	else
		buffer_printf(&loader->columns, "%s%.*s TEXT", loader->column_count++ ? ", " : "",
			      (int)length, (const char *)data);
}

static void on_row(int terminator, void *context)
{
	struct loader *loader = context;

	(void)terminator;
	if (loader->result < 0)
		return;
	if (loader->insert == NULL) {
		loader->result = create_table(loader);
		return;
	}
	loader->result = store_step(loader->insert, loader->err) < 0 ? -1 : 0;
	sqlite3_reset(loader->insert);
	sqlite3_clear_bindings(loader->insert);
	loader->cell = 0;
}

/* Comments stand before the header only, so that cells may hold any text. */
static struct str skip_comments(struct str text)
{
	while (text.length > 0 && text.data[0] == '#') {
		const char *end = memchr(text.data, '\n', text.length);
		size_t length = end != NULL ? (size_t)(end - text.data) + 1 : text.length;

		text.data += length;
		text.length -= length;
	}
	return text;
}

int list_load(struct store *store, const struct embedded_file *file, struct error *err)
{
	struct loader loader = { .store = store, .name = name_of(file), .err = err };
	struct str text = skip_comments((struct str){ file->content, file->length });
	struct csv_parser parser;

	loader.columns = (struct buffer)BUFFER_INIT(LIMIT_SQL_TEXT);
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_parse(&parser, text.data, text.length, on_cell, on_row, &loader) != text.length ||
	    csv_fini(&parser, on_cell, on_row, &loader) != 0)
		loader.result = error_set(err, "%s", csv_strerror(csv_error(&parser)));
	csv_free(&parser);
	sqlite3_finalize(loader.insert);
	buffer_release(&loader.columns);
	return loader.result < 0 ? error_prefix(err, "list '%s'", file->name) : 0;
}

/* --- A user's rows ------------------------------------------------------------------------- */

static int check_list(struct str name, struct error *err)
{
	if (list_find(name) == NULL)
		return error_set(err, "there is no list '%.*s'", (int)name.length, name.data);
	return 0;
}

int list_show(struct store *store, struct str name, struct error *err)
{
	bool made;

	return check_list(name, err) < 0 ? -1 : supply(store, name, &made, err);
}

int list_clear(struct store *store, struct str name, struct error *err)
{
	if (check_list(name, err) < 0 || supply_forget(store, err) < 0 ||
	    store_execf(store, err, "DROP TABLE IF EXISTS temp.%.*s", (int)name.length,
			name.data) < 0 ||
	    list_load(store, list_find(name), err) < 0)
		return -1;
	return store_execf(store, err, "DELETE FROM temp.%.*s", (int)name.length, name.data);
}

static bool is_column(struct str name)
{
	return name.length > 0 && strspn(name.data, "abcdefghijklmnopqrstuvwxyz_") >= name.length;
}

int list_add(struct store *store, struct str name, const struct list_cell *cells, size_t count,
	     struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *insert;
	int result;

	if (check_list(name, err) < 0)
		return -1;
	buffer_printf(&sql, "INSERT INTO temp.%.*s (", (int)name.length, name.data);
	for (size_t i = 0; i < count; i++) {
		if (!is_column(cells[i].column)) {
			buffer_release(&sql);
			return error_set(err, "'%.*s' is no name of a column",
					 (int)cells[i].column.length, cells[i].column.data);
		}
		buffer_printf(&sql, "%s%.*s", i ? ", " : "", (int)cells[i].column.length,
			      cells[i].column.data);
	}
	buffer_puts(&sql, ") VALUES (");
	put_places(&sql, (int)count);
	insert = store_prepare(store, err, sql.data);
	buffer_release(&sql);
	for (size_t i = 0; insert != NULL && i < count; i++)
		sqlite3_bind_text(insert, (int)i + 1, cells[i].value.data,
				  (int)cells[i].value.length, SQLITE_TRANSIENT);
	result = insert == NULL || store_step(insert, err) < 0 ? -1 : 0;
	sqlite3_finalize(insert);
	return result;
}
