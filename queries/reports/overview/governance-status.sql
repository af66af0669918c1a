-- title:    The cards of the governance dashboard
-- severity: info
-- either:   app, flow, environment
-- wants:    app, flow, environment
-- refs:     CoE dashboard "Power Platform Governance": every card, and its page of the default environment
--
-- One row for each card: how many objects it counts, how many of them in the default environment, and how many it cannot
-- judge. coe_count is the number of the CoE dashboard, which takes some unknown values for a yes.
--
-- A blank count means that no source says anything of the kind, which is not zero. Deleted objects and hidden
-- environments are left out everywhere.
WITH
period AS MATERIALIZED (
	SELECT month_at, quarter_at FROM moment_period
),
home AS MATERIALIZED (
	SELECT environment_id FROM environment WHERE is_default = 1 OR lower(sku) = 'default'
),
live_app AS (
	SELECT a.*, n.is_test_name, n.is_duplicate_name, u.last_launched_at,
	       CASE WHEN a.environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END AS at_home
	  FROM app AS a
	  LEFT JOIN name_check AS n ON n.resource_kind = 'app' AND n.resource_id = a.app_id
	  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
	 WHERE COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
live_flow AS (
	SELECT f.*, n.is_test_name, n.is_duplicate_name,
	       CASE WHEN f.environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END AS at_home
	  FROM flow AS f
	  LEFT JOIN name_check AS n ON n.resource_kind = 'flow' AND n.resource_id = f.flow_id
	 WHERE COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(lower(f.state), '') <> 'deleted' AND COALESCE(f.is_published, 1) = 1
	   AND COALESCE(f.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
live_environment AS (
	SELECT e.*, CASE WHEN e.is_default = 1 OR lower(e.sku) = 'default' THEN 1 ELSE 0 END AS at_home
	  FROM environment AS e
	 WHERE e.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
),
calling AS (
	SELECT flow_id,
	       max(CASE WHEN lower(action_type) LIKE '%http%' THEN 1 ELSE 0 END) AS uses_http,
	       max(CASE WHEN lower(operation_id) = 'listflowsinenvironment' THEN 1 ELSE 0 END) AS lists_flows
	  FROM flow_action
	 GROUP BY flow_id
),
verdict (position, card, verdict, at_home, unknown_is_yes) AS (
	SELECT 1, 'apps with no owner', is_orphaned, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 2, 'flows with no owner', is_orphaned, at_home, 0 FROM live_flow
	 UNION ALL
	SELECT 3, 'apps not launched this month',
	       CASE WHEN last_launched_at >= month_at THEN 0 WHEN last_launched_at < month_at THEN 1 END,
	       at_home, 1
	  FROM live_app CROSS JOIN period
	 UNION ALL
	SELECT 4, 'apps not launched this quarter',
	       CASE WHEN last_launched_at >= quarter_at THEN 0
	            WHEN last_launched_at < quarter_at THEN 1 END, at_home, 1
	  FROM live_app CROSS JOIN period
	 UNION ALL
	SELECT 5, 'apps that break a data policy',
	       CASE WHEN lower(dlp_status) = 'noncompliant' THEN 1 WHEN dlp_status <> '' THEN 0 END,
	       at_home, 0
	  FROM live_app
	 UNION ALL
	SELECT 6, 'apps shared with everyone', is_shared_with_tenant, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 7, 'apps shared with more than 100 users',
	       CASE WHEN shared_users > 100 THEN 1 WHEN shared_users <= 100 THEN 0 END, at_home, 0
	  FROM live_app
	 UNION ALL
	SELECT 8, 'flows shared with more than 100 users',
	       CASE WHEN shared_users > 100 THEN 1 WHEN shared_users <= 100 THEN 0 END, at_home, 0
	  FROM live_flow
	 UNION ALL
	SELECT 9, 'grandfathered apps',
	       CASE WHEN lower(plan_classification) LIKE '%extended%' THEN 1
	            WHEN plan_classification <> '' THEN 0 END, at_home, 0
	  FROM live_app
	 UNION ALL
	SELECT 10, 'apps not in solutions', 1 - is_solution, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 11, 'flows not in solutions', 1 - is_solution, at_home, 0 FROM live_flow
	 UNION ALL
	SELECT 12, 'suspended flows',
	       CASE WHEN lower(state) = 'suspended' THEN 1 WHEN state <> '' THEN 0 END, at_home, 0
	  FROM live_flow
	 UNION ALL
	SELECT 13, 'apps with names of trials', is_test_name, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 14, 'flows with names of trials', is_test_name, at_home, 0 FROM live_flow
	 UNION ALL
	SELECT 15, 'apps with duplicate names', is_duplicate_name, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 16, 'flows with duplicate names', is_duplicate_name, at_home, 0 FROM live_flow
	 UNION ALL
	SELECT 17, 'cross-tenant connections', is_foreign,
	       CASE WHEN environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END, 0
	  FROM connection_identity
	 WHERE COALESCE(row_active, 1) = 1
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 18, 'empty environments',
	       CASE WHEN environment_id IN (SELECT environment_id FROM live_app)
	              OR environment_id IN (SELECT environment_id FROM live_flow) THEN 0
	            WHEN EXISTS (SELECT 1 FROM coverage WHERE entity = 'app' AND snapshot_at <= :as_of)
	             AND EXISTS (SELECT 1 FROM coverage WHERE entity = 'flow' AND snapshot_at <= :as_of)
	            THEN 1 END, at_home, 0
	  FROM live_environment
	 UNION ALL
	SELECT 19, 'flows with a password in plain text', contains_plaintext_password, at_home, 1
	  FROM live_flow
	 UNION ALL
	SELECT 20, 'open compliance requests',
	       CASE WHEN lower(risk_state) = 'requested' OR lower(review_status) LIKE '%requested%' THEN 1
	            WHEN COALESCE(risk_state, review_status) <> '' THEN 0 END, 0, 0
	  FROM governance_note
	 WHERE resource_kind IN ('app', 'flow', 'environment')
	 UNION ALL
	SELECT 21, 'open requests for environments',
	       CASE WHEN lower(status) = 'pending' THEN 1 WHEN status <> '' THEN 0 END, 0, 0
	  FROM environment_request
	 WHERE COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 22, 'custom connectors over http', host_is_http, 0, 0
	  FROM connector
	 WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 23, 'flows pending suspension',
	       CASE WHEN pending_suspension_at IS NOT NULL THEN 1 ELSE 0 END, at_home, 0
	  FROM live_flow
	 UNION ALL
	SELECT 24, 'environments without a data policy', 1 - has_dlp_policy, at_home, 0
	  FROM live_environment
	 UNION ALL
	SELECT 25, 'flows with HTTP actions', c.uses_http, f.at_home, 0
	  FROM calling AS c
	  JOIN live_flow AS f ON f.flow_id = c.flow_id
	 UNION ALL
	SELECT 26, 'flows that list flows the old way', c.lists_flows, f.at_home, 0
	  FROM calling AS c
	  JOIN live_flow AS f ON f.flow_id = c.flow_id
	 UNION ALL
	SELECT 27, 'quarantined apps', is_quarantined, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 28, 'environments that are not managed',
	       CASE lower(protection_level) WHEN 'basic' THEN 1 WHEN 'standard' THEN 0 END, at_home, 0
	  FROM live_environment
	 UNION ALL
	SELECT 29, 'apps shared with guests', shared_guest_user, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 30, 'apps that guests may edit', shared_guest_editor, at_home, 0 FROM live_app
	 UNION ALL
	SELECT 31, 'flows shared with guests', shared_guest_user, at_home, 0 FROM live_flow
	 UNION ALL
	SELECT 32, 'flows that guests may edit', shared_guest_editor, at_home, 0 FROM live_flow
)
SELECT card,
       CASE WHEN count(verdict) > 0 THEN count(CASE WHEN verdict = 1 THEN 1 END) END AS object_count,
       CASE WHEN count(verdict) > 0 THEN count(CASE WHEN verdict = 1 AND at_home = 1 THEN 1 END)
       END AS default_environment_count,
       count(CASE WHEN verdict IS NULL THEN 1 END) AS unknown_count,
       CASE WHEN count(verdict) > 0 OR max(unknown_is_yes) = 1
            THEN count(CASE WHEN verdict = 1 OR verdict IS NULL AND unknown_is_yes = 1 THEN 1 END)
       END AS coe_count,
       count(*) AS checked_count
  FROM verdict
 GROUP BY position, card
 ORDER BY position
