-- title:    Apps with broken connections
-- severity: medium
-- needs:    app
-- either:   app.contains_broken_connections, connection
-- wants:    resource_connector:app
-- refs:     CoE issue 9394; OWASP LCNC-SEC-10
-- rule:     APP-011
-- resource: app app_id
--
-- An app whose shared connection can no longer sign in shows empty lists or errors to everybody who uses it, and saves
-- nothing. The platform tells nobody.
--
-- Let the owner sign the connection in again, or bind the app to one that a service account keeps. What is wrong with a
-- connection is told by the reports about connections (IDN-001).
--
-- Listed are apps that use a connection of known error state, and those that the CoE kit marked. The kit's mark only
-- says that it could not read the app's connections again, which is sometimes all that is wrong.
WITH
broken AS (
	SELECT u.resource_id AS app_id, count(DISTINCT c.connection_id) AS broken_count,
	       min(u.connector_id) AS connector
	  FROM resource_connector AS u
	  JOIN connection AS c ON c.connection_id = u.connection_id
	 WHERE u.resource_kind = 'app' AND lower(c.status) = 'error' AND COALESCE(c.is_deleted, 0) = 0
	 GROUP BY u.resource_id
)
SELECT a.display_name AS app_name, a.app_type,
       CASE WHEN b.app_id IS NOT NULL THEN 'uses a connection that is in error'
            ELSE 'marked so by the CoE kit' END AS why,
       b.connector, b.broken_count, a.shared_users, a.shared_groups, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  LEFT JOIN broken AS b ON b.app_id = a.app_id
 WHERE b.app_id IS NOT NULL OR a.contains_broken_connections = 1
 ORDER BY a.environment_id, a.app_id
