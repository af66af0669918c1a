-- title:    Shared beyond the limit of the environment
-- severity: medium
-- needs:    environment_setting, app
-- either:   app.shared_users, role_assignment:app
-- wants:    role_assignment:app, agent, flow
-- refs:     Microsoft "Limit sharing"; OWASP LCNC-SEC-02
-- rule:     SHR-002
-- resource: :resource_kind resource_id
-- key:      reason
--
-- A sharing limit of a Managed Environment binds new shares only. What was shared before stays shared, so the setting
-- says one thing and the permissions another.
--
-- Take the shares back that nobody needs, or give the app an environment with a wider limit. Groups that the limit
-- forbids go first.
--
-- Counted are canvas apps, flows of solutions and agents. The members of a group are not counted, for the limit does
-- not count them either.
WITH
rule AS (
	SELECT environment_id,
	       max(CASE WHEN lower(setting) = 'limitsharingmode'
	                 AND lower(value) = 'excludesharingtosecuritygroups'
	                  OR lower(setting) = 'isgroupsharingdisabled' AND lower(value) = 'true'
	                THEN 1 ELSE 0 END) AS no_app_groups,
	       max(CASE lower(setting) WHEN 'maxlimitusersharing' THEN CAST(value AS INTEGER)
	           END) AS app_users,
	       max(CASE WHEN lower(setting) = 'solutioncloudflows-limitsharingmode'
	                 AND lower(value) = 'disablesharing' THEN 1 ELSE 0 END) AS no_flow_shares,
	       max(CASE WHEN lower(setting) = 'bot-limitsharingmode'
	                 AND lower(value) = 'excludesharingtosecuritygroups'
	                THEN 1 ELSE 0 END) AS no_bot_groups,
	       max(CASE lower(setting) WHEN 'bot-maxlimitusersharing' THEN CAST(value AS INTEGER)
	           END) AS bot_users
	  FROM environment_setting
	 GROUP BY environment_id
),
granted AS (
	SELECT resource_id,
	       count(DISTINCT CASE lower(principal_type) WHEN 'user' THEN principal_id
	             END) AS user_count,
	       count(DISTINCT CASE WHEN lower(principal_type) IN ('group', 'tenant')
	             THEN principal_id END) AS group_count
	  FROM role_assignment
	 WHERE resource_kind = 'app' AND lower(role) <> 'owner'
	 GROUP BY resource_id
),
shared AS (
	SELECT 'app' AS resource_kind, a.app_id AS resource_id, a.display_name, a.environment_id,
	       a.owner_id, a.owner_name,
	       COALESCE(g.user_count, a.shared_users) AS user_count,
	       COALESCE(g.group_count, a.shared_groups) AS group_count,
	       r.app_users AS user_limit, r.no_app_groups AS no_groups, 0 AS no_shares
	  FROM rule AS r
	  JOIN app AS a ON a.environment_id = r.environment_id
	  LEFT JOIN granted AS g ON g.resource_id = a.app_id
	 WHERE COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	   AND COALESCE(a.app_type, 'canvas') = 'canvas'
	 UNION ALL
	SELECT 'flow', f.flow_id, f.display_name, f.environment_id, f.owner_id, NULL,
	       f.shared_users, f.shared_groups, NULL, 0, r.no_flow_shares
	  FROM rule AS r
	  JOIN flow AS f ON f.environment_id = r.environment_id
	 WHERE COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
	   AND f.is_solution = 1
	 UNION ALL
	SELECT 'agent', b.agent_id, b.display_name, b.environment_id, b.owner_id, b.owner_name,
	       b.shared_users, b.shared_groups, r.bot_users, r.no_bot_groups, 0
	  FROM rule AS r
	  JOIN agent AS b ON b.environment_id = r.environment_id
	 WHERE COALESCE(b.row_active, 1) = 1 AND COALESCE(b.is_deleted, 0) = 0
),
excess AS (
	SELECT s.*, 'users' AS reason, 'shared with more users than the limit allows' AS why
	  FROM shared AS s
	 WHERE user_limit > 0 AND user_count > user_limit
	 UNION ALL
	SELECT s.*, 'groups', 'shared with groups, which the limit forbids'
	  FROM shared AS s
	 WHERE no_groups = 1 AND group_count > 0
	 UNION ALL
	SELECT s.*, 'shares', 'shared, which the environment forbids'
	  FROM shared AS s
	 WHERE no_shares = 1 AND (user_count > 0 OR group_count > 0)
)
SELECT x.resource_kind, x.display_name AS resource_name, x.why, x.user_count, x.user_limit,
       x.group_count, x.owner_id, COALESCE(p.name, x.owner_name) AS owner_name,
       e.display_name AS environment_name, x.environment_id, x.reason, x.resource_id
  FROM excess AS x
  JOIN live_environment AS e ON e.environment_id = x.environment_id
  LEFT JOIN principal_standing AS p ON p.principal_id = x.owner_id
 WHERE lower(e.protection_level) = 'standard'
 ORDER BY x.resource_kind, x.resource_id, x.reason
