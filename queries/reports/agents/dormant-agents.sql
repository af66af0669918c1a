-- title:    Published agents that nobody has touched for long
-- severity: low
-- needs:    agent, agent.modified_at
-- either:   agent.published_at, agent.status
-- param:    days integer 180  days since the last change
-- refs:     OWASP LCNC-SEC-09; Power Platform Advisor
-- rule:     AGT-006
-- resource: agent agent_id
--
-- An agent goes on answering from what it was once given: knowledge grows old, its tools keep their rights, and nobody
-- remembers that it is there.
--
-- Ask the owner. Unpublish the agent when nobody answers, and delete it later.
--
-- An agent that was used within the limit is left out, as far as conversations were collected; otherwise a quiet agent
-- that works well is listed too.
WITH
used AS (
	SELECT resource_id AS agent_id, max(last_launched_at) AS last_used_at
	  FROM (SELECT resource_id, last_launched_at
	          FROM usage
	         WHERE resource_kind = 'agent'
	         UNION ALL
	        SELECT resource_id, period_at
	          FROM usage_period
	         WHERE resource_kind = 'agent' AND measure = 'conversations' AND amount > 0) AS u
	 GROUP BY resource_id
)
SELECT a.display_name AS agent_name, 'published, and not changed for a long time' AS why,
       a.modified_at, (:as_of - a.modified_at) / 86400 AS quiet_days, a.published_at, u.last_used_at,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, a.agent_id
  FROM live_agent AS a
  LEFT JOIN used AS u ON u.agent_id = a.agent_id
 WHERE (a.published_at IS NOT NULL OR lower(a.status) = 'published')
   AND (:as_of - a.modified_at) / 86400 > CAST(:days AS INTEGER)
   AND (u.last_used_at IS NULL OR (:as_of - u.last_used_at) / 86400 > CAST(:days AS INTEGER))
 ORDER BY a.environment_id, a.agent_id
