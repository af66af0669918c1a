-- title:    Flows that are on and have not run for long
-- severity: low
-- needs:    flow, flow.state
-- either:   usage.last_run_at, flow_run
-- wants:    flow_action
-- param:    days integer 90  a last run longer ago than this is listed
-- refs:     Microsoft "Limits and configuration" of Power Automate (flows that are never triggered)
-- rule:     FLW-005
-- resource: flow flow_id
--
-- A flow that is on and never runs either waits for something that no longer comes, or its trigger has stopped working and
-- nobody noticed. On a paid plan it costs money as well.
--
-- Look at its trigger and its connections first. Turn off what nobody needs.
--
-- The last run comes from the usage that a source notes, or from the runs that were collected, whichever is newer. A flow for
-- which neither says anything is left out: it may run every day. A schedule is given its own time first, so that a quarterly
-- flow is not listed before it missed a turn. Premium connectors raise the severity to medium.
WITH
known AS (
	SELECT flow_id, max(last_run_at) AS last_run_at
	  FROM (SELECT resource_id AS flow_id, last_run_at
	          FROM usage
	         WHERE resource_kind = 'flow'
	         UNION ALL
	        SELECT flow_id, started_at FROM flow_run) AS told
	 WHERE last_run_at IS NOT NULL
	 GROUP BY flow_id
),
idle AS MATERIALIZED (
	SELECT k.flow_id, k.last_run_at, (:as_of - k.last_run_at) / 86400 AS idle_days,
	       (SELECT max(a.recurrence_interval
	                   * CASE lower(a.recurrence_frequency) WHEN 'year' THEN 366 WHEN 'month' THEN 31
	                                    WHEN 'week' THEN 7 WHEN 'day' THEN 1 ELSE 0 END)
	          FROM flow_action AS a
	         WHERE a.flow_id = k.flow_id AND a.step = 'trigger') AS period_days,
	       CASE WHEN EXISTS (SELECT 1 FROM resource_connector AS c
	                          WHERE c.resource_kind = 'flow' AND c.resource_id = k.flow_id
	                            AND lower(c.tier) = 'premium') THEN 1 ELSE 0 END AS is_premium,
	       h.flow_name, h.state, h.owner_id, h.owner_name, h.environment_name, h.environment_id
	  FROM known AS k
	  JOIN flow_home AS h ON h.flow_id = k.flow_id
	 WHERE h.is_live = 1
	   AND h.is_on = 1
	   AND (:as_of - k.last_run_at) / 86400 > CAST(:days AS INTEGER)
)
SELECT CASE WHEN is_premium = 1 THEN 'medium' ELSE 'low' END AS severity, flow_name,
       'on, and no run for long' AS why, idle_days, last_run_at, period_days, is_premium, state,
       owner_id, owner_name, environment_name, environment_id, flow_id
  FROM idle
 WHERE idle_days > COALESCE(period_days, 0)
 ORDER BY last_run_at, environment_id, flow_id
