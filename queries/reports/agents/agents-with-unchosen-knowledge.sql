-- title:    Agents that answer from the open web or from all of SharePoint
-- severity: medium
-- needs:    agent
-- either:   agent_component.content, agent.uses_web_search
-- wants:    agent_component
-- refs:     OWASP LCNC-SEC-03; Microsoft "Knowledge sources in Copilot Studio"
-- rule:     AGT-012
-- resource: agent agent_id
-- key:      component_id why
--
-- From a public site the agent repeats what anybody wrote there. From the root of SharePoint it repeats whatever was ever
-- shared too widely, and finds it faster than people do.
--
-- Name the few sites and folders that hold what the agent is for. Block the other kinds of knowledge by data policy.
--
-- A SharePoint source counts when its address names no site or library below the root. Web search of the whole agent is
-- told only by the platform's inventory.
WITH
found AS (
	SELECT agent_id, component_id, component_name, 'knowledge from ' || knowledge AS why
	  FROM agent_tool
	 WHERE knowledge IS NOT NULL
	 UNION ALL
	SELECT agent_id, NULL, NULL, 'web search is switched on'
	  FROM agent
	 WHERE uses_web_search = 1
)
SELECT a.display_name AS agent_name, f.why, f.component_name, a.authentication_mode, a.published_at,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, f.component_id,
       a.agent_id
  FROM found AS f
  JOIN live_agent AS a ON a.agent_id = f.agent_id
 ORDER BY a.environment_id, a.agent_id, f.component_id, f.why
