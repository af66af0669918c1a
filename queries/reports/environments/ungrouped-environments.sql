-- title:    Managed Environments outside every environment group
-- severity: info
-- needs:    environment.protection_level, environment.environment_group_id, environment_group
-- refs:     Microsoft "Environment groups"; Microsoft "Rules for environment groups"
-- rule:     ENV-020
-- resource: environment environment_id
--
-- Rules of an environment group (sharing limits, solution checker, backups, maker welcome) hold for all its members and
-- cannot be changed inside them. A Managed Environment outside has to be set up, and checked, by hand.
--
-- Put it into the group that fits. Developer and default environments are best served by groups of their own.
--
-- The rules of a group are in no export that can be read, so whether they are set is not judged.
SELECT e.display_name AS environment_name, e.sku, 'in no group, though there are groups' AS why,
       e.created_at, e.environment_id
  FROM live_environment AS e
 WHERE lower(e.protection_level) = 'standard'
   AND e.environment_group_id IS NULL
   AND EXISTS (SELECT 1 FROM environment_group)
 ORDER BY e.environment_id
