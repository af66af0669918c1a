-- title:    Apps whose owner has left
-- severity: high
-- needs:    app, principal
-- wants:    role_assignment:app
-- refs:     CoE view "Orphaned Canvas"; Power Platform Advisor "assign valid owners"
-- rule:     OWN-003
-- resource: app app_id
--
-- People can still open an app whose owner is gone, but nobody may change whom it is shared with, repair its
-- connections or retire it. The more people depend on it, the worse the day on which it stops.
--
-- Name a new owner in the admin centre and let that person check the connections. When co-editors are left the
-- severity is one lower: one of them is the natural new owner.
--
-- Forms that belong to a SharePoint list follow the rights of the list and are left out.
WITH
lost AS (
	SELECT * FROM ownership WHERE resource_kind = 'app' AND why IS NOT NULL AND is_first_party = 0
),
co_editor AS (
	SELECT l.resource_id, count(DISTINCT c.principal_id) AS co_editor_count,
	       max(CASE WHEN c.state IN ('valid', 'unknown') THEN 1 ELSE 0 END) AS has_editor
	  FROM lost AS l
	  JOIN co_owner AS c ON c.resource_kind = 'app' AND c.resource_id = l.resource_id
	 WHERE c.principal_id <> COALESCE(l.owner_id, '')
	 GROUP BY l.resource_id
),
weighed AS (
	SELECT l.*, a.app_type, a.shared_users, a.shared_groups, c.co_editor_count,
	       COALESCE(c.has_editor, 0) AS has_editor, u.launches_30_days, u.last_launched_at,
	       CASE WHEN u.launches_30_days > 0 OR a.shared_users > 0 OR a.shared_groups > 0
	              OR a.is_shared_with_tenant = 1 THEN 1 ELSE 0 END AS in_use
	  FROM lost AS l
	  JOIN app AS a ON a.app_id = l.resource_id
	  LEFT JOIN co_editor AS c ON c.resource_id = l.resource_id
	  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = l.resource_id
)
SELECT CASE in_use - has_editor WHEN 1 THEN 'high' WHEN 0 THEN 'medium' ELSE 'low' END AS severity,
       resource_name AS app_name, app_type, why, owner_id, owner_name,
       CASE WHEN co_editor_count IS NOT NULL THEN co_editor_count
            WHEN EXISTS (SELECT 1 FROM coverage
                          WHERE entity = 'role_assignment' AND resource_kind = 'app'
                            AND snapshot_at <= :as_of) THEN 0 END AS co_editor_count,
       shared_users, shared_groups, launches_30_days, last_launched_at,
       environment_name, environment_id, resource_id AS app_id
  FROM weighed
 ORDER BY environment_id, resource_id
