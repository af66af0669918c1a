-- title:    Apps that hand out their maker's connections
-- severity: high
-- needs:    app
-- either:   app.has_insecure_implicit_connections, resource_connector:app
-- wants:    connection, role_assignment:app
-- refs:     CoE view "Insecure Implicit Connections"; OWASP LCNC-SEC-01; OWASP LCNC-SEC-04; MITRE T1078.004
-- rule:     APP-004
-- resource: app app_id
--
-- A connection that signs in with a password or key is shared with everybody who may open the app. Unless the app was
-- published with secure implicit connections, they can use that connection outside the app, for anything it allows.
--
-- Publish the app again with secure implicit connections switched on, or move to a connection that signs each user in
-- with Entra ID. Then look at who could use it until now.
--
-- High, and critical when the app is shared with everyone: the CoE kit saw connections shared in the insecure way.
-- Medium: the app shares a connection that does not sign in with Entra ID, but the source does not say in which way.
-- A shared connection of unknown kind counts as one that does not.
WITH
handed AS (
	SELECT u.resource_id AS app_id, count(DISTINCT u.connector_id) AS connector_count,
	       min(u.connector_id) AS first_connector
	  FROM resource_connector AS u
	  LEFT JOIN connection AS c ON c.connection_id = u.connection_id
	 WHERE u.resource_kind = 'app' AND u.is_implicitly_shared = 1
	   AND COALESCE(lower(c.auth_type), '') NOT IN
	       ('entraiduserlogin', 'oauth', 'oauthsp', 'certoauth')
	 GROUP BY u.resource_id
),
everyone AS (
	SELECT DISTINCT resource_id AS app_id
	  FROM role_assignment
	 WHERE resource_kind = 'app' AND lower(principal_type) = 'tenant'
)
SELECT CASE WHEN COALESCE(a.has_insecure_implicit_connections, 0) = 0 THEN 'medium'
            WHEN a.is_shared_with_tenant = 1 OR t.app_id IS NOT NULL THEN 'critical'
            ELSE 'high' END AS severity,
       a.display_name AS app_name,
       CASE WHEN a.has_insecure_implicit_connections = 1
            THEN 'connections are shared in the insecure way'
            ELSE 'a connection is shared; in which way is not known' END AS why,
       h.first_connector AS connector, h.connector_count,
       CASE WHEN a.is_shared_with_tenant = 1 OR t.app_id IS NOT NULL THEN 1
            ELSE a.is_shared_with_tenant END AS is_shared_with_tenant,
       a.shared_users, a.shared_groups, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  LEFT JOIN handed AS h ON h.app_id = a.app_id
  LEFT JOIN everyone AS t ON t.app_id = a.app_id
 WHERE a.has_insecure_implicit_connections = 1
    OR a.has_insecure_implicit_connections IS NULL AND h.app_id IS NOT NULL
 ORDER BY a.environment_id, a.app_id
