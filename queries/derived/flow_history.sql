-- What the collected runs of a flow tell, one row for each flow that has any. Runs are kept for 28 to 30 days, and a
-- collection holds the runs of some flows only: is_seen tells whether this snapshot saw runs of this flow at all.
-- code is the row of the list error_code that fits the last run, where that did not succeed.
-- index: flow_id
WITH
seen AS (
	SELECT DISTINCT substr(s.object_key, 1, instr(s.object_key, '|') - 1) AS flow_id
	  FROM sighting AS s
	  JOIN moment AS m ON m.at = s.snapshot_at
	 WHERE s.entity = 'flow_run'
),
fault AS (
	SELECT flow_id, run_id, min(aadsts_code) AS aadsts_code, min(error_message) AS error_message
	  FROM flow_run_action
	 WHERE aadsts_code IS NOT NULL OR lower(status) = 'failed'
	 GROUP BY flow_id, run_id
),
run AS (
	SELECT r.flow_id, r.run_id, r.environment_id, r.started_at, r.valid_from,
	       CASE WHEN lower(r.trigger_status) = 'failed' THEN 'failed' ELSE lower(r.status) END AS status,
	       COALESCE(r.aadsts_code, f.aadsts_code) AS aadsts_code,
	       COALESCE(f.error_message, r.error_message) AS error_message,
	       row_number() OVER (PARTITION BY r.flow_id
	                          ORDER BY r.started_at DESC, r.run_id DESC) AS position
	  FROM flow_run AS r
	  LEFT JOIN fault AS f ON f.flow_id = r.flow_id AND f.run_id = r.run_id
	 WHERE r.started_at IS NOT NULL
	   AND COALESCE(lower(r.status), '') NOT IN ('', 'running', 'waiting', 'paused')
),
good AS (
	SELECT flow_id, min(position) AS position, max(started_at) AS succeeded_at
	  FROM run
	 WHERE status = 'succeeded'
	 GROUP BY flow_id
)
SELECT r.flow_id, max(r.environment_id) AS environment_id, count(*) AS run_count,
       max(r.started_at) AS newest_at, min(r.started_at) AS oldest_at,
       max(g.succeeded_at) AS succeeded_at,
       COALESCE(max(g.position) - 1, count(*)) AS bad_streak,
       max(CASE WHEN r.position = 1 THEN r.status END) AS last_status,
       max(CASE WHEN r.position = 1 AND r.status <> 'succeeded' THEN r.aadsts_code END) AS aadsts_code,
       max(CASE WHEN r.position = 1 AND r.status <> 'succeeded' AND r.aadsts_code IS NOT NULL
                THEN list_match('error_code', 'AADSTS' || r.aadsts_code)
                WHEN r.position = 1 AND r.status <> 'succeeded'
                THEN list_match('error_code', r.error_message) END) AS code,
       max(CASE WHEN s.flow_id IS NOT NULL OR r.valid_from = m.at THEN 1 ELSE 0 END) AS is_seen
  FROM run AS r
 CROSS JOIN moment AS m
  LEFT JOIN good AS g ON g.flow_id = r.flow_id
  LEFT JOIN seen AS s ON s.flow_id = r.flow_id
 GROUP BY r.flow_id
