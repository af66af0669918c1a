-- title:    Environments that are no longer managed
-- severity: high
-- needs:    environment, environment.protection_level
-- before:   environment
-- refs:     Microsoft "Enable Managed Environments"; SCuBA MS.POWERPLATFORM.2.1
-- rule:     DRF-004
-- resource: environment environment_id
--
-- Turning Managed Environments off removes sharing limits, the solution checker and the digest at once, without a
-- trace in the environment itself.
--
-- Turn it on again and look into the audit log for who turned it off. A licence that ran out is a common reason.
--
-- Compared with the previous snapshot; an environment whose level one of the two does not tell is not listed.
SELECT e.display_name AS environment_name, e.sku, 'it was managed at the previous snapshot' AS why,
       w.protection_level AS old_protection_level, e.protection_level, e.modified_at, e.environment_id
  FROM environment AS e
  JOIN environment_before AS w ON w.environment_id = e.environment_id
 WHERE lower(w.protection_level) = 'standard'
   AND lower(e.protection_level) <> 'standard'
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
 ORDER BY e.environment_id
