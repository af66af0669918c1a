-- title:    Production environments with short backups
-- severity: medium
-- needs:    environment.retention_period, environment.sku
-- param:    min_days integer 28  days that a backup of production must be kept
-- refs:     Microsoft "Back up and restore environments"
-- rule:     ENV-015
-- resource: environment environment_id
--
-- A mistake in production data is often noticed weeks later. With backups of seven days, the usual setting, nothing is
-- left then that could be restored.
--
-- Set the retention of managed production environments to 28 days. Others stay at seven: manage those that matter.
WITH
kept AS (
	SELECT e.*,
	       CASE WHEN upper(retention_period) LIKE 'PT%' THEN NULL
	            WHEN upper(retention_period) LIKE 'P%D' OR retention_period NOT LIKE '%P%'
	            THEN CAST(replace(replace(upper(retention_period), 'P', ''), 'D', '') AS INTEGER)
	       END AS backup_days
	  FROM live_environment AS e
	 WHERE is_production = 1 AND COALESCE(has_dataverse, 1) = 1
)
SELECT display_name AS environment_name, sku,
       CASE WHEN lower(protection_level) = 'standard' THEN 'could be kept longer'
            ELSE 'must be managed first' END AS why,
       backup_days, retention_period, protection_level, environment_id
  FROM kept
 WHERE backup_days < CAST(:min_days AS INTEGER)
 ORDER BY environment_id
