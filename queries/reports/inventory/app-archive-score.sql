-- title:    Apps by archive score
-- severity: info
-- needs:    app, app.modified_at
-- wants:    app.is_orphaned, usage:app, environment
-- param:    least integer 1  show apps with at least this score
-- refs:     CoE dashboard "App Deep Dive", "Review App Archive Score"
-- rule:     APP-016
--
-- How likely an app is to be left over: old, never changed since it was made, with the name of a trial or of another
-- app, without an owner. The higher the score, the sooner somebody should ask whether it may go.
--
-- archive_score counts what is known: not changed for 120, 360 or 720 days gives 1, 2 or 3, and each of the other marks
-- gives 1. coe_score is the number of the CoE dashboard, which also counts an app as orphaned when nobody says so, and
-- takes every name with "my" in it for a trial.
WITH
marked AS (
	SELECT a.*, n.is_test_name, n.is_duplicate_name,
	       CASE WHEN n.is_test_name = 1 OR lower(a.display_name) LIKE '%my%' THEN 1 ELSE 0
	       END AS coe_name,
	       CASE
	         WHEN (:as_of - a.modified_at) / 86400 > 720 THEN 3
	         WHEN (:as_of - a.modified_at) / 86400 > 360 THEN 2
	         WHEN (:as_of - a.modified_at) / 86400 > 120 THEN 1
	         ELSE 0
	       END AS age_score,
	       CASE WHEN a.created_at IS NOT NULL
	             AND (a.modified_at IS NULL OR a.modified_at - a.created_at < 120)
	            THEN 1 ELSE 0 END AS is_unchanged
	  FROM app AS a
	  LEFT JOIN name_check AS n ON n.resource_kind = 'app' AND n.resource_id = a.app_id
	 WHERE COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
scored AS (
	SELECT marked.*, age_score + is_unchanged + COALESCE(is_duplicate_name, 0)
	       + COALESCE(is_test_name, 0) + COALESCE(is_orphaned, 0) AS archive_score,
	       age_score + is_unchanged + COALESCE(is_duplicate_name, 0)
	       + coe_name + COALESCE(is_orphaned, 1) AS coe_score
	  FROM marked
)
SELECT s.archive_score, s.coe_score, s.display_name AS app_name, s.app_type, s.age_score,
       s.is_unchanged, s.is_test_name, s.is_duplicate_name, s.is_orphaned, s.modified_at,
       s.created_at, u.last_launched_at, s.shared_users, s.owner_id,
       COALESCE(p.display_name, s.owner_name, s.owner_upn) AS owner_name,
       e.display_name AS environment_name, s.environment_id, s.app_id
  FROM scored AS s
  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = s.app_id
  LEFT JOIN environment AS e ON e.environment_id = s.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = s.owner_id
 WHERE s.archive_score >= CAST(:least AS INTEGER)
 ORDER BY s.archive_score DESC, s.app_id
