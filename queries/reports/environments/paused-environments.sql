-- title:    Environments in administration mode or without background operations
-- severity: medium
-- needs:    environment
-- either:   environment.administration_mode, environment.background_operations_enabled
-- refs:     CoE views "Environments in Administration Mode" and "Background Operations Disabled"
-- rule:     ENV-008
-- resource: environment environment_id
--
-- In administration mode only administrators can sign in, and without background operations workflows and flows with
-- Dataverse triggers do not start. Nothing fails, so nobody is told.
--
-- Ask who switched it on and why; most often a copy or an upgrade was finished and the switch forgotten. Switch it off,
-- then look for runs that should have happened in the meantime.
SELECT display_name AS environment_name, sku,
       CASE
         WHEN administration_mode = 1 AND background_operations_enabled = 0
           THEN 'in administration mode, and background operations are off'
         WHEN administration_mode = 1 THEN 'in administration mode'
         ELSE 'background operations are off'
       END AS why,
       administration_mode, background_operations_enabled, state, environment_id
  FROM live_environment
 WHERE administration_mode = 1 OR background_operations_enabled = 0
 ORDER BY environment_id
