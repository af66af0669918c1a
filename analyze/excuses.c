/* SPDX-License-Identifier: MIT
 * Which resources are excused from one report: the list names flags, the store holds them.
 */
#include "excuses.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queries/run.h"
#include "store/schema.h"

/* A yes/no column of an entity that speaks of resources. */
struct flag {
	const struct entity *entity;
	const char *column;
};

struct asking {
	struct excuses *excuses;
	struct store *store;
	const struct report *report;
	struct flag *flags; /* that speak of the report; owned */
	size_t count, capacity;
};

/* --- Which flags -------------------------------------------------------------------------- */

static int begin(void *context, const struct result_head *head, struct error *err)
{
	(void)context;
	(void)head;
	(void)err;
	return 0;
}

static int end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static bool is_about(const struct report *report, struct str rule)
{
	return rule.length &&
	       (str_equal(rule, str_of(report->rule)) || str_equal(rule, str_of(report->id)));
}

/* "governance_note.excused_from_archival", checked against the schema before SQL sees it. */
static int take_flag(void *context, sqlite3_stmt *row, struct error *err)
{
	struct asking *asking = context;
	struct str flag = column_str(row, 0);
	const char *point = flag.length ? memchr(flag.data, '.', flag.length) : NULL;
	struct str name = { flag.data, point ? (size_t)(point - flag.data) : 0 };
	const struct entity *entity = schema_entity(asking->store->schema, name);
	int column = -1;

	if (!is_about(asking->report, column_str(row, 1)))
		return 0;
	if (entity && entity->resource_kind >= 0 && entity->resource >= 0)
		column = entity_column(entity, str_of(point + 1));
	if (column < 0)
		return error_set(err, "list 'coe_excuse': no flag of resources: '%.*s'",
				 (int)flag.length, flag.data ? flag.data : "");
	asking->flags = memory_reserve(asking->flags, asking->count, &asking->capacity,
				       sizeof(*asking->flags));
	asking->flags[asking->count++] = (struct flag){ entity, entity->columns[column].name };
	return 0;
}

/* --- Which resources ---------------------------------------------------------------------- */

static struct str keep(struct excuses *excuses, struct str text)
{
	return (struct str){ arena_copy(&excuses->arena, text.data ? text.data : "", text.length),
			     text.length };
}

static int read_flag(struct asking *asking, const struct flag *flag, struct error *err)
{
	struct excuses *excuses = asking->excuses;
	char sql[256];
	sqlite3_stmt *statement;
	int step;

	snprintf(sql, sizeof(sql), "SELECT resource_kind, %s FROM %s WHERE %s = 1",
		 flag->entity->columns[flag->entity->resource].name, flag->entity->name,
		 flag->column);
	statement = store_prepare(asking->store, err, sql);
	if (!statement)
		return -1;
	while ((step = store_step(statement, err)) == SQLITE_ROW) {
		excuses->items = memory_reserve(excuses->items, excuses->count, &excuses->capacity,
						sizeof(*excuses->items));
		excuses->items[excuses->count++] = (struct excuse){
			.flag = flag->column,
			.kind = keep(excuses, column_str(statement, 0)),
			.id = keep(excuses, column_str(statement, 1)),
		};
	}
	sqlite3_finalize(statement);
	return step == SQLITE_DONE ? 0 : -1;
}

static int by_resource(const void *left, const void *right)
{
	const struct excuse *a = left, *b = right;
	int order = strcmp(a->kind.data, b->kind.data);

	return order ? order : strcmp(a->id.data, b->id.data);
}

int excuses_read(struct excuses *excuses, struct store *store, const struct report *report,
		 struct error *err)
{
	struct asking asking = { .excuses = excuses, .store = store, .report = report };
	const struct result_sink sink = { begin, take_flag, end, &asking };
	int result = sql_run(store, "SELECT flag, rule FROM coe_excuse ORDER BY flag, rule", &sink,
			     err);

	excuses->count = 0;
	arena_reset(&excuses->arena);
	for (size_t i = 0; i < asking.count && result == 0; i++)
		result = read_flag(&asking, &asking.flags[i], err);
	excuses->is_asked = asking.count > 0;
	free(asking.flags);
	if (excuses->count)
		qsort(excuses->items, excuses->count, sizeof(*excuses->items), by_resource);
	return result;
}

void excuses_release(struct excuses *excuses)
{
	arena_release(&excuses->arena);
	free(excuses->items);
	*excuses = (struct excuses){ 0 };
}

static const char *find(const struct excuses *excuses, struct str kind, struct str id)
{
	for (size_t low = 0, high = excuses->count; low < high;) {
		size_t middle = low + (high - low) / 2;
		const struct excuse *item = &excuses->items[middle];
		int order = strncmp(item->kind.data, kind.data, kind.length);

		if (order == 0)
			order = item->kind.length > kind.length;
		if (order == 0)
			order = strncmp(item->id.data, id.data, id.length);
		if (order == 0)
			order = item->id.length > id.length;
		if (order == 0)
			return item->flag;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const char *excuses_match(const struct excuses *excuses, const struct finding *finding)
{
	struct str kind = finding->fields[FIELD_KIND], id = finding->fields[FIELD_ID];
	struct str environment = finding->fields[FIELD_ENVIRONMENT];
	const char *flag = NULL;

	if (kind.length && id.length)
		flag = find(excuses, kind, id);
	if (!flag && environment.length)
		flag = find(excuses, STR("environment"), environment);
	return flag;
}
