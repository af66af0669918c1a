-- title:    Agents that decide for themselves, without instructions
-- severity: medium
-- needs:    agent, agent.orchestration
-- either:   agent.instructions_length, agent_component.content
-- wants:    agent_component
-- refs:     OWASP LCNC-SEC-06; Microsoft "Write agent instructions"
-- rule:     AGT-010
-- resource: agent agent_id
--
-- With generative orchestration the model chooses what to do. Without instructions nothing tells it what the agent is for
-- and where it must stop, so any text can lead it elsewhere.
--
-- Write down what the agent is for, what it must never do, and what to say when it is asked something else.
--
-- Listed when the agent's main component has no instructions, or the inventory counts none. An agent whose main component
-- was not collected is not listed.
WITH
told AS (
	SELECT agent_id, max(CASE WHEN instructions IS NOT NULL THEN 1 ELSE 0 END) AS has_instructions
	  FROM agent_tool
	 WHERE component_type IN ('GPT', 'Custom GPT')
	 GROUP BY agent_id
)
SELECT a.display_name AS agent_name, 'it has no instructions' AS why, a.orchestration, a.model,
       a.published_at, a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id,
       a.agent_id
  FROM live_agent AS a
  LEFT JOIN told AS t ON t.agent_id = a.agent_id
 WHERE lower(a.orchestration) = 'generative'
   AND (t.has_instructions = 0 OR t.agent_id IS NULL AND a.instructions_length = 0)
 ORDER BY a.environment_id, a.agent_id
