-- title:    Objects that point at something no file holds
-- severity: low
-- either:   flow, app
-- wants:    environment, principal, connector
-- refs:     CoE issues 3511, 5542, 9418
-- rule:     EVD-007
-- resource: :target_kind target_id
--
-- A flow of an environment that nobody listed, or of an owner who is in no list of people, is a sign that the lists
-- and the objects were collected with different rights or at different times.
--
-- Collect the missing list with an account that sees the whole tenant. A few strays are normal: environments that
-- were deleted meanwhile, and makers of other tenants.
--
-- One row for each thing that is pointed at, with the number of objects that do. Owners are counted only where the
-- list of people is whole. Missing connectors are usually built in, or belong to an environment that was not asked.
WITH
use AS (
	SELECT 'environment' AS target_kind, environment_id AS target_id, display_name FROM flow
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 'environment', environment_id, display_name FROM app
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 'principal', COALESCE(owner_id, creator_id), display_name FROM flow
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 'principal', owner_id, display_name FROM app
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 'connector', connector_id, NULL FROM resource_connector
),
counted AS MATERIALIZED (
	SELECT target_kind, target_id, count(*) AS object_count, min(display_name) AS example
	  FROM use
	 WHERE target_id IS NOT NULL
	 GROUP BY target_kind, target_id
),
known AS (
	SELECT DISTINCT entity FROM coverage WHERE snapshot_at <= :as_of
)
SELECT CASE c.target_kind WHEN 'environment' THEN 'medium' WHEN 'principal' THEN 'low' ELSE 'info' END AS severity,
       c.target_kind, CASE c.target_kind WHEN 'environment' THEN 'no list holds this environment'
                                         WHEN 'principal' THEN 'no list holds this owner'
                                         ELSE 'no list holds this connector' END AS why,
       c.object_count, c.example, c.target_id
  FROM counted AS c
  JOIN known AS k ON k.entity = c.target_kind
 CROSS JOIN principal_list AS l
  LEFT JOIN environment AS e ON c.target_kind = 'environment' AND e.environment_id = c.target_id
  LEFT JOIN principal AS p ON c.target_kind = 'principal' AND p.principal_id = c.target_id
  LEFT JOIN connector AS n ON c.target_kind = 'connector' AND n.connector_id = c.target_id
 WHERE e.environment_id IS NULL AND p.principal_id IS NULL AND n.connector_id IS NULL
   AND (c.target_kind <> 'principal' OR l.is_complete = 1)
   AND c.target_id <> '00000000-0000-0000-0000-000000000000'
 ORDER BY CASE c.target_kind WHEN 'environment' THEN 1 WHEN 'principal' THEN 2 ELSE 3 END,
          c.object_count DESC, c.target_id
