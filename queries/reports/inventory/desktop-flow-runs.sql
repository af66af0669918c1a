-- title:    Runs of desktop flows
-- severity: info
-- needs:    desktop_flow_session
-- wants:    desktop_flow, environment
-- param:    days integer 90  how far back to look, in days before the snapshot
-- refs:     CoE dashboard "Desktop Flow Usage", "Desktop Flow Details"; CoE view "Active RPA Sessions"
--
-- Each run with its length, outcome and error, the newest first.
--
-- A run failed when it has an error code, as the CoE dashboard counts. The kit reads two days at a time, so a pause of
-- its flows leaves a gap for ever.
SELECT COALESCE(d.display_name, s.desktop_flow_id) AS desktop_flow_name, s.started_at, s.ended_at,
       s.ended_at - s.started_at AS seconds, s.status,
       CASE WHEN s.error_code IS NOT NULL THEN 1 WHEN s.ended_at IS NOT NULL THEN 0 END AS is_failed,
       s.error_code, s.error_message, d.owner_id, COALESCE(o.display_name, d.owner_name) AS owner_name,
       t.display_name AS triggered_by_name, s.triggered_by_id,
       e.display_name AS environment_name, d.environment_id, s.desktop_flow_id, s.session_id
  FROM desktop_flow_session AS s
  LEFT JOIN desktop_flow AS d ON d.desktop_flow_id = s.desktop_flow_id
  LEFT JOIN principal AS o ON o.principal_id = d.owner_id
  LEFT JOIN principal AS t ON t.principal_id = s.triggered_by_id
  LEFT JOIN environment AS e ON e.environment_id = d.environment_id
 WHERE (s.started_at IS NULL OR (:as_of - s.started_at) / 86400 <= CAST(:days AS INTEGER))
   AND COALESCE(d.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY s.started_at DESC, s.session_id
