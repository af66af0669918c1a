-- title:    Storage of each environment
-- severity: info
-- needs:    capacity
-- wants:    environment
-- refs:     CoE dashboard "Environment Capacity"; CoE view "Active Environment Capacities"
-- rule:     CAP-001
--
-- What each environment stores as database, file and log, and how much of what was approved or bought that is.
--
-- Gigabytes are a thousand megabytes, rounded to two places, as the CoE dashboard shows them; amounts in other units
-- have none. The row without an environment is the tenant's own total, where a source tells it. Percent follows the
-- kit: all of nothing approved counts as 100.
SELECT COALESCE(e.display_name, CASE WHEN c.environment_id = '' THEN '(the tenant)' END)
       AS environment_name, c.capacity_type,
       CASE WHEN upper(c.unit) = 'MB' THEN round(c.actual / 10.0) / 100 END AS actual_gb,
       CASE WHEN upper(c.unit) = 'MB' THEN round(c.rated / 10.0) / 100 END AS rated_gb,
       c.actual, c.rated, c.approved, c.entitled, c.unit,
       CASE
         WHEN c.approved = 0 OR c.entitled = 0 THEN 100
         ELSE round(100 * c.actual / COALESCE(c.approved, c.entitled))
       END AS percent_used,
       e.sku, COALESCE(p.display_name, e.created_by_name) AS created_by_name, c.updated_at,
       c.environment_id
  FROM capacity AS c
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
  LEFT JOIN principal AS p ON p.principal_id = e.created_by_id
 WHERE COALESCE(c.row_active, 1) = 1
   AND c.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY c.actual DESC, c.environment_id, c.capacity_type
