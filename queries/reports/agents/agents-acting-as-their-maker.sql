-- title:    Agents that act with their maker's rights
-- severity: high
-- needs:    agent
-- either:   agent_component.content, resource_connector:agent
-- wants:    agent_component
-- refs:     OWASP LCNC-SEC-01; Microsoft "Configure user authentication for actions"; MITRE T1078.004
-- rule:     AGT-007
-- resource: agent agent_id
-- key:      component_id connector_id
--
-- The tool uses its maker's connection, whoever talks to the agent. People reach through it what only the maker may see
-- and change, and the log names the maker.
--
-- Let the tool use the credentials of the person who asks. Where that is not possible, bind it to an account that may do
-- exactly this and nothing else.
--
-- A topic or tool is listed when it names a connection without asking for the invoker's; the inventory of the platform
-- tells the same of an agent's operations. Tools that only start a flow are not seen here: the flow's own connections
-- decide.
WITH
acting AS (
	SELECT t.agent_id, t.component_id, t.component_name, CAST(NULL AS TEXT) AS connector_id
	  FROM agent_tool AS t
	 WHERE t.runs_as = 'maker'
	 UNION ALL
	SELECT r.resource_id, NULL, NULL, r.connector_id
	  FROM resource_connector AS r
	 WHERE r.resource_kind = 'agent' AND r.runs_as = 'embedded'
	 GROUP BY r.resource_id, r.connector_id
)
SELECT a.display_name AS agent_name,
       CASE WHEN t.component_id IS NOT NULL THEN 'a tool uses the maker''s connection'
            ELSE 'an operation uses the maker''s connection' END AS why,
       t.component_name, a.authentication_mode, a.access_control, a.published_at,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id,
       t.component_id, t.connector_id, a.agent_id
  FROM acting AS t
  JOIN live_agent AS a ON a.agent_id = t.agent_id
 ORDER BY a.environment_id, a.agent_id, t.component_id, t.connector_id
