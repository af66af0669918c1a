-- title:    Agents that decide by themselves when to send mail
-- severity: high
-- needs:    agent, agent.orchestration, agent_component, agent_component.content
-- refs:     OWASP LCNC-SEC-06; OWASP LCNC-SEC-03; MITRE T1567
-- rule:     AGT-005
-- resource: agent agent_id
-- key:      component_id
--
-- With generative orchestration the model chooses the tool and fills in its inputs. Whoever gets text in front of the
-- agent can make it send what it knows to an address of their choice.
--
-- Fix the recipients in the tool instead of letting the model fill them in, ask a person before anything is sent, or
-- take the tool away.
--
-- A tool counts by the operation it calls, never by what is written about mail. An agent of unknown orchestration is not
-- listed. A flow that the agent calls may send mail too: see the report on prompt injection.
SELECT a.display_name AS agent_name, t.mail AS why, t.component_name, t.runs_as,
       a.authentication_mode, a.published_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, t.component_id, a.agent_id
  FROM agent_tool AS t
  JOIN live_agent AS a ON a.agent_id = t.agent_id
 WHERE t.mail IS NOT NULL
   AND lower(a.orchestration) = 'generative'
 ORDER BY a.environment_id, a.agent_id, t.component_id
