-- The flows of the CoE kit that are here, as far as the list coe_flow_schedule knows them, with what is known of
-- their last run. They are found by name, without the version, in the kit's own environments where these are known.
-- Where an upgrade left an older version beside the new one, the one that is on counts.
-- index: flow_id
WITH
known AS MATERIALIZED (
	SELECT s.*, lower(replace(replace(replace(s.flow, ' v2', ''), ' v3', ''), ' v4', '')) AS name
	  FROM coe_flow_schedule AS s
),
home AS (
	SELECT environment_id FROM environment WHERE is_coe = 1 AND COALESCE(is_deleted, 0) = 0
),
called AS MATERIALIZED (
	SELECT f.*
	  FROM (SELECT flow_id, environment_id, lower(state) AS state, modified_at, display_name,
	               COALESCE(owner_id, creator_id) AS owner_id,
	               lower(replace(replace(replace(display_name, ' v2', ''), ' v3', ''), ' v4', '')) AS name
	          FROM flow
	         WHERE COALESCE(row_active, 1) = 1
	           AND COALESCE(is_deleted, 0) = 0
	           AND COALESCE(state, '') <> 'deleted') AS f
	  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
	 WHERE f.name IN (SELECT name FROM known)
	   AND (f.environment_id IN (SELECT environment_id FROM home)
	        OR NOT EXISTS (SELECT 1 FROM home))
	   AND COALESCE(e.is_deleted, 0) = 0
),
found AS (
	SELECT c.*, row_number() OVER (PARTITION BY c.environment_id, c.name
	                               ORDER BY CASE WHEN c.state = 'started' THEN 0 ELSE 1 END,
	                                        c.display_name DESC, c.flow_id) AS position
	  FROM called AS c
	  JOIN known AS k ON k.name = c.name
),
recorded AS MATERIALIZED (
	SELECT lower(replace(replace(replace(display_name, ' v2', ''), ' v3', ''), ' v4', '')) AS name,
	       object_id, last_run_at, last_run_passed
	  FROM coe_component
	 WHERE lower(object_type) = 'flow'
),
noted AS MATERIALIZED (
	SELECT r.*, row_number() OVER (PARTITION BY r.name
	                               ORDER BY COALESCE(r.last_run_at, 0) DESC,
	                                        r.object_id) AS position
	  FROM recorded AS r
)
SELECT k.flow, k.part, k.starts, CAST(k.expected_days AS INTEGER) AS expected_days, k.fills,
       CASE k.notes_runs WHEN 'no' THEN 0 ELSE 1 END AS notes_runs,
       COALESCE(f.flow_id, n.object_id) AS flow_id, f.environment_id, f.state, f.owner_id,
       f.modified_at, CASE WHEN n.name IS NULL THEN 0 ELSE 1 END AS is_noted, n.last_run_at,
       n.last_run_passed
  FROM known AS k
  LEFT JOIN found AS f ON f.name = k.name AND f.position = 1
  LEFT JOIN noted AS n ON n.name = k.name AND n.position = 1
 WHERE f.flow_id IS NOT NULL OR n.object_id IS NOT NULL
