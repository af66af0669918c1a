-- title:    Flows whose runs fail
-- severity: medium
-- needs:    flow, flow_run
-- wants:    flow_run_action
-- param:    streak integer 3    so many failed runs in a row, the newest last, are of high severity
-- param:    min_runs integer 5  with fewer runs than this no rate is judged
-- param:    rate real 0.5       a larger part of failed runs than this is listed
-- refs:     CoE issues 5897 and 9394; Microsoft "Troubleshoot a cloud flow"
-- rule:     FLW-004
-- resource: flow flow_id
--
-- A flow that fails every time is switched off after two weeks, and until then its work is not done. Only the owner gets
-- mail about it, if anybody does.
--
-- Repair the step that fails first: `error_code` is what it said, with the number of the Microsoft Entra error where a
-- sign-in failed. Then run it once. Where nobody misses the result, turn the flow off.
--
-- Cancelled runs and runs still going are not counted. A run that was ended as failed on purpose (a Terminate step) counts
-- as failed: is_by_design says that the definition has such a step, and lowers the severity to low. Runs are kept for about
-- 28 days, and an export holds the runs of some flows only.
WITH
run AS (
	SELECT r.flow_id, r.run_id, r.started_at, r.aadsts_code, COALESCE(r.error_code, r.code) AS error_code,
	       CASE WHEN lower(r.status) IN ('failed', 'timedout', 'faulted', 'aborted') THEN 1 ELSE 0 END AS is_failed,
	       row_number() OVER (PARTITION BY r.flow_id ORDER BY r.started_at DESC, r.run_id DESC) AS position
	  FROM flow_run AS r
	 WHERE lower(r.status) IN ('succeeded', 'success', 'failed', 'timedout', 'faulted', 'aborted')
	   AND r.flow_id IN (SELECT flow_id FROM flow_run
	                      WHERE lower(status) IN ('failed', 'timedout', 'faulted', 'aborted'))
),
tally AS (
	SELECT r.flow_id, count(*) AS run_count, sum(r.is_failed) AS failed_count,
	       COALESCE(min(CASE WHEN r.is_failed = 0 THEN r.position END) - 1, count(*)) AS failed_in_a_row,
	       max(CASE WHEN r.is_failed = 1 THEN r.started_at END) AS last_failed_at,
	       max(CASE WHEN r.is_failed = 0 THEN r.started_at END) AS last_succeeded_at,
	       min(CASE WHEN r.is_failed = 1 THEN r.position END) AS failed_position
	  FROM run AS r
	 GROUP BY r.flow_id
),
judged AS MATERIALIZED (
	SELECT t.*, r.run_id, r.aadsts_code, r.error_code
	  FROM tally AS t
	  JOIN run AS r ON r.flow_id = t.flow_id AND r.position = t.failed_position
	 WHERE t.failed_in_a_row >= CAST(:streak AS INTEGER)
	    OR t.run_count >= CAST(:min_runs AS INTEGER)
	       AND t.failed_count > CAST(:rate AS REAL) * t.run_count
),
fault AS (
	SELECT a.flow_id, a.run_id, a.action, a.aadsts_code, COALESCE(a.error_code, a.code) AS error_code,
	       row_number() OVER (PARTITION BY a.flow_id, a.run_id
	                          ORDER BY a.ended_at, a.started_at, a.action) AS position
	  FROM judged AS j
	  JOIN flow_run_action AS a ON a.flow_id = j.flow_id AND a.run_id = j.run_id
	 WHERE lower(a.status) = 'failed'
),
designed AS (
	SELECT j.flow_id
	  FROM judged AS j
	 WHERE EXISTS (SELECT 1 FROM flow_action AS a
	                WHERE a.flow_id = j.flow_id AND lower(a.terminate_status) = 'failed'
	                  AND COALESCE(a.is_deleted, 0) = 0)
)
SELECT CASE WHEN d.flow_id IS NOT NULL THEN 'low'
            WHEN j.failed_in_a_row >= CAST(:streak AS INTEGER) THEN 'high'
            ELSE 'medium' END AS severity,
       h.flow_name,
       CASE WHEN j.failed_in_a_row >= CAST(:streak AS INTEGER) THEN 'its last runs all failed'
            ELSE 'many of its runs fail' END AS why,
       COALESCE(x.error_code, j.error_code) AS error_code,
       COALESCE(x.aadsts_code, j.aadsts_code) AS aadsts_code, x.action AS failed_action, j.failed_in_a_row,
       j.failed_count, j.run_count, j.last_failed_at, j.last_succeeded_at,
       CASE WHEN d.flow_id IS NOT NULL THEN 1 ELSE 0 END AS is_by_design, h.state, h.owner_id,
       h.owner_name, h.environment_name, h.environment_id, j.flow_id
  FROM judged AS j
  LEFT JOIN fault AS x ON x.flow_id = j.flow_id AND x.position = 1
  LEFT JOIN designed AS d ON d.flow_id = j.flow_id
  LEFT JOIN flow_home AS h ON h.flow_id = j.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
 ORDER BY j.failed_in_a_row DESC, h.environment_id, j.flow_id
