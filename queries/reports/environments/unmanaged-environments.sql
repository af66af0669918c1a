-- title:    Environments that are not managed
-- severity: medium
-- needs:    environment, environment.protection_level
-- wants:    environment.sku
-- refs:     CoE view "Managed Environments"; Microsoft "Enable Managed Environments"; Power Platform Advisor
-- rule:     ENV-001
-- resource: environment environment_id
--
-- Sharing limits, the solution checker, longer backups and usage insights exist only in Managed Environments.
-- Without them a production environment has no brake on who shares what with whom.
--
-- Turn on Managed Environment where production work runs, then set a sharing limit and the solution checker.
-- Its users need premium licences, so start with the environments that carry critical apps.
--
-- An environment of unknown protection level is not listed; it makes this answer partial. Where management is not
-- possible (Teams, no Dataverse) the row is for information, and the hint says why.
SELECT CASE
         WHEN lower(e.sku) IN ('developer', 'trial', 'subscriptionbasedtrial', 'teams') THEN 'info'
         WHEN e.has_dataverse = 0 THEN 'info'
         WHEN lower(e.sku) = 'production' THEN 'high'
         ELSE 'medium'
       END AS severity,
       e.display_name AS environment_name, e.sku, e.protection_level,
       CASE
         WHEN lower(e.sku) = 'teams' THEN 'an environment of Teams cannot be managed'
         WHEN e.has_dataverse = 0 THEN 'needs a Dataverse database first'
       END AS hint,
       e.location, e.created_at, e.created_by_name, e.environment_id
  FROM environment AS e
 WHERE lower(e.protection_level) <> 'standard'
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY e.environment_id
