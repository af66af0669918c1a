/* SPDX-License-Identifier: MIT
 * Lays a draft over the store's data policies: TEMP tables of the entities' names shadow their
 * views, and everything derived is computed anew from them. The store itself stays as it is.
 */
#include "queries/draft.h"

#include "supply.h"

/* The policy itself, then what hangs on it by policy_id. */
static const char *const entities[] = { "dlp_policy",        "dlp_policy_environment",
					"dlp_policy_connector", "dlp_action_rule",
					"dlp_endpoint_rule", "dlp_connector_pattern",
					"dlp_exempt_resource" };

enum { ENTITY_COUNT = sizeof(entities) / sizeof(entities[0]) };

/* --- The draft beside the store -------------------------------------------------------------- */

/* As a database of the same connection: its image is taken over, not its file. */
static int attach(const struct draft *draft, struct error *err)
{
	sqlite3 *db = draft->store->db;
	sqlite3_int64 size = 0;
	unsigned char *image = sqlite3_serialize(draft->policies->db, "main", &size, 0);

	if (image == NULL)
		return error_set(err, "the draft cannot be held in memory");
	if (store_exec(draft->store, err, "ATTACH ':memory:' AS draft") < 0) {
		sqlite3_free(image);
		return -1;
	}
	if (sqlite3_deserialize(db, "draft", image, size, size,
				SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) !=
	    SQLITE_OK)
		return error_set(err, "%s", sqlite3_errmsg(db));
	return 0;
}

/* Without the groups of its connectors nothing can be judged. */
static int check_draft(const struct draft *draft, struct error *err)
{
	static const char silent_sql[] =
		"SELECT count(*) FROM draft.dlp_policy WHERE group_count IS NULL"
		" AND policy_id NOT IN (SELECT policy_id FROM draft.dlp_policy_connector)";
	int64_t policies, silent;

	if (store_int64(draft->store, err, "SELECT count(*) FROM draft.dlp_policy", 0, &policies) <
		    0 ||
	    store_int64(draft->store, err, silent_sql, 0, &silent) < 0)
		return -1;
	if (policies == 0)
		return error_set(err, "there is no data policy in it");
	if (silent > 0)
		return error_set(err, "its policy does not say which connector is in which group;"
				      " bring the answer for the one policy, not the list");
	if (draft->replaced != NULL && policies > 1)
		return error_set(err, "it holds %lld policies; only one can replace '%s'",
				 (long long)policies, draft->replaced);
	return 0;
}

/* --- Which policies go ------------------------------------------------------------------------- */

/* temp.draft_pair: the policy that goes, and the draft that comes for it. One of the same id does. */
static int pair_by_id(const struct draft *draft, struct error *err)
{
	return store_exec(draft->store, err,
			  "CREATE TEMP TABLE draft_pair (old_id TEXT PRIMARY KEY, new_id TEXT);"
			  "INSERT INTO temp.draft_pair SELECT p.policy_id, p.policy_id"
			  " FROM dlp_policy AS p JOIN draft.dlp_policy AS d USING (policy_id)");
}

static int pair_by_name(const struct draft *draft, struct error *err)
{
	static const char sql[] =
		"INSERT OR REPLACE INTO temp.draft_pair"
		" SELECT p.policy_id, d.policy_id FROM dlp_policy AS p CROSS JOIN draft.dlp_policy AS d"
		" WHERE lower(p.display_name) = lower(?1) OR p.policy_id = lower(?1)";
	sqlite3_stmt *insert = store_prepare(draft->store, err, sql);
	int code, found;

	if (insert == NULL)
		return -1;
	sqlite3_bind_text(insert, 1, draft->replaced, -1, SQLITE_STATIC);
	code = store_step(insert, err);
	found = sqlite3_changes(draft->store->db);
	sqlite3_finalize(insert);
	if (code < 0)
		return -1;
	if (found == 0)
		return error_set(err, "the store has no data policy '%s'", draft->replaced);
	if (found > 1)
		return error_set(err, "several data policies are called '%s'; give its id",
				 draft->replaced);
	return 0;
}

/* --- The overlay ------------------------------------------------------------------------------- */

static int overlay_entity(const struct draft *draft, const char *name, struct error *err)
{
	static const char told[] =
		"CREATE TEMP TABLE draft_rows AS SELECT * FROM %s"
		" WHERE policy_id NOT IN (SELECT old_id FROM temp.draft_pair);"
		"INSERT INTO temp.draft_rows SELECT * FROM draft.%s;";
	static const char untold[] =
		"CREATE TEMP TABLE draft_rows AS SELECT * FROM %s;"
		"UPDATE temp.draft_rows SET policy_id ="
		" (SELECT new_id FROM temp.draft_pair WHERE old_id = policy_id)"
		" WHERE policy_id IN (SELECT old_id FROM temp.draft_pair);";
	struct store *store = draft->store;
	int result = draft->tells(draft->context, name) ?
			     store_execf(store, err, told, name, name) :
			     store_execf(store, err, untold, name);

	return result < 0 ? -1 :
			    store_execf(store, err,
					"DROP VIEW IF EXISTS temp.%s;"
					"CREATE TEMP TABLE %s AS SELECT * FROM temp.draft_rows;"
					"DROP TABLE temp.draft_rows", name, name);
}

static int overlay(const struct draft *draft, struct error *err)
{
	for (size_t i = 0; i < ENTITY_COUNT; i++) {
		if (overlay_entity(draft, entities[i], err) < 0)
			return -1;
	}
	return supply_forget(draft->store, err);
}

/* --- The judgement ----------------------------------------------------------------------------- */

static int judge(struct store *store, struct error *err)
{
	bool made;

	return supply(store, str_of("dlp_finding"), &made, err);
}

static int compare(struct store *store, struct error *err)
{
	return store_exec(
		store, err,
		"CREATE INDEX temp.draft_before_key ON draft_before (resource_kind, resource_id);"
		"CREATE TEMP TABLE draft_outcome AS"
		" SELECT CASE WHEN EXISTS (SELECT 1 FROM temp.draft_before AS b"
		"                           WHERE b.resource_kind = f.resource_kind"
		"                             AND b.resource_id = f.resource_id)"
		"             THEN 'still_broken' ELSE 'broken' END AS outcome, f.*"
		"   FROM temp.dlp_finding AS f"
		" UNION ALL"
		" SELECT 'fixed', b.* FROM temp.draft_before AS b"
		"  WHERE NOT EXISTS (SELECT 1 FROM temp.dlp_finding AS f"
		"                     WHERE f.resource_kind = b.resource_kind"
		"                       AND f.resource_id = b.resource_id)");
}

int draft_judge(const struct draft *draft, struct error *err)
{
	struct store *store = draft->store;

	if (attach(draft, err) < 0 || check_draft(draft, err) < 0 ||
	    pair_by_id(draft, err) < 0 ||
	    (draft->replaced != NULL && pair_by_name(draft, err) < 0))
		return -1;
	if (supply_forget(store, err) < 0 || judge(store, err) < 0 ||
	    store_exec(store, err,
		       "CREATE TEMP TABLE draft_before AS SELECT * FROM temp.dlp_finding") < 0)
		return -1;
	if (overlay(draft, err) < 0 || judge(store, err) < 0)
		return -1;
	return compare(store, err);
}
