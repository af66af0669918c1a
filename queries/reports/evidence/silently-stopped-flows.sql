-- title:    Flows that are on and no longer do their work
-- severity: high
-- needs:    flow, flow.state
-- either:   flow_run, usage:flow
-- wants:    flow_run, flow_action
-- refs:     CoE issues 5897, 6320, 6798, 9394; Microsoft "Resolve broken connections"; OWASP LCNC-SEC-10
-- rule:     IDN-006
-- resource: flow flow_id
--
-- A flow whose sign-in died stays switched on. Nothing turns red: a schedule just produces nothing more, and its
-- owner learns of it from whoever misses the result.
--
-- Open the flow's connections, sign in again with the account they belong to, run the flow once and watch it end.
-- Where a code is given, its cause tells what must change first, or the sign-in dies again.
--
-- Only flows that are on are judged. Late means: the last success is older than twice the period, and than a day.
-- Nothing means: no run in this collection, though it holds others of that environment and the period is at most 14
-- days. Longer periods without a run are not judged, because runs are kept for 28 days; nor is a flow without a
-- known period whose runs end well. A run may end well although an inner step failed: see frozen-tables as well. A
-- flow that was changed within the waiting time is given that time. Flows of the CoE kit's inventory are critical.
SELECT CASE WHEN k.part = 'inventory' THEN 'critical' ELSE 'high' END AS severity,
       f.display_name AS flow_name,
       CASE s.why
         WHEN 'sign-in' THEN 'the last run failed at sign-in'
         WHEN 'failing' THEN 'the last runs all failed'
         WHEN 'idle' THEN 'the last run is older than two periods'
         WHEN 'late' THEN 'the last success is older than two periods'
         ELSE 'no run was found, though runs were collected'
       END AS why,
       s.aadsts_code, x.cause, x.next_step,
       CASE WHEN e.administration_mode = 1 THEN 'the environment is in administration mode'
            WHEN e.background_operations_enabled = 0 THEN 'background operations are off in the environment'
       END AS hint,
       s.period / 3600 AS period_hours, s.succeeded_at, s.newest_at AS newest_run_at, s.bad_streak,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       COALESCE(p.display_name, p.user_principal_name, f.creator_name) AS owner_name,
       e.display_name AS environment_name, f.environment_id, f.flow_id
  FROM silent_flow AS s
  JOIN flow AS f ON f.flow_id = s.flow_id
  LEFT JOIN coe_flow AS k ON k.flow_id = s.flow_id
  LEFT JOIN error_code AS x ON x.code = s.code
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
 WHERE s.why IS NOT NULL
 ORDER BY f.environment_id, f.flow_id
