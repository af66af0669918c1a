-- title:    Connections that are about to expire
-- severity: medium
-- needs:    connection, connection_activity
-- wants:    resource_connector, flow.state
-- param:    days integer 76  a sign-in not renewed for more than these days is close to its end
-- refs:     OWASP LCNC-SEC-04; Microsoft "Conditional access and multifactor authentication in Power Automate"
-- rule:     IDN-002
-- resource: connection connection_id
--
-- A sign-in that nothing renews for ninety days is dead. What runs once a quarter finds out on the day it is needed.
--
-- Run what uses the connection, or sign in again, before the ninety days are over. Give rare jobs a service principal
-- where the connector allows it.
--
-- Listed are healthy connections that sign in a person, by kind of sign-in or because their account looks like a user
-- name, and were last renewed long ago. Where the tenant remembers multifactor sign-ins for a fixed time they die
-- earlier, and no source tells that. The end of the access token, an hour after each renewal, proves nothing.
SELECT CASE WHEN u.feeds_flow = 1 OR u.app_count > 0 THEN 'medium' ELSE 'low' END AS severity,
       COALESCE(c.display_name, c.connection_id) AS connection_name, c.connector_id,
       CASE WHEN (:as_of - t.refreshed_at) / 86400 > 90
            THEN 'not renewed for more than 90 days: it may have expired'
            ELSE 'expires soon when nothing renews it' END AS why,
       (:as_of - t.refreshed_at) / 86400 AS days_since_renewal, t.refreshed_at, c.auth_type,
       u.flow_count, u.app_count, u.used_by, c.account_name,
       c.created_by_id AS owner_id,
       COALESCE(p.display_name, c.created_by_name, c.created_by_upn) AS owner_name,
       e.display_name AS environment_name, c.environment_id, c.connection_id
  FROM connection_activity AS t
  JOIN connection AS c ON c.connection_id = t.connection_id
  LEFT JOIN connection_use AS u ON u.connection_id = t.connection_id
  LEFT JOIN principal AS p ON p.principal_id = c.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE (:as_of - t.refreshed_at) / 86400 > CAST(:days AS INTEGER)
   AND COALESCE(lower(c.status), 'connected') IN ('connected', 'unknown')
   AND COALESCE(c.is_deleted, 0) = 0
   AND (lower(c.auth_type) IN ('oauth', 'entraiduserlogin')
        OR c.auth_type IS NULL AND c.account_name LIKE '%_@_%')
   AND COALESCE(c.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY t.refreshed_at, c.connection_id
