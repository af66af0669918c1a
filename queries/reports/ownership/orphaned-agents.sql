-- title:    Agents whose owner has left
-- severity: medium
-- needs:    agent, agent.owner_id, principal
-- refs:     AGT-011; CoE table "PVA Bots"; Maester MT.1122; OWASP LCNC-SEC-09
-- rule:     OWN-004
-- resource: agent agent_id
--
-- A published agent goes on answering when nobody is left who knows what it may say and reach. Its tools often run with
-- the connections of the person who left.
--
-- Name a new owner who reads its topics, tools and knowledge, or take it off its channels. Some kits give such agents
-- to an administrator by themselves: that administrator is then an owner on paper only.
--
-- Published agents are of high severity. Agents with another author left are not listed; authors are known only where
-- the permissions of agents were exported. An agent without a recorded owner is listed when the CoE kit marked it.
SELECT CASE WHEN a.published_at IS NOT NULL THEN 'high' ELSE 'medium' END AS severity,
       l.resource_name AS agent_name, l.why, l.owner_id, l.owner_name, a.published_at, a.channels,
       l.state, l.environment_name, l.environment_id, l.resource_id AS agent_id
  FROM ownership AS l
  JOIN agent AS a ON a.agent_id = l.resource_id
 WHERE l.resource_kind = 'agent'
   AND l.why IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM co_owner AS c
                    WHERE c.resource_kind = 'agent' AND c.resource_id = l.resource_id
                      AND c.principal_id <> COALESCE(l.owner_id, '')
                      AND c.state IN ('valid', 'unknown'))
 ORDER BY l.environment_id, l.resource_id
