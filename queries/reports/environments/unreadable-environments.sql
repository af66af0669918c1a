-- title:    Environments that the inventory cannot read
-- severity: medium
-- needs:    environment, environment.connections_inaccessible
-- refs:     CoE "Connections inaccessible"
-- rule:     ENV-017
-- resource: environment environment_id
--
-- The CoE kit gave up listing the connections of this environment, as a rule because there are too many of them.
-- Reports about connections, owners and connectors miss what is in it, and look better than the truth.
--
-- Read the listed environment by another way (the admin API, environment by environment) and import that. Until then
-- treat every clean answer about it as partial. Environments that refused an export altogether appear among the
-- files that were not imported.
SELECT display_name AS environment_name, sku, 'its connections could not be listed' AS why,
       modified_at, environment_id
  FROM live_environment
 WHERE connections_inaccessible = 1
 ORDER BY environment_id
