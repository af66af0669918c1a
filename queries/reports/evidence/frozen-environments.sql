-- title:    Environments that the CoE kit no longer reaches
-- severity: high
-- needs:    freshness, environment
-- wants:    flow, app
-- param:    days integer 2  days by which the kit's rows may lag behind
-- refs:     CoE issues 4553, 6278, 8119; CoE column "Environment Queried On"
-- rule:     EVD-001
-- resource: environment environment_id
-- key:      entity
--
-- The newest row of a whole table hides a single environment that stands still. The account may have lost its role
-- there, or the environment is in administration mode: everything the kit tells about it is then old.
--
-- Give the account System Administrator in that environment, look at the errors that the kit recorded for it, and
-- run the driver. Deletions and new objects there are unknown until then.
--
-- An environment is listed when the driver wrote its row days before the rows of the others, or when an object is
-- known from elsewhere to have changed, and the kit wrote nothing about that environment since. Quiet environments
-- are not listed. Rows that the kit lacks altogether are no evidence here.
WITH
newest AS (
	SELECT resource_kind AS entity, environment_id, max(newest_at) AS newest_at
	  FROM freshness
	 WHERE environment_id <> '' AND newest_at IS NOT NULL
	 GROUP BY resource_kind, environment_id
),
front AS (
	SELECT max(newest_at) AS newest_at FROM newest WHERE entity = 'environment'
),
moved AS (
	SELECT 'flow' AS entity, environment_id, max(modified_at) AS changed_at
	  FROM flow
	 WHERE COALESCE(is_deleted, 0) = 0 AND modified_at <= :as_of
	 GROUP BY environment_id
	 UNION ALL
	SELECT 'app', environment_id, max(modified_at)
	  FROM app
	 WHERE COALESCE(is_deleted, 0) = 0 AND modified_at <= :as_of
	 GROUP BY environment_id
),
lag AS (
	SELECT n.entity, n.environment_id, n.newest_at, f.newest_at AS expected_at
	  FROM newest AS n
	 CROSS JOIN front AS f
	 WHERE n.entity = 'environment'
	 UNION ALL
	SELECT n.entity, n.environment_id, n.newest_at, m.changed_at
	  FROM newest AS n
	  JOIN moved AS m ON m.entity = n.entity AND m.environment_id = n.environment_id
)
SELECT CASE WHEN e.is_default = 1 OR lower(e.sku) IN ('default', 'production') THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name, e.sku, l.entity,
       CASE l.entity
         WHEN 'environment' THEN 'the driver reached other environments, and not this one'
         WHEN 'flow' THEN 'a flow changed here, and the kit wrote nothing since'
         ELSE 'an app changed here, and the kit wrote nothing since'
       END AS why,
       CASE WHEN e.connections_inaccessible = 1 THEN 'the kit could not read its connections'
            WHEN e.administration_mode = 1 THEN 'it is in administration mode'
            WHEN lower(e.runtime_state) IN ('disabled', 'adminmode') THEN 'its state is ' || e.runtime_state
       END AS hint,
       l.newest_at, l.expected_at, (l.expected_at - l.newest_at) / 86400 AS days_behind, l.environment_id
  FROM lag AS l
  JOIN environment AS e ON e.environment_id = l.environment_id
 WHERE (l.expected_at - l.newest_at) / 86400 > CAST(:days AS INTEGER)
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY l.environment_id, l.entity
