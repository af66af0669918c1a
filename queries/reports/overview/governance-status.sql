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
live_environment AS (
	SELECT e.*, CASE WHEN e.is_default = 1 OR lower(e.sku) = 'default' THEN 1 ELSE 0 END AS at_home
	  FROM environment AS e
	 WHERE e.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
),
app_verdict AS MATERIALIZED (
	SELECT a.environment_id, a.is_orphaned,
	       CASE WHEN u.last_launched_at >= d.month_at THEN 0
	            WHEN u.last_launched_at < d.month_at THEN 1 END AS is_idle_month,
	       CASE WHEN u.last_launched_at >= d.quarter_at THEN 0
	            WHEN u.last_launched_at < d.quarter_at THEN 1 END AS is_idle_quarter,
	       CASE WHEN lower(a.dlp_status) = 'noncompliant' THEN 1
	            WHEN a.dlp_status <> '' THEN 0 END AS breaks_policy,
	       a.is_shared_with_tenant,
	       CASE WHEN a.shared_users > 100 THEN 1
	            WHEN a.shared_users <= 100 THEN 0 END AS is_widely_shared,
	       CASE WHEN lower(a.plan_classification) LIKE '%extended%' THEN 1
	            WHEN a.plan_classification <> '' THEN 0 END AS is_grandfathered,
	       1 - a.is_solution AS is_outside, n.is_test_name, n.is_duplicate_name, a.is_quarantined,
	       a.shared_guest_user, a.shared_guest_editor,
	       CASE WHEN a.environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END AS at_home
	  FROM app AS a
	 CROSS JOIN period AS d
	  LEFT JOIN name_check AS n ON n.resource_kind = 'app' AND n.resource_id = a.app_id
	  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
	 WHERE COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
flow_verdict AS MATERIALIZED (
	SELECT f.environment_id, f.is_orphaned,
	       CASE WHEN f.shared_users > 100 THEN 1
	            WHEN f.shared_users <= 100 THEN 0 END AS is_widely_shared,
	       1 - f.is_solution AS is_outside,
	       CASE WHEN lower(f.state) = 'suspended' THEN 1 WHEN f.state <> '' THEN 0 END AS is_suspended,
	       n.is_test_name, n.is_duplicate_name, f.contains_plaintext_password,
	       CASE WHEN f.pending_suspension_at IS NOT NULL THEN 1 ELSE 0 END AS is_pending,
	       CASE WHEN c.flow_id IS NOT NULL THEN 1 ELSE 0 END AS is_read, c.uses_http, c.lists_flows,
	       f.shared_guest_user, f.shared_guest_editor,
	       CASE WHEN f.environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END AS at_home
	  FROM flow AS f
	  LEFT JOIN name_check AS n ON n.resource_kind = 'flow' AND n.resource_id = f.flow_id
	  LEFT JOIN flow_size AS c ON c.flow_id = f.flow_id
	 WHERE COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(lower(f.state), '') <> 'deleted' AND COALESCE(f.is_published, 1) = 1
	   AND COALESCE(f.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
),
like_app AS MATERIALIZED (
	SELECT is_orphaned, is_idle_month, is_idle_quarter, breaks_policy, is_shared_with_tenant,
	       is_widely_shared, is_grandfathered, is_outside, is_test_name, is_duplicate_name,
	       is_quarantined, shared_guest_user, shared_guest_editor, at_home, count(*) AS n
	  FROM app_verdict
	 GROUP BY is_orphaned, is_idle_month, is_idle_quarter, breaks_policy, is_shared_with_tenant,
	       is_widely_shared, is_grandfathered, is_outside, is_test_name, is_duplicate_name,
	       is_quarantined, shared_guest_user, shared_guest_editor, at_home
),
like_flow AS MATERIALIZED (
	SELECT is_orphaned, is_widely_shared, is_outside, is_suspended, is_test_name,
	       is_duplicate_name, contains_plaintext_password, is_pending, is_read, uses_http,
	       lists_flows, shared_guest_user, shared_guest_editor, at_home, count(*) AS n
	  FROM flow_verdict
	 GROUP BY is_orphaned, is_widely_shared, is_outside, is_suspended, is_test_name,
	       is_duplicate_name, contains_plaintext_password, is_pending, is_read, uses_http,
	       lists_flows, shared_guest_user, shared_guest_editor, at_home
),
verdict (position, card, verdict, at_home, unknown_is_yes, n) AS (
	SELECT 1, 'apps with no owner', is_orphaned, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 2, 'flows with no owner', is_orphaned, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 3, 'apps not launched this month', is_idle_month, at_home, 1, n FROM like_app
	 UNION ALL
	SELECT 4, 'apps not launched this quarter', is_idle_quarter, at_home, 1, n FROM like_app
	 UNION ALL
	SELECT 5, 'apps that break a data policy', breaks_policy, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 6, 'apps shared with everyone', is_shared_with_tenant, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 7, 'apps shared with more than 100 users', is_widely_shared, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 8, 'flows shared with more than 100 users', is_widely_shared, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 9, 'grandfathered apps', is_grandfathered, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 10, 'apps not in solutions', is_outside, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 11, 'flows not in solutions', is_outside, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 12, 'suspended flows', is_suspended, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 13, 'apps with names of trials', is_test_name, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 14, 'flows with names of trials', is_test_name, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 15, 'apps with duplicate names', is_duplicate_name, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 16, 'flows with duplicate names', is_duplicate_name, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 17, 'cross-tenant connections', is_foreign,
	       CASE WHEN environment_id IN (SELECT environment_id FROM home) THEN 1 ELSE 0 END, 0, 1
	  FROM connection_identity
	 WHERE COALESCE(row_active, 1) = 1
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 18, 'empty environments',
	       CASE WHEN environment_id IN (SELECT environment_id FROM app_verdict)
	              OR environment_id IN (SELECT environment_id FROM flow_verdict) THEN 0
	            WHEN EXISTS (SELECT 1 FROM coverage WHERE entity = 'app' AND snapshot_at <= :as_of)
	             AND EXISTS (SELECT 1 FROM coverage WHERE entity = 'flow' AND snapshot_at <= :as_of)
	            THEN 1 END, at_home, 0, 1
	  FROM live_environment
	 UNION ALL
	SELECT 19, 'flows with a password in plain text', contains_plaintext_password, at_home, 1, n FROM like_flow
	 UNION ALL
	SELECT 20, 'open compliance requests',
	       CASE WHEN lower(risk_state) = 'requested' OR lower(review_status) LIKE '%requested%' THEN 1
	            WHEN COALESCE(risk_state, review_status) <> '' THEN 0 END, 0, 0, 1
	  FROM governance_note
	 WHERE resource_kind IN ('app', 'flow', 'environment')
	 UNION ALL
	SELECT 21, 'open requests for environments',
	       CASE WHEN lower(status) = 'pending' THEN 1 WHEN status <> '' THEN 0 END, 0, 0, 1
	  FROM environment_request
	 WHERE COALESCE(row_active, 1) = 1
	 UNION ALL
	SELECT 22, 'custom connectors over http', host_is_http, 0, 0, 1
	  FROM connector
	 WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 UNION ALL
	SELECT 23, 'flows pending suspension', is_pending, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 24, 'environments without a data policy', 1 - has_dlp_policy, at_home, 0, 1
	  FROM live_environment
	 UNION ALL
	SELECT 25, 'flows with HTTP actions', uses_http, at_home, 0, n FROM like_flow WHERE is_read = 1
	 UNION ALL
	SELECT 26, 'flows that list flows the old way', lists_flows, at_home, 0, n FROM like_flow WHERE is_read = 1
	 UNION ALL
	SELECT 27, 'quarantined apps', is_quarantined, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 28, 'environments that are not managed',
	       CASE lower(protection_level) WHEN 'basic' THEN 1 WHEN 'standard' THEN 0 END, at_home, 0, 1
	  FROM live_environment
	 UNION ALL
	SELECT 29, 'apps shared with guests', shared_guest_user, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 30, 'apps that guests may edit', shared_guest_editor, at_home, 0, n FROM like_app
	 UNION ALL
	SELECT 31, 'flows shared with guests', shared_guest_user, at_home, 0, n FROM like_flow
	 UNION ALL
	SELECT 32, 'flows that guests may edit', shared_guest_editor, at_home, 0, n FROM like_flow
)
SELECT card,
       CASE WHEN count(verdict) > 0 THEN sum(CASE WHEN verdict = 1 THEN n ELSE 0 END) END AS object_count,
       CASE WHEN count(verdict) > 0 THEN sum(CASE WHEN verdict = 1 AND at_home = 1 THEN n ELSE 0 END)
       END AS default_environment_count,
       sum(CASE WHEN verdict IS NULL THEN n ELSE 0 END) AS unknown_count,
       CASE WHEN count(verdict) > 0 OR max(unknown_is_yes) = 1
            THEN sum(CASE WHEN verdict = 1 OR verdict IS NULL AND unknown_is_yes = 1 THEN n ELSE 0 END)
       END AS coe_count,
       sum(n) AS checked_count
  FROM verdict
 GROUP BY position, card
 ORDER BY position
