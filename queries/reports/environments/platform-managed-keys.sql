-- title:    Production environments whose key Microsoft manages
-- severity: info
-- needs:    environment, environment.key_managed_by, environment.sku
-- refs:     CIS Dynamics 365 3.1; Microsoft "Manage your customer-managed encryption key"
-- rule:     ENV-019
-- resource: environment environment_id
--
-- All data is encrypted; the question is who can take the key away. With a key of your own you can, and an auditor may
-- ask for it.
--
-- Decide it for the environments that hold regulated data. A key of your own can also be lost, and all data with it.
SELECT display_name AS environment_name, sku, 'encrypted with a key that Microsoft manages' AS why,
       key_managed_by, protection_level, environment_id
  FROM live_environment
 WHERE is_production = 1
   AND COALESCE(has_dataverse, 1) = 1
   AND lower(key_managed_by) = 'microsoft'
 ORDER BY environment_id
