-- title:    Flows of the CoE kit that are off, failing or late
-- severity: high
-- either:   flow.state, coe_component
-- wants:    flow.state, coe_component, flow_run, environment
-- param:    grace_days integer 2  days beyond the usual time between two runs before a flow is late
-- refs:     CoE issues 1849, 6320, 10043, 10100; CoE flow "Sync Template (Driver)"
-- rule:     EVD-003
-- resource: flow flow_id
--
-- Everything that the CoE kit knows comes from some forty flows under one service account. When one of them is off,
-- the table that it fills stands still, and every report on it describes the past.
--
-- Begin with the driver, then the flows of the inventory: sign their connections in, turn them on, run the driver
-- once. Flows of clean-up matter for deletions and orphan marks, the others for alerts and processes.
--
-- The flows and their usual times between runs are the list coe_flow_schedule. A flow is found by its name, without
-- the version; where the kit's environment is marked, only there. A flow counts as late by the last run which the
-- kit noted or of which a run was collected; some flows of the kit never note a run and are judged by their state
-- only. A tenant on the data-export architecture runs the inventory without many of these: waive their rows.
WITH
judged AS (
	SELECT k.*, h.newest_at, h.aadsts_code, h.code,
	       CASE
	         WHEN h.is_seen = 1 AND h.newest_at > COALESCE(k.last_run_at, 0) THEN h.newest_at
	         WHEN k.last_run_at > :as_of THEN :as_of
	         ELSE k.last_run_at
	       END AS run_at,
	       CASE
	         WHEN k.state IN ('stopped', 'suspended') THEN k.state
	         WHEN h.is_seen = 1 AND h.last_status <> 'succeeded'
	          AND h.newest_at >= COALESCE(k.last_run_at, 0) THEN 'failed'
	         WHEN k.last_run_passed = 0
	          AND (h.newest_at IS NULL OR h.newest_at < k.last_run_at) THEN 'failed'
	       END AS fault
	  FROM coe_flow AS k
	  LEFT JOIN flow_history AS h ON h.flow_id = k.flow_id
),
found AS (
	SELECT j.*, COALESCE(j.fault,
	       CASE
	         WHEN (:as_of - run_at) / 86400 > expected_days + CAST(:grace_days AS INTEGER) THEN 'late'
	         WHEN run_at IS NULL AND is_noted = 1 AND notes_runs = 1 AND expected_days IS NOT NULL
	          AND (:as_of - COALESCE(modified_at, 0)) / 86400 > expected_days + CAST(:grace_days AS INTEGER)
	         THEN 'never'
	       END) AS why
	  FROM judged AS j
)
SELECT CASE
         WHEN f.part = 'inventory' AND f.why IN ('stopped', 'suspended') THEN 'critical'
         WHEN f.part = 'inventory' THEN 'high'
         WHEN f.part IN ('clean-up', 'audit log') THEN 'medium'
         ELSE 'low'
       END AS severity,
       f.flow AS flow_name, f.part,
       CASE f.why
         WHEN 'stopped' THEN 'it is turned off'
         WHEN 'suspended' THEN 'the platform suspended it'
         WHEN 'failed' THEN 'its last run failed'
         WHEN 'late' THEN 'its last run is too old'
         ELSE 'no run of it was ever noted'
       END AS why,
       f.fills AS fills_table, f.expected_days, f.run_at AS last_run_at, f.aadsts_code, x.cause, x.next_step,
       f.owner_id, COALESCE(p.display_name, p.user_principal_name) AS owner_name,
       e.display_name AS environment_name, f.environment_id, f.flow_id
  FROM found AS f
  LEFT JOIN error_code AS x ON x.code = f.code AND f.why = 'failed'
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
  LEFT JOIN principal AS p ON p.principal_id = f.owner_id
 WHERE f.why IS NOT NULL
 ORDER BY CASE f.part WHEN 'inventory' THEN 1 WHEN 'clean-up' THEN 2 WHEN 'audit log' THEN 3 ELSE 4 END,
       f.flow, f.flow_id
