-- title:    Agents that were made and never published
-- severity: low
-- needs:    agent, agent.created_at
-- either:   agent.status, agent.state
-- param:    days integer 90  days since the agent was made
-- refs:     OWASP LCNC-SEC-09
-- rule:     AGT-014
-- resource: agent agent_id
--
-- Only its author ever used it, in the test pane. What was tried out stays with its knowledge and connections, and hides
-- the agents that matter.
--
-- Ask the author whether it is still needed, and delete it.
--
-- A missing time of publication proves something only in rows of the bot table, which also tell a state; the CoE kit says
-- it in words. Agents that only the platform's inventory knows are not judged.
SELECT a.display_name AS agent_name, 'never published' AS why, a.created_at,
       (:as_of - a.created_at) / 86400 AS age_days, a.modified_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.agent_id
  FROM live_agent AS a
 WHERE a.published_at IS NULL
   AND COALESCE(lower(a.status), '') <> 'published'
   AND (a.state IS NOT NULL OR lower(a.status) LIKE '%unpublished')
   AND (:as_of - a.created_at) / 86400 > CAST(:days AS INTEGER)
 ORDER BY a.environment_id, a.agent_id
