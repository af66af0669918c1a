-- title:    Apps in production that belong to no solution
-- severity: low
-- needs:    app, app.is_solution, environment.sku
-- refs:     Microsoft "ALM basics"; rule FLW-023 for flows
-- rule:     ALM-006
-- resource: app app_id
--
-- An app outside a solution can only be carried from one environment to another by hand, without its connections and
-- settings, and it has no version that anybody installed.
--
-- Add it to a solution in its development environment and release that.
SELECT a.display_name AS app_name, a.app_type, 'in production, and in no solution' AS why,
       a.owner_id, COALESCE(p.name, a.owner_name) AS owner_name, a.modified_at,
       e.display_name AS environment_name, a.environment_id, a.app_id
  FROM app AS a
  JOIN live_environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal_standing AS p ON p.principal_id = a.owner_id
 WHERE a.is_solution = 0
   AND e.is_production = 1
   AND COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(a.app_type, '') <> 'sharepoint-form'
 ORDER BY a.environment_id, a.app_id
