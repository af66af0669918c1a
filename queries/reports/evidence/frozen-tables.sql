-- title:    Tables that stand still behind flows that report success
-- severity: high
-- needs:    freshness
-- either:   coe_component, flow_run
-- param:    days integer 7  days between the newest row and the last successful run before a table is listed
-- refs:     CoE issue 5897; CoE issues 3361, 6554
-- rule:     EVD-001
-- resource: entity entity
--
-- A sync flow may end well and write nothing: an inner step fails and is passed over, or the account no longer sees
-- anything. Its run history is green, so nobody looks, while its table grows old.
--
-- Open the last run and look at what it read: an empty list of environments or objects means that the account lost a
-- role, its licence or its sign-in. Repair that, run the flow with a full inventory, and compare the counts.
--
-- Which flow fills which table is the list coe_flow_schedule. Tables that rightly stay quiet (no new AI models, say)
-- may stand here: then a look at the run settles it. A table whose flow itself fails is found by
-- coe-flows-not-running.
WITH
newest AS (
	SELECT resource_kind AS entity, max(newest_at) AS newest_at FROM freshness GROUP BY resource_kind
),
green AS (
	SELECT k.fills AS entity, k.flow, k.flow_id, k.environment_id,
	       CASE
	         WHEN h.is_seen = 1 AND h.succeeded_at > COALESCE(k.last_run_at, 0) THEN h.succeeded_at
	         WHEN k.last_run_passed = 1 THEN k.last_run_at
	       END AS succeeded_at
	  FROM coe_flow AS k
	  LEFT JOIN flow_history AS h ON h.flow_id = k.flow_id
	 WHERE k.fills IS NOT NULL
),
latest AS (
	SELECT g.*, row_number() OVER (PARTITION BY g.entity
	                               ORDER BY g.succeeded_at DESC, g.flow) AS position
	  FROM green AS g
	 WHERE g.succeeded_at IS NOT NULL
)
SELECT CASE WHEN n.entity IN ('environment', 'flow', 'app', 'agent') THEN 'high' ELSE 'medium' END AS severity,
       n.entity, 'the flow that fills it reports success, and no row of it is as new' AS why,
       n.newest_at, l.succeeded_at, (l.succeeded_at - n.newest_at) / 86400 AS days_between,
       l.flow AS flow_name, l.environment_id, l.flow_id
  FROM newest AS n
  JOIN latest AS l ON l.entity = n.entity AND l.position = 1
 WHERE (l.succeeded_at - n.newest_at) / 86400 > CAST(:days AS INTEGER)
 ORDER BY n.entity
