-- title:    Agents that read private data, listen to outsiders and can send things out
-- severity: critical
-- needs:    agent, agent.orchestration, agent_component, agent_component.content
-- wants:    agent.authentication_mode, agent_component_flow, flow_action
-- refs:     OWASP LCNC-SEC-06; OWASP LCNC-SEC-03; MITRE T1567; AGT-007; AGT-009
-- rule:     AGT-005
-- resource: agent agent_id
--
-- Each of the three alone is fine. Together they let a stranger steal: a text that reaches the agent tells it to fetch
-- what it can read and to send it to an address of the stranger's choice, and the model may obey.
--
-- Take one of the three away. Most often that is the way out: fix the recipients, ask a person before sending, or block
-- the connector. Next best is to let in only text of people who signed in.
--
-- The three columns say what was found first: private data, text from outside, and a way out. Only agents with generative
-- orchestration are judged, by what their components and the flows they call do. Open access counts as text from
-- outside only where no sign-in is required.
WITH
called AS (
	SELECT c.agent_id, min(f.flow_id) AS flow_id
	  FROM agent_component_flow AS c
	  JOIN flow_action AS f ON f.flow_id = c.flow_id
	 WHERE f.step = 'action' AND COALESCE(f.is_deleted, 0) = 0
	   AND (f.connector_id IN ('http', 'httpwebhook', 'shared_smtp', 'shared_sendmail')
	        OR lower(f.operation_id) LIKE '%sendemail%')
	 GROUP BY c.agent_id
),
seen AS (
	SELECT t.agent_id, min(t.private_data) AS private_data,
	       min(COALESCE(t.inlet, t.mcp, CASE WHEN t.knowledge = 'a public web site' THEN t.knowledge END))
	         AS inlet,
	       min(COALESCE(t.mail, t.http, t.mcp, t.outlet)) AS outlet
	  FROM agent_tool AS t
	 GROUP BY t.agent_id
),
joined AS (
	SELECT a.*, s.private_data,
	       COALESCE(s.inlet,
	                CASE WHEN lower(a.authentication_mode) IN ('none', 'no authentication')
	                     THEN 'anybody may talk to it'
	                     WHEN lower(a.access_control) = 'any (multitenant)'
	                     THEN 'people of other tenants may talk to it'
	                     WHEN a.uses_web_search = 1 THEN 'web search' END) AS inlet,
	       COALESCE(s.outlet, CASE WHEN c.flow_id IS NOT NULL THEN 'a flow that sends' END) AS outlet
	  FROM live_agent AS a
	  JOIN seen AS s ON s.agent_id = a.agent_id
	  LEFT JOIN called AS c ON c.agent_id = a.agent_id
	 WHERE lower(a.orchestration) = 'generative'
)
SELECT j.display_name AS agent_name, 'private data, text from outside and a way out meet' AS why,
       j.private_data, j.inlet AS outside_text, j.outlet AS way_out, j.published_at,
       j.owner_id, j.owner AS owner_name, j.environment_name, j.environment_id, j.agent_id
  FROM joined AS j
 WHERE j.private_data IS NOT NULL AND j.inlet IS NOT NULL AND j.outlet IS NOT NULL
 ORDER BY j.environment_id, j.agent_id
