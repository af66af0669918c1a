-- title:    All agents
-- severity: info
-- needs:    agent
-- wants:    environment, principal
-- refs:     CoE dashboard "Bots"; CoE view "Active Bots"; Power Platform admin center "Inventory"
--
-- The list of agents: whose they are, whether published, how people sign in to them, where they answer and how much
-- they are used.
--
-- Conversations are those of the last month as the CoE kit counted them, or what the daily usage adds up to.
WITH
talk AS (
	SELECT resource_id, sum(amount) AS conversations, max(period_at) AS last_at
	  FROM usage_period
	 WHERE resource_kind = 'agent' AND measure = 'conversations'
	   AND period_at > :as_of - 30 * 86400
	 GROUP BY resource_id
)
SELECT a.display_name AS agent_name, a.status, a.state, a.published_at,
       COALESCE(a.owner_id, a.created_by_id) AS owner_id,
       COALESCE(p.display_name, a.owner_name) AS owner_name,
       COALESCE(u.launches_30_days, t.conversations) AS conversations_30_days,
       COALESCE(u.last_launched_at, t.last_at) AS last_used_at,
       a.authentication_mode, a.access_control, a.orchestration, a.channels, a.template, a.language,
       a.component_count, a.created_at, a.modified_at, a.is_orphaned,
       e.display_name AS environment_name, a.environment_id, a.agent_id
  FROM agent AS a
  LEFT JOIN usage AS u ON u.resource_kind = 'agent' AND u.resource_id = a.agent_id
  LEFT JOIN talk AS t ON t.resource_id = a.agent_id
  LEFT JOIN principal AS p ON p.principal_id = COALESCE(a.owner_id, a.created_by_id)
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
 WHERE COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY a.environment_id, a.agent_id
