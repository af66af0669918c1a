-- title:    Agents that use MCP servers
-- severity: medium
-- needs:    agent, agent_component, agent_component.content
-- refs:     OWASP LCNC-SEC-07; OWASP LCNC-SEC-06
-- rule:     AGT-009
-- resource: agent agent_id
-- key:      component_id
--
-- An MCP server tells the agent which tools there are and what they do, and can change both at any time. Its answers are
-- text that the model reads and may obey.
--
-- Know who runs each server. Allow only those that were reviewed, by data policy, and switch off the tools of a server
-- that the agent does not need.
--
-- Known by the kind of the tool, its operation, or the name of its connector; a custom connector that hides an MCP server
-- behind another name is not seen.
SELECT a.display_name AS agent_name, t.mcp AS why, t.component_name, t.runs_as, a.orchestration,
       a.authentication_mode, a.published_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, t.component_id, a.agent_id
  FROM agent_tool AS t
  JOIN live_agent AS a ON a.agent_id = t.agent_id
 WHERE t.mcp IS NOT NULL
 ORDER BY a.environment_id, a.agent_id, t.component_id
