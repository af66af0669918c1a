-- Flows, apps and agents that data policies judge, with owner and last use; without what is deleted, or lies in an
-- environment that is deleted or excused from the inventory. (Equal types in all branches: see declared_use.)
SELECT r.resource_kind, r.resource_id, r.resource_name, r.state, r.platform_status, r.platform_at,
       r.owner_id, COALESCE(p.display_name, r.record_name) AS owner_name,
       COALESCE(u.last_run_at, u.last_launched_at) AS last_used_at,
       r.environment_id, e.display_name AS environment_name, e.is_default, e.sku
  FROM (SELECT 'flow' AS resource_kind, f.flow_id AS resource_id, f.display_name AS resource_name,
               f.state, f.environment_id,
               CAST(COALESCE(f.owner_id, f.creator_id) AS TEXT) AS owner_id,
               CAST(CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
                         THEN f.creator_name END AS TEXT) AS record_name,
               CAST(CASE WHEN lower(f.suspension_reason) = 'companydlpviolation'
                         THEN 'suspended' END AS TEXT) AS platform_status,
               f.suspended_at AS platform_at
          FROM flow AS f
         WHERE COALESCE(f.row_active, 1) = 1
           AND COALESCE(f.is_deleted, 0) = 0
           AND COALESCE(lower(f.state), '') <> 'deleted'
           AND COALESCE(f.is_published, 1) = 1
        UNION ALL
        SELECT 'app', a.app_id, a.display_name, a.lifecycle, a.environment_id, a.owner_id,
               a.owner_name, a.dlp_status, a.dlp_evaluated_at
          FROM app AS a
         WHERE COALESCE(a.row_active, 1) = 1
           AND COALESCE(a.is_deleted, 0) = 0
        UNION ALL
        SELECT 'agent', g.agent_id, g.display_name, g.state, g.environment_id, g.owner_id,
               g.owner_name, CAST(NULL AS TEXT), CAST(NULL AS INTEGER)
          FROM agent AS g
         WHERE COALESCE(g.row_active, 1) = 1
           AND COALESCE(g.is_deleted, 0) = 0) AS r
  LEFT JOIN environment AS e ON e.environment_id = r.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = r.owner_id
  LEFT JOIN usage AS u ON u.resource_kind = r.resource_kind AND u.resource_id = r.resource_id
 WHERE COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
   AND COALESCE(e.row_active, 1) = 1
