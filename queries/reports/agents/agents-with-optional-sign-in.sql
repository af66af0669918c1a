-- title:    Agents that ask for sign-in only when a topic needs it
-- severity: medium
-- needs:    agent, agent.authentication_mode, agent.authentication_trigger
-- refs:     OWASP LCNC-SEC-04; Microsoft "Configure user authentication in Copilot Studio"
-- rule:     AGT-002
-- resource: agent agent_id
--
-- The agent has a sign-in, but people meet it only where a topic asks for it. Everything else it says and does is open
-- to whoever finds it.
--
-- Switch on "Require users to sign in", unless the agent is made for the public and every topic with company data asks.
--
-- Sign-in with the integrated method always comes with the channel, so only agents with a sign-in of their own are listed.
SELECT a.display_name AS agent_name, a.authentication_mode,
       'people are asked to sign in only as needed' AS why,
       a.channels, a.published_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.agent_id
  FROM live_agent AS a
 WHERE lower(a.authentication_mode) IN ('custom entra', 'generic oauth2', 'generic oauth 2.0')
   AND lower(a.authentication_trigger) = 'as needed'
 ORDER BY a.environment_id, a.agent_id
