-- title:    Storage that is full or nearly so
-- severity: medium
-- needs:    capacity
-- either:   capacity.approved, capacity.entitled
-- wants:    environment
-- param:    warn_percent integer 0    share from which on it is listed; 0: the tenant's own warning threshold, or 85
-- param:    high_percent integer 100  share from which on it is high
-- refs:     Microsoft "Dataverse capacity-based storage details"; CoE "Environment Capacity"
-- rule:     CAP-001
-- resource: :resource_kind resource_id
-- key:      capacity_type
--
-- A tenant over its storage cannot make, copy or restore environments, and one environment can eat what all others
-- need.
--
-- Find the largest tables, files and logs of the listed environment and delete or archive what is old; else buy
-- capacity, or pay for the environment as it goes.
--
-- Environments are held against what the CoE team approved for them, the tenant against what was bought. The tenant's
-- use is that of its own report, else the sum of its environments. Storage of finance and operations apps is left out.
WITH
threshold AS (
	SELECT CASE WHEN CAST(:warn_percent AS INTEGER) > 0 THEN CAST(:warn_percent AS INTEGER)
	            ELSE COALESCE((SELECT CAST(value AS INTEGER) FROM platform_setting
	                            WHERE setting = 'powerplatform.licensing'
	                                || '.storagecapacityconsumptionwarningthreshold'), 85)
	       END AS warn_percent
),
used AS (
	SELECT c.*
	  FROM capacity AS c
	  LEFT JOIN live_environment AS e ON e.environment_id = c.environment_id
	 WHERE lower(c.capacity_type) IN ('database', 'file', 'log')
	   AND COALESCE(c.row_active, 1) = 1
	   AND lower(COALESCE(c.unit, 'mb')) = 'mb'
	   AND (c.environment_id = '' OR e.environment_id IS NOT NULL)
),
summed AS (
	SELECT lower(capacity_type) AS capacity_type, sum(actual) AS actual
	  FROM used
	 WHERE environment_id <> ''
	 GROUP BY lower(capacity_type)
),
held AS (
	SELECT u.environment_id, u.capacity_type, u.rated, u.updated_at,
	       CASE WHEN u.environment_id = '' THEN COALESCE(u.actual, s.actual) ELSE u.actual
	       END AS actual,
	       CASE WHEN u.environment_id = '' THEN u.entitled ELSE u.approved END AS limit_size
	  FROM used AS u
	  LEFT JOIN summed AS s ON s.capacity_type = lower(u.capacity_type)
)
SELECT CASE WHEN h.actual * 100 >= h.limit_size * CAST(:high_percent AS INTEGER) THEN 'high'
            ELSE 'medium' END AS severity,
       CASE WHEN h.environment_id = '' THEN '(the whole tenant)' ELSE e.display_name
       END AS environment_name,
       CASE WHEN h.environment_id = '' THEN 'close to or over what was bought'
            ELSE 'close to or over what was approved' END AS why,
       h.capacity_type, CAST(h.actual * 100 / h.limit_size AS INTEGER) AS used_percent,
       h.actual AS actual_mb, h.limit_size AS limit_mb, h.rated AS rated_mb, h.updated_at,
       nullif(h.environment_id, '') AS environment_id,
       CASE WHEN h.environment_id = '' THEN 'tenant' ELSE 'environment' END AS resource_kind,
       CASE WHEN h.environment_id = '' THEN 'tenant' ELSE h.environment_id END AS resource_id
  FROM held AS h
 CROSS JOIN threshold AS t
  LEFT JOIN environment AS e ON e.environment_id = h.environment_id
 WHERE h.limit_size > 0
   AND h.actual * 100 >= h.limit_size * t.warn_percent
 ORDER BY h.environment_id, h.capacity_type
