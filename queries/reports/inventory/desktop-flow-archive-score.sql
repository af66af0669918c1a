-- title:    Desktop flows by archive score
-- severity: info
-- needs:    desktop_flow, desktop_flow.modified_at
-- wants:    environment
-- param:    least integer 1  show desktop flows with at least this score
-- refs:     CoE dashboard "Review Archive Score" of desktop flows
--
-- How likely a desktop flow is to be left over: old, never changed since it was made, with the name of a trial or of
-- another one.
--
-- archive_score counts the days since the last change: 120, 360 or 730 give 1, 2 or 3, the other marks 1 each. coe_score
-- is the number of the CoE dashboard, which counts the days since creation, and takes every name with "my" in it for a
-- trial.
WITH
marked AS (
	SELECT d.*, n.is_test_name, n.is_duplicate_name,
	       CASE WHEN n.is_test_name = 1 OR lower(d.display_name) LIKE '%my%' THEN 1 ELSE 0
	       END AS coe_name,
	       (:as_of - d.modified_at) / 86400 AS days_unchanged,
	       (:as_of - d.created_at) / 86400 AS days_old,
	       CASE WHEN d.created_at IS NOT NULL
	             AND (d.modified_at IS NULL OR d.modified_at - d.created_at < 120)
	            THEN 1 ELSE 0 END AS is_unchanged
	  FROM desktop_flow AS d
	  LEFT JOIN name_check AS n
	         ON n.resource_kind = 'desktop_flow' AND n.resource_id = d.desktop_flow_id
	 WHERE COALESCE(d.row_active, 1) = 1 AND COALESCE(d.is_deleted, 0) = 0
	   AND COALESCE(lower(d.state), '') NOT LIKE 'deleted%'
	   AND COALESCE(d.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
scored AS (
	SELECT marked.*,
	       CASE WHEN days_unchanged > 730 THEN 3 WHEN days_unchanged > 360 THEN 2
	            WHEN days_unchanged > 120 THEN 1 ELSE 0 END
	       + is_unchanged + COALESCE(is_duplicate_name, 0) + COALESCE(is_test_name, 0)
	       AS archive_score,
	       CASE WHEN days_old > 730 THEN 3 WHEN days_old > 360 THEN 2
	            WHEN days_old > 120 THEN 1 ELSE 0 END
	       + is_unchanged + COALESCE(is_duplicate_name, 0) + coe_name AS coe_score
	  FROM marked
)
SELECT s.archive_score, s.coe_score, s.display_name AS desktop_flow_name, s.is_unchanged,
       s.is_test_name, s.is_duplicate_name, s.modified_at, s.created_at, s.owner_id,
       COALESCE(p.display_name, s.owner_name) AS owner_name, e.display_name AS environment_name,
       s.environment_id, s.desktop_flow_id
  FROM scored AS s
  LEFT JOIN environment AS e ON e.environment_id = s.environment_id
  LEFT JOIN principal AS p ON p.principal_id = s.owner_id
 WHERE s.archive_score >= CAST(:least AS INTEGER)
 ORDER BY s.archive_score DESC, s.desktop_flow_id
