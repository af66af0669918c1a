-- What the collected runs of a flow tell, one row for each flow that has any; cancelled runs tell nothing. Runs are
-- kept for 28 to 30 days, and a collection holds the runs of some flows only: is_seen tells whether this snapshot
-- saw runs of this flow at all. bad_streak counts the runs since the last success; code is the row of the list
-- error_code that fits the last run, where that did not succeed. (Beside a single max() SQLite takes the other
-- columns of a group from the row that has it.)
-- index: flow_id
WITH
run AS NOT MATERIALIZED (
	SELECT flow_id, run_id, environment_id, started_at, valid_from, aadsts_code, error_message,
	       CASE WHEN lower(trigger_status) = 'failed' THEN 'failed' ELSE lower(status) END AS status
	  FROM flow_run
	 WHERE started_at IS NOT NULL
	   AND COALESCE(lower(status), '') NOT IN ('', 'running', 'waiting', 'paused', 'cancelled')
),
span AS MATERIALIZED (
	SELECT flow_id, max(environment_id) AS environment_id, count(*) AS run_count, min(started_at) AS oldest_at,
	       max(started_at) AS newest_at, max(valid_from) AS valid_from,
	       max(CASE WHEN status = 'succeeded' THEN started_at END) AS succeeded_at
	  FROM run
	 GROUP BY flow_id
),
bad AS MATERIALIZED (
	SELECT s.flow_id, r.run_id, r.status, r.aadsts_code, r.error_message,
	       max(r.started_at) AS at, count(*) AS bad_streak
	  FROM span AS s
	 CROSS JOIN run AS r
	 WHERE COALESCE(s.succeeded_at, -1) < s.newest_at
	   AND r.flow_id = s.flow_id
	   AND r.started_at > COALESCE(s.succeeded_at, -1)
	 GROUP BY s.flow_id
),
seen AS MATERIALIZED (
	SELECT DISTINCT substr(s.object_key, 1, instr(s.object_key, '|') - 1) AS flow_id
	  FROM sighting AS s
	  JOIN moment AS m ON m.at = s.snapshot_at
	 WHERE s.entity = 'flow_run'
),
fault AS MATERIALIZED (
	SELECT a.flow_id, min(a.aadsts_code) AS aadsts_code, min(a.error_message) AS error_message
	  FROM flow_run_action AS a
	  JOIN bad AS t ON t.flow_id = a.flow_id AND t.run_id = a.run_id
	 WHERE a.aadsts_code IS NOT NULL OR lower(a.status) = 'failed'
	 GROUP BY a.flow_id
),
joined AS (
	SELECT t.*, COALESCE(b.bad_streak, 0) AS bad_streak, COALESCE(b.status, 'succeeded') AS last_status,
	       COALESCE(b.aadsts_code, f.aadsts_code) AS aadsts_code,
	       COALESCE(f.error_message, b.error_message) AS message,
	       CASE WHEN t.valid_from = m.at OR t.flow_id IN (SELECT flow_id FROM seen) THEN 1 ELSE 0 END AS is_seen
	  FROM span AS t
	 CROSS JOIN moment AS m
	  LEFT JOIN bad AS b ON b.flow_id = t.flow_id
	  LEFT JOIN fault AS f ON f.flow_id = t.flow_id
)
SELECT flow_id, environment_id, run_count, newest_at, oldest_at, succeeded_at, bad_streak, last_status, aadsts_code,
       CASE WHEN bad_streak > 0 AND aadsts_code IS NOT NULL THEN list_match('error_code', 'AADSTS' || aadsts_code)
            WHEN bad_streak > 0 THEN list_match('error_code', message) END AS code,
       is_seen
  FROM joined
