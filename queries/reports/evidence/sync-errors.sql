-- title:    Errors while the CoE kit collected the inventory
-- severity: high
-- needs:    sync_error
-- wants:    flow
-- param:    days integer 7  how far back to look, in days before the snapshot
-- refs:     CoE view "Active Sync Flow Errors"; CoE issues 9394 and 10345
-- rule:     EVD-002
-- resource: coe-flow flow_name
--
-- A sync flow that fails leaves holes: objects of the listed environment are missing or old, and reports about it are
-- too good to be true. The kit itself only sends a mail.
--
-- Open the run at the given address, repair the cause (most often an expired sign-in or a missing right of the
-- service account), run the flow again and export anew.
--
-- No error proves nothing when the flow that records errors is off: that flow is then listed itself. It is found by
-- its name, so a tenant that renamed the kit's flows does not see this row.
WITH
recent AS (
	SELECT COALESCE(flow_name, '(not named)') AS flow_name,
	       COALESCE(environment_name, '') AS environment_name, occurred_at, url
	  FROM sync_error
	 WHERE occurred_at IS NULL OR (:as_of - occurred_at) / 86400 <= CAST(:days AS INTEGER)
),
recorder AS (
	SELECT f.display_name, f.state, f.environment_id, f.modified_at,
	       COALESCE(e.display_name, f.environment_id, '') AS environment_name
	  FROM flow AS f
	  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
	 WHERE lower(f.display_name) LIKE 'admin | sync template v%(sync flow errors)%'
	   AND lower(f.state) IN ('stopped', 'suspended')
	   AND COALESCE(f.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(e.is_deleted, 0) = 0
)
SELECT flow_name, environment_name, 'errors were recorded' AS why, count(*) AS error_count,
       min(occurred_at) AS oldest_at, max(occurred_at) AS newest_at, max(url) AS url
  FROM recent
 GROUP BY flow_name, environment_name
 UNION ALL
SELECT display_name, environment_name,
       'the flow that records errors is ' || lower(state) || ': silence proves nothing', 0,
       NULL, NULL, NULL
  FROM recorder
 ORDER BY flow_name, environment_name, why
