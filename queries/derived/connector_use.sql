-- Each reference of a standing flow or app to a connector. record_name: the owner's name, as the resource's own record says
-- it. Names of owners and environments are left to the reports: most show few rows, and here they would be looked up for all.
-- No index: to build one costs more than the few scans of those who ask for some connectors only.
SELECT u.resource_kind, u.resource_id, COALESCE(f.display_name, a.display_name) AS resource_name,
       u.connector_id, u.connection_id, u.runs_as, u.tier, lower(f.state) AS state,
       COALESCE(f.owner_id, f.creator_id, a.owner_id) AS owner_id,
       CASE WHEN a.app_id IS NOT NULL THEN a.owner_name
            WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id THEN f.creator_name END AS record_name,
       COALESCE(f.environment_id, a.environment_id, u.environment_id) AS environment_id
  FROM bound_connector AS u
  LEFT JOIN flow AS f ON f.flow_id = CASE u.resource_kind WHEN 'flow' THEN u.resource_id END
  LEFT JOIN app AS a ON a.app_id = CASE u.resource_kind WHEN 'app' THEN u.resource_id END
 WHERE COALESCE(f.row_active, a.row_active, 1) = 1
   AND COALESCE(f.is_deleted, a.is_deleted, 0) = 0
   AND COALESCE(lower(f.state), '') <> 'deleted'
   AND COALESCE(f.is_published, 1) = 1
   AND COALESCE(f.environment_id, a.environment_id, u.environment_id, '')
       NOT IN (SELECT environment_id FROM hidden_environment)
