-- title:    Apps with broken connections
-- severity: medium
-- needs:    app, connection, connection.status, resource_connector:app
-- refs:     CoE issue 9394; OWASP LCNC-SEC-10
-- rule:     APP-011
-- resource: app app_id
--
-- An app whose shared connection can no longer sign in shows empty lists or errors to everybody who uses it, and saves
-- nothing. The platform tells nobody.
--
-- Let the owner sign the connection in again, or bind the app to one that a service account keeps. What is wrong with the
-- connection is told by broken-connections; apps that the CoE kit marks are listed in resources-marked-broken.
--
-- Only connections that the app shares are named by its record: those that each user brings are not seen here.
WITH
broken AS (
	SELECT u.resource_id AS app_id, count(DISTINCT u.connection_id) AS broken_count,
	       min(u.connector_id) AS connector
	  FROM resource_connector AS u
	 WHERE u.resource_kind = 'app'
	   AND u.connection_id IN (SELECT connection_id FROM connection
	                            WHERE lower(status) = 'error' AND COALESCE(is_deleted, 0) = 0)
	 GROUP BY u.resource_id
)
SELECT a.display_name AS app_name, a.app_type, 'uses a connection that is in error' AS why,
       b.connector, b.broken_count, a.shared_users, a.shared_groups, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM broken AS b
  JOIN live_app AS a ON a.app_id = b.app_id
 ORDER BY a.environment_id, a.app_id
