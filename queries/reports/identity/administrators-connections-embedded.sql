-- title:    Connections of administrators that others work with
-- severity: high
-- needs:    connection, resource_connector, directory_role
-- wants:    principal, group_member, flow, app
-- refs:     OWASP LCNC-SEC-01; OWASP LCNC-SEC-02; MITRE T1078
-- rule:     IDN-009
-- resource: :resource_kind resource_id
-- key:      connection_id
--
-- Whoever may run such a flow, or open such an app, acts with the rights of an administrator, within what the flow or
-- app does. Whoever may change it acts with all of them.
--
-- Sign the connection in with an account that can do only this task, or let each user bring a connection of their own.
--
-- A flow is listed when it is shared, or when a person, an app or a web call starts it; an app when it hands out its
-- maker's connections. How a reference runs must have been collected; where it was not, nothing is said.
WITH
account AS MATERIALIZED (
	SELECT r.principal_id, r.name, lower(p.user_principal_name) AS account_name
	  FROM administrator AS r
	  JOIN principal AS p ON p.principal_id = r.principal_id
),
held AS (
	SELECT c.connection_id, c.account_name, r.principal_id, r.name AS role
	  FROM administrator AS r
	  JOIN connection AS c ON c.created_by_id = r.principal_id
	 WHERE COALESCE(c.is_deleted, 0) = 0
	 UNION
	SELECT c.connection_id, c.account_name, r.principal_id, r.name
	  FROM account AS r
	  JOIN connection AS c ON lower(c.account_name) = r.account_name
	 WHERE COALESCE(c.is_deleted, 0) = 0
),
lent AS (
	SELECT u.resource_kind, u.resource_id, u.connector_id, h.connection_id, h.account_name,
	       h.principal_id, min(h.role) AS role,
	       max(CASE WHEN u.runs_as = 'embedded' THEN 1 ELSE 0 END) AS is_embedded,
	       max(COALESCE(u.is_implicitly_shared, 0)) AS is_implicit
	  FROM held AS h
	  JOIN resource_connector AS u ON u.connection_id = h.connection_id
	 WHERE u.connection_id IN (SELECT connection_id FROM held)
	 GROUP BY u.resource_kind, u.resource_id, u.connector_id, h.connection_id, h.account_name,
	          h.principal_id
)
SELECT l.resource_kind, o.resource_name,
       CASE l.resource_kind WHEN 'app' THEN 'the app hands out the connection'
            ELSE CASE WHEN COALESCE(f.shared_users, 0) + COALESCE(f.shared_groups, 0) > 0
                      THEN 'the flow is shared' ELSE 'others can start the flow' END END AS why,
       l.connector_id, l.role, l.account_name, o.owner_id, o.record_name AS owner_name, o.state,
       o.environment_name, o.environment_id, l.principal_id AS administrator_id, l.connection_id,
       l.resource_id
  FROM lent AS l
  JOIN ownership AS o ON o.resource_kind = l.resource_kind AND o.resource_id = l.resource_id
  LEFT JOIN flow AS f ON l.resource_kind = 'flow' AND f.flow_id = l.resource_id
  LEFT JOIN app AS a ON l.resource_kind = 'app' AND a.app_id = l.resource_id
 WHERE l.resource_kind = 'flow' AND l.is_embedded = 1
   AND (COALESCE(f.shared_users, 0) + COALESCE(f.shared_groups, 0) > 0
        OR lower(f.trigger_type) = 'request' OR lower(f.trigger_type) = 'manual')
    OR l.resource_kind = 'app' AND (l.is_implicit = 1 OR a.has_implicit_connections = 1)
 ORDER BY o.environment_id, l.resource_kind, l.resource_id, l.connection_id, l.principal_id
