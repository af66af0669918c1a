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
known AS (
	SELECT DISTINCT entity FROM coverage WHERE snapshot_at <= :as_of
),
thing AS (
	SELECT environment_id, COALESCE(owner_id, creator_id) AS owner_id, display_name FROM flow
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT environment_id, owner_id, display_name FROM app
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
),
stray AS (
	SELECT 'environment' AS target_kind, environment_id AS target_id, display_name FROM thing
	 WHERE environment_id NOT IN (SELECT environment_id FROM environment)
	 UNION ALL
	SELECT 'principal', t.owner_id, t.display_name
	  FROM principal_list AS l
	 CROSS JOIN thing AS t
	 WHERE l.is_complete = 1
	   AND t.owner_id NOT IN (SELECT principal_id FROM principal)
	 UNION ALL
	SELECT 'connector', connector_id, NULL FROM resource_connector
	 WHERE connector_id NOT IN (SELECT connector_id FROM connector)
)
SELECT CASE s.target_kind WHEN 'environment' THEN 'medium' WHEN 'principal' THEN 'low' ELSE 'info' END AS severity,
       s.target_kind, CASE s.target_kind WHEN 'environment' THEN 'no list holds this environment'
                                         WHEN 'principal' THEN 'no list holds this owner'
                                         ELSE 'no list holds this connector' END AS why,
       count(*) AS object_count, min(s.display_name) AS example, s.target_id
  FROM stray AS s
  JOIN known AS k ON k.entity = s.target_kind
 WHERE s.target_id <> '00000000-0000-0000-0000-000000000000'
 GROUP BY s.target_kind, s.target_id
 ORDER BY CASE s.target_kind WHEN 'environment' THEN 1 WHEN 'principal' THEN 2 ELSE 3 END,
          count(*) DESC, s.target_id
