-- title:    Environments that outgrew their lack of a database
-- severity: low
-- needs:    environment, environment.has_dataverse, app, flow
-- wants:    environment.sku
-- param:    min_objects integer 10  apps and flows from which on a database is worth it
-- refs:     Microsoft "Add a Microsoft Dataverse database"; Microsoft "Enable Managed Environments"
-- rule:     ENV-010
-- resource: environment environment_id
--
-- Without a Dataverse database there are no solutions, so nothing can be moved to a test or production environment in an
-- orderly way, and the environment cannot be managed. With many apps and flows in it, that hurts.
--
-- Add a database, or move what matters to an environment that has one. Adding one cannot be undone.
SELECT e.display_name AS environment_name, e.sku, 'many apps and flows, and no Dataverse database' AS why,
       c.app_count, c.flow_count, e.created_at, e.environment_id
  FROM live_environment AS e
  JOIN environment_content AS c ON c.environment_id = e.environment_id
 WHERE e.has_dataverse = 0
   AND COALESCE(e.kind, '') <> 'default'
   AND c.app_count + c.flow_count >= CAST(:min_objects AS INTEGER)
 ORDER BY e.environment_id
