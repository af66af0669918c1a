-- title:    Apps and flows that more people can reach than before
-- severity: medium
-- needs:    environment
-- before:   environment
-- either:   app, flow, role_assignment
-- param:    percent integer 20  growth in percent from which more users are listed
-- param:    least integer 5     smallest number of new users that is listed
-- refs:     SCuBA MS.POWERPLATFORM.6.1; OWASP LCNC-SEC-02
-- rule:     DRF-006
-- resource: :resource_kind resource_id
-- key:      change
--
-- An app that was made for a team and is now open to everyone serves people for whom nobody ever checked it, on the
-- connections of its maker.
--
-- Ask the owner for the reason of the growth. Replace single users by a group, and everyone by a group, before it
-- grows on.
--
-- Listed: everyone was added, a group was added, the number of users grew by more than the threshold. Permissions
-- are compared only for resources whose permissions both snapshots hold.
WITH
given AS MATERIALIZED (
	SELECT DISTINCT resource_kind, resource_id FROM role_assignment_before
),
opened AS MATERIALIZED (
	SELECT DISTINCT n.resource_kind, n.resource_id
	  FROM role_assignment AS n
	  JOIN given AS g ON g.resource_kind = n.resource_kind AND g.resource_id = n.resource_id
	  LEFT JOIN role_assignment_before AS w
	         ON w.resource_kind = n.resource_kind AND w.resource_id = n.resource_id
	        AND lower(w.principal_type) = 'tenant'
	 WHERE lower(n.principal_type) = 'tenant' AND w.resource_id IS NULL
),
grouped AS MATERIALIZED (
	SELECT n.resource_kind, n.resource_id, count(DISTINCT n.principal_id) AS added
	  FROM role_assignment AS n
	  JOIN given AS g ON g.resource_kind = n.resource_kind AND g.resource_id = n.resource_id
	  LEFT JOIN role_assignment_before AS w
	         ON w.resource_kind = n.resource_kind AND w.resource_id = n.resource_id
	        AND w.principal_id = n.principal_id
	 WHERE lower(n.principal_type) = 'group' AND w.resource_id IS NULL
	 GROUP BY n.resource_kind, n.resource_id
),
shared AS MATERIALIZED (
	SELECT resource_id FROM opened UNION SELECT resource_id FROM grouped
),
thing AS (
	SELECT 'app' AS kind, a.app_id AS id, a.display_name, a.environment_id, a.owner_id, a.owner_name,
	       w.shared_users AS old_users, a.shared_users AS new_users,
	       w.shared_groups AS old_groups, a.shared_groups AS new_groups,
	       w.is_shared_with_tenant AS was_open, a.is_shared_with_tenant AS is_open
	  FROM app AS a
	  JOIN app_before AS w ON w.app_id = a.app_id
	 WHERE (a.valid_from > (SELECT before_at FROM moment) OR a.app_id IN (SELECT resource_id FROM shared))
	   AND COALESCE(a.is_deleted, 0) = 0 AND COALESCE(a.row_active, 1) = 1
	 UNION ALL
	SELECT 'flow', f.flow_id, f.display_name, f.environment_id, COALESCE(f.owner_id, f.creator_id), f.creator_name,
	       w.shared_users, f.shared_users, w.shared_groups, f.shared_groups, NULL, NULL
	  FROM flow AS f
	  JOIN flow_before AS w ON w.flow_id = f.flow_id
	 WHERE (f.valid_from > (SELECT before_at FROM moment) OR f.flow_id IN (SELECT resource_id FROM shared))
	   AND COALESCE(f.is_deleted, 0) = 0 AND COALESCE(f.row_active, 1) = 1 AND COALESCE(f.state, '') <> 'deleted'
),
change AS (
	SELECT t.*, 'everyone' AS change, NULL AS old_count, NULL AS new_count
	  FROM thing AS t
	  LEFT JOIN opened AS o ON o.resource_kind = t.kind AND o.resource_id = t.id
	 WHERE o.resource_id IS NOT NULL OR t.was_open = 0 AND t.is_open = 1
	 UNION ALL
	SELECT t.*, 'group', t.old_groups, COALESCE(t.new_groups, g.added)
	  FROM thing AS t
	  LEFT JOIN grouped AS g ON g.resource_kind = t.kind AND g.resource_id = t.id
	 WHERE g.resource_id IS NOT NULL OR t.new_groups > t.old_groups
	 UNION ALL
	SELECT t.*, 'users', t.old_users, t.new_users
	  FROM thing AS t
	 WHERE t.new_users - t.old_users >= CAST(:least AS INTEGER)
	   AND 100 * (t.new_users - t.old_users) > CAST(:percent AS INTEGER) * t.old_users
)
SELECT CASE c.change WHEN 'everyone' THEN 'high' WHEN 'group' THEN 'medium' ELSE 'low' END AS severity,
       c.kind AS resource_kind, c.display_name AS resource_name,
       CASE c.change WHEN 'everyone' THEN 'everyone was added' WHEN 'group' THEN 'a group was added'
                     ELSE 'many users were added' END AS why,
       c.old_count, c.new_count, c.owner_id,
       COALESCE(p.display_name, p.user_principal_name, c.owner_name) AS owner_name,
       e.display_name AS environment_name, c.environment_id, c.change, c.id AS resource_id
  FROM change AS c
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
  LEFT JOIN principal AS p ON p.principal_id = c.owner_id
 WHERE COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY c.environment_id, c.kind, c.id, c.change
