-- title:    Storage of all environments together
-- severity: info
-- needs:    capacity
-- wants:    environment
-- refs:     CoE dashboard "Environment Capacity": total, Database, File, Log
--
-- The sums over all environments, by kind of storage, beside what the tenant itself says of its total.
--
-- Kinds that are not measured in megabytes stand in their own unit. tenant_actual and entitled come from the tenant's
-- own report and are blank without it.
SELECT capacity_type, unit,
       count(CASE WHEN environment_id <> '' THEN 1 END) AS environment_count,
       sum(CASE WHEN environment_id <> '' THEN actual END) AS actual,
       CASE WHEN upper(unit) = 'MB'
            THEN round(sum(CASE WHEN environment_id <> '' THEN actual END) / 10.0) / 100
       END AS actual_gb,
       sum(CASE WHEN environment_id <> '' THEN rated END) AS rated,
       sum(CASE WHEN environment_id <> '' THEN approved END) AS approved,
       max(CASE WHEN environment_id = '' THEN actual END) AS tenant_actual,
       max(CASE WHEN environment_id = '' THEN entitled END) AS entitled
  FROM capacity
 WHERE COALESCE(row_active, 1) = 1
   AND environment_id NOT IN (SELECT environment_id FROM hidden_environment)
 GROUP BY capacity_type, unit
 ORDER BY capacity_type, unit
