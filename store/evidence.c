/* SPDX-License-Identifier: MIT
 * What the moment knows of an entity, judged from coverage: whole and now, whole but earlier, in
 * parts, or not at all.
 */
#include "store/evidence.h"

#include <string.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "internal.h"

/* The coverage of one entity part at or before the moment. */
struct coverage_facts {
	bool any;                 /* it was looked at */
	int64_t tenant_at;        /* newest whole-tenant coverage; INT64_MIN when none */
	int64_t environments_now; /* environments covered at the moment */
	int64_t environments_ever;
	bool parts;               /* objects, or rows of which nothing was whole */
};

static int read_coverage(struct store *store, const struct entity *entity, struct str kind,
			 struct coverage_facts *facts, struct error *err)
{
	static const char sql[] =
		"SELECT count(*), max(CASE WHEN scope = 'tenant' THEN snapshot_at END),"
		" count(DISTINCT CASE WHEN scope = 'environment' AND snapshot_at = ?3 THEN scope_id END),"
		" count(DISTINCT CASE WHEN scope = 'environment' THEN scope_id END),"
		" count(CASE WHEN scope IN ('object', 'some') THEN 1 END)"
		" FROM coverage WHERE entity = ?1 AND (?2 = '' OR resource_kind = ?2)"
		" AND snapshot_at <= ?3";
	sqlite3_stmt *query = store_prepare(store, err, sql);
	int code;

	if (query == NULL)
		return -1;
	sqlite3_bind_text(query, 1, entity->name, -1, SQLITE_STATIC);
	sqlite3_bind_text64(query, 2, kind.data, kind.length, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(query, 3, store->moment);
	code = store_step(query, err);
	if (code == SQLITE_ROW) {
		facts->any = sqlite3_column_int64(query, 0) > 0;
		facts->tenant_at = sqlite3_column_type(query, 1) == SQLITE_NULL
					   ? INT64_MIN
					   : sqlite3_column_int64(query, 1);
		facts->environments_now = sqlite3_column_int64(query, 2);
		facts->environments_ever = sqlite3_column_int64(query, 3);
		facts->parts = sqlite3_column_int64(query, 4) > 0;
	}
	sqlite3_finalize(query);
	return code < 0 ? -1 : 0;
}

/* Environments that are there and whose part of the entity was not collected at the moment. */
static int count_uncovered(struct store *store, const struct entity *entity, struct str kind,
			   int64_t *known, int64_t *uncovered, struct error *err)
{
	static const char sql[] =
		"SELECT count(*), count(CASE WHEN NOT EXISTS (SELECT 1 FROM coverage AS c"
		"  WHERE c.entity = ?1 AND (?2 = '' OR c.resource_kind = ?2)"
		"  AND c.scope = 'environment' AND c.scope_id = e.environment_id"
		"  AND c.snapshot_at = ?3) THEN 1 END)"
		" FROM environment AS e WHERE e.is_deleted IS NOT 1"
		" AND e.excused_from_inventory IS NOT 1";
	sqlite3_stmt *query = store_prepare(store, err, sql);
	int code;

	if (query == NULL)
		return -1;
	sqlite3_bind_text(query, 1, entity->name, -1, SQLITE_STATIC);
	sqlite3_bind_text64(query, 2, kind.data, kind.length, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(query, 3, store->moment);
	code = store_step(query, err);
	*known = sqlite3_column_int64(query, 0);
	*uncovered = sqlite3_column_int64(query, 1);
	sqlite3_finalize(query);
	return code < 0 ? -1 : 0;
}

static int count_unresolved(struct store *store, const struct entity *entity, int64_t *count,
			    struct error *err)
{
	struct template_values values = { entity, store->moment };
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result = 0;

	*count = 0;
	for (size_t i = 0; i < entity->data_count; i++) {
		if (entity->columns[i].ref < 0)
			continue;
		buffer_printf(&sql, "%s%s = %s", sql.length == 0 ? "" : " OR ",
			      entity->columns[i].name,
			      entity->columns[entity->columns[i].ref].name);
	}
	if (sql.length > 0) {
		struct buffer query = BUFFER_INIT(LIMIT_SQL_TEXT);

		buffer_printf(&query, "SELECT count(*) FROM $name WHERE %s", sql.data);
		result = sql_count_template(store, query.data, &values, count, err);
		buffer_release(&query);
	}
	buffer_release(&sql);
	return result;
}

static const char *part_name(const struct entity *entity, struct str kind, char out[96])
{
	snprintf(out, 96, "%s%s%.*s", entity->name, kind.length > 0 ? " of " : "",
		 (int)kind.length, kind.data);
	return out;
}

/* Anything but whole tenant coverage: environment by environment, or less. */
static int judge_parts(struct store *store, const struct entity *entity, struct str kind,
		       const struct coverage_facts *facts, enum evidence *evidence,
		       struct buffer *why, struct error *err)
{
	int64_t known, uncovered;
	char name[96];

	part_name(entity, kind, name);
	if (count_uncovered(store, entity, kind, &known, &uncovered, err) < 0)
		return -1;
	if (facts->environments_ever == 0) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%s: no list of all of them was imported", name);
	} else if (known == 0) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%s: collected for %d environments, and no list of environments"
			      " was imported", name, (int)facts->environments_ever);
	} else if (uncovered > 0) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%s: not collected in this snapshot for %d of %d environments",
			      name, (int)uncovered, (int)known);
	}
	return 0;
}

