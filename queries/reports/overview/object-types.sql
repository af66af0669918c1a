-- title:    Objects by type and state
-- severity: info
-- either:   environment, app, flow
-- refs:     CoE dashboard: the cards of types and states, "% managed"
--
-- The parts that the totals are made of: canvas and model-driven apps, running and stopped flows, published agents,
-- managed environments and so on.
--
-- "unknown" means that the source does not say it. What was not collected has no row.
WITH
object AS MATERIALIZED (
	SELECT resource_kind, object_type, state, count(*) AS n
	  FROM inventory_object
	 GROUP BY resource_kind, object_type, state
),
part AS (
	SELECT resource_kind, 'type' AS aspect, object_type AS value, n
	  FROM object
	 UNION ALL
	SELECT resource_kind, 'state', COALESCE(state, 'unknown'), n
	  FROM object
	 WHERE resource_kind <> 'solution' AND resource_kind <> 'connector'
	 UNION ALL
	SELECT 'environment', 'managed',
	       CASE lower(protection_level) WHEN 'standard' THEN 'yes' WHEN 'basic' THEN 'no'
	                                    ELSE 'unknown' END, 1
	  FROM environment
	 WHERE environment_id NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 'environment', 'Dataverse',
	       CASE has_dataverse WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END, 1
	  FROM environment
	 WHERE environment_id NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 'app', 'plan', COALESCE(plan_classification, 'unknown'), count(*)
	  FROM app
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 GROUP BY COALESCE(plan_classification, 'unknown')
)
SELECT resource_kind, aspect, value, sum(n) AS object_count,
       100 * sum(n) / sum(sum(n)) OVER (PARTITION BY resource_kind, aspect) AS percent
  FROM part
 GROUP BY resource_kind, aspect, value
 ORDER BY resource_kind, aspect, value
