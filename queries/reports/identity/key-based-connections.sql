-- title:    Connections that sign in with a key or a password
-- severity: medium
-- needs:    connection, connection.auth_type
-- refs:     OWASP LCNC-SEC-04; OWASP LCNC-SEC-08
-- rule:     IDN-010
-- resource: connection connection_id
--
-- A key is the same for everybody who has it: it does not say who used it, no conditional access holds it back, and it
-- does not end when somebody leaves.
--
-- Prefer a sign-in with Entra ID, a service principal or a managed identity where the connector offers one. Where it
-- does not, note who keeps the key and when it was changed last.
--
-- Every kind of sign-in counts that does not say OAuth, certificate, managed identity, service principal or Entra, as
-- the connector itself names it; connections whose kind is not known are not listed.
SELECT connector_id, c.display_name AS connection_name, c.auth_type, 'a shared secret' AS why,
       c.account_name, c.created_by_id AS owner_id,
       COALESCE(p.display_name, c.created_by_name) AS owner_name, c.created_at,
       e.display_name AS environment_name, c.environment_id, c.connection_id
  FROM connection AS c
  LEFT JOIN principal AS p ON p.principal_id = c.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE c.auth_type IS NOT NULL
   AND lower(c.auth_type) NOT LIKE '%oauth%'
   AND lower(c.auth_type) NOT LIKE '%entra%'
   AND lower(c.auth_type) NOT LIKE '%cert%'
   AND lower(c.auth_type) NOT LIKE '%identity%'
   AND lower(c.auth_type) NOT LIKE '%principal%'
   AND lower(c.auth_type) NOT IN ('none', 'anonymous')
   AND COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY c.connector_id, c.environment_id, c.connection_id