static int judge(struct store *store, const struct entity *entity, struct str kind,
		 const struct coverage_facts *facts, enum evidence *evidence, struct buffer *why,
		 struct error *err)
{
	char name[96], since[TIMESTAMP_SIZE];

	part_name(entity, kind, name);
	*evidence = EVIDENCE_COMPLETE;
	if (!facts->any) {
		*evidence = EVIDENCE_NONE;
		buffer_printf(why, "no %s was imported", name);
		return 0;
	}
	if (facts->tenant_at == store->moment)
		return 0;
	if (facts->tenant_at == INT64_MIN || facts->environments_now > 0)
		return judge_parts(store, entity, kind, facts, evidence, why, err);
	timestamp_format(facts->tenant_at, since);
	*evidence = EVIDENCE_PARTIAL;
	buffer_printf(why, "%s: last collected whole at %s", name, since);
	return 0;
}

int evidence_of_entity(struct store *store, const struct entity *entity, struct str resource_kind,
		       enum evidence *evidence, struct buffer *why, struct error *err)
{
	struct coverage_facts facts = { 0 };
	int64_t unresolved;

	if (read_coverage(store, entity, resource_kind, &facts, err) < 0 ||
	    judge(store, entity, resource_kind, &facts, evidence, why, err) < 0 ||
	    count_unresolved(store, entity, &unresolved, err) < 0)
		return -1;
	if (*evidence == EVIDENCE_COMPLETE && unresolved > 0) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%s: %d refer to objects that were not imported", entity->name,
			      (int)unresolved);
	}
	return 0;
}

int evidence_of_column(struct store *store, const struct entity *entity, int column,
		       enum evidence *evidence, struct buffer *why, struct error *err)
{
	struct template_values values = { entity, store->moment };
	char sql[160];
	int64_t all, known;

	if (sql_count_template(store, "SELECT count(*) FROM $name", &values, &all, err) < 0)
		return -1;
	snprintf(sql, sizeof(sql), "SELECT count(%s) FROM $name", entity->columns[column].name);
	if (sql_count_template(store, sql, &values, &known, err) < 0)
		return -1;
	*evidence = EVIDENCE_COMPLETE;
	if (known == 0 && all > 0) {
		*evidence = EVIDENCE_NONE;
		buffer_printf(why, "no imported %s says its %s", entity->name,
			      entity->columns[column].name);
	} else if (known < all) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%d of %d: %s.%s is not known", (int)(all - known), (int)all,
			      entity->name, entity->columns[column].name);
	}
	return 0;
}
