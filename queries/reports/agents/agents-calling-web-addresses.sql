-- title:    Agents that call web addresses by themselves
-- severity: medium
-- needs:    agent, agent_component, agent_component.content
-- refs:     OWASP LCNC-SEC-04; OWASP LCNC-SEC-03; MITRE T1048
-- rule:     AGT-004
-- resource: agent agent_id
-- key:      component_id
--
-- An HTTP request inside a topic goes past connectors and data policies: no policy sees where it goes, and what people
-- type can end up in it. Without encryption, anybody on the way reads it too.
--
-- Replace the request by a connector, which data policies judge, or block HTTP requests for agents. Use https and the
-- usual port.
--
-- Addresses count only where the component gives one to call; a link in an answer does not. An address that is put
-- together while the agent runs is seen only as an HTTP request.
SELECT a.display_name AS agent_name, t.http AS why, t.component_name, t.component_type,
       a.published_at, a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id,
       t.component_id, a.agent_id
  FROM agent_tool AS t
  JOIN live_agent AS a ON a.agent_id = t.agent_id
 WHERE t.http IS NOT NULL
 ORDER BY a.environment_id, a.agent_id, t.component_id
