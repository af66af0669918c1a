-- title:    Flows by archive score
-- severity: info
-- needs:    flow, flow.modified_at
-- wants:    flow.is_orphaned, flow.state, flow_action, environment
-- param:    least integer 1  show flows with at least this score
-- refs:     CoE dashboard "Flow Deep Dive", "Review Flow Archive Score"
-- rule:     FLW-024
--
-- How likely a flow is to be left over: old, never changed since it was made, suspended, with the name of a trial or of
-- another flow, without an owner, and simple. The higher the score, the sooner somebody should ask whether it may go.
--
-- archive_score counts what is known: not changed for 120, 360 or 730 days gives 1, 2 or 3, suspended and orphaned 2
-- each, the other marks 1, and more than five actions takes 1 away. coe_score is the number of the CoE dashboard, which
-- also counts a flow as orphaned when nobody says so, and takes every name with "my" in it for a trial.
WITH
place AS MATERIALIZED (
	SELECT environment_id, display_name FROM environment
),
marked AS MATERIALIZED (
	-- Or SQLite would work a score out wherever it is named.
	SELECT f.flow_id, f.display_name, f.state, f.environment_id, f.modified_at, f.created_at,
	       f.is_orphaned, COALESCE(f.owner_id, f.creator_id) AS owner_id,
	       n.is_test_name, n.is_duplicate_name,
	       CASE WHEN n.is_test_name = 1 OR lower(f.display_name) LIKE '%my%' THEN 1 ELSE 0
	       END AS coe_name,
	       CASE
	         WHEN (:as_of - f.modified_at) / 86400 > 730 THEN 3
	         WHEN (:as_of - f.modified_at) / 86400 > 360 THEN 2
	         WHEN (:as_of - f.modified_at) / 86400 > 120 THEN 1
	         ELSE 0
	       END AS age_score,
	       CASE WHEN f.created_at IS NOT NULL
	             AND (f.modified_at IS NULL OR f.modified_at - f.created_at < 120)
	            THEN 1 ELSE 0 END AS is_unchanged,
	       CASE WHEN lower(f.state) = 'suspended' THEN 2 ELSE 0 END AS state_score,
	       COALESCE(z.step_count, f.action_count) AS known_actions,
	       CASE WHEN COALESCE(z.step_count, f.action_count) > 5 THEN 1 ELSE 0 END AS is_complex
	  FROM flow AS f
	  LEFT JOIN flow_size AS z ON z.flow_id = f.flow_id
	  LEFT JOIN name_check AS n ON n.resource_kind = 'flow' AND n.resource_id = f.flow_id
	 WHERE COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(lower(f.state), '') <> 'deleted' AND COALESCE(f.is_published, 1) = 1
	   AND COALESCE(f.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
scored AS (
	SELECT marked.*, age_score + is_unchanged + COALESCE(is_duplicate_name, 0) + state_score
	       - is_complex + COALESCE(is_test_name, 0) + 2 * COALESCE(is_orphaned, 0) AS archive_score,
	       age_score + is_unchanged + COALESCE(is_duplicate_name, 0) + state_score
	       - is_complex + coe_name + 2 * COALESCE(is_orphaned, 1) AS coe_score
	  FROM marked
)
SELECT s.archive_score, s.coe_score, s.display_name AS flow_name, s.state, s.age_score,
       s.is_unchanged, s.is_test_name, s.is_duplicate_name, s.is_orphaned,
       s.known_actions AS action_count, s.modified_at, s.created_at, s.owner_id,
       p.display_name AS owner_name, e.display_name AS environment_name, s.environment_id, s.flow_id
  FROM scored AS s
  LEFT JOIN place AS e ON e.environment_id = s.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = s.owner_id
 WHERE s.archive_score >= CAST(:least AS INTEGER)
 ORDER BY s.archive_score DESC, s.flow_id
