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
judged AS (
	SELECT a.app_id, a.display_name, a.app_type, a.environment_id, a.is_orphaned, a.owner_id,
	       a.shared_users, a.shared_groups, a.is_shared_with_tenant,
	       e.display_name AS environment_name,
	       COALESCE(p.name, a.owner_name, a.owner_upn) AS owner_name,
	       CASE
	         WHEN a.owner_id IS NULL THEN 'none'
	         WHEN p.standing IS NOT NULL THEN p.standing
	         WHEN a.owner_id = '00000000-0000-0000-0000-000000000000'
	           OR lower(a.owner_name) = 'system' THEN 'valid'
	         WHEN EXISTS (SELECT 1 FROM role_assignment AS r
	                       WHERE r.resource_kind = 'app' AND r.resource_id = a.app_id
	                         AND r.principal_id = a.owner_id
	                         AND lower(r.principal_type) IN ('serviceprincipal', 'group'))
	           THEN 'valid'
	         WHEN a.owner_id = a.owner_ref OR list.is_complete = 0 THEN 'unknown'
	         ELSE 'absent'
	       END AS owner_state
	  FROM app AS a
	 CROSS JOIN principal_list AS list
	  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
	  LEFT JOIN principal_standing AS p ON p.principal_id = a.owner_id
	 WHERE COALESCE(a.row_active, 1) = 1
	   AND COALESCE(a.is_deleted, 0) = 0
	   AND COALESCE(a.app_type, '') <> 'sharepoint-form'
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.excused_from_inventory, 0) = 0
),
lost AS (
	SELECT judged.*,
	       CASE owner_state
	         WHEN 'none' THEN 'no owner is recorded'
	         WHEN 'deleted' THEN 'owner deleted'
	         WHEN 'disabled' THEN 'owner disabled'
	         WHEN 'empty' THEN 'owner is a group without members'
	         WHEN 'marked' THEN 'owner marked as orphaned by the CoE kit'
	         WHEN 'absent' THEN 'owner absent from the complete user list'
	         WHEN 'unlisted' THEN 'owner absent from the complete user list'
	         ELSE 'app marked as orphaned by the CoE kit'
	       END AS why
	  FROM judged
	 WHERE owner_state IN ('none', 'deleted', 'disabled', 'empty', 'marked', 'absent', 'unlisted')
	    OR owner_state = 'unknown' AND is_orphaned = 1
),
co_editor AS (
	SELECT l.app_id, count(DISTINCT r.principal_id) AS co_editor_count,
	       max(CASE WHEN p.standing = 'valid'
	                  OR p.standing IS NULL AND lower(r.principal_type) IN ('serviceprincipal', 'group')
	                THEN 1 ELSE 0 END) AS has_editor
	  FROM lost AS l
	  JOIN role_assignment AS r ON r.resource_kind = 'app' AND r.resource_id = l.app_id
	  LEFT JOIN principal_standing AS p ON p.principal_id = r.principal_id
	 WHERE lower(r.role) IN ('owner', 'co-owner', 'coowner', 'canedit')
	   AND r.principal_id <> COALESCE(l.owner_id, '')
	 GROUP BY l.app_id
),
weighed AS (
	SELECT l.*, c.co_editor_count, COALESCE(c.has_editor, 0) AS has_editor,
	       u.launches_30_days, u.last_launched_at,
	       CASE WHEN u.launches_30_days > 0 OR l.shared_users > 0 OR l.shared_groups > 0
	              OR l.is_shared_with_tenant = 1 THEN 1 ELSE 0 END AS in_use
	  FROM lost AS l
	  LEFT JOIN co_editor AS c ON c.app_id = l.app_id
	  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = l.app_id
)
SELECT CASE in_use - has_editor WHEN 1 THEN 'high' WHEN 0 THEN 'medium' ELSE 'low' END AS severity,
       display_name AS app_name, app_type, why, owner_id, owner_name,
       CASE WHEN co_editor_count IS NOT NULL THEN co_editor_count
            WHEN EXISTS (SELECT 1 FROM coverage
                          WHERE entity = 'role_assignment' AND resource_kind = 'app'
                            AND snapshot_at <= :as_of) THEN 0 END AS co_editor_count,
       shared_users, shared_groups, launches_30_days, last_launched_at,
       environment_name, environment_id, app_id
  FROM weighed
 ORDER BY environment_id, app_id
