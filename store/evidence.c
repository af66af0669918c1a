/* SPDX-License-Identifier: MIT
 * What the moment knows of an entity, judged from coverage: whole and now, whole but earlier, in
 * parts, or not at all.
 */
#include "store/evidence.h"

#include <string.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "census.h"
#include "known.h"

/* The coverage of one entity part at or before the moment. */
struct coverage_facts {
	bool any;                 /* it was looked at */
	int64_t tenant_at;        /* newest whole-tenant coverage; INT64_MIN when none */
	int64_t environments_ever;
	bool parts_now;           /* environments or objects were covered at the moment */
};

static void bind_part(sqlite3_stmt *query, const struct entity *entity, struct str kind,
		      int64_t moment)
{
	sqlite3_bind_text(query, 1, entity->name, -1, SQLITE_STATIC);
	sqlite3_bind_text64(query, 2, kind.data, kind.length, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(query, 3, moment);
}

static int read_coverage(struct store *store, const struct entity *entity, struct str kind,
			 struct coverage_facts *facts, struct error *err)
{
	static const char sql[] =
		"SELECT count(*), max(CASE WHEN scope = 'tenant' THEN snapshot_at END),"
		" count(CASE WHEN scope = 'environment' THEN 1 END),"
		" count(CASE WHEN scope IN ('object', 'environment') AND snapshot_at = ?3 THEN 1 END)"
		" FROM coverage WHERE entity = ?1 AND (?2 = '' OR resource_kind = ?2)"
		" AND snapshot_at <= ?3";
	sqlite3_stmt *query = store_prepare(store, err, sql);
	int code;

	if (query == NULL)
		return -1;
	bind_part(query, entity, kind, store->moment);
	code = store_step(query, err);
	if (code == SQLITE_ROW) {
		facts->any = sqlite3_column_int64(query, 0) > 0;
		facts->tenant_at = sqlite3_column_type(query, 1) == SQLITE_NULL
					   ? INT64_MIN
					   : sqlite3_column_int64(query, 1);
		facts->environments_ever = sqlite3_column_int64(query, 2);
		facts->parts_now = sqlite3_column_int64(query, 3) > 0;
	}
	sqlite3_finalize(query);
	return code < 0 ? -1 : 0;
}

/* What the entity's rows belong to: the kind of its part, or what its owner key refers to. */
static const struct entity *owner_entity(const struct store *store, const struct entity *entity,
					 struct str kind)
{
	const char *refers;

	if (entity->resource < 0)
		return NULL;
	if (kind.length > 0)
		return schema_entity(store->schema, kind);
	refers = entity->columns[entity->resource].refers;
	return refers == NULL ? NULL : schema_entity(store->schema, str_of(refers));
}

/* " OR there is coverage of this scope, for the value that row o has in this column" */
static void or_seen(struct buffer *sql, const char *scope, const char *column)
{
	buffer_printf(sql,
		      " OR EXISTS (SELECT 1 FROM coverage AS c WHERE c.entity = ?1"
		      " AND c.resource_kind = ?2 AND c.scope = '%s' AND c.scope_id = o.%s"
		      " AND c.snapshot_at = ?3)",
		      scope, column);
}

static void unless(struct buffer *sql, const struct entity *of, const char *column)
{
	if (entity_column(of, str_of(column)) >= 0)
		buffer_printf(sql, " AND o.%s IS NOT 1", column);
}

/* Objects of `of` that are there, and those for which nothing of the entity was collected at the
 * moment: neither for the object itself nor for its environment. */
static int count_uncovered(struct store *store, const struct entity *entity, struct str kind,
			   const struct entity *of, int64_t *known, int64_t *uncovered,
			   struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	sqlite3_stmt *query;
	int code;

	buffer_puts(&sql, "SELECT count(*), count(CASE WHEN NOT (FALSE");
	if (of->environment >= 0 && entity->environment >= 0)
		or_seen(&sql, "environment", "environment_id");
	if (of != entity && entity->resource >= 0)
		or_seen(&sql, "object", entity_first_key(of));
	buffer_printf(&sql, ") THEN 1 END) FROM %s AS o WHERE TRUE", of->name);
	unless(&sql, of, "is_deleted");
	unless(&sql, of, "excused_from_inventory");
	query = store_prepare(store, err, sql.data);
	buffer_release(&sql);
	if (query == NULL)
		return -1;
	bind_part(query, entity, kind, store->moment);
	code = store_step(query, err);
	*known = sqlite3_column_int64(query, 0);
	*uncovered = sqlite3_column_int64(query, 1);
	sqlite3_finalize(query);
	return code < 0 ? -1 : 0;
}

static const char *part_name(const struct entity *entity, struct str kind, char out[96])
{
	snprintf(out, 96, "%s%s%.*s", entity->name, kind.length > 0 ? " of " : "",
		 (int)kind.length, kind.data);
	return out;
}

static int judge_part(struct store *store, const struct entity *entity, struct str kind,
		      enum evidence *evidence, struct buffer *why, struct error *err);

/* Whether every object of `of` is known: else nothing is collected "for all of them". */
static int is_known_whole(struct store *store, const struct entity *of, bool *whole,
			  struct error *err)
{
	struct buffer ignored = BUFFER_INIT(LIMIT_SQL_TEXT);
	enum evidence evidence = EVIDENCE_NONE;
	int result = judge_part(store, of, STR(""), &evidence, &ignored, err);

	buffer_release(&ignored);
	*whole = evidence == EVIDENCE_COMPLETE;
	return result;
}

/* Anything but whole tenant coverage: object by object, environment by environment, or less. */
static int judge_parts(struct store *store, const struct entity *entity, struct str kind,
		       const struct coverage_facts *facts, enum evidence *evidence,
		       struct buffer *why, struct error *err)
{
	const struct entity *of = owner_entity(store, entity, kind);
	int64_t known = 0, uncovered = 0;
	bool whole = false;
	char name[96];

	if (of == NULL)
		of = schema_entity(store->schema, STR("environment"));
	part_name(entity, kind, name);
	if (count_uncovered(store, entity, kind, of, &known, &uncovered, err) < 0)
		return -1;
	if (of != entity && is_known_whole(store, of, &whole, err) < 0)
		return -1;
	if (known > 0 && uncovered == 0 && whole)
		return 0;
	*evidence = EVIDENCE_PARTIAL;
	if (known == 0 || uncovered == 0)
		buffer_printf(why, "%s: no list of every %s was imported", name, of->name);
	else if (uncovered == known && facts->environments_ever == 0)
		buffer_printf(why, "%s: no list of all of them was imported", name);
	else
		buffer_printf(why, "%s: not collected in this snapshot for %d of %d (%s)", name,
			      (int)uncovered, (int)known, of->name);
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
	if (facts->tenant_at == INT64_MIN || facts->parts_now)
		return judge_parts(store, entity, kind, facts, evidence, why, err);
	timestamp_format(facts->tenant_at, since);
	*evidence = EVIDENCE_PARTIAL;
	buffer_printf(why, "%s: last collected whole at %s", name, since);
	return 0;
}

static int judge_part(struct store *store, const struct entity *entity, struct str kind,
		      enum evidence *evidence, struct buffer *why, struct error *err)
{
	struct coverage_facts facts = { 0 };

	if (read_coverage(store, entity, kind, &facts, err) < 0)
		return -1;
	return judge(store, entity, kind, &facts, evidence, why, err);
}

/* The next part: what is whole says nothing, every gap is told, and the worst counts. */
static int add_part(struct store *store, const struct entity *entity, struct str kind,
		    enum evidence *worst, struct buffer *why, struct error *err)
{
	struct buffer reason = BUFFER_INIT(LIMIT_SQL_TEXT);
	enum evidence evidence = EVIDENCE_COMPLETE;
	int result = judge_part(store, entity, kind, &evidence, &reason, err);

	if (result == 0 && evidence != EVIDENCE_COMPLETE)
		buffer_printf(why, "%s%s", why->length > 0 ? "; " : "", reason.data);
	if (evidence > *worst)
		*worst = evidence;
	buffer_release(&reason);
	return result;
}

/* All parts that were ever looked at. */
static int judge_all_parts(struct store *store, const struct entity *entity,
			   enum evidence *evidence, struct buffer *why, struct error *err)
{
	sqlite3_stmt *kinds = store_prepare(store, err,
					    "SELECT DISTINCT resource_kind FROM coverage"
					    " WHERE entity = ?1 AND snapshot_at <= ?3 ORDER BY 1");
	int code, parts = 0;

	if (kinds == NULL)
		return -1;
	bind_part(kinds, entity, STR(""), store->moment);
	*evidence = EVIDENCE_COMPLETE;
	while ((code = store_step(kinds, err)) == SQLITE_ROW) {
		parts++;
		if (add_part(store, entity, column_str(kinds, 0), evidence, why, err) < 0)
			break;
	}
	sqlite3_finalize(kinds);
	if (code != SQLITE_DONE)
		return -1;
	return parts > 0 ? 0 : judge_part(store, entity, STR(""), evidence, why, err);
}

static int weigh_entity(struct store *store, const struct entity *entity, struct str resource_kind,
			enum evidence *evidence, struct buffer *why, struct error *err)
{
	bool all_parts = entity->resource_kind >= 0 && resource_kind.length == 0;
	int64_t unresolved;

	if ((all_parts ? judge_all_parts(store, entity, evidence, why, err)
		       : judge_part(store, entity, resource_kind, evidence, why, err)) < 0 ||
	    census_unresolved(store, entity, &unresolved, err) < 0)
		return -1;
	if (*evidence == EVIDENCE_COMPLETE && unresolved > 0) {
		*evidence = EVIDENCE_PARTIAL;
		buffer_printf(why, "%s: %d refer to objects that were not imported", entity->name,
			      (int)unresolved);
	}
	return 0;
}

static int weigh_column(struct store *store, const struct entity *entity, int column,
			enum evidence *evidence, struct buffer *why, struct error *err)
{
	int64_t all, known;

	if (census_of_column(store, entity, column, &all, &known, err) < 0)
		return -1;
	/* What only describes other objects, such as usage, has no row where nothing was told. */
	if (all == 0 && entity->resource_kind < 0)
		return weigh_entity(store, entity, STR(""), evidence, why, err);
	*evidence = EVIDENCE_COMPLETE;
	if (known == 0) {
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

/* Many reports ask the same of the same moment, and every answer is a scan. `column` -1: of the entity, or of
 * its part `name`; else of that column, whose name it is. */
static int answer(struct store *store, const struct entity *entity, struct str name, int column,
		  enum evidence *evidence, struct buffer *why, struct error *err)
{
	struct known_question question = { entity->name, column < 0 ? "part" : "column", name,
					   store->moment };
	int64_t value;

	buffer_clear(why);
	if (known_recall(store, &question, &value, why)) {
		*evidence = (enum evidence)value;
		return 0;
	}
	if ((column < 0 ? weigh_entity(store, entity, name, evidence, why, err)
			: weigh_column(store, entity, column, evidence, why, err)) < 0)
		return -1;
	known_remember(store, &question, *evidence, (struct str){ why->data, why->length });
	return 0;
}

void evidence_forget(struct store *store)
{
	known_forget(store);
}

void evidence_expect(struct store *store, const struct entity *entity, int column)
{
	census_expect(store, entity, column);
}

int evidence_of_entity(struct store *store, const struct entity *entity, struct str resource_kind,
		       enum evidence *evidence, struct buffer *why, struct error *err)
{
	return answer(store, entity, resource_kind, -1, evidence, why, err);
}

int evidence_of_column(struct store *store, const struct entity *entity, int column,
		       enum evidence *evidence, struct buffer *why, struct error *err)
{
	return answer(store, entity, str_of(entity->columns[column].name), column, evidence, why, err);
}
