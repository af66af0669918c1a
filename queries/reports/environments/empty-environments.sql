-- title:    Environments in which nothing was ever made
-- severity: low
-- needs:    environment, environment.created_at, app, flow
-- wants:    agent, connector, desktop_flow, portal, environment.sku
-- param:    days integer 90  age from which on an empty environment is listed
-- refs:     CoE "Empty environment clean-up"; Microsoft "Tenant environment strategy"
-- rule:     ENV-011
-- resource: environment environment_id
--
-- An environment without content still takes at least one gigabyte of storage, has administrators and policies to keep
-- up with, and is a place nobody watches.
--
-- Ask who made it, then delete it; it can be recovered for some days. One that waits for a project may be excused from
-- the clean-up in the CoE kit, which sets its finding aside.
--
-- An environment that only runs Dynamics 365 apps looks empty, because those apps are often not in the lists; look at
-- its Dataverse first. Environments of which not all apps and flows were collected are not judged.
SELECT e.display_name AS environment_name, e.sku, 'nothing in it is known' AS why,
       e.created_at, (:as_of - e.created_at) / 86400 AS age_days, e.has_dataverse,
       COALESCE(p.name, e.created_by_name) AS created_by_name, e.environment_id
  FROM live_environment AS e
  LEFT JOIN environment_content AS c ON c.environment_id = e.environment_id
  LEFT JOIN principal_standing AS p ON p.principal_id = e.created_by_id
 WHERE e.environment_id IN (SELECT environment_id FROM collected_environment
                             WHERE entity = 'app')
   AND e.environment_id IN (SELECT environment_id FROM collected_environment
                             WHERE entity = 'flow')
   AND COALESCE(c.app_count + c.flow_count + c.agent_count + c.connector_count
                + c.desktop_flow_count + c.portal_count, 0) = 0
   AND (:as_of - e.created_at) / 86400 > CAST(:days AS INTEGER)
   AND COALESCE(e.kind, '') NOT IN ('default', 'platform')
 ORDER BY e.environment_id
