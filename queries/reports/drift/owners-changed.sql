-- title:    Flows, apps and agents that have another owner than before
-- severity: medium
-- either:   flow, app, agent
-- wants:    principal
-- before:   environment
-- needs:    environment
-- refs:     Microsoft "Manage orphan flows"; OWASP LCNC-SEC-01
-- rule:     DRF-002
-- resource: :resource_kind resource_id
--
-- A flow runs with the connections of its owner, and its failures go to the owner. A change that nobody planned may
-- have handed a flow with wide rights to the wrong person.
--
-- Ask the new owner whether the change was meant, and whether the connections were signed in again: a flow may go on
-- running with those of the old owner until they die.
--
-- Low: the old owner is gone, so this is a repair. High: the new owner is a guest. Where only the creator is known a
-- change of owner cannot be seen, and an owner who is known by another name now is no change.
WITH
change AS (
	SELECT 'flow' AS kind, f.flow_id AS id, f.display_name, f.environment_id, w.owner_id AS old_id, f.owner_id AS new_id,
	       f.row_active, f.is_deleted
	  FROM flow AS f
	  JOIN flow_before AS w ON w.flow_id = f.flow_id
	 WHERE f.valid_from > (SELECT before_at FROM moment)
	   AND f.owner_id <> w.owner_id
	   AND COALESCE(w.owner_ref, '') <> w.owner_id AND COALESCE(f.owner_ref, '') <> f.owner_id
	 UNION ALL
	SELECT 'app', a.app_id, a.display_name, a.environment_id, w.owner_id, a.owner_id, a.row_active, a.is_deleted
	  FROM app AS a
	  JOIN app_before AS w ON w.app_id = a.app_id
	 WHERE a.valid_from > (SELECT before_at FROM moment)
	   AND a.owner_id <> w.owner_id
	   AND COALESCE(w.owner_ref, '') <> w.owner_id AND COALESCE(a.owner_ref, '') <> a.owner_id
	 UNION ALL
	SELECT 'agent', g.agent_id, g.display_name, g.environment_id, w.owner_id, g.owner_id, g.row_active, g.is_deleted
	  FROM agent AS g
	  JOIN agent_before AS w ON w.agent_id = g.agent_id
	 WHERE g.valid_from > (SELECT before_at FROM moment)
	   AND g.owner_id <> w.owner_id
	   AND COALESCE(w.owner_ref, '') <> w.owner_id AND COALESCE(g.owner_ref, '') <> g.owner_id
)
SELECT CASE WHEN n.user_type = 'guest' THEN 'high'
            WHEN s.standing IN ('deleted', 'disabled', 'unlisted', 'marked') THEN 'low'
            ELSE 'medium' END AS severity,
       c.kind AS resource_kind, c.display_name AS resource_name,
       CASE WHEN n.user_type = 'guest' THEN 'its new owner is a guest'
            WHEN s.standing IN ('deleted', 'disabled', 'unlisted', 'marked') THEN 'the old owner is gone'
            ELSE 'it has another owner' END AS why,
       COALESCE(o.display_name, o.user_principal_name, c.old_id) AS old_owner_name,
       COALESCE(n.display_name, n.user_principal_name, c.new_id) AS owner_name,
       e.display_name AS environment_name, c.environment_id, c.new_id AS owner_id, c.old_id AS old_owner_id,
       c.id AS resource_id
  FROM change AS c
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
  LEFT JOIN principal AS o ON o.principal_id = c.old_id
  LEFT JOIN principal AS n ON n.principal_id = c.new_id
  LEFT JOIN principal_standing AS s ON s.principal_id = c.old_id
 WHERE COALESCE(c.row_active, 1) = 1
   AND COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY c.environment_id, c.kind, c.id
