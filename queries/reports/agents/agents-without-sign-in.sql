-- title:    Agents that anybody can talk to without signing in
-- severity: high
-- needs:    agent, agent.authentication_mode
-- refs:     OWASP LCNC-SEC-04; Microsoft "Configure user authentication in Copilot Studio"; MITRE T1190
-- rule:     AGT-001
-- resource: agent agent_id
--
-- Whoever knows the address of such an agent can ask it anything. It answers from whatever knowledge and tools its maker
-- gave it, and nobody can say who asked.
--
-- Require sign-in with Entra ID on every channel, and block the connector "Chat without Microsoft Entra ID
-- authentication" in the data policy. Leave it open only where an agent is made for the public.
--
-- Critical when the agent is published to a channel that reaches people outside. Channels are often not told: such an
-- agent stays high.
SELECT CASE WHEN c.public_channel IS NOT NULL THEN 'critical' ELSE 'high' END AS severity,
       a.display_name AS agent_name,
       CASE WHEN c.public_channel IS NOT NULL THEN 'no sign-in, and open to the outside'
            ELSE 'no sign-in' END AS why,
       c.public_channel, a.channels, a.published_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.agent_id
  FROM live_agent AS a
  LEFT JOIN agent_channel AS c ON c.agent_id = a.agent_id
 WHERE lower(a.authentication_mode) IN ('none', 'no authentication')
 ORDER BY a.environment_id, a.agent_id
