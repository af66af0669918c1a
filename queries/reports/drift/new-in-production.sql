-- title:    New flows, apps and agents in production
-- severity: low
-- needs:    environment
-- before:   environment
-- either:   flow, app, agent
-- refs:     Microsoft "Application lifecycle management"; OWASP LCNC-SEC-10
-- rule:     DRF-001
-- resource: :resource_kind resource_id
--
-- What appears in production between two snapshots came there by a release, or around it. The second kind was never
-- tested and is known to nobody.
--
-- Hold the rows against the releases of that time. What belongs to none: ask its owner, then move it into a
-- solution, or out of production.
--
-- An object counts as new when it was created after the previous snapshot, or when that snapshot held all objects of
-- its kind in that environment and not this one. A new object outside any managed solution is of medium severity.
WITH
thing AS (
	SELECT 'flow' AS kind, f.flow_id AS id, f.display_name, f.environment_id, f.created_at,
	       f.is_managed, COALESCE(f.owner_id, f.creator_id) AS owner_id, f.creator_name AS owner_name,
	       CASE WHEN w.flow_id IS NULL THEN 0 ELSE 1 END AS was_there
	  FROM flow AS f
	  LEFT JOIN flow_before AS w ON w.flow_id = f.flow_id
	 WHERE f.valid_from > (SELECT before_at FROM moment)
	   AND COALESCE(f.is_deleted, 0) = 0 AND COALESCE(f.row_active, 1) = 1 AND COALESCE(f.state, '') <> 'deleted'
	 UNION ALL
	SELECT 'app', a.app_id, a.display_name, a.environment_id, a.created_at, NULL, a.owner_id, a.owner_name,
	       CASE WHEN w.app_id IS NULL THEN 0 ELSE 1 END
	  FROM app AS a
	  LEFT JOIN app_before AS w ON w.app_id = a.app_id
	 WHERE a.valid_from > (SELECT before_at FROM moment)
	   AND COALESCE(a.is_deleted, 0) = 0 AND COALESCE(a.row_active, 1) = 1
	 UNION ALL
	SELECT 'agent', g.agent_id, g.display_name, g.environment_id, g.created_at, NULL, g.owner_id, g.owner_name,
	       CASE WHEN w.agent_id IS NULL THEN 0 ELSE 1 END
	  FROM agent AS g
	  LEFT JOIN agent_before AS w ON w.agent_id = g.agent_id
	 WHERE g.valid_from > (SELECT before_at FROM moment)
	   AND COALESCE(g.is_deleted, 0) = 0 AND COALESCE(g.row_active, 1) = 1
),
held AS MATERIALIZED (
	SELECT DISTINCT c.entity, c.scope, c.scope_id
	  FROM coverage AS c
	  JOIN moment AS m ON c.snapshot_at <= m.before_at
	 WHERE c.entity IN ('flow', 'app', 'agent') AND c.scope IN ('tenant', 'environment')
)
SELECT CASE WHEN t.is_managed = 0 THEN 'medium' ELSE 'low' END AS severity, t.kind AS resource_kind,
       t.display_name AS resource_name,
       CASE WHEN t.created_at > m.before_at THEN 'created since the previous snapshot'
            ELSE 'not there at the previous snapshot' END AS why,
       t.created_at, t.is_managed, t.owner_id,
       COALESCE(p.display_name, p.user_principal_name, t.owner_name) AS owner_name,
       e.display_name AS environment_name, t.environment_id, t.id AS resource_id
  FROM thing AS t
 CROSS JOIN moment AS m
  JOIN environment AS e ON e.environment_id = t.environment_id
  LEFT JOIN held AS h ON h.entity = t.kind AND h.scope = 'tenant'
  LEFT JOIN held AS n ON n.entity = t.kind AND n.scope = 'environment' AND n.scope_id = t.environment_id
  LEFT JOIN principal AS p ON p.principal_id = t.owner_id
 WHERE t.was_there = 0
   AND (t.created_at > m.before_at OR h.entity IS NOT NULL OR n.entity IS NOT NULL)
   AND (lower(e.sku) = 'production' OR lower(e.purpose) = 'production')
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY t.environment_id, t.kind, t.id
