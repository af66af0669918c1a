-- title:    How often apps are opened
-- severity: info
-- needs:    app
-- either:   audit_event, usage:app
-- refs:     CoE dashboard "App Usage", "Review App Usage", "Power Apps Adoption"; CoE view "Audit Log Subgrid"
--
-- The launches of each app in the last 30 and 90 days, by how many people, with its maker and plan.
--
-- Launches come from the audit log, and reach as far back as the log that was imported; a source's own count of thirty
-- days stands beside. is_production follows the CoE dashboard: in this calendar month more than five people or more
-- than fifty launches. Blank is not known, not unused: model-driven apps write no launches.
WITH
period AS MATERIALIZED (
	SELECT month_at FROM moment_period
),
launch AS (
	SELECT v.object_id AS app_id, max(v.occurred_at) AS last_at,
	       count(CASE WHEN v.occurred_at > :as_of - 30 * 86400 THEN 1 END) AS days_30,
	       count(CASE WHEN v.occurred_at > :as_of - 90 * 86400 THEN 1 END) AS days_90,
	       count(DISTINCT CASE WHEN v.occurred_at > :as_of - 90 * 86400
	                           THEN COALESCE(v.principal_id, v.user_principal_name) END) AS users_90,
	       count(CASE WHEN v.occurred_at >= m.month_at THEN 1 END) AS month_launches,
	       count(DISTINCT CASE WHEN v.occurred_at >= m.month_at
	                           THEN COALESCE(v.principal_id, v.user_principal_name) END) AS month_users
	  FROM audit_event AS v
	 CROSS JOIN period AS m
	 WHERE v.operation = 'LaunchPowerApp' AND v.object_kind = 'app' AND v.occurred_at <= :as_of
	 GROUP BY v.object_id
)
SELECT a.display_name AS app_name, a.app_type, a.plan_classification,
       COALESCE(l.last_at, u.last_launched_at) AS last_launched_at,
       l.days_30 AS launch_count_30_days, l.days_90 AS launch_count_90_days,
       l.users_90 AS user_count_90_days, u.launches_30_days AS told_30_days,
       CASE WHEN l.app_id IS NOT NULL
            THEN CASE WHEN l.month_users > 5 OR l.month_launches > 50 THEN 1 ELSE 0 END
       END AS is_production,
       a.owner_id, COALESCE(p.display_name, a.owner_name, a.owner_upn) AS owner_name,
       e.display_name AS environment_name, a.environment_id, a.app_id
  FROM app AS a
  LEFT JOIN launch AS l ON l.app_id = a.app_id
  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = a.owner_id
 WHERE COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY COALESCE(l.days_90, u.launches_30_days, -1) DESC, a.app_id
