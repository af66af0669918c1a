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
-- Production is high; developer and trial environments are for information. What cannot be managed is not listed:
-- an environment of Teams, or one without a Dataverse database (give it one first). An environment of unknown
-- protection level is not listed either; it makes this answer partial.
SELECT CASE
         WHEN kind IN ('developer', 'trial', 'subscriptionbasedtrial') THEN 'info'
         WHEN is_production = 1 THEN 'high'
         ELSE 'medium'
       END AS severity,
       display_name AS environment_name, sku, protection_level,
       location, created_at, created_by_name, environment_id
  FROM live_environment
 WHERE lower(protection_level) <> 'standard'
   AND COALESCE(kind, '') <> 'teams'
   AND COALESCE(has_dataverse, 1) = 1
 ORDER BY environment_id
