-- title:    Secrets in agents
-- severity: high
-- needs:    agent_component, agent_component.content
-- wants:    agent
-- refs:     OWASP LCNC-SEC-08; MITRE T1552
-- rule:     AGT-008
-- resource: agent agent_id
-- key:      place kind evidence
--
-- Whoever may edit or export an agent reads the keys and passwords in its topics and tools. The model reads them too, and
-- can be talked into telling them.
--
-- Move the value to a connection or to Azure Key Vault, and replace the value itself: taking it out of the agent does not
-- make it unknown.
--
-- The evidence shows the first characters, the length and a fingerprint, so that the same secret is found again elsewhere;
-- the value itself was masked when the file was read and is nowhere in the store.
SELECT COALESCE(k.severity, 'high') AS severity, a.display_name AS agent_name,
       COALESCE(k.title, s.kind) AS why, s.place, s.kind, s.evidence, a.owner_id, a.owner AS owner_name,
       a.environment_name, COALESCE(a.environment_id, s.environment_id) AS environment_id,
       s.resource_id AS agent_id
  FROM secret AS s
  LEFT JOIN secret_kind AS k ON k.kind = s.kind
  LEFT JOIN live_agent AS a ON a.agent_id = s.resource_id
 WHERE s.resource_kind = 'agent'
   AND (a.agent_id IS NOT NULL OR s.resource_id NOT IN (SELECT agent_id FROM agent))
 ORDER BY s.resource_id, s.place, s.kind, s.evidence
