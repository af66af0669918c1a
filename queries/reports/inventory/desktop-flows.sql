-- title:    All desktop flows
-- severity: info
-- needs:    desktop_flow
-- wants:    environment, principal, desktop_flow_session
-- refs:     CoE dashboard "Desktop Flows"; CoE view "Active RPAS"
--
-- The list of desktop flows, whose they are, when they last ran and how often that failed.
--
-- Runs are those of the collected sessions; the CoE kit reads two days at a time, so gaps are common. Blank counts mean
-- that no sessions were collected.
WITH
ran AS (
	SELECT desktop_flow_id, count(*) AS run_count,
	       count(CASE WHEN error_code IS NOT NULL THEN 1 END) AS failed_count,
	       max(ended_at) AS last_completed_at
	  FROM desktop_flow_session
	 GROUP BY desktop_flow_id
),
known AS (
	SELECT max(CASE WHEN entity = 'desktop_flow_session' THEN 0 END) AS zero
	  FROM coverage
	 WHERE snapshot_at <= :as_of
)
SELECT d.display_name AS desktop_flow_name, d.flow_type, d.state, d.owner_id,
       COALESCE(p.display_name, d.owner_name) AS owner_name, r.last_completed_at,
       COALESCE(r.run_count, k.zero) AS run_count, COALESCE(r.failed_count, k.zero) AS failed_count,
       d.application, d.created_at, d.modified_at, d.is_orphaned,
       e.display_name AS environment_name, d.environment_id, d.desktop_flow_id
  FROM desktop_flow AS d
 CROSS JOIN known AS k
  LEFT JOIN ran AS r ON r.desktop_flow_id = d.desktop_flow_id
  LEFT JOIN principal AS p ON p.principal_id = d.owner_id
  LEFT JOIN environment AS e ON e.environment_id = d.environment_id
 WHERE COALESCE(d.row_active, 1) = 1
   AND COALESCE(d.is_deleted, 0) = 0
   AND COALESCE(lower(d.state), '') NOT LIKE 'deleted%'
   AND COALESCE(d.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY d.environment_id, d.desktop_flow_id
