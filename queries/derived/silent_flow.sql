-- Flows that are switched on and yet stopped doing their work, one row each: why (late, idle, failing, sign-in,
-- nothing), since when, and the code of the last failure. A flow without evidence is not here: that says nothing
-- about it.
--   late     it ran, but its last success is older than twice its period (and than a day)
--   idle     no run was collected, but its last one, as usage tells, is older than that
--   sign-in  its last run failed with an error of Microsoft Entra
--   failing  its last three runs or more all failed
--   nothing  no run at all, where the runs were collected and its period is well inside the time that runs are kept
-- (For the + see flow_start.)
-- index: flow_id
WITH
schedule AS (
	SELECT flow_id, min(recurrence_interval * CASE lower(recurrence_frequency)
	                                            WHEN 'second' THEN 1
	                                            WHEN 'minute' THEN 60
	                                            WHEN 'hour' THEN 3600
	                                            WHEN 'day' THEN 86400
	                                            WHEN 'week' THEN 7 * 86400
	                                            WHEN 'month' THEN 31 * 86400
	                                            WHEN 'year' THEN 366 * 86400
	                                          END) AS period
	  FROM flow_action
	 WHERE step = 'trigger' AND recurrence_frequency IS NOT NULL AND COALESCE(is_deleted, 0) = 0
	 GROUP BY +flow_id
),
place AS (
	SELECT environment_id, max(is_seen) AS is_seen FROM flow_history GROUP BY environment_id
),
whole AS (
	SELECT c.scope, c.scope_id
	  FROM coverage AS c
	  JOIN moment AS m ON m.at = c.snapshot_at
	 WHERE c.entity = 'flow_run' AND c.scope IN ('tenant', 'environment')
),
telling AS (
	SELECT CASE WHEN EXISTS (SELECT 1 FROM coverage AS c
	                           JOIN moment AS m ON m.at = c.snapshot_at
	                          WHERE c.entity = 'usage' AND c.resource_kind = 'flow')
	            THEN 1 ELSE 0 END AS is_now
),
started AS (
	SELECT f.flow_id, f.environment_id, m.at,
	       COALESCE(s.period, CASE WHEN k.starts = 'schedule' THEN k.expected_days * 86400 END) AS period,
	       COALESCE(f.modified_at, f.created_at, 0) AS changed_at,
	       h.run_count, h.newest_at, h.oldest_at, h.succeeded_at, h.bad_streak, h.last_status,
	       h.aadsts_code, h.code, COALESCE(h.is_seen, 0) AS is_seen,
	       CASE WHEN EXISTS (SELECT 1 FROM whole AS w
	                          WHERE w.scope = 'tenant' OR w.scope_id = f.environment_id)
	              OR h.run_count > 0 AND p.is_seen = 1
	            THEN 1 ELSE 0 END AS is_collected,
	       CASE WHEN t.is_now = 1 THEN u.last_run_at END AS last_run_at,
	       CASE WHEN t.is_now = 1 THEN u.runs_30_days END AS runs_30_days
	  FROM flow AS f
	 CROSS JOIN moment AS m
	 CROSS JOIN telling AS t
	  LEFT JOIN schedule AS s ON s.flow_id = f.flow_id
	  LEFT JOIN coe_flow AS k ON k.flow_id = f.flow_id
	  LEFT JOIN flow_history AS h ON h.flow_id = f.flow_id
	  LEFT JOIN place AS p ON p.environment_id = f.environment_id
	  LEFT JOIN usage AS u ON u.resource_kind = 'flow' AND u.resource_id = f.flow_id
	  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
	 WHERE lower(f.state) = 'started'
	   AND COALESCE(f.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.excused_from_inventory, 0) = 0
),
judged AS (
	SELECT s.*, CASE WHEN 2 * period > 86400 THEN 2 * period ELSE 86400 END AS patience,
	       COALESCE(CASE WHEN is_seen = 1 THEN succeeded_at END,
	                CASE WHEN run_count IS NULL THEN last_run_at END) AS good_at
	  FROM started AS s
)
SELECT flow_id, environment_id, period, newest_at, COALESCE(good_at, succeeded_at) AS succeeded_at, run_count, bad_streak,
       aadsts_code, code,
       CASE
         WHEN is_seen = 1 AND last_status <> 'succeeded' AND aadsts_code IS NOT NULL THEN 'sign-in'
         WHEN is_seen = 1 AND bad_streak >= 3 THEN 'failing'
         WHEN at - changed_at <= patience THEN NULL
         WHEN at - good_at > patience THEN CASE WHEN run_count IS NULL THEN 'idle' ELSE 'late' END
         WHEN is_seen = 1 AND succeeded_at IS NULL AND at - oldest_at > patience THEN 'late'
         WHEN is_seen = 0 AND period * 2 <= 28 * 86400
          AND (is_collected = 1 OR runs_30_days = 0 AND last_run_at IS NULL) THEN 'nothing'
       END AS why
  FROM judged
 WHERE is_seen = 1 AND (bad_streak >= 3 OR aadsts_code IS NOT NULL)
    OR period IS NOT NULL
