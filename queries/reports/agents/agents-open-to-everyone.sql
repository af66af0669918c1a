-- title:    Agents that everyone may use
-- severity: high
-- needs:    agent
-- either:   agent.access_control, agent.is_shared_with_tenant
-- refs:     OWASP LCNC-SEC-02; Microsoft "Control access to agents"
-- rule:     AGT-003
-- resource: agent agent_id
--
-- An agent answers with the knowledge and tools of its maker. Open to the whole tenant, it tells everybody what only a
-- few were meant to know; open to other tenants, it tells anybody.
--
-- Share the agent with a security group of those who need it.
--
-- Critical: access goes by group, but no group is named, or other tenants are let in. An agent made for everybody, such as
-- a help desk, is rightly listed once: accept it with a reason.
SELECT CASE WHEN lower(a.access_control) IN ('group membership', 'any (multitenant)')
            THEN 'critical' ELSE 'high' END AS severity,
       a.display_name AS agent_name,
       CASE lower(a.access_control)
         WHEN 'any (multitenant)' THEN 'open to people of other tenants'
         WHEN 'group membership' THEN 'access goes by group, but no group is named'
         WHEN 'any' THEN 'open to the whole tenant'
         ELSE 'shared with the whole tenant'
       END AS why,
       a.access_control, a.authentication_mode, a.is_shared_with_tenant, a.published_at,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, a.agent_id
  FROM live_agent AS a
 WHERE lower(a.access_control) IN ('any', 'any (multitenant)')
    OR lower(a.access_control) = 'group membership' AND a.security_groups IS NULL
    OR a.is_shared_with_tenant = 1
 ORDER BY a.environment_id, a.agent_id
