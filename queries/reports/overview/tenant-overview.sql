-- title:    The tenant in numbers
-- severity: info
-- needs:    environment
-- wants:    app, flow, connector, dlp_policy, environment.protection_level, flow.state
-- refs:     CoE dashboard "Overview"
--
-- One row for each measure, so that two snapshots can be laid side by side. Deleted objects and environments that are
-- excused from the inventory are not counted.
--
-- A blank value means that the thing was not collected, which is not the same as zero. Makers are the different
-- owners (or creators, where no owner is recorded) of apps and flows.
WITH
known AS (
	SELECT DISTINCT entity FROM coverage WHERE snapshot_at <= :as_of
),
place AS (
	SELECT environment_id, COALESCE(sku, 'unknown') AS sku, protection_level
	  FROM environment
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(excused_from_inventory, 0) = 0
),
hidden AS (
	SELECT environment_id
	  FROM environment
	 WHERE COALESCE(row_active, 1) = 0 OR COALESCE(is_deleted, 0) = 1
	    OR COALESCE(excused_from_inventory, 0) = 1
),
live_app AS (
	SELECT COALESCE(app_type, 'unknown') AS app_type, owner_id AS maker_id
	  FROM app
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden)
),
live_flow AS (
	SELECT COALESCE(lower(state), 'unknown') AS state, COALESCE(owner_id, creator_id) AS maker_id
	  FROM flow
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(lower(state), '') <> 'deleted'
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden)
),
managed AS (
	SELECT count(*) AS known_count,
	       count(CASE WHEN lower(protection_level) = 'standard' THEN 1 END) AS managed_count
	  FROM place
	 WHERE protection_level IS NOT NULL
),
measure (position, section, measure, value, entity) AS (
	SELECT 10, 'environments', 'environments', count(*), 'environment' FROM place
	 UNION ALL
	SELECT 11, 'environments', 'of type ' || sku, count(*), 'environment' FROM place GROUP BY sku
	 UNION ALL
	SELECT 12, 'environments', 'with a known protection level', known_count, 'environment'
	  FROM managed
	 UNION ALL
	SELECT 13, 'environments', 'managed', CASE WHEN known_count > 0 THEN managed_count END,
	       'environment' FROM managed
	 UNION ALL
	SELECT 14, 'environments', 'managed, in percent of the known',
	       CASE WHEN known_count > 0 THEN 100 * managed_count / known_count END, 'environment'
	  FROM managed
	 UNION ALL
	SELECT 20, 'apps', 'apps', count(*), 'app' FROM live_app
	 UNION ALL
	SELECT 21, 'apps', 'of type ' || app_type, count(*), 'app' FROM live_app GROUP BY app_type
	 UNION ALL
	SELECT 30, 'flows', 'flows', count(*), 'flow' FROM live_flow
	 UNION ALL
	SELECT 31, 'flows', state, count(*), 'flow' FROM live_flow GROUP BY state
	 UNION ALL
	SELECT 40, 'makers', 'makers of apps', count(DISTINCT maker_id), 'app' FROM live_app
	 UNION ALL
	SELECT 41, 'makers', 'makers of flows', count(DISTINCT maker_id), 'flow' FROM live_flow
	 UNION ALL
	SELECT 50, 'connectors', 'connectors', count(*), 'connector'
	  FROM connector
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 51, 'connectors', 'custom connectors', count(*), 'connector'
	  FROM connector
	 WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 52, 'connectors', 'connectors in use', count(DISTINCT connector_id), 'resource_connector'
	  FROM resource_connector
	 UNION ALL
	SELECT 60, 'policies', 'data policies', count(*), 'dlp_policy'
	  FROM dlp_policy
	 WHERE COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 70, 'people', 'users and other principals', count(*), 'principal' FROM principal
)
SELECT m.section, m.measure, CASE WHEN k.entity IS NOT NULL THEN m.value END AS value
  FROM measure AS m
  LEFT JOIN known AS k ON k.entity = m.entity
 ORDER BY m.position, m.measure
