-- title:    Who may use apps, flows and agents
-- severity: info
-- needs:    role_assignment
-- wants:    principal, app, flow
-- param:    id text all  the id of one app, flow or agent
-- refs:     CoE dashboard "Review App Shares"; CoE views "Shared With View", "Active Power Platform User Roles"
--
-- Each role that somebody holds on an app, flow or agent: owner, co-owner, user.
--
-- The CoE kit reads at most 250 roles of a resource. A group stands for its members; its size is given where known.
WITH
person AS MATERIALIZED (
	SELECT principal_id, display_name, kind, group_size, department, user_type FROM principal
)
SELECT r.resource_kind, COALESCE(a.display_name, f.display_name, g.display_name) AS resource_name,
       r.role, COALESCE(p.display_name, r.principal_name, r.principal_upn) AS principal_name,
       COALESCE(r.principal_type, p.kind) AS principal_type, p.group_size, p.department,
       CASE lower(p.user_type) WHEN 'guest' THEN 1 WHEN 'member' THEN 0 END AS is_guest,
       COALESCE(a.environment_id, f.environment_id, g.environment_id, r.environment_id)
       AS environment_id,
       r.resource_id, r.principal_id
  FROM role_assignment AS r
  LEFT JOIN app AS a ON r.resource_kind = 'app' AND a.app_id = r.resource_id
  LEFT JOIN flow AS f ON r.resource_kind = 'flow' AND f.flow_id = r.resource_id
  LEFT JOIN agent AS g ON r.resource_kind = 'agent' AND g.agent_id = r.resource_id
  LEFT JOIN person AS p ON p.principal_id = r.principal_id
 WHERE r.resource_kind IN ('app', 'flow', 'agent')
   AND (:id = 'all' OR r.resource_id = :id)
   AND COALESCE(a.is_deleted, f.is_deleted, g.is_deleted, 0) = 0
   AND COALESCE(a.environment_id, f.environment_id, g.environment_id, r.environment_id, '')
       NOT IN (SELECT environment_id FROM hidden_environment)
 -- The + makes one sort of it: along the index each resource would be sorted by itself.
 ORDER BY +r.resource_kind, r.resource_id, r.role, r.principal_id
