-- title:    Connections of service accounts
-- severity: info
-- needs:    connection, principal
-- wants:    connection.status, resource_connector:flow
-- param:    account text *  user principal name or id of one account; * for all
-- refs:     Microsoft "Resolve broken connections"; OWASP LCNC-SEC-01
-- rule:     OWN-010
--
-- What a service account can reach is what its connections reach. When its password is reset, each of them has to be
-- signed in again, and nobody has the list.
--
-- Keep this page at hand before a reset. Begin with the broken ones that something uses; delete those that nothing
-- uses.
--
-- Broken connections are findings of the report broken-connections, whoever signed in; here they stand with the
-- cause that the error's text tells by the list error_code.
SELECT COALESCE(a.display_name, a.user_principal_name) AS account_name,
       COALESCE(n.display_name, c.connector_id) AS connector_name, c.status,
       CASE WHEN c.is_broken = 1 THEN COALESCE(x.cause, 'the cause is not in the error') END AS cause,
       CASE WHEN c.is_broken = 1 THEN COALESCE(x.next_step, 'sign in again with the account and run a flow once')
       END AS next_step,
       c.code, u.flow_count, u.app_count, u.used_by, t.refreshed_at, e.display_name AS environment_name,
       c.environment_id, a.basis, c.principal_id, c.connector_id, c.connection_id
  FROM service_connection AS c
  JOIN service_account AS a ON a.principal_id = c.principal_id
  LEFT JOIN connection_use AS u ON u.connection_id = c.connection_id
  LEFT JOIN connector AS n ON n.connector_id = c.connector_id
  LEFT JOIN connection_activity AS t ON t.connection_id = c.connection_id
  LEFT JOIN error_code AS x ON x.code = c.code
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE COALESCE(c.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
   AND (:account IN ('', '*') OR lower(:account) = lower(a.user_principal_name) OR lower(:account) = a.principal_id)
 ORDER BY COALESCE(lower(a.user_principal_name), ''), c.principal_id, c.is_broken DESC, c.environment_id,
       c.connection_id
